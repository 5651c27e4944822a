"""Los pasos del formulario de una asamblea: qué se pregunta en cada uno y con qué palabras."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields

from nucleo.dominio.asambleas import MOTIVOS, SERVICIOS, MedioDeConstancia
from nucleo.dominio.demandas import Competencia, PedidaPor
from nucleo.dominio.mensajes import N_
from nucleo.servicios.encabezados import Columna
from nucleo.servicios.formularios import (
    ASAMBLEA,
    DE_NOMBRE,
    DE_SITUACION,
    MAXIMO_DE_DEMANDAS,
    NOMBRE,
    SITUACION,
)
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.formularios import Leido

REVISAR = "revisar"
DEMANDA = "demandas/"
A_LA_VISTA = 2  # las demandas que se ofrecen sin pedirlas
OPCIONALES = frozenset(
    {
        "tipo", "familias", "orden_mujeres", "orden_hombres", "tipo_contraparte", "contraparte",
        "competencia", "preparacion",
    }
)  # fmt: skip
"""Los campos de una demanda que se esconden en «más datos»."""

Campo = Mapping[str, str]
CAMPOS: Mapping[str, Campo] = {
    "fecha": {
        "etiqueta": N_("Qué día fue la asamblea"),
        "clase": "fecha",
        "ayuda": N_("Día, mes y año. Por ejemplo: 12/07/2026"),
    },
    "lugar_asamblea": {"etiqueta": N_("Dónde fue")},
    "asistentes_mujeres": {"etiqueta": N_("Cuántas mujeres fueron"), "clase": "numero"},
    "asistentes_hombres": {"etiqueta": N_("Cuántos hombres fueron"), "clase": "numero"},
    "folio": {
        "etiqueta": N_("Número de la planilla de papel"),
        "ayuda": N_("Solo si la planilla ya tenía su propio número."),
    },
    "demanda": {
        "etiqueta": N_("Qué piden"),
        "ayuda": N_("En pocas palabras. Por ejemplo: Sistema de agua potable para la comunidad"),
    },
    "sector": {"etiqueta": N_("De qué se trata")},
    "problema": {"etiqueta": N_("Qué problema resuelve"), "clase": "parrafo"},
    "lugar": {"etiqueta": N_("Dónde se hará")},
    "costo": {
        "etiqueta": N_("Cuánto costaría, en bolivianos"),
        "clase": "dinero",
        "ayuda": N_("Si no sabe justo, ponga lo que calculan. Por ejemplo: 120.000"),
    },
    "beneficiarias": {"etiqueta": N_("A cuántas mujeres ayuda"), "clase": "numero"},
    "beneficiarios": {"etiqueta": N_("A cuántos hombres ayuda"), "clase": "numero"},
    "familias": {"etiqueta": N_("A cuántas familias ayuda"), "clase": "numero"},
    "pedida_por": {"etiqueta": N_("Quiénes la pidieron")},
    "orden_mujeres": {
        "etiqueta": N_("En qué lugar la pusieron las mujeres"),
        "clase": "numero",
        "ayuda": N_("1 si es lo primero que piden, 2 si es lo segundo."),
    },
    "orden_hombres": {
        "etiqueta": N_("En qué lugar la pusieron los hombres"),
        "clase": "numero",
        "ayuda": N_("1 si es lo primero que piden, 2 si es lo segundo."),
    },
    "tipo": {
        "etiqueta": N_("Qué clase de obra o servicio es"),
        "ayuda": N_("Por ejemplo: construcción, mejora, equipamiento"),
    },
    "tipo_contraparte": {
        "etiqueta": N_("Qué pone la comunidad"),
        "ayuda": N_("Por ejemplo: mano de obra, terreno, piedra"),
    },
    "contraparte": {
        "etiqueta": N_("Cuánto vale lo que pone, en bolivianos"),
        "clase": "dinero",
    },
    "competencia": {
        "etiqueta": N_("A quién le toca hacerla"),
        "ayuda": N_("Si no sabe, déjelo así: se entiende que al municipio."),
    },
    "preparacion": {
        "etiqueta": N_("Qué tienen ya preparado"),
        "ayuda": N_("Por ejemplo: terreno con papeles, estudio hecho, permiso"),
    },
    "dirigencia": {
        "etiqueta": N_("A nombre de quién"),
        "clase": "opcion",
        "ayuda": N_("La persona que dirige la organización y trajo la demanda."),
    },
    "medio": {"etiqueta": N_("Cómo consta que lo quiso presentar")},
    "detalle": {
        "etiqueta": N_("Cuál es esa constancia"),
        "ayuda": N_("Por ejemplo: planilla firmada, folio 12. Esto no se publica."),
    },
    "motivo": {"etiqueta": N_("Por qué no lo presenta con su cuenta")},
    **{servicio: {"etiqueta": visible} for servicio, visible in SERVICIOS.items()},
}


@dataclass(frozen=True, slots=True)
class Paso:
    """Un paso con su título; `clave` es también el final de su dirección."""

    clave: str
    titulo: str
    ayuda: str = ""


TITULOS: Mapping[str, Paso] = {
    ASAMBLEA: Paso(ASAMBLEA, N_("La asamblea")),
    SITUACION: Paso(
        SITUACION,
        N_("Cómo estamos"),
        N_("Cuente en pocas palabras cómo está cada cosa. Puede dejar vacío lo que no hace falta."),
    ),
    NOMBRE: Paso(
        NOMBRE,
        N_("A nombre de quién"),
        N_("Quien no tiene correo o no usa la pantalla también presenta: queda constancia."),
    ),
    REVISAR: Paso(REVISAR, N_("Revisar y presentar")),
}


def pasos_de(escrito: Mapping[str, Any], *, oficina: bool, hasta: int = 0) -> list[Paso]:
    """Los que tiene este formulario: dos demandas a la vista, y las que se agreguen."""
    con_algo = [numero_de(p) for p, textos in escrito.items() if any(textos.values())]
    cuantas = min(MAXIMO_DE_DEMANDAS, max(A_LA_VISTA, hasta, *con_algo, 0))
    pasos = [TITULOS[ASAMBLEA], TITULOS[SITUACION]]
    pasos += [paso_de_demanda(n) for n in range(1, cuantas + 1)]
    pasos += [TITULOS[NOMBRE]] if oficina else []
    return [*pasos, TITULOS[REVISAR]]


def paso_de_demanda(numero: int) -> Paso:
    ayuda = N_("La segunda es opcional: si no hay, siga adelante.") if numero == A_LA_VISTA else ""
    return Paso(f"{DEMANDA}{numero}", N_("Demanda %(numero)s"), ayuda)


def numero_de(clave: str) -> int:
    """El de la demanda, o cero si el paso no es de una demanda."""
    numero = clave.removeprefix(DEMANDA)
    return int(numero) if clave.startswith(DEMANDA) and numero.isdigit() else 0


def titulo_de(paso: Paso) -> str:
    return gettext(paso.titulo) % {"numero": numero_de(paso.clave)}


def esquema_de(columnas: Sequence[Columna], *, todo_opcional: bool = False) -> Schema:
    """Un formulario de pantalla con esas columnas: los mismos lectores que la planilla."""
    campos: dict[str, fields.Field[Any]] = {
        c.clave: Leido(
            c.convertir,
            required=c.obligatoria and not todo_opcional,
            metadata={"etiqueta": c.nombre, **CAMPOS.get(c.clave, {})},
        )
        for c in columnas
    }
    return Schema.from_dict(campos, name="Paso")()


def columnas_fijas(clave: str) -> Sequence[Columna] | None:
    """Las del paso que no depende de los sectores del municipio."""
    return {SITUACION: DE_SITUACION, NOMBRE: DE_NOMBRE}.get(clave)


def opciones_de(sectores: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Las listas de una demanda."""
    return {
        "sector": sorted(sectores.items(), key=lambda par: par[1]),
        "pedida_por": [(p.value, nombre(p)) for p in PedidaPor],
        "competencia": [(c.value, nombre(c)) for c in Competencia],
    }


def opciones_de_nombre(dirigencias: Sequence[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Las de «a nombre de»."""
    return {
        "dirigencia": [*dirigencias],
        "medio": [(m.value, nombre(m)) for m in MedioDeConstancia],
        "motivo": [(clave, gettext(texto)) for clave, texto in MOTIVOS.items()],
    }
