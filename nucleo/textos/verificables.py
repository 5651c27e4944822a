"""Qué se dice cuando una lista no se puede volver a hacer, o una regla suelta no corre."""

from nucleo.dominio.codigos import CodigoMalEscrito
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.instancias import InstanciaIlegible, ReglaMalAjustada
from nucleo.dominio.llano import NoTieneLaForma
from nucleo.dominio.mensajes import N_
from nucleo.dominio.verificables import DocumentoInvalido, SinEntradas

FRASES: dict[type[ErrorDeNegocio], str] = {
    DocumentoInvalido: N_(
        "Ese archivo no se puede comprobar. El problema está en «%(donde)s»: %(motivo)s."
    ),
    NoTieneLaForma: N_("El dato «%(donde)s» no sirve: %(motivo)s."),
    SinEntradas: N_(
        "La gestión %(gestion)s no tiene una calificación que se pueda volver a hacer. Califique "
        "otra vez y se guardará con todo lo que la decide."
    ),
    CodigoMalEscrito: N_(
        "«%(codigo)s» no es un código. Son ocho letras y números, sin ceros ni unos: revise si "
        "copió bien cada uno."
    ),
    InstanciaIlegible: N_(
        "No se pudo leer «%(archivo)s»: %(motivo)s. Corrija el archivo e intente otra vez."
    ),
    ReglaMalAjustada: N_("La regla %(regla)s no acepta esos ajustes: %(motivo)s."),
}
