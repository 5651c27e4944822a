"""Quién llegó a un encuentro: la cuenta para todos, y la lista para quien la lleva."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.documentos.composicion import componer
from nucleo.dominio.asistencias import (
    Asistencia,
    AsistenciaFueraDeTiempo,
    AsistenciaRepetida,
    Sexo,
    representa_de,
)
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.lectura import hora_de, ilegible, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import plegar
from nucleo.dominio.politica import Accion
from nucleo.servicios import asistencias
from nucleo.servicios.asistencias import (
    LARGO_DE_CARGO,
    LARGO_DE_NOMBRE,
    DatosDeAsistencia,
    Presencia,
)
from nucleo.servicios.planilla_de_asistencia import TITULOS, filas_de
from nucleo.textos.asistencias import del_cuorum, regla_del_cuorum, representado
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre
from nucleo.textos.papeles_de_encuentro import lista_para_firmar
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, piezas
from nucleo.web.conflictos import Edicion
from nucleo.web.descargas import Tabla, descargar, mostrar_pdf
from nucleo.web.formato import fecha
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, estado_de, recibido
from nucleo.web.idiomas import idioma_actual
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import a, permite, publica
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.dirigencias import CARGOS_USUALES
from nucleo.web.vistas.organizaciones import aqui, orden_pedida

plano = Blueprint("asistencias", __name__)
Pagina = tuple[str, int]
RAIZ = "/<municipio>/ciclo/<encuentro>/asistencia"


def con_letras(texto: str) -> str:
    """Un nombre que se pueda buscar."""
    leido = texto_de(LARGO_DE_NOMBRE)(texto)
    if not plegar(leido):
        raise ilegible(N_("no tiene letras ni números"))
    return leido


class EsquemaDeAsistencia(Schema):
    """Quién llega. Con el nombre y la organización basta."""

    nombre = Leido(con_letras, required=True, metadata={"etiqueta": N_("Nombre completo")})
    organizacion = fields.String(
        metadata={
            "etiqueta": N_("De qué organización"),
            "clase": "opcion",
            "ayuda": N_("Vacío: no viene por ninguna."),
        }
    )
    sexo = fields.String(metadata={"etiqueta": N_("Sexo"), "clase": "opcion"})
    representa = fields.String(
        metadata={
            "etiqueta": N_("A quién representa"),
            "clase": "opcion",
            "ayuda": N_("Vacío: a quien represente su organización."),
        }
    )
    cargo = Leido(
        texto_de(LARGO_DE_CARGO),
        metadata={"etiqueta": N_("Cargo que dice tener"), "sugerencias": CARGOS_USUALES},
    )
    hora = Leido(
        hora_de,
        metadata={
            "etiqueta": N_("A qué hora llegó"),
            "ayuda": N_("Como 09:15. Vacía, con el encuentro en curso, es la de ahora."),
        },
    )
    sin_inscripcion = fields.Boolean(
        load_default=False, metadata={"etiqueta": N_("Llegó sin inscripción previa")}
    )


class EsquemaDeCorreccion(EsquemaDeAsistencia):
    """Lo mismo de quien ya está: la hora no se adivina."""

    hora = Leido(hora_de, metadata={"etiqueta": N_("A qué hora llegó"), "ayuda": N_("Como 09:15.")})


@plano.get(RAIZ)
@publica
def ver(encuentro: str) -> str:
    """Cuántas personas y organizaciones llegaron, y si hay cuórum; los nombres, con su cargo."""
    return _pagina(encuentro, None)[0]


@plano.route(f"{RAIZ}/anotar", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def anotar(encuentro: str) -> Pagina | Response:
    """La misma página, para anotar a una persona; enviarla dos veces no la duplica."""
    gestion = gestion_de_trabajo()
    leida = _leida(gestion, encuentro)
    formulario, orden = _formulario(leida, gestion), orden_pedida()
    if recibido(formulario):
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        datos = _datos(formulario.datos)
        try:
            llego = asistencias.anotar(contexto, piezas().unidad(aqui()), encuentro, orden, datos)
        except AsistenciaRepetida as error:
            formulario.fallar("nombre", frase(error))
        except OrdenUsada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            orden = nuevo_id()
        except NoExiste as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        except AsistenciaFueraDeTiempo as error:  # la página ya no ofrece el formulario
            flash(frase(error), "aviso")
            return a(de_asistencia(encuentro, gestion))
        else:
            flash(gettext("%(nombre)s: en la lista.", nombre=llego.nombre))
            return a(f"{de_asistencia(encuentro, gestion)}#anotar")
    return _pagina(encuentro, formulario, orden)


@plano.route(f"{RAIZ}/<uuid:asistencia>/corregir", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def corregir(encuentro: str, asistencia: UUID) -> Pagina | Response:
    """Lo que se anotó mal; si otra persona lo corrigió antes, se ve la diferencia."""
    gestion = gestion_de_trabajo()

    def hay() -> tuple[Presencia, Asistencia]:
        leida = _leida(gestion, encuentro)
        for suya in leida.asistencias:
            if suya.id == asistencia:
                return leida, suya
        raise NoExiste("asistencia", asistencia)

    leida, suya = hay()
    formulario = _formulario(leida, gestion, _inicial(leida, suya, gestion))
    edicion = Edicion(formulario, suya.version)

    def guardar(datos: Mapping[str, Any], version: int) -> None:
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        pedido = encuentro, asistencia, version, _datos(datos)
        try:
            asistencias.corregir(contexto, piezas().unidad(aqui()), *pedido)
        except AsistenciaRepetida as error:
            formulario.fallar("nombre", frase(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        ahora_es = hay()
        return _inicial(*ahora_es, gestion), ahora_es[1].version

    if not leida.abierta:
        flash(frase(AsistenciaFueraDeTiempo(leida.evento.sigla, leida.evento.estado)), "aviso")
        return a(de_asistencia(encuentro, gestion))
    if edicion.guardar(guardar, releer):
        flash(gettext("Quedó corregido."))
        return a(f"{de_asistencia(encuentro, gestion)}#lista")
    datos = {"gestion": gestion, "leida": leida, "suya": suya, "edicion": edicion}
    return pintar("asistencia-corregir.html", **datos), edicion.estado


@plano.route(f"{RAIZ}/<uuid:asistencia>/quitar", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def quitar(encuentro: str, asistencia: UUID) -> str | Response:
    """Muestra a quién se va a quitar y pide confirmarlo."""
    gestion = gestion_de_trabajo()
    leida = _leida(gestion, encuentro)
    if request.method == "POST":
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        try:
            asistencias.quitar(contexto, piezas().unidad(aqui()), encuentro, asistencia)
        except AsistenciaFueraDeTiempo as error:
            flash(frase(error), "aviso")
        except NoExiste:  # el mismo envío dos veces, u otra persona ya la quitó
            flash(gettext("Ya no estaba en la lista."), "aviso")
        else:
            flash(gettext("Se quitó de la lista."))
        return a(de_asistencia(encuentro, gestion))
    suya = next((x for x in leida.asistencias if x.id == asistencia), None)
    if suya is None:
        raise NoExiste("asistencia", asistencia)
    return pintar("asistencia-quitar.html", gestion=gestion, leida=leida, suya=suya)


@plano.get(f"{RAIZ}/lista.<any(csv, xlsx):formato>")
@permite(Accion.VER_RESERVADO)
def archivo(encuentro: str, formato: str) -> Response:
    """La lista con nombres; se puede completar y volver a subir tal cual."""
    gestion = gestion_de_trabajo()
    leida = _leida(gestion, encuentro)
    ciclo = piezas().contexto(aqui(), gestion).ciclo
    tabla = Tabla(TITULOS, filas_de(leida, ciclo))
    return descargar(tabla, formato, f"asistencia-{encuentro}-{gestion}")


@plano.get(f"{RAIZ}/lista.pdf")
@permite(Accion.VER_RESERVADO)
def lista(encuentro: str) -> Response:
    """La lista en blanco para firmar, con las dirigencias de cada organización."""
    gestion = gestion_de_trabajo()
    leida = _leida(gestion, encuentro)
    with piezas().unidad_de_lectura(aqui()) as unidad:
        dirigencias = unidad.dirigencias.todas()
    evento = leida.evento
    cuando = ", ".join(p for p in (fecha(evento.dia), evento.hora, evento.lugar) if p)
    datos = lista_para_firmar(
        evento, leida.tipo, piezas().contexto(aqui(), gestion).ciclo,
        [*leida.organizaciones.values()], dirigencias,
        subtitulo=f"{municipio_actual().nombre} · {cuando}",
        pie=gettext("Gestión %(anio)s", anio=gestion),
        idioma=idioma_actual().etiqueta,
    )  # fmt: skip
    return mostrar_pdf(componer("firmas", datos), f"firmas-{encuentro}-{gestion}")


def _pagina(encuentro: str, formulario: Formulario | None, orden: UUID | None = None) -> Pagina:
    gestion = gestion_de_trabajo()
    leida = _leida(gestion, encuentro)
    ciclo = piezas().contexto(aqui(), gestion).ciclo
    formulario = formulario or _formulario(leida, gestion)
    pagina = pintar(
        "asistencia.html",
        gestion=gestion,
        leida=leida,
        formulario=formulario,
        orden=orden or nuevo_id(),
        pagina=paginar(leida.asistencias),
        cuorum=del_cuorum(leida.cuorum),
        regla=regla_del_cuorum(leida.cuorum) if leida.cuorum else "",
        representado=lambda clave: representado(clave, ciclo),
    )
    return pagina, estado_de(formulario)


def _leida(gestion: int, encuentro: str) -> Presencia:
    contexto = piezas().contexto(aqui(), gestion)
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return asistencias.presencia(contexto, unidad, encuentro)


def _formulario(
    leida: Presencia, gestion: int, inicial: Mapping[str, Any] | None = None
) -> Formulario:
    ciclo = piezas().contexto(aqui(), gestion).ciclo
    otras = leida.organizaciones.values()
    participan = leida.tipo.participan if leida.tipo else ()
    orden = [*participan, *(c for c in ciclo.participantes if c not in participan)]
    opciones = {
        "organizacion": [(str(o.id), o.nombre) for o in sorted(otras, key=lambda o: o.clave)],
        "sexo": [(s.value, nombre(s)) for s in Sexo],
        "representa": [(c, representado(c, ciclo)) for c in orden],
    }
    if inicial is None:
        return Formulario(EsquemaDeAsistencia(), opciones=opciones)
    return Formulario(EsquemaDeCorreccion(), inicial, opciones)


def _inicial(leida: Presencia, suya: Asistencia, gestion: int) -> dict[str, Any]:
    """Lo anotado. Lo que su organización ya dice va vacío: si la organización cambia, cambia."""
    ciclo = piezas().contexto(aqui(), gestion).ciclo
    otb = leida.organizaciones.get(suya.organizacion_id) if suya.organizacion_id else None
    deducida = representa_de(otb, ciclo) if otb else ""
    return {
        "nombre": suya.nombre,
        "organizacion": str(suya.organizacion_id or ""),
        "sexo": suya.sexo.value,
        "representa": "" if suya.representa == deducida else suya.representa,
        "cargo": suya.cargo,
        "hora": suya.hora,
        "sin_inscripcion": suya.sin_inscripcion,
    }


def _datos(leido: Mapping[str, Any]) -> DatosDeAsistencia:
    suya = leido.get("organizacion")
    return DatosDeAsistencia(
        leido["nombre"],
        Sexo(leido.get("sexo") or Sexo.SIN_DATO),
        UUID(suya) if suya else None,
        leido.get("representa", ""),
        leido.get("cargo", ""),
        sin_inscripcion=leido["sin_inscripcion"],
        hora=leido.get("hora", ""),
    )


def de_asistencia(encuentro: str, gestion: int) -> str:
    """La dirección de la asistencia de un encuentro."""
    return f"/{municipio_actual().slug}/ciclo/{encuentro}/asistencia?gestion={gestion}"
