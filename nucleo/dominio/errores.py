"""Lo que puede salir mal. Un error lleva datos; la frase la pone `nucleo.textos` y se traduce."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager


class ErrorDeNegocio(Exception):  # noqa: N818 - «Error» ya va delante, como se dice en español
    """Raíz única: la web la vuelve 4xx y la CLI, un mensaje con salida 1.

    Cada subclase nombra sus datos en `campos`; llegan por posición y quedan como atributos, que
    son los que la frase usa.
    """

    campos: tuple[str, ...] = ()

    def __init__(self, *valores: object) -> None:
        super().__init__(*valores)
        self.datos = dict(zip(self.campos, valores, strict=True))


class NoExiste(ErrorDeNegocio):
    """Lo buscado no está en este ámbito. `que` es su sustantivo: «demanda», «región»…"""

    campos = ("que", "cual", "parecidos")

    def __init__(self, que: str, cual: object, parecidos: Sequence[str] = ()) -> None:
        super().__init__(que, cual, ", ".join(parecidos))


class MunicipioSinAlta(ErrorDeNegocio):
    """El municipio está en el catálogo, pero esta instalación todavía no lo hospeda."""

    campos = ("municipio",)


class PasoNoPermitido(ErrorDeNegocio):
    """La demanda no puede pasar de un estado a otro."""

    campos = ("codigo", "desde", "hacia")


class PasoPendiente(ErrorDeNegocio):
    """La priorización necesita antes otro paso."""

    campos = ("paso", "antes", "gestion")


class PasoYaDado(ErrorDeNegocio):
    """El paso ya se dio y no se repite: lo decidido en público no se cambia en silencio."""

    campos = ("paso", "cuando", "gestion")


class SinDemandas(ErrorDeNegocio):
    """No hay nada que congelar en la gestión."""

    campos = ("gestion",)


class CriterioRepetido(ErrorDeNegocio):
    """Dos plugins dieron la misma clave a un criterio."""

    campos = ("clave", "plugins")


class CriterioDesconocido(ErrorDeNegocio):
    """Se acordó un peso para un criterio que ningún plugin activo ofrece."""

    campos = ("clave", "disponibles")


class PesoInvalido(ErrorDeNegocio):
    """Un peso negativo, no numérico, o todos en cero."""

    campos = ("clave", "peso")


class SinCriterios(ErrorDeNegocio):
    """Ningún plugin activo ofrece criterios: no hay con qué priorizar."""

    campos = ("municipio",)


class SinReglaDeSeleccion(ErrorDeNegocio):
    """Ningún plugin activo dice qué entra al POA, o la elegida no está."""

    campos = ("regla", "disponibles")


class TechoExcedido(ErrorDeNegocio):
    """Una regla de selección metió más de lo que cabe: es un defecto del plugin y no se guarda."""

    campos = ("plugin", "fuente", "techo", "usado")


class MontoInvalido(ErrorDeNegocio):
    """Un monto que no es un número de Bs con dos decimales como mucho, o es negativo."""

    campos = ("donde", "valor")


class FueraDeLaRegion(ErrorDeNegocio):
    """El municipio no es parte de la región."""

    campos = ("municipio", "region")


class NadaQueEntregar(ErrorDeNegocio):
    """Ninguna de las demandas pedidas está priorizada o lista para retirar."""

    campos = ("municipio", "region", "gestion")


class EdicionConcurrente(ErrorDeNegocio):
    """Otra persona guardó primero: hay que releer y volver a intentar."""


class ArchivoIlegible(ErrorDeNegocio):
    """El archivo no es lo que dice ser, está dañado o pasa los límites."""

    campos = ("archivo", "motivo")


class ConfiguracionInvalida(ErrorDeNegocio):
    """Un TOML malo: dónde (archivo y línea), qué clave y qué se esperaba."""

    campos: tuple[str, ...] = ("archivo", "linea", "clave", "motivo")


class ErrorDePlugin(ErrorDeNegocio):
    """Un plugin falló dentro de un gancho: se dice cuál, en qué gancho y en qué municipio."""

    campos = ("plugin", "gancho", "ambito", "error")


@contextmanager
def atribuido_a(plugin: str, gancho: str, ambito: str) -> Iterator[None]:
    """Lo que un plugin haga mal aquí adentro sale como `ErrorDePlugin`, con nombre y lugar.

    También `sys.exit()`: un plugin no decide que la orden terminó, y menos que terminó bien.
    """
    try:
        yield
    except ErrorDeNegocio:
        raise
    except (Exception, SystemExit) as error:
        raise ErrorDePlugin(plugin, gancho, ambito, repr(error)) from error


class PluginAusente(ErrorDeNegocio):
    """La configuración enciende un plugin que no está instalado."""

    campos = ("plugin", "instalados")


class CatalogoInvalido(ErrorDeNegocio):
    """El catálogo del territorio no cuadra; `detalle` dice cuenta por cuenta."""

    campos = ("detalle",)


class BaseDesactualizada(ErrorDeNegocio):
    """La base no tiene las migraciones de estos paquetes: hay que correr `base actualizar`."""

    campos = ("paquetes",)


class BaseInaccesible(ErrorDeNegocio):
    """La base no se puede abrir o escribir por causas de fuera: la URL, los permisos, el disco."""

    campos = ("motivo",)


class BaseSinPreparar(BaseInaccesible):
    """El servidor responde, pero no tiene la base o el rol que se le piden."""


class BaseOcupada(ErrorDeNegocio):
    """Otro proceso escribe desde hace demasiado: no se esperó más y no se guardó nada."""


class PuertoOcupado(ErrorDeNegocio):
    """Otro programa ya atiende en ese puerto."""

    campos = ("puerto",)


class MunicipioSuspendido(ErrorDeNegocio):
    """La plataforma lo suspendió: sus datos se guardan, y nadie los cambia hasta reactivarlo."""

    campos = ("municipio", "motivo")


class DatosInvalidos(ErrorDeNegocio):
    """Una fila exportada no calza con su tabla: dice cuál, en qué renglón y por qué."""

    campos = ("tabla", "renglon", "motivo")


class DatosPorReponer(ErrorDeNegocio):
    """Hay datos guardados aparte de un módulo que ya está: primero vuelven a sus tablas."""

    campos = ("paquetes",)


class VersionFutura(ErrorDeNegocio):
    """El archivo lo hizo un Tinkuy, o un plugin, más nuevo que este."""

    campos = ("que", "version")


class RolSinPermiso(ErrorDeNegocio):
    """Al rol de PostgreSQL le falta permiso: para preparar la base, o para atender en ella."""

    campos = ("rol", "motivo")


class ExportacionIlegible(ErrorDeNegocio):
    """El archivo no es una exportación ni un respaldo, o no está escrito como uno."""

    campos = ("archivo", "motivo")


class ExportacionDanada(ErrorDeNegocio):
    """Lo que hay en una entrada del archivo no es lo que su manifiesto dice."""

    campos = ("archivo", "entrada", "motivo")


class RutaProhibida(ErrorDeNegocio):
    """Una entrada del archivo tiene un nombre que ninguna exportación tiene."""

    campos = ("archivo", "ruta")


class ExportacionExcesiva(ErrorDeNegocio):
    """El archivo, abierto, ocupa más de lo que se acepta leer."""

    campos = ("archivo", "entrada", "limite")


class AmbitoDesconocido(ErrorDeNegocio):
    """El archivo es de un municipio, región o departamento que el catálogo de aquí no tiene."""

    campos = ("archivo", "ambito")


class AmbitoOcupado(ErrorDeNegocio):
    """Ya hay datos donde se quiere restaurar: lo que está no se pisa ni se mezcla."""

    campos = ("ambito",)


class RegionAjena(ErrorDeNegocio):
    """El archivo trae entregas a una región que el municipio no integra."""

    campos = ("ambito", "region")


class AdjuntoDanado(ErrorDeNegocio):
    """Un adjunto guardado en esta instalación falta o ya no es el que era."""

    campos = ("ambito", "adjunto")


class ResumenDistinto(ErrorDeNegocio):
    """Lo guardado, leído de vuelta, no es lo que el archivo dice traer."""

    campos = ("ambito", "esperado", "hallado")


class CadenaRota(ErrorDeNegocio):
    """La bitácora no cuadra desde ese eslabón."""

    campos = ("ambito", "eslabon")


class ExportacionAjena(ErrorDeNegocio):
    """El archivo es de otro municipio."""

    campos = ("archivo", "municipio", "ambito")


class ExportacionVieja(ErrorDeNegocio):
    """Los datos cambiaron después de hacer el archivo: no los tiene todos."""

    campos = ("archivo", "municipio")


class DestinoOcupado(ErrorDeNegocio):
    """Ya hay un archivo con ese nombre y nadie dijo que se reemplace."""

    campos = ("archivo",)


class DestinoInaccesible(ErrorDeNegocio):
    """El archivo no se pudo escribir entero: el disco, los permisos."""

    campos = ("archivo", "motivo")


class RespaldoIncompleto(ErrorDeNegocio):
    """La cadena de la plataforma hospeda municipios que el respaldo no trae."""

    campos = ("archivo", "municipios")


class InstalacionOcupada(ErrorDeNegocio):
    """Un respaldo se restaura solo donde todavía no hay nada."""

    campos = ("ambitos",)


class NoListoParaProduccion(ErrorDeNegocio):
    """La revisión halló faltas graves; `detalle` las dice una por línea, con su arreglo."""

    campos = ("detalle",)


class SesionRequerida(ErrorDeNegocio):
    """Eso se hace con la cuenta abierta: primero hay que entrar."""


class SinPermiso(ErrorDeNegocio):
    """Ningún mandato vigente de quien pide alcanza para esa acción en ese ámbito."""

    campos = ("accion",)


class CredencialInvalida(ErrorDeNegocio):
    """El correo y la contraseña no van juntos, o el código no vale. No se dice cuál."""


class DemasiadosIntentos(ErrorDeNegocio):
    """Se falló muchas veces con esa cuenta o desde esa dirección: hay que esperar."""

    campos = ("minutos",)


class ClaveDebil(ErrorDeNegocio):
    """La contraseña es corta, larguísima o adivinable; `motivo` es un `Mensaje`."""

    campos = ("motivo",)


class EnlaceInvalido(ErrorDeNegocio):
    """El enlace ya se usó, venció o nunca existió."""


class RolFueraDeLugar(ErrorDeNegocio):
    """Ese rol no vale en ese ámbito, o quien invita no puede darlo."""

    campos = ("rol", "ambito")


class OrganizacionRequerida(ErrorDeNegocio):
    """Un rol de organización sin decir cuál no podría nada."""

    campos = ("rol",)


class UltimaAdministracion(ErrorDeNegocio):
    """Cerrar ese mandato dejaría al ámbito sin nadie que lo administre."""

    campos = ("ambito",)
