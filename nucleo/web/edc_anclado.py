"""El EDC de las regiones, como lo piden las páginas de un municipio y las de una región."""

from collections.abc import Sequence
from dataclasses import dataclass

from nucleo.dominio.ambito import EnRegion
from nucleo.dominio.anclajes import AcuerdoPublicado, EdcAnclado
from nucleo.dominio.ciclos import NivelDeEvento, TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.edc_de_region import EdcDeRegion
from nucleo.dominio.eventos import Evento
from nucleo.dominio.regiones import Region
from nucleo.servicios import anclajes
from nucleo.servicios.calendarios import hoy_de
from nucleo.web.ambito import municipio_actual, municipio_de_lectura, piezas

SECRETARIA = "secretaria"
"""La clave del resultado del ciclo que dice si se designó la Secretaría Pro Tempore."""


@dataclass(frozen=True, slots=True)
class EdcDelMunicipio:
    """Lo que un municipio sabe del EDC en la gestión: el que hospeda y los de sus regiones.

    `region` y `edc` son los del que hospeda; `ajenos`, los que hospedan otros.
    """

    propio: EdcAnclado | None = None
    region: Region | None = None
    edc: EdcDeRegion | None = None
    sin_publicar: bool = False
    por_traer: Sequence[AcuerdoPublicado] = ()
    ajenos: Sequence[tuple[Region, EdcAnclado]] = ()

    @property
    def donde(self) -> Region | None:
        """La región del que hospeda o, si lo hospeda otro, la suya."""
        return self.region or next((r for r, _ in self.ajenos), None)

    @property
    def marcas(self) -> dict[str, str]:
        """De los resultados del encuentro, los que se saben: quién quedó en la Secretaría."""
        todos = (self.propio, *(edc for _, edc in self.ajenos))
        quienes = {e.secretaria.quien for e in todos if e and e.secretaria}
        return {SECRETARIA: ", ".join(sorted(quienes))}


def rotacion_de(region: Region) -> list[int]:
    """El orden en que sus municipios se turnan la Secretaría; vacío si no se configuró."""
    nombres = piezas().configuracion(EnRegion(region.slug)).rotacion
    return anclajes.rotacion_de(region, nombres, lambda n: piezas().territorio.municipio(n).id)


def leer_edc(region: Region) -> EdcDeRegion:
    """Lo anclado en una región, mirado hoy."""
    ambito = EnRegion(region.slug)
    hoy = hoy_de(piezas().contexto(ambito, 0))
    return anclajes.leer(piezas().leer_region(ambito), hoy, rotacion_de(region))


def regiones_de_aqui() -> list[Region]:
    """Las que integra el municipio de la dirección."""
    aqui = municipio_actual().id
    return [r for r in piezas().regiones.values() if aqui in r.municipios]


def del_municipio(contexto: Contexto, tipo: TipoDeEvento, evento: Evento) -> EdcDelMunicipio | None:
    """Lo que la página de ese encuentro tiene que decir; `None` si no reúne a una región."""
    if tipo.nivel is not NivelDeEvento.REGION:
        return None
    leidas = {r.slug: (r, leer_edc(r)) for r in regiones_de_aqui()}
    aqui, gestion = municipio_actual().id, contexto.gestion
    todos = [(r, hay) for r, edc in leidas.values() if (hay := edc.de_gestion(gestion))]
    ajenos = [(r, hay) for r, hay in todos if hay.origen_id != aqui]
    ambito = municipio_de_lectura()
    with piezas().unidad_de_lectura(ambito) as unidad:
        anclaje = anclajes.vigente_de(unidad, gestion, evento.clave)
        if anclaje is None or anclaje.region not in leidas:
            return EdcDelMunicipio(ajenos=ajenos)
        region, edc = leidas[anclaje.region]
        nuevo = anclajes.contenido_de(contexto, unidad, piezas().ganchos(ambito), evento)
        return EdcDelMunicipio(
            anclaje.leido,
            region,
            edc,
            anclajes.falta_publicar(anclaje, evento, nuevo),
            anclajes.por_traer(unidad, edc, gestion),
            ajenos,
        )
