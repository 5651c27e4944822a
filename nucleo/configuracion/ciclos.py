"""De `configuraciones/ciclos/` y la tabla `[ciclo]` de las capas al ciclo de una gestión."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nucleo.configuracion.archivos import Archivos
from nucleo.configuracion.capas import encima
from nucleo.configuracion.esquemas_de_ciclo import EsquemaDeCiclo
from nucleo.dominio.ajustes import AjusteInvalido
from nucleo.dominio.ciclos import Ciclo, armar_ciclo
from nucleo.dominio.coherencia_de_ciclos import CicloInvalido
from nucleo.dominio.configuracion import Configuracion
from nucleo.dominio.errores import ConfiguracionInvalida
from nucleo.dominio.mensajes import Mensaje

CICLOS = "ciclos"
DE_LA_CASA = "mgmp"
PROPIAS = frozenset({"base", "gestiones"})


class Ciclos:
    """Los ciclos de una instalación; el de cada municipio se arma una vez por versión."""

    def __init__(self, archivos: Archivos) -> None:
        self._archivos = archivos
        self._armados: dict[tuple[int, int, int], tuple[object, object, Ciclo]] = {}

    def todos(self) -> Iterator[Ciclo]:
        """Los que hay, sin nada encima."""
        for archivo in self._archivos.listar(CICLOS):
            datos = self._archivos.leer(archivo, EsquemaDeCiclo)
            yield armar_ciclo(Path(archivo).stem, datos or {})

    def de(self, configuracion: Configuracion, gestion: int) -> Ciclo:
        """El que rige con esas capas en esa gestión; `ConfiguracionInvalida` si no cuadra."""
        dicho = configuracion.ciclo
        base = str(dicho.get("base", DE_LA_CASA))
        archivo = f"{CICLOS}/{base}.toml"
        datos = self._archivos.leer(archivo, EsquemaDeCiclo)
        if datos is None:
            hay = ", ".join(Path(ruta).stem for ruta in self._archivos.listar(CICLOS))
            raise self._error(configuracion, archivo, "base", f"no hay ciclo «{base}»; hay: {hay}")
        cual = id(datos), id(dicho), gestion
        guardado = self._armados.get(cual)
        if guardado is None or guardado[0] is not datos or guardado[1] is not dicho:
            try:
                guardado = datos, dicho, armar_ciclo(base, sumar(datos, dicho, gestion))
            except CicloInvalido as mal:
                clave, motivo = mal.args
                raise self._error(configuracion, archivo, clave, str(motivo)) from mal
            self._armados[cual] = guardado
        return guardado[2]

    def _error(
        self, configuracion: Configuracion, archivo: str, clave: str, motivo: str
    ) -> ConfiguracionInvalida:
        """Donde lo dijo la última capa; si ninguna, en el archivo del ciclo."""
        dicha, origen = f"ciclo.{clave}", None
        while dicha.count(".") > 1 and origen is None:
            dentro = [
                o for c, o in configuracion.origenes.items() if f"{c}.".startswith(f"{dicha}.")
            ]
            origen = dentro[-1] if dentro else None
            dicha = dicha if dentro else dicha.rpartition(".")[0]
        origen = origen or configuracion.origenes.get(dicha)
        if origen is None:
            return self._archivos.error(archivo, clave, motivo)
        if isinstance(origen, Mensaje):
            return AjusteInvalido(origen, dicha, motivo)
        capa, _, seccion = origen.partition(" [")
        delante = f"{seccion.rstrip(']')}." if seccion else ""
        linea = self._archivos.linea(capa, delante + dicha)
        return ConfiguracionInvalida(capa, linea, f"ciclo.{clave}", motivo)


def sumar(datos: Mapping[str, Any], dicho: Mapping[str, Any], gestion: int) -> Mapping[str, Any]:
    """El archivo, lo que dicen las capas y, al final, lo que dicen solo para esa gestión."""
    siempre = {c: v for c, v in dicho.items() if c not in PROPIAS}
    esta_vez = dicho.get("gestiones", {}).get(str(gestion)) or {}
    return encima(encima(datos, siempre), esta_vez)
