"""Las versiones del techo: qué dice cada una, en qué cambió, y los pasos hasta fijarla."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, flash, request
from marshmallow import Schema

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.lectura import texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.dominio.versiones_de_techo import (
    ObligatoriosDeMas,
    TechoAbierto,
    TechoFueraDeOrden,
    TechoSinFuentes,
    VersionDeTecho,
)
from nucleo.servicios import versiones_de_techo as servicio
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.versiones_de_techo import Mirada
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.descargas import Tabla, descargar
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, estado_de, recibido
from nucleo.web.hoja_de_techo import LARGO, Hoja
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite, publica
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.techos import nombre_de

plano = Blueprint("versiones_de_techo", __name__)
Pagina = tuple[str, int] | Response
IMPEDIMENTOS = (TechoAbierto, TechoFueraDeOrden, TechoSinFuentes)


class EsquemaDeMotivo(Schema):
    """Por qué se ajusta."""

    motivo = Leido(
        texto_de(LARGO),
        metadata={
            "etiqueta": N_("Por qué se ajusta"),
            "ayuda": N_("Por ejemplo: el Ministerio comunicó otro techo de coparticipación."),
        },
    )


class EsquemaDeConstancia(Schema):
    """Con qué documento se aprueba."""

    constancia = Leido(
        texto_de(LARGO),
        required=True,
        metadata={
            "etiqueta": N_("Con qué documento se aprueba"),
            "ayuda": N_("Por ejemplo: nota del Ministerio y su fecha, o número de resolución."),
        },
    )


class EsquemaDeDevolucion(Schema):
    """Por qué vuelve a borrador."""

    motivo = Leido(
        texto_de(LARGO), required=True, metadata={"etiqueta": N_("Por qué vuelve a borrador")}
    )


@plano.get("/<municipio>/techo/versiones")
@publica
def lista() -> str:
    """Todas, de la más nueva a la más vieja, y cuál se gasta."""
    return _lista(gestion_de_trabajo(), Formulario(EsquemaDeMotivo()))


def _lista(gestion: int, formulario: Formulario) -> str:
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
    return pintar(
        "techo_versiones.html",
        gestion=gestion,
        gestiones=gestiones,
        mirada=mirar(gestion),
        formulario=formulario,
    )


@plano.post("/<municipio>/techo/versiones/abrir")
@permite(Accion.FIJAR_TECHO)
def abrir() -> Pagina:
    """Empieza un borrador con lo que dice la última."""
    gestion, formulario = gestion_de_trabajo(), Formulario(EsquemaDeMotivo())
    if not recibido(formulario):
        return _lista(gestion, formulario), estado_de(formulario)
    contexto, unidad = _escribir(gestion)
    try:
        numero = servicio.abrir(contexto, unidad, formulario.datos.get("motivo") or "")
    except TechoAbierto as error:
        flash(frase(error), "aviso")
        return al_listado(gestion)
    return a(f"{direccion(numero)}/escribir?gestion={gestion}")


@plano.get("/<municipio>/techo/versiones/<int:numero>")
@publica
def ver(numero: int) -> str:
    """La cuenta de una versión, quién la llevó hasta ahí y en qué cambió."""
    gestion = gestion_de_trabajo()
    return pintar("techo_version.html", **_de_una(gestion, numero))


@plano.get("/<municipio>/techo/versiones/<int:numero>.<any(csv, xlsx):formato>")
@publica
def archivo(numero: int, formato: str) -> Response:
    """Una versión como hoja de cálculo."""
    gestion = gestion_de_trabajo()
    version = mirar(gestion).de(numero)
    return descargar(tabla_de(version), formato, f"techo-{gestion}-v{numero}")


@plano.route("/<municipio>/techo/versiones/<int:numero>/escribir", methods=["GET", "POST"])
@permite(Accion.FIJAR_TECHO)
def editar(numero: int) -> Pagina:
    """El borrador: lo que se espera de cada fuente y lo que la norma manda descontar."""
    gestion = gestion_de_trabajo()
    version = mirar(gestion).de(numero)
    if not version.editable:
        flash(frase(TechoFueraDeOrden(numero, version.estado)), "aviso")
        return a(f"{direccion(numero)}?gestion={gestion}")
    hoja = Hoja.de_envio() if request.method == "POST" else Hoja.de_version(version)
    estado = 0
    if recibido(hoja.formulario) and hoja.leer():
        estado, guardado = guardar(gestion, numero, hoja)
        if guardado:
            return a(f"{direccion(numero)}?gestion={gestion}")
        version = mirar(gestion).de(numero)
        hoja.vista = version.version
    return pintar(
        "techo_escribir.html",
        gestion=gestion,
        version=version,
        hoja=hoja,
        nombre_de=nombre_de,
        aperturas=piezas().clasificadores.de(gestion).aperturas,
    ), estado or estado_de(hoja.formulario)


def guardar(gestion: int, numero: int, hoja: "Hoja") -> tuple[int, bool]:
    """El estado de la página y si quedó guardado; lo que lo impida se dice en ella."""
    contexto, unidad = _escribir(gestion)
    try:
        servicio.escribir(contexto, unidad, numero, hoja.brutos, hoja.obligatorios, hoja.vista)
    except EdicionConcurrente:
        motivo = gettext(
            "Otra persona guardó este borrador mientras usted escribía. No se perdió nada de lo "
            "suyo: está abajo. Si guarda otra vez, lo suyo reemplaza lo de la otra persona."
        )
        hoja.formulario.fallar(DE_TODO_EL_FORMULARIO, motivo)
        return 409, False
    except (ObligatoriosDeMas, TechoFueraDeOrden) as error:
        hoja.formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        return 422, False
    flash(gettext("El borrador quedó guardado."))
    return 200, True


@plano.route("/<municipio>/techo/versiones/<int:numero>/aprobar", methods=["GET", "POST"])
@permite(Accion.FIJAR_TECHO)
def aprobar(numero: int) -> Pagina:
    """Con su documento; desde ahí no se edita."""

    def hacer(contexto: Contexto, unidad: Unidad, datos: Mapping[str, Any]) -> None:
        servicio.aprobar(contexto, unidad, numero, datos["constancia"], visto())

    return _paso(numero, "aprobar", EsquemaDeConstancia(), hacer)


@plano.route("/<municipio>/techo/versiones/<int:numero>/devolver", methods=["GET", "POST"])
@permite(Accion.FIJAR_TECHO)
def devolver(numero: int) -> Pagina:
    """De aprobada a borrador, para corregirla."""

    def hacer(contexto: Contexto, unidad: Unidad, datos: Mapping[str, Any]) -> None:
        servicio.devolver(contexto, unidad, numero, datos["motivo"], visto())

    return _paso(numero, "devolver", EsquemaDeDevolucion(), hacer)


@plano.route("/<municipio>/techo/versiones/<int:numero>/fijar", methods=["GET", "POST"])
@permite(Accion.FIJAR_TECHO)
def fijar(numero: int) -> Pagina:
    """Pasa a ser lo que se gasta, y no cambia nunca más."""

    def hacer(contexto: Contexto, unidad: Unidad, _datos: Mapping[str, Any]) -> None:
        servicio.fijar(contexto, unidad, numero, visto())

    return _paso(numero, "fijar", Schema(), hacer)


@plano.route("/<municipio>/techo/versiones/<int:numero>/descartar", methods=["GET", "POST"])
@permite(Accion.FIJAR_TECHO)
def descartar(numero: int) -> Pagina:
    """Quita un borrador que no se va a usar; enviarlo dos veces no es un error."""
    gestion = gestion_de_trabajo()
    if request.method == "POST" and all(v.numero != numero for v in mirar(gestion).versiones):
        return al_listado(gestion)

    def hacer(contexto: Contexto, unidad: Unidad, _datos: Mapping[str, Any]) -> None:
        servicio.descartar(contexto, unidad, numero, visto())

    return _paso(numero, "descartar", Schema(), hacer)


Hacer = Callable[[Contexto, Unidad, Mapping[str, Any]], None]


def _paso(numero: int, paso: str, esquema: Schema, hacer: Hacer) -> Pagina:
    """La confirmación de un paso; lo que lo impida se dice en la misma página."""
    gestion, formulario, estado = gestion_de_trabajo(), Formulario(esquema), 0
    datos = _de_una(gestion, numero)
    if recibido(formulario):
        contexto, unidad = _escribir(gestion)
        try:
            hacer(contexto, unidad, formulario.datos)
        except EdicionConcurrente as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            datos, estado = _de_una(gestion, numero), 409
        except IMPEDIMENTOS as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(gettext("Listo: quedó en la historia de la versión."))
            return al_listado(gestion)
    pagina = pintar("techo_paso.html", **datos, paso=paso, formulario=formulario)
    return pagina, estado or estado_de(formulario)


def visto() -> str:
    """La `vista` que la página traía; sin ella, ninguna."""
    return request.form.get("version", "")


def _de_una(gestion: int, numero: int) -> dict[str, Any]:
    mirada = mirar(gestion)
    version = mirada.de(numero)
    return {
        "gestion": gestion,
        "mirada": mirada,
        "version": version,
        "cuentas": version.cuentas,
        "cambios": mirada.cambios_de(version),
        "nombre_de": nombre_de,
    }


def mirar(gestion: int) -> Mirada:
    ambito = municipio_de_lectura()
    contexto = Contexto(ambito, municipio_actual().nombre, "", gestion)
    return servicio.mirar(contexto, piezas().unidad_de_lectura(ambito))


def _escribir(gestion: int) -> tuple[Contexto, Unidad]:
    ambito = municipio_de_lectura()
    return contexto_de(Accion.FIJAR_TECHO, ambito, gestion), piezas().unidad(ambito)


def direccion(numero: int) -> str:
    return f"/{municipio_actual().slug}/techo/versiones/{numero}"


def al_listado(gestion: int) -> Response:
    return a(f"/{municipio_actual().slug}/techo/versiones?gestion={gestion}")


def tabla_de(version: VersionDeTecho) -> Tabla:
    """Primero las fuentes con su cuenta, después los gastos obligatorios."""
    titulos = (
        gettext("Qué es"), gettext("Fuente-organismo"), gettext("Nombre"), gettext("Monto (Bs)"),
        gettext("Distribuible (Bs)"), gettext("De dónde sale el dato"), gettext("Simulado"),
    )  # fmt: skip
    si, no = gettext("sí"), gettext("no")
    fuentes = [
        (
            gettext("Bruto"), r.bruto.clave, nombre_de(r.bruto.clave), r.bruto.monto.monto,
            r.distribuible.monto, r.bruto.procedencia, si if r.bruto.simulado else no,
        )
        for r in version.cuentas.renglones
    ]  # fmt: skip
    gastos = [
        (gettext("Obligatorio"), o.clave, o.nombre, o.monto.monto, None, o.base, no)
        for o in version.obligatorios
    ]
    return Tabla(titulos, [*fuentes, *gastos])
