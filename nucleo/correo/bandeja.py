"""La bandeja local: las cartas quedan en el disco, cada una en su archivo `.eml`."""

import os
import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from nucleo.correo.mensajes import armar, leer
from nucleo.dominio.cartas import Carta, CartaGuardada

REMITENTE = "tinkuy@localhost.invalid"
SOLO_DEL_DUENO = 0o700
CLAVE = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")
CUANTAS = 200
"""Las que se guardan: las cartas llevan secretos, y una bandeja olvidada no los junta por años."""


class Bandeja:
    """Cumple `piezas.Correo` y `piezas.BandejaLocal`."""

    def __init__(self, carpeta: Path, nombre: str) -> None:
        self._carpeta, self._nombre = carpeta, nombre

    def enviar(self, carta: Carta) -> None:
        cuando = datetime.now(UTC)
        mensaje = armar(carta, REMITENTE, self._nombre, cuando)
        self._carpeta.mkdir(mode=SOLO_DEL_DUENO, parents=True, exist_ok=True)
        clave = f"{cuando:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        parcial = self._carpeta / f".{clave}"
        abierto = os.open(parcial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(abierto, "wb") as archivo:
            archivo.write(mensaje.as_bytes())
        parcial.rename(self._archivo(clave))
        for vieja in self._claves()[CUANTAS:]:
            self._archivo(vieja).unlink(missing_ok=True)

    def comprobar(self) -> None:
        """Una carpeta no necesita comprobarse aquí: `doctor` ya mira que se pueda escribir."""

    def cartas(self) -> Sequence[CartaGuardada]:
        """De la más nueva a la más vieja."""
        return [c for clave in self._claves() if (c := self.carta(clave))]

    def carta(self, clave: str) -> CartaGuardada | None:
        """La que se llama así, o `None`."""
        if not CLAVE.fullmatch(clave):
            return None
        try:
            return CartaGuardada(clave, *leer(self._archivo(clave).read_bytes()))
        except FileNotFoundError:
            return None

    def _archivo(self, clave: str) -> Path:
        return self._carpeta / f"{clave}.eml"

    def _claves(self) -> list[str]:
        if not self._carpeta.is_dir():
            return []
        todas = [a.stem for a in self._carpeta.glob("*.eml") if CLAVE.fullmatch(a.stem)]
        return sorted(todas, reverse=True)
