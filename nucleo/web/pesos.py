"""Los pesos que van en la dirección: `p.<criterio>=2`. Lo que no se entiende se dice y se ignora.

Así una lista de pesos se comparte con un enlace, y la página no necesita JavaScript.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask import request

from nucleo.dominio.criterios import Criterio
from nucleo.dominio.lectura import DatoIlegible, peso
from nucleo.textos.mensajes import decir
from nucleo.textos.traduccion import gettext

ANTE = "p."
MAYOR = 9999.0
A_LA_VISTA = 5
LARGO = 60


@dataclass(frozen=True, slots=True)
class PesosPedidos:
    """`pesos` son todos, con los que no se pidieron como estaban; `pedidos`, si se pidió alguno.

    `errores` va por criterio y `sueltos` son los que nombran uno que no está; `escritos`, lo que
    se mandó, tal cual.
    """

    pesos: Mapping[str, float]
    pedidos: bool = False
    escritos: Mapping[str, str] = field(default_factory=dict)
    errores: Mapping[str, str] = field(default_factory=dict)
    sueltos: Sequence[str] = ()

    @property
    def valen(self) -> bool:
        return any(self.pesos.values())

    def con(self, clave: str, valor: float) -> dict[str, str]:
        """Los de la dirección que cambia uno solo."""
        return {f"{ANTE}{c}": escribir(v) for c, v in {**self.pesos, clave: valor}.items()}

    @property
    def consulta(self) -> dict[str, str]:
        return {f"{ANTE}{c}": escribir(v) for c, v in self.pesos.items()} if self.pedidos else {}


def escribir(valor: float) -> str:
    """`2,5`: como lo lee `peso`."""
    return f"{valor:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def pesos_pedidos(criterios: Sequence[Criterio], iniciales: Mapping[str, float]) -> PesosPedidos:
    """Los de esta dirección. Basura, negativos o enormes no se usan: queda el de partida."""
    pesos = {c.clave: iniciales.get(c.clave, 0.0) for c in criterios}
    escritos: dict[str, str] = {}
    errores: dict[str, str] = {}
    sueltos: list[str] = []
    for nombre, valor in request.args.items():
        if not nombre.startswith(ANTE):
            continue
        clave = nombre.removeprefix(ANTE)
        if clave not in pesos:
            sueltos.append(clave[:LARGO])
            continue
        escritos[clave] = valor[:LARGO]
        try:
            pesos[clave] = peso(valor)
        except DatoIlegible as error:
            errores[clave] = decir(error.motivo)
    ajenos = [gettext("«%(clave)s» no es un criterio de aquí.", clave=c) for c in sueltos]
    return PesosPedidos(pesos, bool(escritos), escritos, errores, ajenos[:A_LA_VISTA])


def direccion(ruta: str, **consulta: object) -> str:
    """La ruta con lo que no esté vacío."""
    puestos = {k: v for k, v in consulta.items() if v}
    return f"{ruta}?{urlencode(puestos)}" if puestos else ruta
