"""`tinkuy doctor`: qué le falta a esta instalación para producción, y cómo arreglarlo."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from ipaddress import ip_address
from typing import Any

import click

from nucleo.cli.argumentos import con_piezas, en_json
from nucleo.cli.castellano import Orden
from nucleo.cli.salida import cuantas, decir, emitir_json
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.cartas import CorreoNoEnviado
from nucleo.dominio.configuracion import Seguridad
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.revisiones import Gravedad, Revision
from nucleo.dominio.vinculos import ProveedorNoDisponible
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.errores import frase

PYTHON = (3, 11)
GIGA = 1024**3
LARGO_DEL_SECRETO, DE_OTROS = 32, 0o077
POCO, NADA = 2 * GIGA, GIGA // 5
BIEN, AVISO, FALTA = Gravedad.BIEN, Gravedad.AVISO, Gravedad.FALTA
MARCAS = {BIEN: "bien ", AVISO: "aviso", FALTA: "FALTA"}


@click.command(cls=Orden)
@en_json
@con_piezas
@click.pass_context
def doctor(contexto: click.Context, piezas: PiezasDeConsola, *, en_json: bool) -> None:
    """Revisa la instalación y dice qué falta para producción y cómo arreglarlo."""
    revisiones = list(revisar(piezas))
    faltas = sum(r.estado is FALTA for r in revisiones)
    avisos = sum(r.estado is AVISO for r in revisiones)
    if en_json:
        emitir_json({"listo": not faltas, "revisiones": [como_json(r) for r in revisiones]})
    else:
        for linea in como_lineas(revisiones):
            decir(linea)
        cuenta = f"{cuantas(faltas, 'falta', 'faltas')} y {cuantas(avisos, 'aviso', 'avisos')}"
        decir(f"\n{'Falta algo para producción' if faltas else 'Lista para producción'}: {cuenta}.")
    if faltas:
        contexto.exit(1)


def revisar(piezas: PiezasDeConsola) -> Iterator[Revision]:
    """Todas, en orden. Lo que no se puede ni revisar es una falta, y las demás siguen."""
    for nombre, partes in REVISIONES.items():
        try:
            yield from partes(piezas)
        except ErrorDeNegocio as error:
            yield Revision(nombre, FALTA, frase(error), "Corrija lo que dice y vuelva a revisar.")


def del_python(_piezas: PiezasDeConsola) -> Iterator[Revision]:
    dicha = sys.version.split()[0]
    if sys.version_info >= PYTHON:
        yield Revision("Python", BIEN, f"Es la {dicha}.")
    else:
        yield Revision("Python", FALTA, f"Es la {dicha}.", "Instale Python 3.11 o posterior.")


def de_la_base(piezas: PiezasDeConsola) -> Iterator[Revision]:
    nombre = "base de datos"
    try:
        muros = piezas.muros()
    except ErrorDeNegocio as error:
        arreglo = "Revise TINKUY_BASE y que la base esté en marcha."
        yield Revision(nombre, FALTA, frase(error), arreglo)
        return
    if muros.pendientes:
        detalle = f"No está al día: {', '.join(muros.pendientes)}."
        yield Revision(nombre, FALTA, detalle, "Corra «tinkuy base actualizar».")
    elif muros.segundo:
        yield Revision(nombre, BIEN, "PostgreSQL, al día.")
    else:
        detalle = "SQLite, al día: no tiene el segundo muro entre municipios."
        arreglo = "Para más de una alcaldía use PostgreSQL: TINKUY_BASE=postgresql+psycopg://…"
        yield Revision(nombre, AVISO, detalle, arreglo)
    for falla in muros.fallas:
        arreglo = "Corra «tinkuy base actualizar»: repone los muros. Si sigue, quite lo que nombra."
        yield Revision("muros", FALTA, f"{falla}.", arreglo)
    for poder in muros.poderes:
        arreglo = "Atienda con otro rol en TINKUY_BASE; «tinkuy base crear-rol» lo crea."
        yield Revision("rol que atiende", FALTA, f"Tiene poderes de más: {poder}.", arreglo)
    for atajo in muros.atajos:
        arreglo = "Corra «tinkuy base crear-rol» con un superusuario en TINKUY_BASE_DUENO."
        yield Revision("rol que atiende", AVISO, f"Tiene un atajo: {atajo}.", arreglo)


def de_la_configuracion(piezas: PiezasDeConsola) -> Iterator[Revision]:
    ambitos = piezas.revisar_configuracion()
    yield Revision("configuración", BIEN, f"{ambitos} municipios y regiones, sin errores.")


def de_la_carpeta(piezas: PiezasDeConsola) -> Iterator[Revision]:
    """Que se pueda escribir y que quede dónde."""
    nombre, carpeta = "carpeta de datos", piezas.datos
    try:
        carpeta.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=carpeta):
            libre = shutil.disk_usage(carpeta).free
    except OSError as error:
        arreglo = "Dé permiso de escritura al usuario que corre Tinkuy, o indique otra en "
        detalle = f"No se puede escribir en {carpeta}: {error.strerror}."
        yield Revision(nombre, FALTA, detalle, f"{arreglo}TINKUY_RAIZ.")
        return
    estado = FALTA if libre < NADA else AVISO if libre < POCO else BIEN
    arreglo = "" if estado is BIEN else "Libere espacio o mude la carpeta con TINKUY_RAIZ."
    yield Revision(nombre, estado, f"{carpeta}, con {libre / GIGA:.1f} GB libres.", arreglo)


def del_proxy(piezas: PiezasDeConsola) -> Iterator[Revision]:
    """Sin proxy que cifre, lo que se escribe viaja a la vista de la red."""
    proxies, hosts = piezas.servidor.proxies, piezas.servidor.hosts
    if proxies:
        detalle = f"{cuantas(proxies, 'declarado', 'declarados')}: se envía HSTS por HTTPS."
        yield Revision("proxy", BIEN, detalle)
    else:
        arreglo = "Ponga delante uno que cifre (nginx, Caddy) y declare [servidor] proxies = 1."
        yield Revision("proxy", AVISO, "Ninguno declarado: la web va sin cifrar.", arreglo)
    if hosts:
        yield Revision("hosts", BIEN, f"Solo se atiende como {', '.join(hosts)}.")
    else:
        arreglo = 'Declare [servidor] hosts = ["su.dominio.bo"] en plataforma.toml.'
        yield Revision("hosts", AVISO, "Se atiende con cualquier nombre de host.", arreglo)


def del_secreto(piezas: PiezasDeConsola) -> Iterator[Revision]:
    """Con qué se firman las cookies: largo, y sin que otro usuario de la máquina lo lea."""
    nombre, archivo = "secreto", piezas.datos / "secreto"
    if len(piezas.secreto) < LARGO_DEL_SECRETO:
        arreglo = "Ponga en TINKUY_SECRETO 32 letras o más, al azar: «openssl rand -hex 32»."
        yield Revision(nombre, FALTA, "El de la instalación es corto: se adivina.", arreglo)
    elif archivo.exists() and archivo.stat().st_mode & DE_OTROS:
        arreglo = f"Corra «chmod 600 {archivo}»."
        yield Revision(nombre, FALTA, "Otros usuarios de la máquina pueden leerlo.", arreglo)
    else:
        yield Revision(nombre, BIEN, "Puesto. Con varias máquinas, TINKUY_SECRETO en todas.")


def del_correo(piezas: PiezasDeConsola) -> Iterator[Revision]:
    """Sin correo nadie recupera su cuenta sola. Que no responda ahora no impide servir."""
    nombre, ajustes = "correo", piezas.plataforma.correo
    if ajustes is None:
        arreglo = "Declare [correo] en plataforma.toml: sin él nadie recupera sola su contraseña."
        yield Revision(nombre, AVISO, "Sin servidor: las cartas quedan en la bandeja.", arreglo)
        return
    donde = f"{ajustes.servidor}:{ajustes.puerto}"
    if ajustes.seguridad is Seguridad.NINGUNA and not es_de_esta_maquina(ajustes.servidor):
        arreglo = 'Declare [correo] seguridad = "starttls" o "tls".'
        yield Revision(nombre, FALTA, f"Sale sin cifrar hacia {donde}.", arreglo)
        return
    try:
        piezas.correo.comprobar()
    except CorreoNoEnviado as error:
        arreglo = "Revise servidor, puerto, usuario y TINKUY_CLAVE_DE_CORREO."
        detalle = f"{donde} no atiende ({error.datos['motivo']})."
        yield Revision(nombre, AVISO, detalle, arreglo)
    else:
        yield Revision(nombre, BIEN, f"{donde} atiende.")


def del_proveedor(piezas: PiezasDeConsola) -> Iterator[Revision]:
    """Que el de `[oidc]` responda; sin él se entra con contraseña y no falta nada."""
    nombre, quien = "proveedor de identidad", piezas.proveedor
    if quien is None:
        yield Revision(nombre, BIEN, "Ninguno: se entra con contraseña.")
        return
    try:
        quien.comprobar()
    except ProveedorNoDisponible:
        arreglo = "Revise [oidc] emisor: lo que publica debe decir esa misma dirección."
        yield Revision(nombre, AVISO, f"{quien.nombre} no responde bien.", arreglo)
    else:
        yield Revision(nombre, BIEN, f"{quien.nombre} responde.")


def de_las_metricas(piezas: PiezasDeConsola) -> Iterator[Revision]:
    servidor, nombre = piezas.servidor, "métricas"
    direccion, puerto = servidor.direccion_de_metricas, servidor.puerto_de_metricas
    if not puerto:
        arreglo = "Declare [servidor] puerto_de_metricas = 9100 para vigilarla con Prometheus."
        yield Revision(nombre, AVISO, "Apagadas.", arreglo)
    elif puerto == servidor.puerto:
        arreglo = "Elija otro número en [servidor] puerto_de_metricas."
        yield Revision(nombre, FALTA, f"Usan el puerto de la web, {puerto}.", arreglo)
    elif not es_de_esta_maquina(direccion):
        arreglo = "Cierre ese puerto al público en su cortafuegos, o use 127.0.0.1."
        yield Revision(nombre, AVISO, f"Se ven desde fuera, en {direccion}:{puerto}.", arreglo)
    else:
        yield Revision(nombre, BIEN, f"En {direccion}:{puerto}.")


def es_de_esta_maquina(direccion: str) -> bool:
    try:
        return ip_address(direccion).is_loopback
    except ValueError:
        return direccion == "localhost"


def de_la_demostracion(piezas: PiezasDeConsola) -> Iterator[Revision]:
    try:
        es_demo = piezas.plataforma.demostracion
    except ErrorDeNegocio:
        raise
    except Exception:  # noqa: BLE001 - la base no responde: ya lo dice su revisión
        return
    if es_demo:
        arreglo = "Use otra base (TINKUY_BASE o TINKUY_RAIZ) para los datos de verdad."
        yield Revision("demostración", AVISO, "La base tiene datos de demostración.", arreglo)


def de_los_plugins(piezas: PiezasDeConsola) -> Iterator[Revision]:
    for nombre, causa in piezas.caidos.items():
        arreglo = "Avise a quien lo mantiene, o desinstálelo. Sus datos siguen guardados."
        yield Revision(f"módulo {nombre}", AVISO, f"No carga: {causa}.", arreglo)
    if not piezas.caidos:
        yield Revision("módulos", BIEN, f"Cargan los {len(piezas.plugins)} instalados.")


def de_lo_apartado(piezas: PiezasDeConsola) -> Iterator[Revision]:
    """Datos de un módulo que ya está y que aún no volvieron a sus tablas."""
    try:
        altas = [] if piezas.base_pendiente() else piezas.altas()
    except ErrorDeNegocio:
        raise
    except Exception:  # noqa: BLE001 - la base no responde: ya lo dice su revisión
        return
    for alta in altas:
        ambito = EnMunicipio(alta.municipio_id)
        with piezas.unidad(ambito) as unidad:
            lotes = unidad.volcado.apartados.por_reponer()
        for lote in lotes:
            nombre = piezas.territorio.por_id[ambito.id].nombre
            detalle = f"{nombre} tiene guardados datos de «{lote.paquete}» fuera de sus tablas."
            arreglo = "Corra «tinkuy base actualizar»: los devuelve, o dice por qué no puede."
            yield Revision("datos apartados", AVISO, detalle, arreglo)


REVISIONES: dict[str, Callable[[PiezasDeConsola], Iterable[Revision]]] = {
    "Python": del_python,
    "base de datos": de_la_base,
    "configuración": de_la_configuracion,
    "carpeta de datos": de_la_carpeta,
    "proxy": del_proxy,
    "secreto": del_secreto,
    "correo": del_correo,
    "proveedor de identidad": del_proveedor,
    "métricas": de_las_metricas,
    "demostración": de_la_demostracion,
    "módulos": de_los_plugins,
    "datos apartados": de_lo_apartado,
}


def como_json(revision: Revision) -> dict[str, Any]:
    """La forma estable que documenta el README de la consola."""
    return {
        "nombre": revision.nombre,
        "estado": revision.estado.value,
        "detalle": revision.detalle,
        "arreglo": revision.arreglo,
    }


def como_lineas(revisiones: Iterable[Revision]) -> Iterator[str]:
    """Para leer en la terminal: qué se encontró y, debajo, cómo se arregla."""
    for revision in revisiones:
        yield f"{MARCAS[revision.estado]}  {revision.nombre}: {revision.detalle}"
        if revision.arreglo:
            yield f"       → {revision.arreglo}"
