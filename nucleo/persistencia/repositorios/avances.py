"""Lo que el municipio contó de su avance al departamento."""

from collections.abc import Sequence

from sqlalchemy import func, select

from nucleo.dominio.asambleas import Asamblea
from nucleo.dominio.avances import Avance, Cuentas
from nucleo.dominio.demandas import ClaseDeDemanda, Demanda, Estado
from nucleo.dominio.dinero import CERO
from nucleo.dominio.entregas import Entrega
from nucleo.dominio.organizaciones import Organizacion, TipoDeOrganizacion
from nucleo.dominio.techos import Techo
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Avances:
    """Cumple `puertos.Avances`; escribe solo desde el municipio de origen."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, avance: Avance) -> None:
        """Antes se escribe el retiro del anterior: dos vigentes a la vez no caben."""
        self._sesion.flush()
        agregar(self._sesion, [avance])

    def vigentes(self) -> Sequence[Avance]:
        """Los no retirados: uno por región y gestión."""
        a = campos(Avance)
        consulta = select(Avance).where(columna(a.retirada_en).is_(None))
        return self._sesion.scalars(consulta.order_by(columna(a.gestion), columna(a.id))).all()

    def cuentas(self, gestion: int) -> Cuentas:
        """Las de la gestión ahora mismo, con lo que esta unidad ya escribió."""
        a, d, e = campos(Asamblea), campos(Demanda), campos(Entrega)
        o, t = campos(Organizacion), campos(Techo)
        piden = columna(o.tipo) != TipoDeOrganizacion.GOBIERNO
        ejecutar = self._sesion.execute
        organizaciones = ejecutar(select(func.count(columna(o.id))).where(piden)).scalar_one()
        asambleas = select(func.count(columna(a.organizacion_id).distinct()))
        asambleas = asambleas.join(Organizacion, columna(o.id) == columna(a.organizacion_id))
        asambleas = asambleas.where(piden)
        demandas = select(
            func.count(columna(d.id)),
            func.sum(columna(d.costo)),
            func.count().filter(columna(d.estado) == Estado.EN_POA),
        ).where(columna(d.estado) != Estado.RETIRADA, columna(d.clase) != ClaseDeDemanda.AGRUPADA)
        techo = select(func.sum(columna(t.monto)))
        entregadas = select(func.count(columna(e.demanda_id).distinct()))
        entregadas = entregadas.where(columna(e.retirada_en).is_(None))
        cuantas, costo, en_poa = ejecutar(demandas.where(columna(d.gestion) == gestion)).one()
        return Cuentas(
            organizaciones=organizaciones,
            asambleas=ejecutar(asambleas.where(columna(a.gestion) == gestion)).scalar_one(),
            demandas=cuantas,
            costo=costo or CERO,
            techo=ejecutar(techo.where(columna(t.gestion) == gestion)).scalar_one() or CERO,
            en_poa=en_poa,
            entregadas=ejecutar(entregadas.where(columna(e.gestion) == gestion)).scalar_one(),
        )
