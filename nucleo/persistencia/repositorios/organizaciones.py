"""Las organizaciones del municipio."""

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import select

from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.organizaciones import Organizacion
from nucleo.persistencia.campos import campos, columna, identidad_de
from nucleo.persistencia.esquema import Esquema
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.registro import registro
from nucleo.persistencia.repositorios.agregados import agregar

NOMBRA_A_UNA = "organizacion_id"


class Organizaciones:
    """Cumple `puertos.Organizaciones`; repetir una clave en el municipio es un error."""

    def __init__(self, sesion: Sesion, esquema: Callable[[], Esquema]) -> None:
        self._sesion = sesion
        self._esquema = esquema

    def agregar_todas(self, organizaciones: Sequence[Organizacion]) -> None:
        agregar(self._sesion, organizaciones)

    def quitar(self, organizacion: Organizacion) -> None:
        self._sesion.delete(organizacion)

    def todas(self) -> Sequence[Organizacion]:
        """Por orden alfabético del nombre plegado."""
        consulta = select(Organizacion).order_by(columna(campos(Organizacion).clave))
        return self._sesion.scalars(consulta).all()

    def de(self, organizacion_id: UUID) -> Organizacion | None:
        consulta = select(Organizacion).where(columna(campos(Organizacion).id) == organizacion_id)
        return self._sesion.scalars(consulta).one_or_none()

    def con_clave(self, clave: str) -> Organizacion | None:
        consulta = select(Organizacion).where(columna(campos(Organizacion).clave) == clave)
        return self._sesion.scalars(consulta).one_or_none()

    def en_uso(self, organizacion_id: UUID) -> bool:
        """Mira toda tabla de esta base con una columna `organizacion_id`, también de plugins."""
        tablas = self._esquema().tablas
        suyas = [
            m.class_
            for m in registro.mappers
            if NOMBRA_A_UNA in m.columns
            and issubclass(m.class_, DelMunicipio)
            and str(m.local_table) in tablas
        ]
        return any(
            self._sesion.scalars(
                select(identidad_de(clase))
                .where(getattr(clase, NOMBRA_A_UNA) == organizacion_id)
                .limit(1)
            ).first()
            for clase in suyas
        )
