"""De la carpeta `configuraciones/` a la configuración de cada municipio y de cada región."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from operator import is_
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from nucleo.configuracion.archivos import Archivos, Datos
from nucleo.configuracion.capas import NADA_DICHO, Capa, Dichas, fundir
from nucleo.configuracion.ciclos import Ciclos
from nucleo.configuracion.esquemas import (
    EsquemaDeCapa,
    EsquemaDelArchivo,
    EsquemaDeRegion,
    cargar,
    primer_error,
)
from nucleo.dominio.ajustes import AjusteInvalido
from nucleo.dominio.ciclos import Ciclo
from nucleo.dominio.configuracion import (
    Configuracion,
    ConfiguracionDeCorreo,
    ConfiguracionDeOidc,
    ConfiguracionDePlataforma,
    ConfiguracionDeServidor,
    Seguridad,
)
from nucleo.dominio.errores import ConfiguracionInvalida, NoExiste
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.regiones import Region, definir
from nucleo.dominio.territorio import Departamento, Municipio, Territorio

PLATAFORMA = "plataforma.toml"
PAIS = "bolivia"
VOCABULARIOS = "vocabularios"
COMUN = "_comun"
REGIONES = "regiones"
PREFIJO = "mancomunidad-"

Fallar = Callable[[str, str], ConfiguracionInvalida]
"""De una clave y un motivo al error que dice dónde está eso."""
AlFallar = Callable[[ConfiguracionInvalida], None]


def alzar(error: ConfiguracionInvalida) -> None:
    """Lo que se hace con un archivo malo mientras no se diga otra cosa."""
    raise error


def correo_de(archivo: Datos) -> ConfiguracionDeCorreo | None:
    """La tabla `[correo]`, si está."""
    if not (tabla := archivo.get("correo")):
        return None
    seguridad = Seguridad(tabla.get("seguridad", Seguridad.STARTTLS))
    return ConfiguracionDeCorreo(**{**tabla, "seguridad": seguridad})


def oidc_de(archivo: Datos) -> ConfiguracionDeOidc | None:
    """La tabla `[oidc]`, si está. `openid` va siempre: sin él no hay identidad."""
    if not (tabla := archivo.get("oidc")):
        return None
    ambitos = dict.fromkeys(("openid", *tabla.get("ambitos", ())))
    return ConfiguracionDeOidc(**{**tabla, "ambitos": tuple(ambitos)})


class Configuraciones:
    """Las capas de archivos de una instalación; un archivo cambiado se vuelve a leer solo."""

    def __init__(self, carpeta: Path) -> None:
        self._archivos = Archivos(carpeta)
        self._ciclos = Ciclos(self._archivos)
        self._fundidas: dict[tuple[str, bool], tuple[list[object], Configuracion]] = {}

    def plataforma(self) -> ConfiguracionDePlataforma:
        """Lo que vale para toda la instalación: todo lo de `plataforma.toml` que no es una capa."""
        archivo = self._de_plataforma()
        datos, ajustes = archivo["plataforma"], archivo.get("servidor", {})
        servidor = ConfiguracionDeServidor(**{**ajustes, "hosts": tuple(ajustes.get("hosts", ()))})
        propios = {
            "idiomas": tuple(datos["idiomas"]),
            "servidor": servidor,
            "correo": correo_de(archivo),
            "oidc": oidc_de(archivo),
        }
        return ConfiguracionDePlataforma(**{**datos, **propios})

    def de_municipio(
        self,
        municipio: Municipio,
        departamento: Departamento,
        del_departamento: Dichas = NADA_DICHO,
        propias: Dichas = NADA_DICHO,
    ) -> Configuracion:
        """`plataforma.toml` ← el departamento ← el municipio; cada uno, su archivo y su pantalla.

        `del_departamento` y `propias` son lo dicho por pantalla: el mismo objeto si no cambia.
        """
        carpeta = f"{PAIS}/{departamento.slug}"
        return self._fundir("municipio", carpeta, municipio.slug, (del_departamento, propias))

    def de_departamento(
        self, departamento: Departamento, propias: Dichas = NADA_DICHO
    ) -> Configuracion:
        """Lo que heredan sus municipios: la misma cadena, hasta el departamento."""
        return self._fundir("municipio", f"{PAIS}/{departamento.slug}", "", (propias, NADA_DICHO))

    def de_region(self, region: Region, departamento: Departamento) -> Configuracion:
        """`plataforma.toml` ← `regiones/_comun.toml` ← `regiones/<slug>.toml`.

        `departamento` es el primero de `region.departamentos`. Nada de esto viene de la cadena de
        los municipios: en el EDC valen los plugins de la región.
        """
        carpeta = f"{PAIS}/{departamento.slug}/{REGIONES}"
        return self._fundir("region", carpeta, region.slug, (NADA_DICHO, NADA_DICHO))

    def mancomunidades(
        self, territorio: Territorio, anio: int, al_fallar: AlFallar = alzar
    ) -> dict[str, Region]:
        """Las regiones que un archivo define con `tipo = "mancomunidad"`, por nombre corto.

        `al_fallar` recibe el error de cada archivo malo; si vuelve, las demás regiones siguen.
        """
        regiones = {}
        for departamento in territorio.departamentos:
            for relativa in self._archivos.listar(f"{PAIS}/{departamento.slug}/{REGIONES}"):
                try:
                    capa = self._capa(relativa)
                    if capa and "tipo" in capa.datos:
                        region = self._definir(territorio, anio, departamento, capa)
                        regiones[region.slug] = region
                except ConfiguracionInvalida as error:
                    al_fallar(error)
        return regiones

    def ajustes(self, configuracion: Configuracion, plugin: str, esquema: type[Schema]) -> Any:
        """Los ajustes de un plugin activo, validados por el esquema que el plugin dio."""
        return validar_ajustes(
            esquema, configuracion.plugins[plugin], partial(self._error, configuracion, plugin)
        )

    def ciclos(self) -> Iterator[Ciclo]:
        """Los de la casa, como están en sus archivos."""
        return self._ciclos.todos()

    def ciclo(self, configuracion: Configuracion, gestion: int) -> Ciclo:
        """El ciclo que rige en una gestión, con lo que cambian las capas."""
        return self._ciclos.de(configuracion, gestion)

    @property
    def vocabularios(self) -> list[str]:
        """Las carpetas de palabras que hay para elegir."""
        return self._archivos.carpetas(VOCABULARIOS)

    def revisar(self, territorio: Territorio, regiones: Mapping[str, Region]) -> None:
        """Lee todos los archivos y falla con el primero que esté mal o que nadie leería.

        Un archivo cuyo nombre no es el de un municipio o una región se ignoraría en silencio.
        """
        self._de_plataforma()
        nombres = {f"{PAIS}/{d.slug}/{COMUN}" for d in territorio.departamentos}
        nombres |= {f"{PAIS}/{d.slug}/{REGIONES}/{COMUN}" for d in territorio.departamentos}
        for m in territorio.municipios:
            nombres.add(f"{PAIS}/{territorio.departamento_de[m.departamento].slug}/{m.slug}")
        for r in regiones.values():
            donde = territorio.departamento_de[r.departamentos[0]].slug
            nombres.add(f"{PAIS}/{donde}/{REGIONES}/{r.slug}")
            self._exigir_rotacion(territorio, r, f"{PAIS}/{donde}/{REGIONES}/{r.slug}.toml")
        for relativa in self._archivos.listar(PAIS, "**/*.toml"):
            self._capa(relativa)
            if relativa.removesuffix(".toml") not in nombres:
                motivo = "su nombre no es el de ningún municipio o región de esa carpeta"
                raise ConfiguracionInvalida(relativa, 1, "", motivo)

    def _exigir_rotacion(self, territorio: Territorio, region: Region, relativa: str) -> None:
        """Quien se turna la Secretaría es de la región; si no, su turno no llegaría nunca."""
        capa = self._capa(relativa)
        dichos = (capa.datos if capa else {}).get("rotacion", ())
        elegidos = self._municipios(territorio, relativa, dichos, "rotacion")
        if ajenos := [m.nombre for m in elegidos if m.id not in region.municipios]:
            raise self._archivos.error(relativa, "rotacion", f"«{ajenos[0]}» no es de esta región")

    def _de_plataforma(self) -> Datos:
        datos = self._archivos.leer(PLATAFORMA, EsquemaDelArchivo)
        if datos is None:
            raise ConfiguracionInvalida(PLATAFORMA, 1, "", "el archivo no está y es obligatorio")
        return datos

    def _fundir(
        self, seccion: str, carpeta: str, slug: str, pantallas: tuple[Dichas, Dichas]
    ) -> Configuracion:
        """El mismo objeto mientras ninguna capa cambie: una página lo pide varias veces."""
        plataforma = self._de_plataforma()
        comun = self._capa(f"{carpeta}/{COMUN}.toml")
        propia = self._capa(f"{carpeta}/{slug}.toml") if slug else None
        leidos = (capa and capa.datos for capa in (comun, propia))
        datos: list[object] = [plataforma, *leidos, *pantallas]
        cual = f"{carpeta}/{slug}", pantallas[1] is NADA_DICHO  # lo heredado se pide aparte
        previos, fundida = self._fundidas.get(cual, ([], None))
        if fundida is None or not all(map(is_, previos, datos)):
            general = {"idiomas": plataforma["plataforma"]["idiomas"]}
            for capa in chain(*pantallas):
                self._exigir_dicha(capa)
            fundida = fundir(
                [
                    Capa(f"{PLATAFORMA} [plataforma]", general),
                    Capa(f"{PLATAFORMA} [{seccion}]", plataforma.get(seccion, {})),
                    *([comun] if comun else ()),
                    *pantallas[0],
                    *([propia] if propia else ()),
                    *pantallas[1],
                ]
            )
            self._fundidas[cual] = datos, fundida
        return fundida

    def _exigir_dicha(self, capa: Capa) -> None:
        """Lo cambiado por pantalla pasa por lo mismo que un archivo: pudo venir de otra parte."""
        try:
            cargar(EsquemaDeCapa, capa.datos)
        except ValidationError as mal:
            raise AjusteInvalido(capa.origen, *primer_error(EsquemaDeCapa, mal)) from mal
        if mal_elegida := self._mal_elegida(capa.datos):
            raise AjusteInvalido(capa.origen, *mal_elegida)

    def _capa(self, relativa: str) -> Capa | None:
        """Lo que un archivo dice, o `None` si no está. Solo el de una región puede definirla."""
        ruta = Path(relativa)
        de_region = ruta.parent.name == REGIONES and ruta.stem != COMUN
        datos = self._archivos.leer(relativa, EsquemaDeRegion if de_region else EsquemaDeCapa)
        if datos is None:
            return None
        if mal_elegida := self._mal_elegida(datos):
            raise self._archivos.error(relativa, *mal_elegida)
        return Capa(relativa, datos)

    def _mal_elegida(self, datos: Datos) -> tuple[str, str] | None:
        """La clave que pide un idioma o un vocabulario que no hay, y por qué no vale."""
        disponibles = self.plataforma().idiomas
        if ajenos := [i for i in datos.get("idiomas", ()) if i not in disponibles]:
            motivo = f"«{ajenos[0]}» no es un idioma de la plataforma: {', '.join(disponibles)}"
            return "idiomas", motivo
        perfil = datos.get("vocabulario", "")
        if perfil and perfil not in (perfiles := self.vocabularios):
            motivo = f"no hay vocabulario «{perfil}»; hay: {', '.join(perfiles) or 'ninguno'}"
            return "vocabulario", motivo
        return None

    def _definir(
        self, territorio: Territorio, anio: int, departamento: Departamento, capa: Capa
    ) -> Region:
        relativa, datos = str(capa.origen), capa.datos
        slug = Path(relativa).stem
        if not slug.startswith(PREFIJO):
            raise self._archivos.error(
                relativa, "tipo", f"el archivo debe llamarse {PREFIJO}….toml"
            )
        municipios = self._municipios(territorio, relativa, datos["municipios"])
        municipios.sort(key=lambda m: m.departamento != departamento.codigo)
        if municipios[0].departamento != departamento.codigo:
            motivo = f"ninguno es de {departamento.nombre}, donde está el archivo"
            raise self._archivos.error(relativa, "municipios", motivo)
        return definir(territorio, anio, slug, datos["nombre"], municipios)

    def _municipios(
        self,
        territorio: Territorio,
        relativa: str,
        nombres: Sequence[str],
        clave: str = "municipios",
    ) -> list[Municipio]:
        try:
            return [territorio.municipio(nombre) for nombre in nombres]
        except NoExiste as error:
            motivo = f"no hay municipio «{error.datos['cual']}»"
            if parecidos := error.datos["parecidos"]:
                motivo += f"; parecidos: {parecidos}"
            raise self._archivos.error(relativa, clave, motivo) from error

    def _error(
        self, configuracion: Configuracion, plugin: str, clave: str, motivo: str
    ) -> ConfiguracionInvalida:
        """Lo que ninguna capa dice (una clave que falta) se busca donde se encendió el plugin."""
        entera = f"plugins.{plugin}.{clave}".rstrip(".")
        dicha = entera
        while dicha not in configuracion.origenes:
            dicha = dicha.rpartition(".")[0]
        origen = configuracion.origenes[dicha]
        if isinstance(origen, Mensaje):
            return AjusteInvalido(origen, entera, motivo)
        archivo, _, seccion = origen.partition(" [")
        delante = f"{seccion.rstrip(']')}." if seccion else ""
        linea = self._archivos.linea(archivo, delante + dicha)
        return ConfiguracionInvalida(archivo, linea, entera, motivo)


def validar_ajustes(esquema: type[Schema], tabla: Mapping[str, Any], fallar: Fallar) -> Any:
    """Lo que el `@post_load` del esquema devuelve; si algo está mal, lo que `fallar` arma."""
    try:
        return cargar(esquema, tabla)
    except ValidationError as mal:
        raise fallar(*primer_error(esquema, mal)) from mal
