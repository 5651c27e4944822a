"""Puntos de extensión de la plataforma: se llaman una vez al arrancar, con todo lo instalado."""

from click import Command
from flask import Blueprint
from marshmallow import Schema

from nucleo.ganchos import gancho


@gancho
def esquema_de_ajustes() -> type[Schema]:
    """Devuelve el esquema que valida la tabla `[plugins.<nombre>]` de cada municipio o región.

    Se llama al armar el contexto de un ámbito que tiene el plugin activo. Su `@post_load` debe
    devolver una dataclass propia e inmutable: con su tipo se piden los ajustes
    (`contexto.ajustes_de(Ajustes)`).
    """


@gancho
def tablas() -> None:
    """Mapea las tablas propias del plugin: importe aquí su módulo `modelos`.

    Se llama una vez al arrancar, antes de abrir la base. Cada tabla se declara con
    `tabla_municipal` y la crea una migración en la carpeta `migraciones/` del plugin.
    """


@gancho
def vistas() -> Blueprint:
    """Aporta un Blueprint de Flask con las pantallas del plugin.

    Se llama una vez al crear la aplicación; cuelga de `/<municipio>/<plugin>/` y responde 404 en
    los municipios que no lo tienen activo. Cada vista declara su permiso (`@publica`,
    `@con_sesion` o `@permite(Accion.…)`): sin él no se atiende. Sus plantillas van en
    `plantillas/<plugin>/`. El navegador no corre nada en línea, salvo un guion que lleve
    `nonce="{{ ficha() }}"`.
    """


@gancho
def comandos() -> Command:
    """Aporta un comando o grupo de click, que queda como `tinkuy <plugin> …`.

    Se llama una vez al armar la línea de órdenes. Recibe las piezas en `ctx.obj`.
    """
