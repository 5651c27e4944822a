"""Una casa de verdad en SQLite, con municipios de alta, y quien haga falta ya adentro.

Se entra sin contraseña: la sesión se abre con la unidad, como lo hace la puerta después de
comprobarla. Todo lo demás (cookie, permiso, CSRF) pasa por donde pasa siempre.
"""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from uuid import UUID

from jinja2 import FileSystemBytecodeCache

from nucleo.arranque import RAIZ, Casa
from nucleo.dominio.ambito import Ambito, EnDepartamento, EnMunicipio, EnPlataforma
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion, TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.dominio.roles import DE_ADMINISTRACION, DE_ORGANIZACION, Rol
from nucleo.dominio.usuarios import Membresia, Usuario
from nucleo.servicios import claves, entradas
from nucleo.servicios.municipios import dar_de_alta, suspender
from nucleo.web.sesion import COOKIE
from tests.web.paginas import formulario_de

TUNARI, CHIMORE, SUSPENDIDO = EnMunicipio(31003), EnMunicipio(31204), EnMunicipio(31205)
"""Villa Tunari y Chimoré, que usan la plataforma, y Puerto Villarroel, suspendido."""
COCHABAMBA, PLATAFORMA = EnDepartamento("03"), EnPlataforma()
HASTA_SIEMPRE = timedelta(days=3650)
CLAVE = "cuatro llamas cruzan el rio"
NUMEROS = count(1)


class CasaDePrueba(Casa):
    """La de verdad, con su aplicación armada una sola vez.

    Las plantillas ya compiladas se comparten con las demás casas: lo caro de una prueba de
    pantallas es compilarlas.
    """

    compiladas: Path | None = None

    @cached_property
    def web(self):
        app = self.app()
        if self.compiladas:
            app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(self.compiladas))
        return app


def fundar(carpeta: Path) -> CasaDePrueba:
    """Base nueva con los tres municipios: la plantilla de las demás."""
    casa = en(carpeta)
    casa.actualizar_base()
    for ambito in (TUNARI, CHIMORE, SUSPENDIDO):
        municipio = casa.territorio.por_id[ambito.id]
        dar_de_alta(casa.contexto(ambito, 0, "prueba"), casa.unidad(ambito), municipio)
    plataforma = casa.contexto(PLATAFORMA, 0, "prueba")
    suspender(plataforma, casa.unidad(PLATAFORMA), municipio, "no firmó el convenio")
    casa.cerrar()
    return casa


def copiar(plantilla: CasaDePrueba, carpeta: Path) -> CasaDePrueba:
    """Otra casa igual, en su carpeta: copiar la base cuesta menos que migrarla."""
    carpeta.mkdir(parents=True, exist_ok=True)
    shutil.copy(plantilla.instancia / "base.db", carpeta / "base.db")
    casa = en(carpeta)
    vars(casa).update(territorio=plantilla.territorio, regiones=plantilla.regiones)
    casa.compiladas = plantilla.instancia
    return casa


def en(carpeta: Path) -> CasaDePrueba:
    return CasaDePrueba(carpeta, RAIZ / "configuraciones", f"sqlite:///{carpeta / 'base.db'}")


def configurar(casa: CasaDePrueba, **cambios) -> None:
    """Como si `plataforma.toml` dijera eso; con la aplicación ya armada, que la vuelve a leer."""
    assert casa.web
    casa._plataforma = replace(casa.plataforma, **cambios)


# ── Quién ───────────────────────────────────────────────────────────────────────────────────────


def crear_usuario(
    casa: Casa, nombre: str = "", correo: str = "", clave: str = "", *, con_factor: bool = False
) -> Usuario:
    """Una cuenta sin mandatos. `clave` cuesta un argon2: solo si la prueba entra por la puerta."""
    numero = next(NUMEROS)
    usuario = Usuario(
        id=nuevo_id(),
        correo=correo or f"persona{numero}@ejemplo.bo",
        nombre=nombre or f"Persona {numero}",
        creado_en=ahora(),
        clave=claves.resumir_clave(clave) if clave else "",
    )
    if con_factor:
        usuario.totp, usuario.totp_desde = claves.semilla(), ahora()
    with casa.unidad(PLATAFORMA) as unidad:
        unidad.usuarios.agregar(usuario)
        unidad.anotar(Hecho("prueba.cuenta", "prueba", ahora(), {}))
        unidad.confirmar()
    return usuario


