"""Los datos de una demanda como campos de pantalla: los mismos lectores que leen una planilla."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marshmallow import Schema, fields

from nucleo.dominio.demandas import Cambios, Competencia, PedidaPor
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.mensajes import N_
from nucleo.dominio.sectores import Sector
from nucleo.servicios.columnas import columnas_de_demandas
from nucleo.servicios.organizaciones import Padron
from nucleo.textos.mensajes import decir
from nucleo.textos.nombres import nombre, nombres
from nucleo.web.ambito import municipio_de_lectura, nombres_de_sectores
from nucleo.web.formularios import Leido

Opciones = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Rotulo:
    """Cómo se pide un dato a una persona: su etiqueta, con qué se llena y una ayuda."""

    etiqueta: str
    clase: str = "texto"
    ayuda: str = ""


ROTULOS: Mapping[str, Rotulo] = {
    "demanda": Rotulo(N_("Qué se pide"), ayuda=N_("En pocas palabras, como se leerá en la lista.")),
    "problema": Rotulo(N_("Qué problema resuelve"), "parrafo"),
    "sector": Rotulo(N_("Sector"), "opcion"),
    "tipo": Rotulo(
        N_("Tipo de obra o servicio"),
        ayuda=N_("Por ejemplo: construcción, refacción, equipamiento."),
    ),
    "lugar": Rotulo(N_("Dónde")),
    "costo": Rotulo(
        N_("Cuánto cuesta (Bs)"), "dinero", N_("Lo que se pide al municipio, sin la contraparte.")
    ),
    "contraparte": Rotulo(N_("Cuánto vale lo que pone la comunidad (Bs)"), "dinero"),
    "tipo_contraparte": Rotulo(
        N_("Qué pone la comunidad"), ayuda=N_("Por ejemplo: terreno, mano de obra, arena.")
    ),
    "beneficiarias": Rotulo(N_("A cuántas mujeres beneficia"), "numero"),
    "beneficiarios": Rotulo(N_("A cuántos hombres beneficia"), "numero"),
    "familias": Rotulo(N_("A cuántas familias beneficia"), "numero"),
    "prioridad": Rotulo(
        N_("Qué lugar le dio la asamblea"),
        "numero",
        N_("1 es lo primero. Compiten las dos primeras."),
    ),
    "pedida_por": Rotulo(N_("Quiénes la pidieron"), "opcion"),
    "orden_mujeres": Rotulo(N_("Qué lugar le dieron las mujeres"), "numero"),
    "orden_hombres": Rotulo(N_("Qué lugar le dieron los hombres"), "numero"),
    "competencia": Rotulo(N_("A quién le toca hacerla"), "opcion"),
    "preparacion": Rotulo(
        N_("Qué hay avanzado"), ayuda=N_("Por ejemplo: perfil, terreno saneado, estudio.")
    ),
    "fuente": Rotulo(N_("De dónde sale el dato")),
    "grupo": Rotulo(N_("Va junto con otras en")),
}


def esquema_de_demanda(sectores: Mapping[str, Sector], columnas: Iterable[str]) -> Schema:
    """Un esquema con esas columnas, en ese orden; lee igual que la planilla."""
    todas = {c.clave: c for c in columnas_de_demandas(Padron([]), sectores)}
    campos: dict[str, fields.Field[Any]] = {}
    for clave in columnas:
        columna, rotulo = todas[clave], ROTULOS[clave]
        campos[clave] = Leido(
            columna.convertir,
            escribir=escrito,
            required=columna.obligatoria,
            metadata={
                "etiqueta": rotulo.etiqueta,
                "clase": rotulo.clase,
                "ayuda": rotulo.ayuda,
            },
        )
    return Schema.from_dict(campos)()


def opciones_de_demanda(sectores: Mapping[str, str]) -> Opciones:
    """Lo que se elige de una lista; `sectores` va de la clave al nombre que se lee."""
    return {
        "sector": sorted(sectores.items(), key=lambda par: par[1]),
        "pedida_por": [*nombres(PedidaPor).items()],
        "competencia": [*nombres(Competencia).items()],
    }


def corregido(cambios: Cambios) -> list[tuple[str, str, str]]:
    """Lo que una corrección cambió, en palabras: el dato, lo que decía y lo que dice."""
    return [
        (decir(ROTULOS[columna].etiqueta), _legible(columna, antes), _legible(columna, ahora))
        for columna, antes, ahora in cambios
        if columna in ROTULOS
    ]


def _legible(columna: str, valor: object) -> str:
    if valor in {None, ""}:
        return "—"
    texto = str(valor)
    match columna:
        case "costo" | "contraparte":
            return Dinero.de(texto).legible()
        case "pedida_por":
            return nombre(PedidaPor(texto))
        case "competencia":
            return nombre(Competencia(texto))
        case "sector":
            return nombres_de_sectores(municipio_de_lectura(), 0).get(texto, texto)
        case _:
            return texto


def escrito(valor: object) -> str:
    """Un dato ya registrado, como se escribiría en su campo: el mismo lector lo entiende."""
    match valor:
        case Dinero():
            return "" if valor == CERO else valor.legible().removeprefix("Bs ")
        case StrEnum():
            return valor.value
        case _:
            return str(valor)
