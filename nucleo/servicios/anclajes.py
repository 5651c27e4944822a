"""Hospedar el EDC de una región: anclarlo, publicar su mesa, designar la Secretaría y retirarlo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nucleo.dominio.acuerdos import Acuerdo
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.anclajes import (
    AcuerdoPublicado,
    Anclaje,
    Contenido,
    EdcAnclado,
    EncuentroYaAnclado,
    NoEsRegional,
    PuntoPublicado,
    Secretaria,
    SinAnclar,
    YaAnclado,
    contenido_llano,
)
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.edc_de_region import EdcDeRegion
from nucleo.dominio.errores import EdicionConcurrente, FueraDeLaRegion
from nucleo.dominio.eventos import HECHOS, Evento
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.llano import en_llano
from nucleo.dominio.regiones import Region
from nucleo.servicios import acuerdos
from nucleo.servicios.acuerdos import antes_del_regional, es_regional
from nucleo.servicios.calendarios import evento_de, hoy_de
from nucleo.servicios.gestiones import poner
from nucleo.servicios.lecturas import LecturaRegional
from nucleo.servicios.mesas import exigir_en_curso, mesa_de
from nucleo.servicios.puertos import Ganchos, Unidad

ANCLADO, CORREGIDO, PUBLICADO = "edc.anclado", "edc.corregido", "edc.publicado"
DESIGNADA, RETIRADO, TRAIDOS = "edc.secretaria", "edc.retirado", "acuerdo.traidos"


@dataclass(frozen=True, slots=True)
class Llamado:
    """Dónde y cuándo es el EDC, y lo que el anfitrión dice a todos al convocarlo."""

    fecha: date
    hora: str = ""
    lugar: str = ""
    convocatoria: str = ""


def leer(lectura: LecturaRegional, hoy: date, rotacion: Sequence[int] = ()) -> EdcDeRegion:
    """Lo que cualquiera sabe del EDC de una región: abre y cierra la lectura."""
    with lectura:
        return EdcDeRegion(lectura.anclajes(), hoy, rotacion)


def rotacion_de(region: Region, nombres: Sequence[str], ids: Callable[[str], int]) -> list[int]:
    """Los municipios de la región en el orden configurado; el que ya no es de ella no cuenta."""
    return [m for m in map(ids, nombres) if m in region.municipios]


def anclar(
    contexto: Contexto,
    unidad: Unidad,
    lectura: LecturaRegional,
    region: Region,
    encuentro: str,
    llamado: Llamado,
    version: int = 0,
) -> Anclaje:
    """Este municipio hospeda el EDC de esa región y gestión: pone el día también en su calendario.

    Si ya lo hospedaba, corrige lo dicho (`version` es la copia que se vio). Trae a su mesa los
    acuerdos pendientes del EDC anterior. `YaAnclado` si lo tiene otro: también si los dos lo
    pidieron a la vez, porque la base no admite dos.
    """
    if not _es_de(contexto, region):
        raise FueraDeLaRegion(contexto.nombre, region.nombre)
    _exigir_ajeno(contexto, leer(lectura, hoy_de(contexto)), region)
    try:
        return _anclar(contexto, unidad, lectura, region, encuentro, llamado, version)
    except EdicionConcurrente:
        _exigir_ajeno(contexto, leer(lectura, hoy_de(contexto)), region)
        raise


def _anclar(
    contexto: Contexto,
    unidad: Unidad,
    lectura: LecturaRegional,
    region: Region,
    encuentro: str,
    llamado: Llamado,
    version: int,
) -> Anclaje:
    leido = leer(lectura, hoy_de(contexto))
    with unidad:
        unidad.reservar()
        evento = evento_de(unidad, contexto.gestion, encuentro)
        if not es_regional(contexto, encuentro):
            raise NoEsRegional(evento.sigla)
        if evento.hecho:  # su día ya no se elige
            llamado = replace(llamado, fecha=evento.dia)
        propio = vigente_de(unidad, contexto.gestion, encuentro)
        if propio and propio.region != region.slug:
            raise EncuentroYaAnclado(evento.sigla, propio.region)
        if propio and _dicho(propio) == llamado:
            return propio
        if (propio.version if propio else 0) != version:
            raise EdicionConcurrente
        dia = evento.fecha if evento.hecho else llamado.fecha
        poner(contexto, unidad, evento, dia, llamado.hora, llamado.lugar)
        nuevo = _llamar(contexto, propio, region, encuentro, llamado)
        unidad.anclajes.agregar(nuevo)
        _traer(contexto, unidad, leido, evento)
        _anotar(contexto, unidad, CORREGIDO if propio else ANCLADO, nuevo)
        unidad.confirmar()
    return nuevo


def _llamar(
    contexto: Contexto, propio: Anclaje | None, region: Region, encuentro: str, llamado: Llamado
) -> Anclaje:
    cuando, dicho = contexto.ahora(), {c: getattr(llamado, c) for c in Llamado.__slots__}
    if propio:
        return propio.copia(contexto.quien, cuando, **dicho)
    nuevo = Anclaje(
        nuevo_id(), contexto.gestion, encuentro, llamado.fecha, cuando, contexto.quien,
        llamado.hora, llamado.lugar, llamado.convocatoria, contenido_llano(Contenido()),
    )  # fmt: skip
    nuevo.region = region.slug
    return nuevo


def publicar(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, encuentro: str, version: int
) -> Anclaje:
    """Da a la región la agenda, los acuerdos, cómo van los anteriores y el resumen del acta.

    El día y el lugar van como están en el calendario. Publicar lo mismo no hace nada.
    """
    with unidad:
        unidad.reservar()
        anclaje = _exigir_vigente(contexto, unidad, encuentro)
        evento = evento_de(unidad, contexto.gestion, encuentro)
        nuevo = contenido_de(contexto, unidad, ganchos, evento)
        if not falta_publicar(anclaje, evento, nuevo):
            return anclaje
        _exigir_version(anclaje, version)
        copia = anclaje.copia(
            contexto.quien, contexto.ahora(), contenido=contenido_llano(nuevo),
            fecha=evento.dia, hora=evento.hora, lugar=evento.lugar,
        )  # fmt: skip
        unidad.anclajes.agregar(copia)
        mas = {"acuerdos": [str(a.id) for a in nuevo.acuerdos], "acta": nuevo.acta}
        _anotar(contexto, unidad, PUBLICADO, copia, **mas)
        unidad.confirmar()
    return copia


def designar(
    contexto: Contexto,
    unidad: Unidad,
    region: Region,
    encuentro: str,
    secretaria: Secretaria,
    version: int,
) -> Anclaje:
    """Anota quién tiene la Secretaría Pro Tempore desde este EDC; otra vez la corrige.

    Se hace en el encuentro o después (`MesaCerrada`). El municipio tiene que ser de la región.
    """
    if secretaria.municipio and secretaria.municipio not in region.municipios:
        raise FueraDeLaRegion(secretaria.quien, region.nombre)
    with unidad:
        unidad.reservar()
        anclaje = _exigir_vigente(contexto, unidad, encuentro)
        exigir_en_curso(evento_de(unidad, contexto.gestion, encuentro), tambien=tuple(HECHOS))
        if anclaje.leido.secretaria == secretaria:
            return anclaje
        _exigir_version(anclaje, version)
        llana = en_llano(secretaria)
        copia = anclaje.copia(contexto.quien, contexto.ahora(), secretaria=llana)
        unidad.anclajes.agregar(copia)
        _anotar(contexto, unidad, DESIGNADA, copia, **llana)
        unidad.confirmar()
    return copia


def retirar(contexto: Contexto, unidad: Unidad, encuentro: str, version: int) -> Anclaje:
    """La región deja de ver todo lo que este EDC publicó; otro municipio puede anclarlo."""
    with unidad:
        unidad.reservar()
        anclaje = _exigir_vigente(contexto, unidad, encuentro)
        _exigir_version(anclaje, version)
        anclaje.retirar(contexto.quien, contexto.ahora())
        _anotar(contexto, unidad, RETIRADO, anclaje)
        unidad.confirmar()
    return anclaje


def traer(
    contexto: Contexto, unidad: Unidad, lectura: LecturaRegional, encuentro: str
) -> Sequence[Acuerdo]:
    """Pone en la mesa de este EDC los acuerdos de los anteriores que falten, para revisarlos."""
    leido = leer(lectura, hoy_de(contexto))
    with unidad:
        unidad.reservar()
        _exigir_vigente(contexto, unidad, encuentro)
        evento = evento_de(unidad, contexto.gestion, encuentro)
        traidos = _traer(contexto, unidad, leido, evento)
        if traidos:
            unidad.confirmar()
    return traidos


def por_traer(unidad: Unidad, leido: EdcDeRegion, gestion: int) -> list[AcuerdoPublicado]:
    """Los que la región conoce y la mesa todavía no tiene. Con la unidad abierta."""
    return [a for a in leido.anteriores_a(gestion) if unidad.mesas.acuerdo(a.id) is None]


def _traer(contexto: Contexto, unidad: Unidad, leido: EdcDeRegion, evento: Evento) -> list[Acuerdo]:
    """Conservan su identificador: así la región sabe que es el mismo."""
    nuevos = [_traido(contexto, a, evento.clave) for a in por_traer(unidad, leido, evento.gestion)]
    for nuevo in nuevos:
        unidad.mesas.agregar(nuevo)
    if nuevos:
        carga = {"gestion": evento.gestion, "evento": evento.clave,
                 "acuerdos": [str(a.id) for a in nuevos]}  # fmt: skip
        unidad.anotar(Hecho(TRAIDOS, contexto.quien, contexto.ahora(), carga))
    return nuevos


def _traido(contexto: Contexto, a: AcuerdoPublicado, encuentro: str) -> Acuerdo:
    return Acuerdo(
        a.id, a.gestion, encuentro, a.que, a.responsable, contexto.ahora(), contexto.quien,
        a.dia_limite, estado=a.estado, nota=a.nota, visto_el=a.visto, traido_de=a.de,
    )  # fmt: skip


def contenido_de(contexto: Contexto, unidad: Unidad, ganchos: Ganchos, evento: Evento) -> Contenido:
    """Lo que se publicaría ahora. Con la unidad abierta."""
    mesa = mesa_de(contexto, unidad, ganchos, evento.clave)
    propios = acuerdos.del_encuentro(unidad, evento.gestion, evento.clave)
    acta = unidad.actas.de(evento.gestion, evento.clave)
    return Contenido(
        tuple(PuntoPublicado(p.texto, p.informa) for p in mesa.puntos),
        tuple(_publicado(contexto, a) for a in propios if a.estado.value != "retirado"),
        tuple(_publicado(contexto, a) for a in antes_del_regional(unidad, evento)),
        acta.resumen if acta and acta.cerrada else "",
        evento.hecho,
    )


def falta_publicar(anclaje: Anclaje, evento: Evento, contenido: Contenido) -> bool:
    """Si la región todavía ve otra cosa que lo que hay."""
    dado = anclaje.leido
    puesto = (dado.fecha, dado.hora, dado.lugar)
    return dado.contenido != contenido or puesto != (evento.dia, evento.hora, evento.lugar)


def vigente_de(unidad: Unidad, gestion: int, encuentro: str) -> Anclaje | None:
    """Lo que este encuentro tiene dado a una región, con la unidad abierta."""
    return next((a for a in unidad.anclajes.vigentes(gestion) if a.evento == encuentro), None)


def _publicado(contexto: Contexto, a: Acuerdo) -> AcuerdoPublicado:
    return AcuerdoPublicado(
        a.id, a.gestion, a.traido_de or getattr(contexto.ambito, "id", 0), a.que, a.responsable,
        a.acordado_en.isoformat(), a.fecha.isoformat() if a.fecha else "", a.estado, a.nota,
        a.visto_el.isoformat() if a.visto_el else "",
    )  # fmt: skip


def _dicho(anclaje: Anclaje) -> Llamado:
    return Llamado(anclaje.fecha, anclaje.hora, anclaje.lugar, anclaje.convocatoria)


def _exigir_vigente(contexto: Contexto, unidad: Unidad, encuentro: str) -> Anclaje:
    anclaje = vigente_de(unidad, contexto.gestion, encuentro)
    if anclaje is None:
        raise SinAnclar(evento_de(unidad, contexto.gestion, encuentro).sigla)
    return anclaje


def _exigir_version(anclaje: Anclaje, version: int) -> None:
    if anclaje.version != version:
        raise EdicionConcurrente


def _exigir_ajeno(contexto: Contexto, leido: EdcDeRegion, region: Region) -> None:
    """Que no lo hospede otro municipio."""
    hay: EdcAnclado | None = leido.de_gestion(contexto.gestion)
    if hay and hay.origen_id != getattr(contexto.ambito, "id", 0):
        anfitrion = region.nombres.get(hay.origen_id, f"{hay.origen_id:06d}")
        raise YaAnclado(anfitrion, region.nombre, contexto.gestion)


def _es_de(contexto: Contexto, region: Region) -> bool:
    return isinstance(contexto.ambito, EnMunicipio) and contexto.ambito.id in region.municipios


def _anotar(contexto: Contexto, unidad: Unidad, que: str, anclaje: Anclaje, **mas: object) -> None:
    carga = {
        "gestion": anclaje.gestion,
        "evento": anclaje.evento,
        "region": anclaje.region,
        "fecha": anclaje.fecha.isoformat(),
        "copia": anclaje.version,
        **mas,
    }
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
