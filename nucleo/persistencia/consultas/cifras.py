"""Los totales de un municipio en una gestión."""

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, func, select

from nucleo.dominio.asambleas import Asamblea
from nucleo.dominio.demandas import ClaseDeDemanda, Demanda, Estado
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.organizaciones import Organizacion, TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.dominio.techos import Techo
from nucleo.persistencia.campos import campos, columna, mujeres_y_hombres
from nucleo.persistencia.guardia import Sesion
from nucleo.servicios.lecturas import Cifras, Procedencia, ResumenDeSector

a, d, o, t = campos(Asamblea), campos(Demanda), campos(Organizacion), campos(Techo)
BENEFICIARIOS = [func.sum(c) for c in mujeres_y_hombres(d.beneficiarios)]
VIVAS = and_(columna(d.estado) != Estado.RETIRADA, columna(d.clase) != ClaseDeDemanda.AGRUPADA)
"""Lo retirado queda a la vista y no suma. La compartida tampoco: ya suman sus integrantes."""
QUE_PIDEN = columna(o.tipo) != TipoDeOrganizacion.GOBIERNO
ASISTENTES = [func.sum(c) for c in mujeres_y_hombres(a.asistentes)]


def cifras(sesion: Sesion, gestion: int) -> Cifras:
    organizaciones = sesion.scalars(select(func.count(columna(o.id))).where(QUE_PIDEN)).one()
    de_asambleas = (
        select(func.count(columna(a.organizacion_id).distinct()), *ASISTENTES)
        .join(Organizacion, columna(o.id) == columna(a.organizacion_id))
        .where(columna(a.gestion) == gestion, QUE_PIDEN)
    )
    simuladas = func.count().filter(columna(d.simulada))
    de_demandas = select(
        func.count(columna(d.id)), simuladas, func.sum(columna(d.costo)), *BENEFICIARIOS
    ).where(columna(d.gestion) == gestion, VIVAS)
    asambleas, *asistentes = sesion.execute(de_asambleas).one()
    demandas, de_ejemplo, costo, *personas = sesion.execute(de_demandas).one()
    return Cifras(
        organizaciones,
        asambleas,
        demandas,
        costo or CERO,
        cuenta(*personas),
        cuenta(*asistentes),
        de_ejemplo,
    )


def cuenta(mujeres: int | None, hombres: int | None) -> Personas:
    """La suma de ninguna fila es cero."""
    return Personas(int(mujeres or 0), int(hombres or 0))


def por_sector(sesion: Sesion, gestion: int) -> Sequence[ResumenDeSector]:
    sector = columna(d.sector)
    consulta = (
        select(sector, func.count(), func.sum(columna(d.costo)), *BENEFICIARIOS)
        .where(columna(d.gestion) == gestion, VIVAS)
        .group_by(sector)
        .order_by(sector)
    )
    return [
        ResumenDeSector(nombre, demandas, costo, cuenta(*personas))
        for nombre, demandas, costo, *personas in sesion.execute(consulta)
    ]


def techos(sesion: Sesion, gestion: int) -> Mapping[str, Dinero]:
    """Fuente-organismo → monto, en el orden en que se gastan."""
    fuente, organismo = columna(t.fuente), columna(t.organismo)
    consulta = (
        select(fuente, organismo, columna(t.monto))
        .where(columna(t.gestion) == gestion)
        .order_by(columna(t.orden), fuente, organismo)
    )
    return {f"{f}-{o}": monto for f, o, monto in sesion.execute(consulta)}


def procedencias(sesion: Sesion, gestion: int) -> Mapping[str, Procedencia]:
    """Fuente-organismo → de dónde sale su monto."""
    consulta = select(
        columna(t.fuente), columna(t.organismo), columna(t.procedencia), columna(t.simulado)
    ).where(columna(t.gestion) == gestion)
    return {f"{f}-{o}": Procedencia(texto, sim) for f, o, texto, sim in sesion.execute(consulta)}
