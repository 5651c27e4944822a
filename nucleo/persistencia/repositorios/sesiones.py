"""Las entradas abiertas y los intentos fallidos; solo desde la plataforma."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from nucleo.dominio.usuarios import Intentos, SesionAbierta
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar

s, i = campos(SesionAbierta), campos(Intentos)


class Sesiones:
    """Cumple `puertos.Sesiones`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, abierta: SesionAbierta) -> None:
        agregar(self._sesion, [abierta])

    def por_resumen(self, resumen: str) -> SesionAbierta | None:
        consulta = select(SesionAbierta).where(columna(s.resumen) == resumen)
        return self._sesion.scalars(consulta).one_or_none()

    def de_usuario(self, usuario_id: UUID) -> Sequence[SesionAbierta]:
        """De la vista hace menos a la vista hace más; también las cerradas."""
        consulta = select(SesionAbierta).where(columna(s.usuario_id) == usuario_id)
        return self._sesion.scalars(consulta.order_by(columna(s.vista_en).desc())).all()

    def limpiar(self, antes: datetime) -> None:
        """Olvida las que vencieron, o se cerraron, antes de ese momento."""
        vencidas = columna(s.vence_en) < antes
        self._sesion.execute(
            delete(SesionAbierta).where(vencidas),
            execution_options={"synchronize_session": False},
        )


class Frenos:
    """Cumple `puertos.Frenos`: cuántas veces se falló, por clave resumida."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def de(self, clave: str) -> Intentos | None:
        consulta = select(Intentos).where(columna(i.clave) == clave)
        return self._sesion.scalars(consulta).one_or_none()

    def agregar(self, intentos: Intentos) -> None:
        agregar(self._sesion, [intentos])

    def quitar(self, intentos: Intentos) -> None:
        self._sesion.delete(intentos)

    def limpiar(self, antes: datetime) -> None:
        """Olvida los que empezaron antes de ese momento: inventar correos no llena la tabla."""
        self._sesion.execute(
            delete(Intentos).where(columna(i.desde) < antes),
            execution_options={"synchronize_session": "fetch"},
        )
