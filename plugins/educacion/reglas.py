"""Qué mira educación en una demanda, y cómo lleva su cuadro al EDC."""

from collections.abc import Iterable, Sequence

from nucleo.api import (
    N_,
    Bloque,
    Criterio,
    DatoDe,
    Demanda,
    Faltante,
    Grupo,
    Matriz,
    Mensaje,
    Normalizacion,
    Observacion,
    Organizacion,
    Reales,
    Region,
    Renglon,
    Sector,
    TipoDeOrganizacion,
    cuadro_de_sector,
)

SECTOR = Sector(
    clave="educacion",
    nombre="Educación",
    sinonimos=("ambientes escolares", "nivel inicial", "tinglado escolar"),
    origen=TipoDeOrganizacion.EDUCACION,
)
SIN_BENEFICIARIOS = Mensaje(N_("Falta decir cuántas y cuántos estudiantes se benefician."))
SIN_DISTRITAL = Mensaje(N_("Falta coordinarla con la Dirección Distrital de Educación."))
EXPLICACION = Mensaje(
    N_("Lo que los municipios llevan en educación, para tratarlo con las Direcciones Distritales.")
)


def alcance(matriz: Matriz) -> Reales:
    """Qué parte de la comunidad se beneficia, de 0 a 1.

    Sin beneficiarias y beneficiarios anotados, o sin población, no se sabe.
    """
    return matriz.personas / matriz.poblacion


def criterio(peso: float) -> Criterio:
    """Entre las demandas de educación, las que sirven a más gente de su comunidad.

    Sin dato no da puntos: la mitad por defecto pondría a todo un sector delante de los demás.
    """
    return Criterio(
        clave="educacion.alcance",
        nombre=N_("Alcance de la demanda de educación"),
        peso=peso,
        medir=alcance,
        normalizacion=Normalizacion.UMBRAL,
        faltante=Faltante.SIN_PUNTOS,
        solo_sector=SECTOR.clave,
        datos=(DatoDe.DEMANDA, DatoDe.ORGANIZACION),
        unidad=N_("de la comunidad"),
        ayuda=N_("Solo para demandas de educación: qué parte de la comunidad se beneficia."),
    )


def revisar(demanda: Demanda, organizacion: Organizacion) -> Iterable[Observacion]:
    """Avisa lo que le falta a una demanda de educación; nada de esto la impide."""
    if demanda.sector != SECTOR.clave:
        return
    if not demanda.beneficiarios.total:
        yield Observacion(SIN_BENEFICIARIOS)
    if organizacion.tipo is not SECTOR.origen:
        yield Observacion(SIN_DISTRITAL)


def cuadro(region: Region, grupos: Sequence[Grupo]) -> Bloque:
    """Lo que cada municipio lleva en educación."""
    return cuadro_de_sector(SECTOR.clave, N_("Educación en la región"), EXPLICACION, region, grupos)


def puntos(encuentro: str) -> list[Renglon]:
    """En la Cumbre 2 todos conocen lo que pide el sector (lámina 42 del modelo)."""
    if encuentro != "cumbre-2":
        return []
    que = N_("El requerimiento que trae el sector Educación")
    return [Renglon("educacion.requerimiento", que, informa="educacion", despues_de="informes")]


def informes(encuentro: str) -> list[Renglon]:
    """Donde se rinden cuentas del avance, el sector dice qué pasó con lo que se le pidió."""
    if encuentro not in {"eda-2", "cumbre-1"}:
        return []
    texto = N_("Educación: qué se pidió al sector, qué se hizo y qué falta")
    return [Renglon("educacion.pedido", texto, informa="educacion")]
