"""De la carpeta `configuraciones/` a la configuración de cada municipio y de cada región."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import is_
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from nucleo.configuracion.archivos import Archivos, Datos
from nucleo.configuracion.capas import Capa, fundir
from nucleo.configuracion.esquemas import (
    EsquemaDeCapa,
    EsquemaDelArchivo,
    EsquemaDeRegion,
    cargar,
    primer_error,
)
from nucleo.dominio.configuracion import (
    Configuracion,
    ConfiguracionDeCorreo,
    ConfiguracionDeOidc,
    ConfiguracionDePlataforma,
    ConfiguracionDeServidor,
    Seguridad,
)
from nucleo.dominio.errores import ConfiguracionInvalida, NoExiste
from nucleo.dominio.regiones import Region, definir
from nucleo.dominio.territorio import Departamento, Municipio, Territorio

PLATAFORMA = "plataforma.toml"
PAIS = "bolivia"
VOCABULARIOS = "vocabularios"
COMUN = "_comun"
REGIONES = "regiones"
PREFIJO = "mancomunidad-"

Ubicar = Callable[[str], tuple[str, int, str]]
"""De una clave de la tabla de un plugin a su archivo, su línea y la clave entera."""
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
        self._fundidas: dict[str, tuple[list[Datos | None], Configuracion]] = {}

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

    def de_municipio(self, municipio: Municipio, departamento: Departamento) -> Configuracion:
        """`plataforma.toml` ← `_comun.toml` del departamento ← el archivo del municipio, si hay."""
        carpeta = f"{PAIS}/{departamento.slug}"
        return self._fundir("municipio", carpeta, municipio.slug)

    def de_region(self, region: Region, departamento: Departamento) -> Configuracion:
        """`plataforma.toml` ← `regiones/_comun.toml` ← `regiones/<slug>.toml`.

        `departamento` es el primero de `region.departamentos`. Nada de esto viene de la cadena de
        los municipios: en el EDC valen los plugins de la región.
        """
        carpeta = f"{PAIS}/{departamento.slug}/{REGIONES}"
        return self._fundir("region", carpeta, region.slug)

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
        tabla = configuracion.plugins[plugin]
        return validar_ajustes(esquema, tabla, partial(self._ubicar, configuracion, plugin))

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
        for relativa in self._archivos.listar(PAIS, "**/*.toml"):
            self._capa(relativa)
            if relativa.removesuffix(".toml") not in nombres:
                motivo = "su nombre no es el de ningún municipio o región de esa carpeta"
                raise ConfiguracionInvalida(relativa, 1, "", motivo)

    def _de_plataforma(self) -> Datos:
        datos = self._archivos.leer(PLATAFORMA, EsquemaDelArchivo)
        if datos is None:
            raise ConfiguracionInvalida(PLATAFORMA, 1, "", "el archivo no está y es obligatorio")
        return datos

    def _fundir(self, seccion: str, carpeta: str, slug: str) -> Configuracion:
        """El mismo objeto mientras ningún archivo cambie: una página lo pide varias veces."""
        plataforma = self._de_plataforma()
        propias = [self._capa(f"{carpeta}/{nombre}.toml") for nombre in (COMUN, slug)]
        datos = [plataforma, *(capa and capa.datos for capa in propias)]
        previos, fundida = self._fundidas.get(f"{carpeta}/{slug}", ([], None))
        if fundida is None or not all(map(is_, previos, datos)):
            general = {"idiomas": plataforma["plataforma"]["idiomas"]}
            fundida = fundir(
                [
                    Capa(f"{PLATAFORMA} [plataforma]", general),
                    Capa(f"{PLATAFORMA} [{seccion}]", plataforma.get(seccion, {})),
                    *(capa for capa in propias if capa),
                ]
            )
            self._fundidas[f"{carpeta}/{slug}"] = datos, fundida
        return fundida

    def _capa(self, relativa: str) -> Capa | None:
        """Lo que un archivo dice, o `None` si no está. Solo el de una región puede definirla."""
        ruta = Path(relativa)
        de_region = ruta.parent.name == REGIONES and ruta.stem != COMUN
        datos = self._archivos.leer(relativa, EsquemaDeRegion if de_region else EsquemaDeCapa)
        if datos is None:
            return None
        disponibles = self.plataforma().idiomas
        if ajenos := [i for i in datos.get("idiomas", ()) if i not in disponibles]:
            motivo = f"«{ajenos[0]}» no es un idioma de la plataforma: {', '.join(disponibles)}"
            raise self._archivos.error(relativa, "idiomas", motivo)
        perfil = datos.get("vocabulario", "")
        if perfil and perfil not in (perfiles := self._archivos.carpetas(VOCABULARIOS)):
            motivo = f"no hay vocabulario «{perfil}»; hay: {', '.join(perfiles) or 'ninguno'}"
            raise self._archivos.error(relativa, "vocabulario", motivo)
        return Capa(relativa, datos)

    def _definir(
        self, territorio: Territorio, anio: int, departamento: Departamento, capa: Capa
    ) -> Region:
        relativa, datos = capa
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
        self, territorio: Territorio, relativa: str, nombres: Sequence[str]
    ) -> list[Municipio]:
        try:
            return [territorio.municipio(nombre) for nombre in nombres]
        except NoExiste as error:
            motivo = f"no hay municipio «{error.datos['cual']}»"
            if parecidos := error.datos["parecidos"]:
                motivo += f"; parecidos: {parecidos}"
            raise self._archivos.error(relativa, "municipios", motivo) from error

    def _ubicar(
        self, configuracion: Configuracion, plugin: str, clave: str
    ) -> tuple[str, int, str]:
        """Lo que ningún archivo dice (una clave que falta) se busca donde se encendió el plugin."""
        entera = f"plugins.{plugin}.{clave}".rstrip(".")
        dicha = entera
        while dicha not in configuracion.origenes:
            dicha = dicha.rpartition(".")[0]
        archivo, _, seccion = configuracion.origenes[dicha].partition(" [")
        delante = f"{seccion.rstrip(']')}." if seccion else ""
        return archivo, self._archivos.linea(archivo, delante + dicha), entera


def validar_ajustes(esquema: type[Schema], tabla: Mapping[str, Any], ubicar: Ubicar) -> Any:
    """Lo que el `@post_load` del esquema devuelve; si algo está mal, dice dónde y qué se esperaba.

    `ubicar` va de una clave de la tabla a (archivo, línea, clave entera con puntos).
    """
    try:
        return cargar(esquema, tabla)
    except ValidationError as mal:
        clave, motivo = primer_error(esquema, mal)
        raise ConfiguracionInvalida(*ubicar(clave), motivo) from mal
