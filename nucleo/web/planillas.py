"""Una planilla en dos tiempos: el archivo queda esperando, se ve qué pasaría y se confirma.

Lo que toda pantalla de planillas hace igual; cada una pone su servicio, sus palabras y su permiso.
"""

from collections.abc import Mapping, Sequence

from flask import flash, g, request
from marshmallow import Schema

from nucleo.dominio.errores import ArchivoIlegible, ErrorDeNegocio
from nucleo.dominio.mensajes import N_
from nucleo.servicios.importacion import Importacion
from nucleo.servicios.piezas import Subidas
from nucleo.textos.mensajes import decir
from nucleo.textos.traduccion import gettext, ngettext
from nucleo.web.ambito import piezas
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Archivo, Formulario, recibido
from nucleo.web.sesion import exigir_persona
from nucleo.web.vistas.organizaciones import aqui

POR_COLUMNA = N_("Excel (.xlsx) o CSV. Todavía no se guarda nada: primero verá qué pasaría.")


def formulario_de_subida(ayuda: str = POR_COLUMNA) -> Formulario:
    """El del primer tiempo: el archivo y nada más. `ayuda` dice qué tiene que traer."""
    metadatos = {"etiqueta": N_("Archivo"), "acepta": ".xlsx,.csv", "ayuda": ayuda}
    return Formulario(Schema.from_dict({"archivo": Archivo(required=True, metadata=metadatos)})())


def recibir(formulario: Formulario) -> str:
    """Deja el archivo esperando y da con qué resumen; vacío si no vino, o vino sin nada."""
    if not recibido(formulario):
        return ""
    nombre, contenido = formulario.datos["archivo"]
    if contenido:
        return mis_subidas().guardar(nombre, contenido)
    formulario.fallar("archivo", gettext("El archivo está vacío: elija otro."))
    return ""


def no_salio(formulario: Formulario, resumen: str, error: ErrorDeNegocio, motivo: str) -> None:
    """Lo dice en el primer tiempo. El archivo que no se puede leer no se guarda más."""
    if isinstance(error, ArchivoIlegible):
        mis_subidas().quitar(resumen)
    formulario.fallar(DE_TODO_EL_FORMULARIO, motivo)


def mis_subidas() -> Subidas:
    """Las de quien está adentro, en este municipio: las de otra persona no existen para ella."""
    return piezas().subidas(aqui(), exigir_persona().usuario_id)


def al_dia() -> bool:
    """Si lo que se confirma se miró con los datos de ahora."""
    return bool(request.form.get("version") == g.situacion.version)


def a_la_vista(importacion: Importacion, maximo: int) -> Mapping[str, object]:
    """Lo que toda página del segundo tiempo muestra: las cuentas, los avisos y qué corregir."""
    return {
        "importacion": importacion,
        "rechazos": importacion.rechazadas[:maximo],
        "avisos": [decir(aviso) for aviso in importacion.avisos],
        "version": g.situacion.version,
    }


def anunciar(partes: Sequence[str], importacion: Importacion) -> None:
    """Dice qué entró y, si algo quedó fuera, que se corrige y se vuelve a subir."""
    fuera = importacion.filas_rechazadas
    quedan = ngettext(
        "%(num)s no entró: corríjala y vuelva a subirla.",
        "%(num)s no entraron: corríjalas y vuelva a subirlas.",
        fuera,
    )
    flash(" ".join([*partes, *([quedan] if fuera else [])]), "aviso" if fuera else "logro")
