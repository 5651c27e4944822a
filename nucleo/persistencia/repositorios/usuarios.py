"""Las cuentas, sus mandatos y los enlaces de un solo uso; solo desde la plataforma."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from nucleo.dominio.usuarios import Enlace, Membresia, Usuario
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar

u, m, e = campos(Usuario), campos(Membresia), campos(Enlace)


class Usuarios:
    """Cumple `puertos.Usuarios`. El correo llega ya normalizado."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, usuario: Usuario) -> None:
        agregar(self._sesion, [usuario])

    def de(self, usuario_id: UUID) -> Usuario | None:
        consulta = select(Usuario).where(columna(u.id) == usuario_id)
        return self._sesion.scalars(consulta).one_or_none()

    def por_correo(self, correo: str) -> Usuario | None:
        consulta = select(Usuario).where(columna(u.correo) == correo)
        return self._sesion.scalars(consulta).one_or_none()

    def por_sujeto(self, sujeto: str) -> Usuario | None:
        consulta = select(Usuario).where(columna(u.sujeto) == sujeto)
        return self._sesion.scalars(consulta).one_or_none() if sujeto else None

    def todos(self, cuales: Sequence[UUID] | None = None) -> Sequence[Usuario]:
        """Por nombre; con `cuales`, solo esos."""
        consulta = select(Usuario).order_by(columna(u.nombre), columna(u.id))
        if cuales is not None:
            consulta = consulta.where(columna(u.id).in_(cuales))
        return self._sesion.scalars(consulta).all()


class Membresias:
    """Cumple `puertos.Membresias`; también las cerradas y las vencidas."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, membresia: Membresia) -> None:
        agregar(self._sesion, [membresia])

    def de(self, membresia_id: UUID) -> Membresia | None:
        consulta = select(Membresia).where(columna(m.id) == membresia_id)
        return self._sesion.scalars(consulta).one_or_none()

    def de_usuario(self, usuario_id: UUID) -> Sequence[Membresia]:
        consulta = select(Membresia).where(columna(m.usuario_id) == usuario_id)
        return self._sesion.scalars(consulta.order_by(columna(m.dada_en), columna(m.id))).all()

    def sobre(self, *ambitos: str) -> Sequence[Membresia]:
        """Las de esos ámbitos, por su clave."""
        consulta = select(Membresia).where(columna(m.sobre).in_(ambitos))
        return self._sesion.scalars(consulta.order_by(columna(m.dada_en), columna(m.id))).all()


class Enlaces:
    """Cumple `puertos.Enlaces`; se buscan por el resumen del secreto."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, enlace: Enlace) -> None:
        agregar(self._sesion, [enlace])

    def de(self, enlace_id: UUID) -> Enlace | None:
        consulta = select(Enlace).where(columna(e.id) == enlace_id)
        return self._sesion.scalars(consulta).one_or_none()

    def por_resumen(self, resumen: str) -> Enlace | None:
        consulta = select(Enlace).where(columna(e.resumen) == resumen)
        return self._sesion.scalars(consulta).one_or_none()

    def de_usuario(self, usuario_id: UUID) -> Sequence[Enlace]:
        consulta = select(Enlace).where(columna(e.usuario_id) == usuario_id)
        return self._sesion.scalars(consulta).all()

    def pendientes(self) -> Sequence[Enlace]:
        """Los que nadie usó todavía, del más nuevo al más viejo; también los vencidos."""
        consulta = select(Enlace).where(columna(e.usado_en).is_(None))
        return self._sesion.scalars(consulta.order_by(columna(e.creado_en).desc())).all()
