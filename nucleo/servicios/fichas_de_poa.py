"""El POA dicho de otras maneras: en JSON estable y en las hojas de sumas de su planilla."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.poa import LineaDePoa
from nucleo.dominio.presupuesto import Corte, agrupar
from nucleo.servicios.poa import PoaLeido

Celda = str | int | Decimal | None
NO_DECLARADO = "no declarado"
CORTES = {
    Corte.PROGRAMA: "Programa",
    Corte.FUENTE: "Fuente-organismo",
    Corte.DISTRITO: "Distrito",
    Corte.UNIDAD: "Unidad responsable",
    Corte.OBJETIVO: "Objetivo del plan",
}


def como_json(lectura: PoaLeido, slug: str) -> dict[str, object]:
    """La forma estable: estado, líneas, saldos y faltas; los montos van como texto exacto."""
    poa = lectura.poa
    return {
        "municipio": slug,
        "gestion": poa.gestion,
        "version": poa.numero,
        "estado": poa.estado.value,
        "reformulado": poa.reformulado,
        "historico": poa.historico,
        "total": str(poa.total),
        "lineas": [linea_como_json(x) for x in lectura.lineas],
        "saldos": [
            {"fuente_organismo": s.clave, "techo": str(s.techo), "usado": str(s.usado),
             "queda": str(s.queda)}
            for s in lectura.saldos
        ],
        "faltas": [
            {"clave": f.clave, "motivo": str(f.motivo), "lineas": list(f.lineas),
             "impide": f.impide}
            for f in lectura.faltas
        ],
    }  # fmt: skip


def linea_como_json(linea: LineaDePoa) -> dict[str, Any]:
    datos = {"orden": linea.orden, **linea.datos()}
    datos["plurianual"] = dict(linea.plurianual)
    return {c: str(v) if isinstance(v, Dinero) else v for c, v in datos.items()}


def hojas_de(lectura: PoaLeido, municipio: str) -> list[tuple[str, Sequence[Sequence[Celda]]]]:
    """Las hojas de mirar, detrás de la que se lee de vuelta: la ficha y las sumas."""
    poa = lectura.poa
    ficha: list[Sequence[Celda]] = [
        ["Municipio", municipio],
        ["Gestión", poa.gestion],
        ["Versión", poa.numero],
        ["Estado", poa.estado.value],
        ["Reformulado", poa.reformulado],
        ["POA de un año pasado", "sí" if poa.historico else "no"],
        ["Fuente del dato", poa.procedencia],
        ["Líneas", len(lectura.lineas)],
        ["Total (Bs)", poa.total.monto],
    ]
    sumas: list[Sequence[Celda]] = []
    for corte, titulo in CORTES.items():
        sumas.append([titulo, "Líneas", "Monto (Bs)"])
        suyas = agrupar(lectura.lineas, corte)
        sumas.extend([s.clave or NO_DECLARADO, s.lineas, s.monto.monto] for s in suyas)
        sumas.append([])
    return [("Ficha", ficha), ("Sumas", sumas)]
