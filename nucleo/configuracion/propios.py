"""Los archivos de configuración tal como están escritos: para copiarlos y devolverlos enteros."""

from collections.abc import Iterator
from pathlib import Path

from nucleo.configuracion.configuraciones import PAIS, PLATAFORMA
from nucleo.dominio.territorio import Departamento, Municipio


class AjustesPropios:
    """El TOML de cada municipio, en `bolivia/<departamento>/<municipio>.toml`."""

    def __init__(self, carpeta: Path) -> None:
        self._carpeta = carpeta

    def leer(self, municipio: Municipio, departamento: Departamento) -> str | None:
        archivo = self._archivo(municipio, departamento)
        return archivo.read_text(encoding="utf-8") if archivo.is_file() else None

    def escribir(self, municipio: Municipio, departamento: Departamento, texto: str) -> None:
        archivo = self._archivo(municipio, departamento)
        archivo.parent.mkdir(parents=True, exist_ok=True)
        archivo.write_text(texto, encoding="utf-8")

    def quitar(self, municipio: Municipio, departamento: Departamento) -> None:
        self._archivo(municipio, departamento).unlink(missing_ok=True)

    def todos(self) -> Iterator[tuple[str, bytes]]:
        """Los de la instalación entera, con su ruta: `plataforma.toml` y lo de cada lugar."""
        lugares = sorted(self._carpeta.glob(f"{PAIS}/**/*.toml"))
        for archivo in (self._carpeta / PLATAFORMA, *lugares):
            yield archivo.relative_to(self._carpeta).as_posix(), archivo.read_bytes()

    def _archivo(self, municipio: Municipio, departamento: Departamento) -> Path:
        return self._carpeta / PAIS / departamento.slug / f"{municipio.slug}.toml"
