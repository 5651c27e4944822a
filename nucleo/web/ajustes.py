"""Lo común a las pantallas de ajustes: dónde se está, quién firma y cómo se guarda un cambio."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g
from marshmallow import Schema, fields, missing

from nucleo.dominio.ajustes import Ajuste, Valor, ultimo_numero, vigentes
from nucleo.dominio.ambito import Ambito
from nucleo.dominio.configuracion import Configuracion
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import ConfiguracionInvalida, PluginAusente
from nucleo.dominio.politica import Accion
from nucleo.servicios.ajustes import cambiar
from nucleo.servicios.identidad import firmar
from nucleo.servicios.piezas import Ajustables
from nucleo.textos.errores import frase
from nucleo.textos.procedencias import procedencia
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import piezas
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario
from nucleo.web.marcas import raiz_de_ajustes
from nucleo.web.permisos import ambito_de_la_ruta
from nucleo.web.sesion import exigir_persona

NO_SIRVE = (ConfiguracionInvalida, PluginAusente)
TABLAS = "plugins."


@dataclass(frozen=True, slots=True)
class Lugar:
    """El municipio o el departamento cuyos ajustes se miran."""

    ambito: Ambito
    nombre: str
    portada: str
    raiz: str
    configuracion: Configuracion
    heredada: Configuracion

    def procedencia(self, clave: str) -> str:
        """De dónde sale el valor vigente de una clave con puntos."""
        return procedencia(self.configuracion.origenes.get(clave))


def lugar_actual() -> Lugar:
    """El de la dirección; `g.configuracion` ya la puso quien resolvió el ámbito."""
    ambito, raiz = ambito_de_la_ruta(), raiz_de_ajustes()
    de_quien = g.municipio if "municipio" in g else g.departamento
    return Lugar(
        ambito,
        de_quien.nombre,
        raiz.removesuffix("/ajustes"),
        raiz,
        g.configuracion,
        ajustables().heredada(ambito),
    )


def ajustables() -> Ajustables:
    return piezas().ajustables


def contexto_de_ajustes(lugar: Lugar) -> Contexto:
    """Firmado por quien ajusta. Sin los ajustes de los plugins: puede que se esté arreglándolos."""
    quien = firmar(exigir_persona(), Accion.AJUSTAR, lugar.ambito)
    return Contexto(lugar.ambito, lugar.nombre, quien, 0)


def todos_los_cambios(lugar: Lugar) -> Sequence[Ajuste]:
    with piezas().unidad_de_lectura(lugar.ambito) as unidad:
        return unidad.ajustes.todos()


def version_de(lugar: Lugar, *claves: str) -> int:
    """El número del último cambio de esas claves: lo que el formulario lleva como versión."""
    return ultimo_numero(vigentes(todos_los_cambios(lugar)), claves)


def guardar(
    lugar: Lugar,
    formulario: Formulario,
    cambios: Mapping[str, Valor],
    visto: int,
    campos: Mapping[str, str] | None = None,
) -> None:
    """Lo que no sirve queda dicho junto a su campo (`campos`: clave → campo), y no se guarda."""
    unidad = piezas().unidad(lugar.ambito)
    try:
        cambiar(contexto_de_ajustes(lugar), unidad, ajustables().probar, cambios, visto)
    except NO_SIRVE as error:
        clave = str(error.datos.get("clave", ""))
        campo = (campos or {}).get(clave)
        motivo = str(error.datos.get("motivo", "")) if campo else frase(error)
        formulario.fallar(campo or DE_TODO_EL_FORMULARIO, motivo)


def o_heredado(valor: Any, heredado: Any) -> Valor:
    """Lo que se guarda: nada, si es lo mismo que se hereda."""
    return {} if valor == heredado else {"valor": valor}


def propuestos(esquema: Schema) -> dict[str, Any]:
    """Lo que el esquema pone cuando nadie dice nada, también en los anidados."""
    dichos: dict[str, Any] = {}
    for nombre, campo in esquema.fields.items():
        valor = campo.load_default() if callable(campo.load_default) else campo.load_default
        if isinstance(campo, fields.Nested):
            dichos[nombre] = propuestos(campo.schema) | (valor if isinstance(valor, dict) else {})
        elif valor is not missing:
            dichos[nombre] = valor
    return dichos


def encima(debajo: Mapping[str, Any], dicho: Mapping[str, Any]) -> dict[str, Any]:
    """Lo dicho sobre lo heredado, grupo por grupo."""
    fundido = dict(debajo)
    for clave, valor in dicho.items():
        anterior = fundido.get(clave)
        if isinstance(valor, Mapping) and isinstance(anterior, Mapping):
            fundido[clave] = encima(anterior, valor)
        else:
            fundido[clave] = valor
    return fundido


def lo_propio(escrito: Mapping[str, Any], heredado: Mapping[str, Any]) -> dict[str, Any]:
    """Solo lo que difiere de lo heredado: lo demás sigue heredándose."""
    propio: dict[str, Any] = {}
    for clave, valor in escrito.items():
        otro = heredado.get(clave)
        if isinstance(valor, Mapping) and isinstance(otro, Mapping):
            if dentro := lo_propio(valor, otro):
                propio[clave] = dentro
        elif valor != otro:
            propio[clave] = valor
    return propio


def nombre_de_modulo(plugin: str) -> str:
    return gettext(piezas().plugins.get(plugin, plugin))
