"""Cuentas, mandatos, sesiones y lo que se escribe por pantalla, en cada motor."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from nucleo.dominio.ambito import EnDepartamento, EnPlataforma
from nucleo.dominio.bitacora import ConfirmarSinHecho, Hecho
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.roles import Rol
from nucleo.dominio.usuarios import (
    Enlace,
    Intentos,
    Membresia,
    MotivoDeEnlace,
    SesionAbierta,
    Usuario,
)
from nucleo.persistencia.sellos import FugaDeTenencia
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import (
    GESTION,
    HORA,
    adjunto,
    ajuste,
    avance,
    borrador,
    dirigencia,
    distrito,
    observacion,
    organizacion,
)

PLATAFORMA = EnPlataforma()


def usuario(correo="ana@ejemplo.bo", **otros):
    return Usuario(nuevo_id(), correo, "Ana Quispe", HORA, **otros)


def membresia(de, sobre=UNO, rol=Rol.ALCALDIA, dada_en=HORA):
    return Membresia(nuevo_id(), de.id, sobre.clave, rol, date(2026, 1, 1), None, dada_en, "ana")


def enlace(resumen="e" * 64, **otros):
    datos = {"rol": "alcaldia", "hasta": None}
    return Enlace(
        nuevo_id(), resumen, MotivoDeEnlace.INVITACION, "ana@ejemplo.bo", HORA, "ana",
        HORA + timedelta(days=7), datos=datos, **otros,
    )  # fmt: skip


def sesion(de, resumen="s" * 64, vista_en=HORA):
    return SesionAbierta(
        nuevo_id(), resumen, de.id, HORA, vista_en, HORA + timedelta(days=1), "Prueba",
        confirmada=True,
    )  # fmt: skip


def escribir(base, ambito, hacer, *, pasajero=False):
    """Una transacción que hace eso y confirma."""
    with base.unidad(ambito) as unidad:
        hacer(unidad)
        (unidad.confirmar_pasajero if pasajero else unidad.confirmar)()


def tarde(leida):
    """Guardar lo que se leyó antes de que otro lo cambiara."""

    def guardar(unidad):
        unidad._sesion.add(leida)
        leida.nombre = "Otra"

    return guardar


@pytest.fixture
def ana(base):
    """Una cuenta ya guardada."""
    nueva = usuario(codigos=["c1", "c2"], sujeto="https://oidc.bo|7")
    with base.unidad(PLATAFORMA) as unidad:
        unidad.usuarios.agregar(nueva)
        unidad.confirmar()
    return nueva


# ── Cuentas, mandatos y enlaces ─────────────────────────────────────────────────────────────────


def test_una_cuenta_se_halla_por_su_correo_y_por_su_sujeto(base, ana):
    with base.unidad(PLATAFORMA) as unidad:
        for hallada in (
            unidad.usuarios.de(ana.id),
            unidad.usuarios.por_correo("ana@ejemplo.bo"),
            unidad.usuarios.por_sujeto("https://oidc.bo|7"),
        ):
            assert (hallada.id, hallada.creado_en) == (ana.id, HORA)
            assert list(hallada.codigos) == ["c1", "c2"]
        assert unidad.usuarios.por_correo("otra@ejemplo.bo") is None
        assert unidad.usuarios.por_sujeto("") is None


def test_dos_cuentas_no_comparten_correo_ni_sujeto_pero_muchas_no_tienen_sujeto(base, ana):
    for repetida in (usuario("ana@ejemplo.bo"), usuario("b@ejemplo.bo", sujeto=ana.sujeto)):
        with pytest.raises(IntegrityError):
            escribir(base, PLATAFORMA, lambda u, repetida=repetida: u.usuarios.agregar(repetida))
    for correo in ("c@ejemplo.bo", "d@ejemplo.bo"):
        escribir(base, PLATAFORMA, lambda u, correo=correo: u.usuarios.agregar(usuario(correo)))


def test_dos_que_cambian_la_misma_cuenta_se_enteran(base, ana):
    with base.unidad(PLATAFORMA) as una:
        de_una = una.usuarios.de(ana.id)
    escribir(base, PLATAFORMA, lambda u: setattr(u.usuarios.de(ana.id), "nombre", "Ana Mamani"))
    with pytest.raises(EdicionConcurrente):
        escribir(base, PLATAFORMA, tarde(de_una))


def test_los_mandatos_se_leen_por_persona_y_por_ambito(base, ana):
    suyos = [membresia(ana, UNO), membresia(ana, DOS, dada_en=HORA + timedelta(1))]
    ajeno = membresia(usuario("otra@ejemplo.bo"), UNO, Rol.CONCEJO, HORA + timedelta(2))
    with base.unidad(PLATAFORMA) as unidad:
        for uno in (*reversed(suyos), ajeno):
            unidad.membresias.agregar(uno)
        unidad.confirmar()
    with base.unidad(PLATAFORMA) as unidad:
        assert [m.id for m in unidad.membresias.de_usuario(ana.id)] == [m.id for m in suyos]
        assert [m.id for m in unidad.membresias.sobre(UNO.clave)] == [suyos[0].id, ajeno.id]
        assert unidad.membresias.de(ajeno.id).rol is Rol.CONCEJO
        assert unidad.membresias.de(nuevo_id()) is None


def test_los_enlaces_se_hallan_por_el_resumen_de_su_secreto(base, ana):
    pendiente, usado = enlace(usuario_id=ana.id), enlace("f" * 64, usado_en=HORA)
    with base.unidad(PLATAFORMA) as unidad:
        unidad.enlaces.agregar(pendiente)
        unidad.enlaces.agregar(usado)
        unidad.confirmar()
    with base.unidad(PLATAFORMA) as unidad:
        hallado = unidad.enlaces.por_resumen("e" * 64)
        assert (hallado.id, hallado.datos) == (pendiente.id, {"rol": "alcaldia", "hasta": None})
        assert unidad.enlaces.por_resumen("0" * 64) is None
        assert [e.id for e in unidad.enlaces.pendientes()] == [pendiente.id]
        assert [e.id for e in unidad.enlaces.de_usuario(ana.id)] == [pendiente.id]


def test_las_cuentas_no_se_ven_desde_un_municipio_ni_un_departamento(base, ana):
    for ambito in (UNO, EnDepartamento("03")):
        with base.unidad(ambito) as unidad:
            assert unidad.usuarios.todos() == []
            assert unidad.usuarios.por_correo(ana.correo) is None
    with pytest.raises(FugaDeTenencia):
        escribir(base, UNO, lambda u: u.usuarios.agregar(ana))


# ── Lo pasajero ─────────────────────────────────────────────────────────────────────────────────


def test_sesiones_intentos_y_borradores_se_guardan_sin_hecho(base, ana):
    with base.unidad(PLATAFORMA) as unidad:
        unidad.sesiones.agregar(sesion(ana))
        unidad.frenos.agregar(Intentos("c" * 64, 1, HORA))
        unidad.confirmar_pasajero()
    with base.unidad(PLATAFORMA) as unidad:
        unidad.sesiones.por_resumen("s" * 64).cerrada_en = HORA
        unidad.frenos.de("c" * 64).cuenta += 1
        unidad.confirmar_pasajero()
    with base.unidad(PLATAFORMA) as unidad:
        assert [s.cerrada_en for s in unidad.sesiones.de_usuario(ana.id)] == [HORA]
        assert unidad.frenos.de("c" * 64).cuenta == 2
        unidad.frenos.quitar(unidad.frenos.de("c" * 64))
        unidad.sesiones.limpiar(HORA + timedelta(days=2))
        unidad.confirmar_pasajero()
    with base.unidad(PLATAFORMA) as unidad:
        assert unidad.frenos.de("c" * 64) is None
        assert unidad.sesiones.de_usuario(ana.id) == []
        assert [e.que for e in unidad.bitacora.eslabones()] == ["prueba.sembrada"], "solo el alta"


def alta_de_cuenta(unidad, _ana):
    unidad.usuarios.agregar(usuario("otra@ejemplo.bo"))


def cambio_de_cuenta(unidad, ana):
    unidad.usuarios.de(ana.id).nombre = "Otra"


def mandato(unidad, ana):
    unidad.membresias.agregar(membresia(ana))


def con_un_hecho(unidad, ana):
    unidad.sesiones.agregar(sesion(ana))
    unidad.anotar(Hecho("prueba", "ana", HORA, {}))


def mezclado(unidad, ana):
    unidad.sesiones.agregar(sesion(ana))
    unidad.membresias.agregar(membresia(ana))


@pytest.mark.parametrize(
    "hacer", [alta_de_cuenta, cambio_de_cuenta, mandato, con_un_hecho, mezclado]
)
def test_nada_que_sea_memoria_pasa_por_pasajero(base, ana, hacer):
    with pytest.raises(ConfirmarSinHecho):
        escribir(base, PLATAFORMA, lambda u: hacer(u, ana), pasajero=True)
    with base.unidad(PLATAFORMA) as unidad:
        assert [(u.id, u.nombre) for u in unidad.usuarios.todos()] == [(ana.id, ana.nombre)]
        assert unidad.membresias.de_usuario(ana.id) == []
        assert unidad.sesiones.de_usuario(ana.id) == []


def otro_titulo(unidad):
    unidad.demandas.de_gestion(GESTION)[0].titulo = "Otra cosa"


def borrador_y_distrito(unidad):
    unidad.borradores.agregar(borrador(unidad.organizaciones.todas()[0]))
    unidad.distritos.agregar(distrito())


@pytest.mark.parametrize("hacer", [otro_titulo, borrador_y_distrito])
def test_lo_de_un_municipio_tampoco(base, dos, hacer):
    with pytest.raises(ConfirmarSinHecho):
        escribir(base, UNO, hacer, pasajero=True)
    with base.unidad(UNO) as unidad:
        assert unidad.demandas.de_gestion(GESTION)[0].titulo == dos[UNO][0].titulo
        assert unidad.distritos.todos() == []


def test_la_sesion_mas_reciente_va_primero(base, ana):
    vieja, nueva = sesion(ana), sesion(ana, "n" * 64, HORA + timedelta(hours=1))
    with base.unidad(PLATAFORMA) as unidad:
        unidad.sesiones.agregar(vieja)
        unidad.sesiones.agregar(nueva)
        unidad.confirmar_pasajero()
    with base.unidad(PLATAFORMA) as unidad:
        assert [s.id for s in unidad.sesiones.de_usuario(ana.id)] == [nueva.id, vieja.id]


# ── Lo que se escribe por pantalla ──────────────────────────────────────────────────────────────


def test_lo_de_cada_municipio_vuelve_igual_y_el_otro_no_lo_ve(base, dos):
    una = dos[UNO][0]
    o = una.organizacion_id
    d = dirigencia(organizacion(), desde=date(2026, 1, 2), telefono="70707070")
    d.organizacion_id = o
    b = borrador(organizacion(), titulo="Agua")
    b.organizacion_id = o
    with base.unidad(UNO) as unidad:
        unidad.distritos.agregar(distrito("D-2"))
        unidad.distritos.agregar(distrito("D-1"))
        unidad.dirigencias.agregar(d)
        unidad.demandas.observar(observacion(una, "Falta el acta."))
        unidad.borradores.agregar(b)
        unidad.adjuntos.agregar(adjunto(una.formulario_id))
        unidad.avances.agregar(avance())
        unidad.ajustes.agregar(ajuste(2, "marca"))
        unidad.ajustes.agregar(ajuste(1, "idiomas"))
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        assert [x.nombre for x in unidad.distritos.todos()] == ["D-1", "D-2"]
        assert unidad.dirigencias.de(d.id).telefono == "70707070"
        assert [x.texto for x in unidad.demandas.observaciones_de(una.id)] == ["Falta el acta."]
        assert [x.datos for x in unidad.borradores.de_usuario(b.usuario_id)] == [{"titulo": "Agua"}]
        assert [x.tamano for x in unidad.adjuntos.del_formulario(una.formulario_id)] == [1234]
        assert [x.demandas for x in unidad.avances.vigentes()] == [5]
        assert [x.clave for x in unidad.ajustes.todos()] == ["idiomas", "marca"]
    with base.unidad(DOS) as unidad:
        assert unidad.distritos.todos() == []
        assert unidad.dirigencias.todas() == []
        assert unidad.demandas.observaciones_de(una.id) == []
        assert unidad.borradores.de(b.id) is None
        assert unidad.adjuntos.del_formulario(una.formulario_id) == []
        assert unidad.avances.vigentes() == []
        assert unidad.ajustes.todos() == []


def test_lo_que_lleva_version_avisa_a_quien_llega_tarde(base, dos):
    d = dirigencia(organizacion())
    d.organizacion_id = dos[UNO][0].organizacion_id
    with base.unidad(UNO) as unidad:
        unidad.dirigencias.agregar(d)
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        vieja = unidad.dirigencias.de(d.id)
    escribir(base, UNO, lambda u: setattr(u.dirigencias.de(d.id), "nombre", "Rosa Mamani"))
    with pytest.raises(EdicionConcurrente):
        escribir(base, UNO, tarde(vieja))
