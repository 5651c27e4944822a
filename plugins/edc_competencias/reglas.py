"""Del nivel de un cargo a las competencias que atiende."""

from collections import Counter
from collections.abc import Iterable

from nucleo.api import (
    N_,
    CargoDeRegion,
    Competencia,
    Destinatario,
    Mensaje,
    Region,
    nombre_corto,
)

COMPETENCIAS_DE = {
    "nacional": frozenset({Competencia.NACIONAL, Competencia.CONCURRENTE}),
    "departamental": frozenset({Competencia.DEPARTAMENTAL, Competencia.CONCURRENTE}),
}
POR_VERIFICAR = N_("Este cargo está por verificar. %(nota)s")
SEGUN_LA_FUENTE = N_("Dato del catálogo: %(nota)s")
SUS_GOBIERNOS = Mensaje(
    N_("Lo que es del municipio: su POA y, lo que excede su techo, a financiar entre todos.")
)


def destinatarios(region: Region) -> list[Destinatario]:
    """Las autoridades vigentes de la región y, al final, sus propios gobiernos municipales."""
    return [*_autoridades(region.cargos), _gobiernos_municipales()]


def _autoridades(cargos: Iterable[CargoDeRegion]) -> Iterable[Destinatario]:
    veces: Counter[str] = Counter()
    for c in cargos:
        if c.cargo.nivel not in COMPETENCIAS_DE:
            continue
        clave = nombre_corto(c.nombre)
        veces[clave] += 1
        yield Destinatario(
            clave=clave if veces[clave] == 1 else f"{clave}-{veces[clave]}",
            nombre=c.nombre,
            cargo=c.cargo.nombre,
            competencias=COMPETENCIAS_DE[c.cargo.nivel],
            municipios=c.municipios,
            nota=_nota(c),
            lugar=c.lugar,
        )


def _nota(c: CargoDeRegion) -> Mensaje | None:
    """Lo que el catálogo no da por seguro también se dice a quien consulta."""
    if c.cargo.eleccion == "por_verificar":
        return Mensaje(POR_VERIFICAR, {"nota": c.cargo.nota})
    return Mensaje(SEGUN_LA_FUENTE, {"nota": c.cargo.nota}) if c.cargo.nota else None


def _gobiernos_municipales() -> Destinatario:
    return Destinatario(
        clave="gobiernos-municipales",
        nombre=N_("Gobiernos municipales de la región"),
        cargo=N_("Gobierno municipal"),
        competencias=frozenset({Competencia.MUNICIPAL}),
        nota=SUS_GOBIERNOS,
    )
