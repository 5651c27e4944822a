"""Los campos con que una pantalla pide una contraseña nueva o vuelve a preguntar quién es."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validates_schema

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.errores import CredencialInvalida, DemasiadosIntentos
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.servicios.credenciales import probar
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import piezas
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario
from nucleo.web.sesion import contexto_de_cuenta, direccion_de_quien_pide, exigir_persona

NO_ES_IGUAL = N_("No es igual a la de arriba. Escríbala otra vez.")
ASI = N_(
    "Ocho letras o más. Una frase de cuatro palabras que solo usted asocie es fuerte y se recuerda."
)


class EsquemaDeClaveNueva(Schema):
    """Una contraseña nueva, dos veces: sin ver lo que se escribe, equivocarse es fácil."""

    clave = fields.String(
        required=True,
        metadata={
            "etiqueta": N_("Contraseña nueva"),
            "ayuda": ASI,
            "clase": "clave",
            "autocompletar": "new-password",
        },
    )
    repetida = fields.String(
        required=True,
        metadata={
            "etiqueta": N_("La misma contraseña otra vez"),
            "clase": "clave",
            "autocompletar": "new-password",
        },
    )

    @validates_schema
    def iguales(self, datos: Mapping[str, Any], **_: Any) -> None:
        """Que se haya escrito lo mismo."""
        if datos["clave"] != datos["repetida"]:
            raise ValidationError({"repetida": [Mensaje(NO_ES_IGUAL)]})


class EsquemaDePrueba(Schema):
    """Volver a decir quién se es, antes de algo delicado."""

    prueba = fields.String(
        required=True,
        metadata={
            "etiqueta": N_("Su contraseña, o un código de su teléfono"),
            "ayuda": N_("Lo pedimos por si alguien encontró su cuenta abierta."),
            "clase": "clave",
            "autocompletar": "current-password",
        },
    )


def probado(formulario: Formulario, campo: str = "prueba") -> bool:
    """Si lo escrito prueba que es el dueño; si no, el error queda junto al campo."""
    unidad = piezas().unidad(EnPlataforma())
    quien, prueba = exigir_persona().usuario_id, formulario.datos[campo]
    try:
        probar(contexto_de_cuenta(), unidad, quien, prueba, direccion_de_quien_pide())
    except DemasiadosIntentos as error:
        formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
    except CredencialInvalida:
        formulario.fallar(campo, gettext("No coincide. Escríbala otra vez."))
    return not formulario.errores
