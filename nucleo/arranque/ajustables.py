"""La configuración de cada ámbito con lo cambiado por pantalla, y qué quedaría con otro cambio."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from marshmallow import Schema

from nucleo.arranque.instalados import Instalados
from nucleo.arranque.pantallas import Pantallas
from nucleo.configuracion.capas import NADA_DICHO, Capa, Dichas
from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.ajustes import AjusteInvalido, Valor, como_capa
from nucleo.dominio.ambito import Ambito, EnDepartamento, EnMunicipio
from nucleo.dominio.configuracion import Configuracion
from nucleo.dominio.errores import PluginAusente
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.territorio import Departamento, Territorio
from nucleo.ganchos import Conjunto
from nucleo.servicios.piezas import Adjuntos
from nucleo.servicios.puertos import Unidad

POR_GUARDAR = Mensaje(N_("ahora"))
SIN_ESCUDO = N_("la imagen del escudo ya no está guardada; súbala otra vez")


class Lugar(Protocol):
    """Lo que hace falta de la casa."""

    @property
    def territorio(self) -> Territorio: ...
    def unidad_de_lectura(self, ambito: Ambito, /) -> Unidad: ...
    def adjuntos(self, ambito: Ambito, /) -> Adjuntos: ...
    def base_pendiente(self) -> Sequence[str]: ...


class Ajustables:
    """Cumple `piezas.Ajustables` para los municipios y los departamentos."""

    def __init__(
        self, lugar: Lugar, configuraciones: Configuraciones, instalados: Instalados,
        pantallas: Pantallas,
    ) -> None:  # fmt: skip
        self._lugar, self._configuraciones = lugar, configuraciones
        self._instalados, self._pantallas = instalados, pantallas

    def vigente(self, ambito: Ambito, version: str | None = None) -> Configuracion:
        """La que rige; `version` es hasta dónde llega su bitácora, si ya se sabe."""
        return self._con(ambito, self._dichas(ambito, version))

    def heredada(self, ambito: Ambito) -> Configuracion:
        """La que regiría si en este ámbito no se hubiera cambiado nada por pantalla."""
        return self._con(ambito, NADA_DICHO)

    def probar(self, ambito: Ambito, valores: Mapping[str, Valor]) -> Configuracion:
        """La que regiría con esos valores de pantalla. `AjusteInvalido` si no sirve.

        Un plugin que no está instalado es `PluginAusente`.
        """
        dichas = tuple(
            Capa(POR_GUARDAR, como_capa({c: v})) for c, v in valores.items() if "valor" in v
        )
        probada = self._con(ambito, dichas)
        if ausentes := probada.activos - self._instalados.modulos.keys():
            instalados = ", ".join(self._instalados.modulos)
            raise PluginAusente(", ".join(sorted(ausentes)), instalados)
        for plugin in probada.plugins:
            self._configuraciones.ajustes(probada, plugin, self.esquema_de(plugin) or Schema)
        escudo = probada.marca.escudo
        if escudo and not any(
            escudo in self._lugar.adjuntos(a).resumenes() for a in self.de(ambito)
        ):
            raise AjusteInvalido(POR_GUARDAR, "marca.escudo", Mensaje(SIN_ESCUDO))
        return probada

    def de(self, ambito: Ambito) -> tuple[Ambito, ...]:
        """El ámbito y, si es un municipio, también su departamento: de quién hereda."""
        if isinstance(ambito, EnMunicipio):
            return ambito, EnDepartamento(self._departamento(ambito).codigo)
        return (ambito,)

    def esquema_de(self, plugin: str) -> type[Schema] | None:
        """El que valida los ajustes de un plugin instalado, si los tiene."""
        dados = self.conjunto(frozenset({plugin})).pedir("esquema_de_ajustes", plugin)
        return dados[0][1] if dados else None

    def conjunto(self, plugins: frozenset[str]) -> Conjunto:
        """Los ganchos de esos plugins, estén o no encendidos; los ausentes no cuentan."""
        return self._instalados.conjunto(plugins.intersection(self._instalados.modulos))

    @property
    def vocabularios(self) -> list[str]:
        """Los perfiles de palabras que hay para elegir."""
        return self._configuraciones.vocabularios

    def _con(self, ambito: Ambito, propias: Dichas) -> Configuracion:
        departamento = self._departamento(ambito)
        if isinstance(ambito, EnMunicipio):
            del_departamento = self._dichas(EnDepartamento(departamento.codigo), se_hereda=True)
            municipio = self._lugar.territorio.por_id[ambito.id]
            return self._configuraciones.de_municipio(
                municipio, departamento, del_departamento, propias
            )
        return self._configuraciones.de_departamento(departamento, propias)

    def _dichas(
        self, ambito: Ambito, version: str | None = None, *, se_hereda: bool = False
    ) -> Dichas:
        """En una base sin estrenar nadie cambió nada todavía."""
        unidades = self._lugar.unidad_de_lectura
        try:
            if se_hereda:
                return self._pantallas.heredadas(unidades, ambito)
            return self._pantallas.de(unidades, ambito, version)
        except Exception:
            if self._lugar.base_pendiente():
                return NADA_DICHO
            raise

    def _departamento(self, ambito: Ambito) -> Departamento:
        territorio = self._lugar.territorio
        match ambito:
            case EnMunicipio(id):
                return territorio.departamento_de[territorio.por_id[id].departamento]
            case EnDepartamento(codigo):
                return territorio.departamento_de[codigo]
            case _:
                raise TypeError(ambito)
