"""El acta puesta en papel: en uno o dos idiomas, con o sin nombres de personas, y sellada."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial

from nucleo.dominio.actas import (
    ActaEnLlano,
    ParticipanteEnActa,
    PuntoEnActa,
    SeccionDeActa,
    VotacionEnActa,
)
from nucleo.dominio.constancias import Conformidad
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.observaciones_de_acta import ObservacionEnActa
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.piezas import Sellador
from nucleo.textos import actas as textos
from nucleo.textos.nombres import NOMBRES, nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import piezas
from nucleo.web.formato import fecha, momento, sin_credencial
from nucleo.web.idiomas import en_idioma
from nucleo.web.informes import en_el_acta
from nucleo.web.papel import ANCHA, CORTA, DOBLE, Bloque
from nucleo.web.papel_sellado import EnPapel, Impreso, sellado

ALGUIEN = N_("alguien, sin nombrar")
"""Quien no tiene organización, en la copia sin nombres."""


def en_papel(
    acta: ActaEnLlano,
    sellador: Sellador,
    idiomas: Sequence[str] = ("es",),
    *,
    con_nombres: bool,
    direccion: str = "",
) -> bytes:
    """El PDF sellado. La misma acta, con la misma llave y la misma versión, da los mismos bytes.

    También leída por quien tiene la pantalla en otra lengua: lo que no son rótulos va en el primer
    idioma pedido. Sin `direccion` no lleva QR: nadie declaró dónde se publica.
    """
    hoja = EnPapel(acta, idiomas, con_nombres=con_nombres)
    with en_idioma(hoja.idiomas[0]):
        return sellado(hoja, sellador, papel_del_acta(hoja), direccion)


def papel_del_acta(hoja: EnPapel) -> Impreso:
    """Lo que el acta cerrada dice, puesto en orden."""
    acta, r = hoja.acta, hoja.rotulo
    cuando = datetime.fromisoformat(acta.cerrada_en).astimezone(UTC)
    suyo = [
        (r(N_("Se cerró")), f"{momento(cuando)} · {sin_credencial(acta.cerrada_por)}"),
        (r(N_("Antes del plazo, porque")), acta.cierre_anticipado),
    ]
    encabezado = r(N_("Acta: %(encuentro)s"), encuentro=Mensaje(acta.encuentro))
    return Impreso(encabezado, cuando, bloques_de(hoja), suyo)


def bloques_de(hoja: EnPapel) -> list[Bloque]:
    """Las partes del acta en su orden; la que no tiene nada no sale, salvo las constancias."""
    acta, partes = hoja.acta, hoja.acta.partes
    secciones = {s.seccion: s.texto.split("\n\n") for s in acta.secciones}
    escrita = partial(_escrita, hoja, secciones)
    hay = [
        _sin_modulos(hoja),
        escrita(SeccionDeActa.APERTURA),
        _participantes(hoja),
        _cuorum(hoja),
        _puntos(hoja, partes.puntos),
        _documentos(hoja, partes.puntos),
        escrita(SeccionDeActa.DESARROLLO),
        _informes(hoja),
        _votaciones(hoja, partes.votaciones),
        escrita(SeccionDeActa.VOTACIONES),
        _acuerdos(hoja),
        escrita(SeccionDeActa.ACUERDOS),
        _reclamos(hoja),
        escrita(SeccionDeActa.RECLAMOS),
        _saltos(hoja),
        _observaciones(hoja),
        escrita(SeccionDeActa.CLAUSURA),
        _conformidades(hoja),
        _faltan(hoja),
    ]
    return [b for b in hay if b]


def _escrita(
    hoja: EnPapel, secciones: Mapping[SeccionDeActa, list[str]], cual: SeccionDeActa
) -> Bloque | None:
    texto = secciones.get(cual)
    return hoja.bloque(NOMBRES[cual], parrafos=texto) if texto else None


def _sin_modulos(hoja: EnPapel) -> Bloque | None:
    """Lo que aporta un módulo que falló falta, y se dice."""
    nombres = ", ".join(piezas().plugins.get(p, p) for p in hoja.acta.sin_modulos)
    falta = gettext(
        "No se pudo leer lo que agregan estos módulos, porque fallaron: %(cuales)s. Los puntos de "
        "su parte que nadie trató no están aquí.",
        cuales=nombres,
    )
    return hoja.bloque(N_("Lo que falta"), parrafos=[falta]) if nombres else None


def _participantes(hoja: EnPapel) -> Bloque | None:
    acta = hoja.acta
    if not acta.partes.participantes:
        llamados = [gettext(n) for _, n in acta.llamados]
        return hoja.bloque(N_("A quiénes se convocó"), lista=llamados) if llamados else None
    con = hoja.con_nombres
    medios = {c.de: gettext(textos.CORTOS[c.medio]) for c in acta.constancias}
    columnas = [
        (N_("N.º"), CORTA),
        *([(N_("Nombre"), DOBLE)] if con else []),
        (N_("Organización"), DOBLE), (N_("Representación"), ANCHA), (N_("Sexo"), CORTA),
        (N_("Constancia"), ANCHA),
    ]  # fmt: skip
    filas = [
        [
            str(n),
            *([p.nombre] if con else []),
            p.organizacion,
            p.representacion,
            gettext(textos.SEXOS.get(p.sexo, p.sexo)) if p.sexo else "—",
            medios.get(p.clave) or gettext("Falta"),
        ]
        for n, p in enumerate(acta.partes.participantes, 1)
    ]
    titulo = N_("Quiénes participaron")
    return hoja.bloque(titulo, columnas=columnas, filas=filas, compacta=True)


def _cuorum(hoja: EnPapel) -> Bloque | None:
    c = hoja.acta.partes.cuorum
    if c is None:
        return None
    cuenta = gettext(
        "Presentes: %(hay)s. Hacían falta: %(falta)s.", hay=c.presentes, falta=c.hacen_falta
    )
    dicho = gettext("Hubo cuórum.") if c.alcanza else gettext("No hubo cuórum.")
    return hoja.bloque(N_("Cuórum"), parrafos=[f"{dicho} {cuenta} {c.regla}"])


def _puntos(hoja: EnPapel, puntos: Sequence[PuntoEnActa]) -> Bloque | None:
    columnas = [(N_("N.º"), CORTA), (N_("Punto"), DOBLE), (N_("Lo llevó"), ANCHA),
                (N_("Qué se dijo"), DOBLE)]  # fmt: skip
    filas = [
        [str(n), gettext(p.texto), _quien_lo_llevo(hoja, p), p.dicho or "—"]
        for n, p in enumerate(puntos, 1)
    ]
    return hoja.bloque(N_("Qué se trató"), columnas=columnas, filas=filas) if filas else None


def _documentos(hoja: EnPapel, puntos: Sequence[PuntoEnActa]) -> Bloque | None:
    """Con su SHA-256, también el reservado: así se comprueba que un archivo es ese y no otro."""
    dichos = [
        gettext(
            "Punto %(numero)s: %(titulo)s. SHA-256 %(resumen)s",
            numero=n, resumen=d.resumen,
            titulo=d.titulo if d.publico or hoja.con_nombres else gettext("documento reservado"),
        )
        for n, p in enumerate(puntos, 1)
        for d in p.documentos
    ]  # fmt: skip
    return hoja.bloque(N_("Qué documentos se presentaron"), lista=dichos) if dichos else None


def _quien_lo_llevo(hoja: EnPapel, punto: PuntoEnActa) -> str:
    toca = gettext(punto.informa) if punto.informa else ""
    if toca and not (punto.informo or punto.dicho):
        return gettext("le tocaba a: %(quien)s", quien=toca)
    return hoja.quien(punto.informo, toca) or "—"


def _informes(hoja: EnPapel) -> Bloque | None:
    columnas = [(N_("Informe"), DOBLE), (N_("De quién"), ANCHA), (N_("Versión"), CORTA),
                (N_("Resumen (SHA-256)"), ANCHA)]  # fmt: skip
    filas = [en_el_acta(i) for i in hoja.acta.partes.informes]
    return (
        hoja.bloque(N_("Informes presentados"), columnas=columnas, filas=filas) if filas else None
    )


def _votaciones(hoja: EnPapel, votaciones: Sequence[VotacionEnActa]) -> Bloque | None:
    columnas = [(N_("Qué se votó"), ANCHA), (N_("Quiénes"), CORTA), (N_("A favor"), CORTA),
                (N_("En contra"), CORTA), (N_("Abstención"), CORTA)]  # fmt: skip
    filas, disensos = [], []
    for v in votaciones:
        cuentas = v.cuentas if len(v.cuentas) == 1 else (*v.cuentas, v.total)
        for c in cuentas:
            quienes = textos.QUIENES.get(c.quienes, N_("Todos"))
            filas.append([
                v.asunto, gettext(quienes),
                str(c.a_favor), str(c.en_contra), str(c.abstenciones),
            ])  # fmt: skip
        disensos += [
            gettext(
                "En «%(asunto)s» pidió que conste su voto en contra: %(quien)s. %(motivo)s",
                asunto=v.asunto,
                quien=hoja.quien(x.nombre, x.organizacion) or gettext(ALGUIEN),
                motivo=x.motivo,
            )
            for x in v.disensos
        ]
    if not filas:
        return None
    return hoja.bloque(
        N_("Qué se votó"), columnas=columnas, filas=filas, al_pie=disensos, numeros=True
    )


def _dia(escrito: str) -> str:
    return fecha(date.fromisoformat(escrito)) if escrito else "—"


def _acuerdos(hoja: EnPapel) -> Bloque | None:
    columnas = [(N_("Qué se acordó"), DOBLE), (N_("Responde"), ANCHA), (N_("Hasta"), ANCHA)]
    filas = [[a.texto, a.responsable or "—", _dia(a.hasta)] for a in hoja.acta.partes.acuerdos]
    return hoja.bloque(N_("Acuerdos"), columnas=columnas, filas=filas) if filas else None


def _reclamos(hoja: EnPapel) -> Bloque | None:
    columnas = [(N_("Qué se reclamó"), DOBLE), (N_("De"), ANCHA), (N_("Responde"), ANCHA),
                (N_("Hasta"), ANCHA), (N_("Respuesta"), DOBLE)]  # fmt: skip
    filas = [
        [r.texto, r.de or "—", r.responsable or "—", _dia(r.hasta), r.respuesta or "—"]
        for r in hoja.acta.partes.reclamos
    ]
    titulo = N_("Observaciones y reclamos sobre obras y servicios")
    return hoja.bloque(titulo, columnas=columnas, filas=filas) if filas else None


def _saltos(hoja: EnPapel) -> Bloque | None:
    columnas = [(N_("Qué pedía el ciclo"), DOBLE), (N_("Por qué se pasó por alto"), DOBLE),
                (N_("Quién"), ANCHA), (N_("Cuándo"), ANCHA)]  # fmt: skip
    filas = [
        [gettext(s.compuerta), s.motivo, sin_credencial(s.quien), _momento(s.cuando)]
        for s in hoja.acta.saltos
    ]
    return (
        hoja.bloque(N_("Qué se pasó por alto"), columnas=columnas, filas=filas) if filas else None
    )


def _momento(escrito: str) -> str:
    return momento(datetime.fromisoformat(escrito))


def _observaciones(hoja: EnPapel) -> Bloque | None:
    columnas = [(N_("Qué se observó"), DOBLE), (N_("De"), ANCHA), (N_("Cuándo"), ANCHA),
                (N_("Qué se hizo"), DOBLE)]  # fmt: skip
    filas = [
        [o.texto, hoja.quien(o.nombre, o.organizacion) or "—", _momento(o.cuando), que_se_hizo(o)]
        for o in hoja.acta.observaciones
    ]
    titulo = N_("Observaciones al borrador del acta")
    return hoja.bloque(titulo, columnas=columnas, filas=filas) if filas else None


def que_se_hizo(o: ObservacionEnActa) -> str:
    """Si se acogió y por qué, o que nadie la respondió."""
    return ": ".join(p for p in (nombre(o.suerte), o.respuesta) if p)


def _conformidades(hoja: EnPapel) -> Bloque:
    nadie = (
        gettext("Al cerrarse, nadie había dejado constancia todavía.")
        if hoja.acta.cerrada_en
        else gettext("Nadie dejó constancia todavía.")
    )
    vacio = [] if hoja.acta.constancias else [nadie]
    titulo = N_("Constancias de conformidad")
    return constancias_en(hoja, hoja.acta.constancias, titulo, parrafos=vacio)


def constancias_en(
    hoja: EnPapel, cuales: Iterable[Conformidad], titulo: str, *, parrafos: Iterable[str] = ()
) -> Bloque:
    """De quién es cada una, con qué se dio y cuándo."""
    columnas = [(N_("Quién"), DOBLE), (N_("Con qué"), DOBLE), (N_("Cuándo"), CORTA)]
    filas = [
        [hoja.quien(c.nombre, c.organizacion) or "—", con_que(c, hoja), _momento(c.cuando)]
        for c in cuales
    ]
    return hoja.bloque(titulo, columnas=columnas, filas=filas, parrafos=parrafos, compacta=True)


def con_que(c: Conformidad, hoja: EnPapel) -> str:
    """El medio y lo que lo respalda."""
    nombrado = hoja.con_nombres and c.testigo
    notas = [gettext(textos.CORTOS[c.medio]) if nombrado else nombre(c.medio)]
    if nombrado:
        notas.append(gettext("testigo: %(quien)s", quien=c.testigo))
    if hoja.con_nombres and c.por:
        notas.append(gettext("por: %(quien)s", quien=c.por))
    if c.escaneo:
        notas.append(gettext("hoja escaneada %(resumen)s", resumen=c.escaneo[:16]))
    return "; ".join(notas)


def _faltan(hoja: EnPapel) -> Bloque | None:
    """Quien no dejó constancia al cerrarse se ve."""
    titulo = N_("Falta la constancia de")
    if hoja.acta.cerrada_en:
        titulo = N_("Al cerrarse, faltaba la constancia de")
    return faltan_en(hoja, hoja.acta.constancias, titulo)


def faltan_en(hoja: EnPapel, dieron: Iterable[Conformidad], titulo: str) -> Bloque | None:
    """Los esperados que no están entre esas, con lugar para firmar en papel."""
    columnas = [(N_("Quién"), ANCHA), (N_("Firma o huella, y testigo"), ANCHA)]
    filas = [[quien_falta(hoja, p), ""] for p in hoja.acta.faltan(dieron)]
    if not filas:
        return None
    return hoja.bloque(titulo, columnas=columnas, filas=filas, por_firmar=True)


def quien_falta(hoja: EnPapel, p: ParticipanteEnActa) -> str:
    """Su nombre y su organización; en la copia sin nombres, si no tiene, a quién representa."""
    dicho = hoja.quien(p.nombre, gettext(p.organizacion) if p.organizacion else "")
    return dicho or gettext(p.representacion or ALGUIEN)


def direccion_de(municipio: Municipio, gestion: int, clave: str) -> str:
    """La ruta de la página pública de un acta."""
    return f"/{municipio.slug}/ciclo/{clave}/acta?gestion={gestion}"
