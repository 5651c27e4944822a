"""La mesa del EDC: lo que los municipios entregaron, sumado para quien puede atenderlo."""

from collections.abc import Iterable, Mapping

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.edc import Bloque, Consolidado, Destinatario, Suma, sin_sector, sumar, sumar_por
from nucleo.dominio.regiones import Region
from nucleo.dominio.sectores import Sector
from nucleo.dominio.territorio import Territorio
from nucleo.servicios.lecturas import LecturaRegional
from nucleo.servicios.puertos import Ganchos
from nucleo.servicios.recogida import recoger


def consolidar(
    contexto: Contexto, lectura: LecturaRegional, ganchos: Ganchos, region: Region
) -> Consolidado:
    """Suma las entregas vigentes por municipio, sector y destinatario, con los cuadros de plugins.

    Cada demanda cuenta una vez en el total; la concurrente aparece en cada destinatario que puede
    atenderla. Sin entregas salen todos los municipios y destinatarios en cero. La lectura llega
    abierta.
    """
    grupos = lectura.grupos(contexto.gestion)
    juntos = sin_sector(grupos)
    municipios = sumar_por(juntos, lambda g: g.origen_id)
    bloques = recoger(ganchos, "bloques_de_edc", Bloque, contexto, region=region, grupos=grupos)
    return Consolidado(
        region=region.slug,
        gestion=contexto.gestion,
        total=sumar(juntos),
        municipios={
            m: municipios.get(m, Suma()) for m in sorted({*region.municipios, *municipios})
        },
        sectores=dict(sorted(sumar_por(grupos, lambda g: g.sector).items())),
        destinatarios=[
            (d, sumar(g for g in juntos if d.recibe(g)))
            for d in destinatarios(contexto, ganchos, region)
        ],
        bloques=bloques,
    )


def destinatarios(contexto: Contexto, ganchos: Ganchos, region: Region) -> list[Destinatario]:
    """A quiénes se lleva la demanda, según los plugins de la región."""
    return recoger(ganchos, "destinatarios_edc", Destinatario, contexto, region=region)


def como_json(
    consolidado: Consolidado, territorio: Territorio, sectores: Mapping[str, Sector]
) -> dict[str, object]:
    """La forma estable de `tinkuy region consolidar --json`."""
    return {
        "region": consolidado.region,
        "gestion": consolidado.gestion,
        "municipios": list(_municipios(consolidado, territorio)),
        "total": _suma(consolidado.total),
        "en_poa": consolidado.total.en_poa,
        "simuladas": consolidado.total.simuladas,
        "sectores": [
            {
                "clave": clave,
                "nombre": sectores[clave].nombre if clave in sectores else clave,
                **_suma(suma),
            }
            for clave, suma in consolidado.sectores.items()
        ],
        "destinatarios": [_destinatario(d, suma) for d, suma in consolidado.destinatarios],
        "bloques": [_bloque(b) for b in consolidado.bloques],
    }


def _municipios(consolidado: Consolidado, territorio: Territorio) -> Iterable[dict[str, object]]:
    for municipio_id, suma in consolidado.municipios.items():
        m = territorio.por_id[municipio_id]
        yield {"codigo_ine": m.codigo, "slug": m.slug, "nombre": m.nombre, **_suma(suma)}


def _suma(suma: Suma) -> dict[str, object]:
    return {
        "demandas": suma.demandas,
        "costo": str(suma.costo),
        "mujeres": suma.personas.mujeres,
        "hombres": suma.personas.hombres,
    }


def _destinatario(d: Destinatario, suma: Suma) -> dict[str, object]:
    return {
        "clave": d.clave,
        "nombre": d.nombre,
        "cargo": d.cargo,
        "plugin": d.plugin,
        "competencias": sorted(c.value for c in d.competencias),
        "municipios": sorted(f"{m:06d}" for m in d.municipios),
        "nota": str(d.nota) if d.nota else None,
        **_suma(suma),
    }


def _bloque(b: Bloque) -> dict[str, object]:
    return {
        "clave": b.clave,
        "plugin": b.plugin,
        "titulo": b.titulo,
        "explicacion": str(b.explicacion),
        "encabezados": list(b.encabezados),
        "filas": [list(fila) for fila in b.filas],
    }
