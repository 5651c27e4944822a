"""Qué se pregunta de cada parte de un plan: los mismos nombres que su planilla."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from marshmallow import fields, validate

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.lectura import codigo_de, dinero_no_negativo, numero, texto_de
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.planes import (
    CON_INVERSION,
    CON_RESPONSABLE,
    CUELGAN,
    UNICAS,
    ClaseDeAliado,
    ClaseDeElemento,
    Dimension,
)
from nucleo.servicios.columnas_por_clase import ALIANZA, INDICADOR
from nucleo.servicios.planilla_de_plan import (
    ANIOS_A_LA_VISTA,
    LARGO_CORTO,
    LARGO_DE_CODIGO,
    LARGO_DE_NOMBRE,
    LARGO_DE_RELATO,
    anio,
    decimal_de,
)
from nucleo.textos.nombres import nombres
from nucleo.web.formularios import Leido

Campos = dict[str, fields.Field[Any]]


def lector_decimal(texto: str) -> Decimal:
    """Un número exacto."""
    return numero(texto)


def decimal_escrito(valor: object) -> str:
    """`12.5` → `12,5`, como lo lee el formulario."""
    return format(Decimal(str(valor)).normalize(), "f").replace(".", ",")


def dinero_escrito(valor: Dinero) -> str:
    """`1.234,50`, como lo lee el formulario."""
    return valor.legible().removeprefix("Bs ")


def campos_de(clase: str, anios: Iterable[int]) -> Campos:
    """Los de esa clase, en el orden de la página."""
    a_la_vista = list(anios)[:ANIOS_A_LA_VISTA]
    if clase == INDICADOR:
        return {**_codigo(), **_de_indicador(), **_metas(a_la_vista)}
    if clase == ALIANZA:
        return {**_codigo(), **_de_alianza()}
    return _de_elemento(ClaseDeElemento(clase), a_la_vista)


def _codigo() -> Campos:
    ayuda = N_("Con él lo nombran el POA y las demás partes. Después no cambia.")
    return {
        "codigo": campo(codigo_de(LARGO_DE_CODIGO), N_("Código"), ayuda, obligatorio=True),
    }


def campo(
    lector: Any,
    etiqueta: str | Mensaje,
    ayuda: str = "",
    clase: str = "",
    *,
    obligatorio: bool = False,
    escribir: Any = str,
) -> fields.Field[Any]:
    """Un campo leído, con su etiqueta y su ayuda."""
    datos = {"etiqueta": etiqueta, "ayuda": ayuda, "clase": clase}
    puestos = {n: v for n, v in datos.items() if v}
    return Leido(lector, escribir=escribir, required=obligatorio, metadata=puestos)


def _de_elemento(clase: ClaseDeElemento, anios: list[int]) -> Campos:
    campos: Campos = {} if clase in UNICAS else _codigo()
    if clase in CUELGAN:
        campos["padre"] = _opcion(N_("De qué cuelga"), obligatorio=True)
    campos["nombre"] = campo(
        texto_de(LARGO_DE_NOMBRE), N_("Qué dice"), clase="parrafo", obligatorio=True
    )
    if clase is ClaseDeElemento.OBJETIVO:
        campos["dimension"] = fields.String(
            validate=validate.OneOf([*nombres(Dimension)], [*nombres(Dimension).values()]),
            metadata={"etiqueta": N_("Dimensión"), "clase": "opcion"},
        )
    if clase not in UNICAS:
        campos["descripcion"] = campo(texto_de(LARGO_DE_RELATO), N_("Explicación"), clase="parrafo")
    if clase in CON_RESPONSABLE:
        campos["responsable"] = _opcion(N_("Unidad responsable"))
    if clase is ClaseDeElemento.OBJETIVO:
        campos["alineados"] = fields.List(
            fields.String(),
            metadata={
                "etiqueta": N_("A qué resultado de la gobernación o de la nación apunta"),
                "clase": "varias",
            },
        )
    if clase in CON_INVERSION:
        campos |= {f"inversion_{a}": _monto(a) for a in anios}
    return campos


def _monto(a: int) -> fields.Field[Any]:
    etiqueta = Mensaje(N_("Cuánto cuesta en %(anio)s (Bs)"), {"anio": a})
    return campo(dinero_no_negativo, etiqueta, clase="dinero", escribir=dinero_escrito)


def _opcion(etiqueta: str, *, obligatorio: bool = False) -> fields.Field[Any]:
    datos = {"etiqueta": etiqueta, "clase": "opcion"}
    return fields.String(required=obligatorio, metadata=datos)


def _de_indicador() -> Campos:
    return {
        "padre": _opcion(N_("Qué mide"), obligatorio=True),
        "nombre": campo(texto_de(LARGO_DE_NOMBRE), N_("Indicador"), obligatorio=True),
        "medida": campo(
            texto_de(LARGO_CORTO),
            N_("Unidad de medida"),
            N_("Por ejemplo: hogares, porcentaje."),
        ),
        "base": campo(
            decimal_de,
            N_("Línea de base"),
            N_("Cuánto había al empezar."),
            clase="numero",
            escribir=decimal_escrito,
        ),
        "anio_de_base": campo(anio, N_("De qué año es la línea de base"), clase="numero"),
        "medio": campo(
            texto_de(LARGO_DE_NOMBRE), N_("Medio de verificación"), N_("De dónde saldrá el dato.")
        ),
    }


def _metas(anios: list[int]) -> Campos:
    return {
        f"meta_{a}": campo(
            decimal_de,
            Mensaje(N_("Meta de %(anio)s"), {"anio": a}),
            clase="numero",
            escribir=decimal_escrito,
        )
        for a in anios
    }


def _de_alianza() -> Campos:
    aliados = [c.value for c in ClaseDeAliado]
    return {
        "con_quien": campo(texto_de(LARGO_DE_NOMBRE), N_("Con quién"), obligatorio=True),
        "aliado": fields.String(
            required=True,
            validate=validate.OneOf(aliados, list(nombres(ClaseDeAliado).values())),
            metadata={"etiqueta": N_("Qué es"), "clase": "opcion"},
        ),
        "nombre": campo(
            texto_de(LARGO_DE_NOMBRE), N_("Qué se acuerda"), clase="parrafo", obligatorio=True
        ),
        "monto": campo(
            dinero_no_negativo, N_("Monto (Bs)"), clase="dinero", escribir=dinero_escrito
        ),
        "desde": campo(anio, N_("Desde qué año"), clase="numero"),
        "hasta": campo(anio, N_("Hasta qué año"), clase="numero"),
        "documento": campo(
            texto_de(LARGO_DE_NOMBRE), N_("Documento"), N_("El convenio o el acta, con su número.")
        ),
        "padre": _opcion(N_("A qué objetivo sirve")),
    }
