"""Qué mira educación en una demanda, y cómo lleva su cuadro al EDC."""

from collections.abc import Iterable, Sequence

from nucleo.api import (
    N_,
    Bloque,
    Criterio,
    Cuadro,
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
    TipoDeEvento,
    TipoDeOrganizacion,
    cuadro_de_sector,
)

SECTOR = Sector(
    clave="educacion",
    nombre="Educación",
    sinonimos=("ambientes escolares", "nivel inicial", "tinglado escolar"),
    origen=TipoDeOrganizacion.EDUCACION,
)
A_LA_VISTA = 20
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


def informes(evento: TipoDeEvento) -> list[Renglon]:
    """Donde se rinden cuentas, el sector dice qué pasó con lo que se le pidió.

    Si el ciclo ya le da un informe al sector en ese encuentro, no agrega otro.
    """
    ya = any(r.informa == SECTOR.clave for r in evento.informes)
    if ya or evento.clave not in {"eda-1", "eda-2", "cumbre-1"}:
        return []
    texto = N_("Educación: qué se pidió al sector, qué se hizo y qué falta")
    return [Renglon("educacion.pedido", texto, informa="educacion", sabe=("demanda-de-educacion",))]


def cuadros(
    informe: Renglon, demandas: Iterable[Demanda], organizaciones: Iterable[Organizacion]
) -> list[Cuadro]:
    """En lo que informa el sector: a qué parte de su comunidad sirve cada demanda."""
    if informe.informa != SECTOR.clave:
        return []
    de = {o.id: o for o in organizaciones}
    suyas = [d for d in demandas if d.sector == SECTOR.clave and d.viva and d.organizacion_id in de]
    return [
        Cuadro(
            "educacion.alcance",
            N_("A cuánta gente de su comunidad sirve cada demanda de educación"),
            (N_("Demanda"), N_("Organización"), N_("Se benefician"), N_("De la comunidad")),
            tuple(_alcance(d, de[d.organizacion_id]) for d in suyas[:A_LA_VISTA]),
            N_("Ninguna demanda de educación dice a cuánta gente sirve."),
        )
    ]


def _alcance(demanda: Demanda, de: Organizacion) -> tuple[str, ...]:
    personas = demanda.beneficiarios.total
    todas = de.poblacion.total if de.poblacion else 0
    parte = f"{100 * personas // todas} %" if personas and todas else ""
    que = f"{demanda.codigo} · {demanda.titulo}"
    return (que, de.nombre, str(personas) if personas else "", parte)
