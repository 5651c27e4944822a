"""Qué mira salud en una demanda, y cómo lleva su cuadro al EDC."""

from collections.abc import Iterable, Sequence
from uuid import UUID

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
from plugins.salud.accesos import Acceso
from plugins.salud.ajustes import Ajustes

SECTOR = Sector(
    clave="salud",
    nombre="Salud",
    sinonimos=("atención médica", "consultorio médico", "farmacia municipal"),
    origen=TipoDeOrganizacion.DILOS,
)
A_LA_VISTA = 20
SIN_BENEFICIARIOS = Mensaje(N_("Falta decir a cuántas mujeres y hombres atenderá."))
SIN_DILOS = Mensaje(N_("Falta priorizarla con el DILOS."))  # láminas 34 y 40 del modelo
EXPLICACION = Mensaje(
    N_("Lo que los municipios llevan en salud, para tratarlo con los Directorios Locales de Salud.")
)


def criterios(ajustes: Ajustes, accesos: Iterable[Acceso]) -> list[Criterio]:
    """Los dos criterios de salud, que solo miden demandas de salud.

    Sin dato no dan puntos: la mitad por defecto pondría a todo un sector delante de los demás.
    """
    minutos = mas_cercano(accesos)
    return [
        Criterio(
            clave="salud.sin_seguro",
            nombre=N_("Gente sin seguro de salud"),
            peso=ajustes.peso_sin_seguro,
            medir=sin_seguro,
            normalizacion=Normalizacion.UMBRAL,
            tope=100,
            faltante=Faltante.SIN_PUNTOS,
            solo_sector=SECTOR.clave,
            datos=(DatoDe.ORGANIZACION,),
            unidad="%",
            ayuda=N_("Solo para demandas de salud: porcentaje de la comunidad sin seguro."),
        ),
        Criterio(
            clave="salud.acceso",
            nombre=N_("Lejanía del establecimiento de salud"),
            peso=ajustes.peso_acceso,
            medir=lambda matriz: matriz.de_organizacion(minutos),
            normalizacion=Normalizacion.UMBRAL,
            tope=ajustes.minutos_lejos,
            faltante=Faltante.SIN_PUNTOS,
            solo_sector=SECTOR.clave,
            unidad=N_("minutos"),
            ayuda=N_("Solo para demandas de salud: minutos hasta el establecimiento más cercano."),
        ),
    ]


def sin_seguro(matriz: Matriz) -> Reales:
    """Porcentaje de personas sin seguro en la organización; sin el dato no se sabe."""
    return matriz.carencia_de("seguro")


def mas_cercano(accesos: Iterable[Acceso]) -> dict[UUID, int]:
    """Por organización, los minutos hasta el establecimiento al que se llega antes.

    La que nadie cargó no está: no se sabe.
    """
    minutos: dict[UUID, int] = {}
    for a in accesos:
        minutos[a.organizacion_id] = min(a.minutos, minutos.get(a.organizacion_id, a.minutos))
    return minutos


def revisar(demanda: Demanda, organizacion: Organizacion) -> Iterable[Observacion]:
    """Avisa lo que le falta a una demanda de salud; nada de esto la impide."""
    if demanda.sector != SECTOR.clave:
        return
    if not demanda.beneficiarios.total:
        yield Observacion(SIN_BENEFICIARIOS)
    if organizacion.tipo is not SECTOR.origen:
        yield Observacion(SIN_DILOS)


def cuadro(region: Region, grupos: Sequence[Grupo]) -> Bloque:
    """Lo que cada municipio lleva en salud."""
    return cuadro_de_sector(SECTOR.clave, N_("Salud en la región"), EXPLICACION, region, grupos)


def puntos(encuentro: str) -> list[Renglon]:
    """En la Cumbre 2 todos conocen lo que pide el sector (lámina 42 del modelo)."""
    if encuentro != "cumbre-2":
        return []
    que = N_("El requerimiento de salud que trae el DILOS")
    return [Renglon("salud.requerimiento", que, informa="salud", despues_de="informes")]


def informes(evento: TipoDeEvento) -> list[Renglon]:
    """Donde se rinden cuentas, el sector dice qué pasó con lo que se le pidió.

    Si el ciclo ya le da un informe al sector en ese encuentro, no agrega otro.
    """
    ya = any(r.informa == SECTOR.clave for r in evento.informes)
    if ya or evento.clave not in {"eda-1", "eda-2", "cumbre-1"}:
        return []
    texto = N_("Salud: qué se pidió al sector, qué se hizo y qué falta")
    return [Renglon("salud.pedido", texto, informa="salud", sabe=("demanda-de-salud",))]


def cuadros(
    informe: Renglon, accesos: Iterable[Acceso], organizaciones: Iterable[Organizacion]
) -> list[Cuadro]:
    """En lo que informa el sector: quiénes están más lejos de un establecimiento de salud."""
    if informe.informa != SECTOR.clave:
        return []
    nombres = {o.id: o.nombre for o in organizaciones}
    lejos = sorted(mas_cercano(accesos).items(), key=lambda par: (-par[1], str(par[0])))
    return [
        Cuadro(
            "salud.accesos",
            N_("Las comunidades más lejanas de un establecimiento de salud"),
            (N_("Organización"), N_("Minutos al más cercano")),
            tuple((nombres[o], str(m)) for o, m in lejos[:A_LA_VISTA] if o in nombres),
            N_("Nadie cargó cuánto se tarda en llegar a un establecimiento de salud."),
        )
    ]
