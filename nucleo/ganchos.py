"""Puntos de extensión de un municipio o una región: se llaman dentro de un caso de uso."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any

from pluggy import HookimplMarker, HookspecMarker, PluginManager

from nucleo.dominio.ciclos import Renglon, TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.criterios import Criterio
from nucleo.dominio.demandas import Demanda, Observacion
from nucleo.dominio.edc import Bloque, Destinatario, Grupo
from nucleo.dominio.errores import ErrorDePlugin, atribuido_a
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.regiones import Region
from nucleo.dominio.sectores import Sector
from nucleo.dominio.seleccion import ReglaDeSeleccion

PROYECTO = "tinkuy"
gancho = HookspecMarker(PROYECTO)
implementa = HookimplMarker(PROYECTO)


@gancho
def criterios_de_priorizacion(contexto: Contexto) -> Iterable[Criterio]:
    """Aporta criterios para ordenar la demanda que entra a la Cumbre 2.

    Se llama una vez por municipio y gestión, antes de puntuar. Los pesos de todos los plugins se
    normalizan juntos: exprese importancia relativa, no porcentajes. Prefije la clave con el
    nombre del plugin. Declare qué se hace cuando falta el dato (`faltante`).
    """


@gancho
def reglas_de_seleccion(contexto: Contexto) -> Iterable[ReglaDeSeleccion]:
    """Aporta reglas que deciden, con la demanda ya ordenada y el techo, qué entra al POA.

    Se llama después de calificar. Corre una sola: la que nombra `regla_de_seleccion` en la
    configuración del municipio o, si no nombra ninguna, la única activa. El núcleo comprueba que
    ninguna regla pase el techo.
    """


@gancho
def sectores(contexto: Contexto) -> Iterable[Sector]:
    """Aporta sectores, o completa uno del clasificador con igual clave: sinónimos y origen.

    Se llama al importar demandas y al mostrar sus nombres, en un municipio o en una región.
    """


@gancho
def revisar_demanda(
    contexto: Contexto, demanda: Demanda, organizacion: Organizacion
) -> Iterable[Observacion]:
    """Mira una demanda antes de registrarla y dice lo que le falta o lo que la impide.

    Se llama una vez por demanda nueva, también al importar. Lo que `impide` la devuelve al
    solicitante con el motivo; lo demás queda anotado en la demanda.
    """


@gancho
def bloques_de_edc(contexto: Contexto, region: Region, grupos: Sequence[Grupo]) -> Iterable[Bloque]:
    """Arma cuadros para la agenda del EDC con lo que los municipios entregaron.

    Se llama al consolidar, con el conjunto de plugins de la región. `grupos` trae las entregas
    vigentes ya contadas por municipio, sector y competencia; vacío si nadie entregó.
    """


@gancho
def destinatarios_edc(contexto: Contexto, region: Region) -> Iterable[Destinatario]:
    """Dice a qué autoridades de la región les toca qué competencias y qué municipios.

    Se llama al consolidar y al abrir la página de un destinatario. La clave va en la dirección
    web: minúsculas y guiones.
    """


@gancho
def puntos_de_agenda(contexto: Contexto, evento: TipoDeEvento) -> Iterable[Renglon]:
    """Aporta puntos a la agenda de un encuentro: donde piden o, si no, antes de la clausura.

    Se llama al mostrar un encuentro de un municipio, una vez por encuentro: mire `evento.clave`.
    `informa` es la clave de un participante del ciclo y `despues_de`, la del punto que va antes;
    ambas pueden ir vacías.
    """


@gancho
def informes_de_evento(contexto: Contexto, evento: TipoDeEvento) -> Iterable[Renglon]:
    """Dice de qué más se informa en un encuentro, y quién (`informa`).

    Se llama al mostrar un encuentro de un municipio, una vez por encuentro.
    """


class Conjunto:
    """Los plugins activos de un municipio o una región, con cada respuesta atribuida a su autor."""

    def __init__(
        self, modulos: Mapping[str, object], especificaciones: Sequence[ModuleType]
    ) -> None:
        self._gestor = PluginManager(PROYECTO)
        for especificacion in especificaciones:
            self._gestor.add_hookspecs(especificacion)
        for nombre in sorted(modulos):
            self._gestor.register(modulos[nombre], nombre)
        self._gestor.check_pending()
        self.activos = tuple(sorted(modulos))

    def recoger(self, nombre: str, ambito: str, **datos: Any) -> list[tuple[str, Any]]:
        """Llama a cada plugin por separado y junta pares (plugin, elemento), en orden alfabético.

        `ambito` es el nombre del municipio o región, para decir dónde falló el que falle.
        """
        return [
            (plugin, elemento)
            for plugin in self.activos
            for elemento in self._uno(plugin, nombre, ambito, datos, list)
        ]

    def recoger_lo_sano(
        self, nombre: str, ambito: str, **datos: Any
    ) -> tuple[list[tuple[str, Any]], list[ErrorDePlugin]]:
        """Como `recoger`, sin que el que falla se lleve lo de los demás: lo dado y las fallas."""
        dados, rotos = [], []
        for plugin in self.activos:
            try:
                dados += [(plugin, e) for e in self._uno(plugin, nombre, ambito, datos, list)]
            except ErrorDePlugin as error:
                rotos.append(error)
        return dados, rotos

    def pedir(self, nombre: str, ambito: str, **datos: Any) -> list[tuple[str, Any]]:
        """Como `recoger`, para ganchos que devuelven una cosa y no una lista."""
        return [
            (plugin, respuesta)
            for plugin in self.activos
            for respuesta in self._uno(plugin, nombre, ambito, datos, lambda r: [r])
        ]

    def _uno(
        self,
        plugin: str,
        nombre: str,
        ambito: str,
        datos: dict[str, Any],
        abrir: Callable[[Any], list[Any]],
    ) -> list[Any]:
        """Agota la respuesta aquí dentro: un generador que falla tarde también se atribuye."""
        if plugin not in self._que_implementan(nombre):
            return []
        ajenos = [self._gestor.get_plugin(otro) for otro in self.activos if otro != plugin]
        llamar = self._gestor.subset_hook_caller(nombre, ajenos)
        with atribuido_a(plugin, nombre, ambito):
            return [e for respuesta in llamar(**datos) for e in abrir(respuesta)]

    def _que_implementan(self, nombre: str) -> set[str]:
        return {i.plugin_name for i in getattr(self._gestor.hook, nombre).get_hookimpls()}

    def implementados(self, plugin: str) -> list[str]:
        """Qué ganchos llena un plugin: lo que la pantalla muestra como «qué aporta»."""
        llamadas = self._gestor.get_hookcallers(self._gestor.get_plugin(plugin)) or []
        return sorted(llamada.name for llamada in llamadas)