def dar_mandato(
    casa: Casa,
    usuario: Usuario,
    rol: Rol,
    ambito: Ambito,
    organizacion: UUID | None = None,
    *,
    desde: date | None = None,
    hasta: date | None = None,
) -> Membresia:
    """Un mandato que vale desde ayer, si no se dice otra cosa."""
    hoy = datetime.now(UTC).date()
    membresia = Membresia(
        id=nuevo_id(),
        usuario_id=usuario.id,
        sobre=ambito.clave,
        rol=rol,
        desde=desde or hoy - timedelta(days=1),
        hasta=hasta,
        dada_en=ahora(),
        dada_por="prueba",
        organizacion_id=organizacion,
    )
    with casa.unidad(PLATAFORMA) as unidad:
        unidad.membresias.agregar(membresia)
        unidad.anotar(Hecho("prueba.mandato", "prueba", ahora(), {}))
        unidad.confirmar()
    return membresia


def entrar_como(
    casa: CasaDePrueba,
    rol: Rol,
    ambito: Ambito,
    organizacion: UUID | None = None,
    *,
    desde: date | None = None,
    hasta: date | None = None,
    nombre: str = "",
):
    """El navegador de alguien que ya entró con ese cargo; `cliente.usuario` es su cuenta.

    Si el cargo es de administración, con su segundo factor puesto. A un cargo de organización sin
    `organizacion` se le funda una.
    """
    if rol in DE_ORGANIZACION and organizacion is None:
        organizacion = fundar_organizacion(casa, ambito).id
    usuario = crear_usuario(casa, nombre, con_factor=rol in DE_ADMINISTRACION)
    membresia = dar_mandato(casa, usuario, rol, ambito, organizacion, desde=desde, hasta=hasta)
    cliente = entrar(casa, usuario)
    cliente.membresia = membresia
    return cliente


def entrar_sin_navegador(casa: Casa, usuario: Usuario, *, confirmada: bool = True) -> str:
    """Abre una sesión de esa cuenta y devuelve su secreto."""
    with casa.unidad(PLATAFORMA) as unidad:
        entrada = entradas.abrir(unidad, usuario, ahora(), "Prueba")
        entrada.sesion.confirmada = confirmada
        unidad.confirmar_pasajero()
    return entrada.secreto


def entrar(casa: CasaDePrueba, usuario: Usuario, *, confirmada: bool = True):
    """El navegador de esa cuenta, con una sesión nueva; sin confirmar, le falta el segundo paso."""
    cliente = anonimo(casa)
    cliente.usuario = usuario
    cliente.secreto = entrar_sin_navegador(casa, usuario, confirmada=confirmada)
    cliente.set_cookie(COOKIE, cliente.secreto)
    return cliente


def anonimo(casa: CasaDePrueba):
    """El navegador de quien no tiene cuenta."""
    return casa.web.test_client()


def fundar_organizacion(
    casa: Casa,
    ambito: Ambito = TUNARI,
    nombre: str = "",
    tipo: TipoDeOrganizacion = TipoDeOrganizacion.COMUNIDAD,
) -> Organizacion:
    nombre = nombre or f"Comunidad {next(NUMEROS)}"
    organizacion = Organizacion(
        nuevo_id(), nombre, plegar(nombre), tipo, "1", poblacion=Personas(60, 55), fuente="prueba"
    )
    with casa.unidad(ambito) as unidad:
        unidad.organizaciones.agregar_todas([organizacion])
        unidad.anotar(Hecho("prueba.organizacion", "prueba", ahora(), {}))
        unidad.confirmar()
    return organizacion


# ── Qué hace ────────────────────────────────────────────────────────────────────────────────────


def enviar(cliente, direccion: str, *, accion: str = "", quitar: tuple[str, ...] = (), **campos):
    """Abre la página, llena su formulario y lo envía, como una persona; no sigue la redirección.

    Sin nombrarlos, los campos van con lo que la página trae puesto, incluida la ficha contra CSRF.
    `accion` elige el formulario por su destino, si la página tiene varios; `quitar`, lo que se
    borra antes de enviar. Un valor lista va repetido y uno `(bytes, nombre)` es un archivo.
    """
    pagina = cliente.get(direccion)
    assert pagina.status_code == 200, (direccion, pagina.status_code, pagina.headers)
    formulario = formulario_de(pagina.text, accion)
    datos = {n: v for n, v in formulario.valores.items() if n not in quitar} | campos
    return cliente.post(formulario.accion or direccion, data=datos)


def ficha_de(cliente, direccion: str = "/entrar") -> str:
    """La ficha contra CSRF de esa sesión del navegador, para armar un envío a mano."""
    pagina = cliente.get(direccion, follow_redirects=True)
    return pagina.text.split('name="csrf_token" value="')[1].split('"')[0]
