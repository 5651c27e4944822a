"""Las cuentas, los mandatos y lo demás de la identidad, como listas."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from nucleo.dominio.usuarios import Enlace, Intentos, Membresia, SesionAbierta, Usuario
from nucleo.pruebas.listas import EnMemoria, PorId


class UsuariosEnMemoria(PorId[Usuario]):
    """Las cuentas."""

    def por_correo(self, correo: str, /) -> Usuario | None:
        return next((u for u in self.filas if u.correo == correo), None)

    def por_sujeto(self, sujeto: str, /) -> Usuario | None:
        return next((u for u in self.filas if sujeto and u.sujeto == sujeto), None)

    def todos(self, cuales: Sequence[UUID] | None = None, /) -> Sequence[Usuario]:
        return [u for u in self.filas if cuales is None or u.id in cuales]


class MembresiasEnMemoria(PorId[Membresia]):
    """Los mandatos."""

    def de_usuario(self, usuario_id: UUID, /) -> Sequence[Membresia]:
        return [m for m in self.filas if m.usuario_id == usuario_id]

    def sobre(self, *ambitos: str) -> Sequence[Membresia]:
        return [m for m in self.filas if m.sobre in ambitos]


class EnlacesEnMemoria(PorId[Enlace]):
    """Los enlaces de un solo uso."""

    def por_resumen(self, resumen: str, /) -> Enlace | None:
        return next((e for e in self.filas if e.resumen == resumen), None)

    def de_usuario(self, usuario_id: UUID, /) -> Sequence[Enlace]:
        return [e for e in self.filas if e.usuario_id == usuario_id]

    def pendientes(self) -> Sequence[Enlace]:
        return [e for e in self.filas if e.usado_en is None]


class SesionesEnMemoria(PorId[SesionAbierta]):
    """Las entradas abiertas."""

    def por_resumen(self, resumen: str, /) -> SesionAbierta | None:
        return next((s for s in self.filas if s.resumen == resumen), None)

    def de_usuario(self, usuario_id: UUID, /) -> Sequence[SesionAbierta]:
        return [s for s in self.filas if s.usuario_id == usuario_id]

    def limpiar(self, antes: datetime, /) -> None:
        self.filas = [s for s in self.filas if s.vence_en >= antes]


class FrenosEnMemoria(EnMemoria[Intentos]):
    """Los intentos fallidos, por clave."""

    def de(self, clave: str, /) -> Intentos | None:
        return next((i for i in self.filas if i.clave == clave), None)

    def quitar(self, intentos: Intentos, /) -> None:
        self.filas.remove(intentos)

    def limpiar(self, antes: datetime, /) -> None:
        self.filas = [i for i in self.filas if i.desde >= antes]
