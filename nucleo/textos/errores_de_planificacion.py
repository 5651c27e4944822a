"""Qué salió mal al escribir la estructura o el plan, y qué puede hacer quien lo lee."""

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_
from nucleo.dominio.unidades_operativas import (
    DependenciaInvalida,
    UnidadEnUso,
    UnidadRepetida,
    VigenciaAlReves,
)

DE_PLANIFICACION: dict[type[ErrorDeNegocio], str] = {
    UnidadRepetida: N_("El código %(codigo)s ya es de «%(nombre)s». Elija otro."),
    UnidadEnUso: N_(
        "La unidad %(codigo)s no se borra porque la nombran: %(usos)s. Ciérrela: deja de "
        "ofrecerse y lo anotado queda como está."
    ),
    DependenciaInvalida: N_(
        "La unidad %(codigo)s no puede depender de %(superior)s: no existe, o depende de ella."
    ),
    VigenciaAlReves: N_("Termina (%(ultima)s) antes de empezar (%(primera)s)."),
}
