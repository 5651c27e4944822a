"""Lo que `arranque` arma y entrega a la web y a la CLI, para que no conozcan a quien lo cumple."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, Self
from uuid import UUID

from nucleo.dominio.ajustes import Valor
from nucleo.dominio.ambito import Ambito, EnMunicipio, EnRegion
from nucleo.dominio.cartas import Carta, CartaGuardada
from nucleo.dominio.clasificadores import Clasificadores
from nucleo.dominio.configuracion import (
    Configuracion,
    ConfiguracionDePlataforma,
    ConfiguracionDeServidor,
)
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.municipios import Alta
from nucleo.dominio.planes import TipoDePlan
from nucleo.dominio.regiones import Region
from nucleo.dominio.revisiones import Muros
from nucleo.dominio.sectores import Sector
from nucleo.dominio.subidas import Subida
from nucleo.dominio.territorio import Municipio, Territorio
from nucleo.dominio.vinculos import Identidad, Pedido
from nucleo.servicios.lecturas import LecturaMunicipal, LecturaRegional
from nucleo.servicios.papeles import Papeles
from nucleo.servicios.puertos import Ganchos, Unidad


class Desechable(Protocol):
    """Una base embebida y pasajera, para comprobar un archivo antes de tocar la de verdad."""

    def unidad(self, ambito: Ambito, /) -> Unidad: ...
    def poner_al_dia(self) -> None:
        """Lleva sus paquetes a la revisión de esta instalación, con los datos adentro."""
        ...


class Adjuntos(Protocol):
    """Los archivos de un ámbito, guardados por su contenido: el nombre es su SHA-256."""

    def resumenes(self) -> Sequence[str]:
        """En orden."""
        ...

    def leer(self, resumen: str, /) -> bytes: ...
    def guardar(self, contenido: bytes, /) -> str:
        """Devuelve el resumen; guardar dos veces lo mismo no duplica."""
        ...

    def quitar(self, resumen: str, /) -> None:
        """Si no está, no pasa nada."""
        ...

    def vaciar(self) -> None: ...


class Correo(Protocol):
    """Por dónde salen las cartas."""

    def enviar(self, carta: Carta, /) -> None:
        """`CorreoNoEnviado` si no salió. Se llama después de confirmar, nunca antes."""
        ...

    def comprobar(self) -> None:
        """`CorreoNoEnviado` si ahora mismo no se podría enviar."""
        ...


class BandejaLocal(Protocol):
    """Las cartas que no salieron a ninguna parte."""

    def cartas(self) -> Sequence[CartaGuardada]:
        """De la más nueva a la más vieja."""
        ...

    def carta(self, clave: str, /) -> CartaGuardada | None: ...


class Ajustables(Protocol):
    """La configuración de un municipio o un departamento, y lo que se le puede cambiar."""

    def heredada(self, ambito: Ambito, /) -> Configuracion:
        """La que regiría si en ese ámbito no se hubiera cambiado nada por pantalla."""
        ...

    def probar(self, ambito: Ambito, valores: Mapping[str, Valor], /) -> Configuracion:
        """La que regiría con esos valores de pantalla. `AjusteInvalido` si no sirve.

        Un plugin que no está instalado es `PluginAusente`.
        """
        ...

    def de(self, ambito: Ambito, /) -> Sequence[Ambito]:
        """El ámbito y, si es un municipio, también su departamento: de quién hereda."""
        ...

    def esquema_de(self, plugin: str, /) -> Any:
        """El esquema de marshmallow de los ajustes de un plugin, o `None` si no tiene."""
        ...

    def conjunto(self, plugins: frozenset[str], /) -> Ganchos:
        """Los ganchos de esos plugins, estén o no encendidos; los ausentes no cuentan."""
        ...

    @property
    def vocabularios(self) -> Sequence[str]:
        """Los perfiles de palabras que hay para elegir."""
        ...


class Subidas(Protocol):
    """Lo que una persona subió a un ámbito mientras decide si entra: por su contenido, y vence."""

    def guardar(self, nombre: str, contenido: bytes, /) -> str:
        """Devuelve su resumen; de paso se borra lo vencido, de quien sea."""
        ...

    def leer(self, resumen: str, /) -> Subida:
        """O `SubidaVencida`."""
        ...

    def quitar(self, resumen: str, /) -> None: ...


class Proveedor(Protocol):
    """Otro que dice quién es alguien, con OpenID Connect."""

    @property
    def nombre(self) -> str: ...
    def pedir(self, vuelta: str, /) -> Pedido:
        """`ProveedorNoDisponible` si no responde. `vuelta` es la dirección a la que regresa."""
        ...

    def recibir(self, pedido: Pedido, vuelta: str, codigo: str, /) -> Identidad:
        """`IdentidadRechazada` si lo que trae no vale; `ProveedorNoDisponible`."""
        ...

    def comprobar(self) -> None: ...


class Sellador(Protocol):
    """La llave con que esta instalación sella sus actas. No firma por ninguna persona."""

    @property
    def identificador(self) -> str:
        """Con qué se la nombra: 16 letras del SHA-256 de su clave pública."""
        ...

    @property
    def publica(self) -> str:
        """Su clave pública, en hexadecimal."""
        ...

    @property
    def publicadas(self) -> str:
        """En PEM, la de hoy y las demás con que vale lo cerrado: de antes y aceptadas."""
        ...

    def firmar(self, mensaje: bytes, /) -> str:
        """Ed25519, en hexadecimal; el mismo mensaje da siempre lo mismo."""
        ...

    def es_suya(self, mensaje: bytes, firma: str, /) -> bool:
        """Si esta llave, o una de las que se aceptan aquí, firmó eso."""
        ...


class Piezas(Protocol):
    """`app.extensions["tinkuy"]` en la web y `ctx.obj` en la CLI."""

    @property
    def plataforma(self) -> ConfiguracionDePlataforma: ...
    @property
    def servidor(self) -> ConfiguracionDeServidor:
        """Cómo se atiende en producción. Se lee sin tocar la base."""
        ...

    @property
    def territorio(self) -> Territorio: ...
    @property
    def regiones(self) -> Mapping[str, Region]:
        """Por nombre corto, en orden de tipo y nombre."""
        ...

    @property
    def sectores(self) -> Sequence[Sector]:
        """Los del clasificador presupuestario, antes de que los plugins los completen."""
        ...

    @property
    def clasificadores(self) -> Clasificadores:
        """Los códigos del presupuesto, por gestión."""
        ...

    @property
    def tipos_de_plan(self) -> Mapping[str, TipoDePlan]:
        """Los del catálogo, por clave: los del municipio y los ajenos."""
        ...

    @property
    def fuentes(self) -> Mapping[str, str]:
        """Fuente-organismo (`41-113`) → nombre usual («Coparticipación tributaria»)."""
        ...

    @property
    def plugins(self) -> Mapping[str, str]:
        """Plugin instalado → nombre visible (la primera línea de su docstring)."""
        ...

    @property
    def versiones(self) -> Mapping[str, str]:
        """Plugin instalado → versión de su paquete y resumen de su código."""
        ...

    def altas(self) -> Sequence[Alta]: ...
    def configuracion(self, ambito: Ambito, version: str | None = None, /) -> Configuracion:
        """La vigente. `version` es hasta dónde llega la bitácora del ámbito, si ya se sabe."""
        ...

    @property
    def ajustables(self) -> Ajustables: ...
    def contexto(self, ambito: Ambito, gestion: int, quien: str = "", /) -> Contexto: ...
    def ganchos(self, ambito: Ambito, /) -> Ganchos: ...
    def unidad(self, ambito: Ambito, /) -> Unidad: ...
    def unidad_de_lectura(self, ambito: Ambito, /) -> Unidad:
        """Lo mismo, sin poder escribir: no espera turno ni hace esperar a nadie."""
        ...

    def adjuntos(self, ambito: Ambito, /) -> Adjuntos:
        """El contenido de los archivos de ese ámbito."""
        ...

    def subidas(self, ambito: Ambito, usuario_id: UUID, /) -> Subidas:
        """Las planillas que esa persona subió ahí y todavía no confirmó."""
        ...

    @property
    def secreto(self) -> bytes:
        """Con qué se firman las cookies; el mismo en todos los procesos de la instalación."""
        ...

    @property
    def sellador(self) -> Sellador:
        """El de la instalación; su llave privada nace en la instancia y no sale de ella."""
        ...

    @property
    def correo(self) -> Correo:
        """El de `[correo]`; sin esa tabla, o en una demostración, la bandeja local."""
        ...

    @property
    def bandeja(self) -> BandejaLocal: ...
    @property
    def proveedor(self) -> Proveedor | None:
        """El de `[oidc]`, si está."""
        ...

    def leer_municipio(self, ambito: EnMunicipio, /) -> LecturaMunicipal: ...
    def leer_region(self, ambito: EnRegion, /) -> LecturaRegional: ...
    def muros(self) -> Muros:
        """Cómo está la base; `BaseInaccesible` si no responde."""
        ...

    def base_pendiente(self) -> Sequence[str]:
        """Qué paquetes tienen migraciones sin aplicar; vacío si la base está al día."""
        ...


class PiezasDeConsola(Piezas, Papeles, Protocol):
    """Lo que además necesita quien instala y opera."""

    @property
    def demo(self) -> Path:
        """La carpeta de los datos de demostración."""
        ...

    @property
    def datos(self) -> Path:
        """La carpeta donde la instalación escribe (`TINKUY_RAIZ`)."""
        ...

    @property
    def caidos(self) -> Mapping[str, str]:
        """Plugin que no carga → por qué."""
        ...

    def actualizar_base(self) -> Sequence[str]:
        """Lleva la base al día y devuelve qué paquetes cambiaron (`nucleo`, `salud`…)."""
        ...

    def crear_rol(self) -> Sequence[Mensaje]:
        """Prepara los roles de PostgreSQL y la base si falta; devuelve lo que hizo."""
        ...

    def instantanea(self) -> AbstractContextManager[Self]:
        """Las mismas piezas sobre la base de este instante: nada de lo que cambie después se ve."""
        ...

    def desechable(self, paquetes: Mapping[str, str], /) -> AbstractContextManager[Desechable]:
        """Una base pasajera con esos paquetes en esas revisiones (los no instalados se ignoran).

        Levanta `VersionFutura` si una revisión no es de las que esta instalación conoce.
        """
        ...

    def configuraciones(self) -> Iterator[tuple[str, bytes]]:
        """Los TOML de la instalación: ruta bajo `configuraciones/` y contenido."""
        ...

    def ajustes_propios(self, municipio: Municipio, /) -> str | None:
        """El TOML propio del municipio tal como está escrito, si lo tiene."""
        ...

    def guardar_ajustes(self, municipio: Municipio, texto: str, /) -> bool:
        """Escribe el TOML propio si no hay otro, y dice si quedó ese.

        Nunca pisa uno distinto. Si no vale aquí no queda escrito: levanta `ConfiguracionInvalida`
        o, si enciende un plugin que no está, `PluginAusente`.
        """
        ...

    def revisar_configuracion(self) -> int:
        """Lee todos los archivos y valida los ajustes de todos; devuelve cuántos ámbitos son.

        Falla con `ConfiguracionInvalida` en el primero que esté mal o que nadie leería.
        """
        ...

    def servir(self, puerto: int, /) -> None:
        """Atiende en http://127.0.0.1:<puerto> hasta que se la interrumpa."""
        ...

    def servir_en_produccion(self, ajustes: ConfiguracionDeServidor, /) -> None:
        """Atiende como dice `ajustes`, con registros en JSON, hasta recibir SIGTERM."""
        ...

    def cerrar(self) -> None:
        """Suelta las conexiones con la base."""
        ...
