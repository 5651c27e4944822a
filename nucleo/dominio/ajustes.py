"""Lo que un municipio o un departamento cambió por pantalla: la última capa de configuración."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import ConfiguracionInvalida, EdicionConcurrente
from nucleo.dominio.identidad import DelAmbito
from nucleo.dominio.mensajes import N_, Mensaje

Valor = Mapping[str, Any]
"""`{}` si por pantalla no se dice nada y vale lo heredado, o `{"valor": …}`."""
HEREDADO: Valor = MappingProxyType({})
POR_PANTALLA = N_("por pantalla, por %(quien)s el %(fecha)s")
POR_PANTALLA_DEL_DEPARTAMENTO = N_("por pantalla del departamento, por %(quien)s el %(fecha)s")


class AjusteInvalido(ConfiguracionInvalida):
    """Lo cambiado por pantalla no sirve: quién lo puso y cuándo, qué clave y qué se esperaba."""

    campos = ("donde", "clave", "motivo")


class AjusteCambiado(EdicionConcurrente):
    """Otra persona cambió lo mismo desde que se abrió la página."""


@dataclass(eq=False)
class Ajuste(DelAmbito):
    """Un cambio de una clave (`idiomas`, `plugins.salud`…), con lo que había antes.

    `valor` y `antes` son `{}` (nada dicho por pantalla: vale lo heredado) o `{"valor": …}`. Los
    cambios no se corrigen: manda el de mayor `numero` de cada clave, que cuenta desde 1 en el
    ámbito, y «volver al anterior» es un cambio más.
    """

    id: UUID
    numero: int
    clave: str
    valor: Valor
    antes: Valor
    cuando: datetime
    quien: str


def vigentes(ajustes: Iterable[Ajuste]) -> dict[str, Ajuste]:
    """El último cambio de cada clave."""
    ultimos: dict[str, Ajuste] = {}
    for ajuste in sorted(ajustes, key=lambda a: a.numero):
        ultimos[ajuste.clave] = ajuste
    return ultimos


def valor_de(rigen: Mapping[str, Ajuste], clave: str) -> Valor:
    """Lo que por pantalla se dice ahora de una clave."""
    return rigen[clave].valor if clave in rigen else HEREDADO


def ultimo_numero(rigen: Mapping[str, Ajuste], claves: Iterable[str]) -> int:
    """El del último cambio de cualquiera de esas claves; cero si no hubo ninguno."""
    return max((rigen[c].numero for c in claves if c in rigen), default=0)


def como_capa(valores: Mapping[str, Valor]) -> dict[str, Any]:
    """Las claves de pantalla como las diría un TOML: sueltas, o dentro de su tabla."""
    capa: dict[str, Any] = {}
    for clave, valor in valores.items():
        if "valor" not in valor:
            continue
        seccion, _, nombre = clave.partition(".")
        if nombre:
            capa.setdefault(seccion, {})[nombre] = valor["valor"]
        else:
            capa[clave] = valor["valor"]
    return capa


def origen_de(ajuste: Ajuste, *, del_departamento: bool) -> Mensaje:
    """«por pantalla, por Ana Quispe el 28/11/2026»."""
    texto = POR_PANTALLA_DEL_DEPARTAMENTO if del_departamento else POR_PANTALLA
    fecha = f"{dia_en_bolivia(ajuste.cuando):%d/%m/%Y}"
    return Mensaje(texto, {"quien": ajuste.quien, "fecha": fecha})
