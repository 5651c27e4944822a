"""`tinkuy plan`: el plan del municipio, de la planilla y de vuelta."""

from pathlib import Path
from typing import Any

import click

from nucleo.cli.argumentos import Destino, con_piezas, en_json, en_municipio, municipio
from nucleo.cli.castellano import Grupo
from nucleo.cli.planilla import Pedido, pide_planilla
from nucleo.cli.salida import cuantas, decir, emitir_json, tabla
from nucleo.dominio.errores import DestinoInaccesible, DestinoOcupado, NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.inversion_del_plan import programa_de_inversion
from nucleo.planillas.escritura import escribir_tabla
from nucleo.servicios import planes
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.servicios.planes import DatosDePlan, PlanLeido
from nucleo.servicios.planilla_de_plan import en_tabla
from nucleo.servicios.planilla_de_plan import importar as importar_plan
from nucleo.textos.nombres import nombre as nombre_de

codigo = click.argument("codigo", metavar="CODIGO")


@click.group(cls=Grupo)
def plan() -> None:
    """El plan de varios años: verlo, empezarlo, importarlo y exportarlo."""


@plan.command()
@municipio
@click.argument("tipo", metavar="TIPO")
@click.option("--nombre", required=True, metavar="N", help="Cómo se llama.")
@click.option("--desde", type=click.IntRange(1994, 2100), required=True, metavar="A")
@click.option("--hasta", type=click.IntRange(1994, 2100), required=True, metavar="A")
@click.option("--simulado", is_flag=True, help="Es un ejemplo, no un plan de verdad.")
@con_piezas
def empezar(
    piezas: PiezasDeConsola,
    municipio: str,
    tipo: str,
    nombre: str,
    desde: int,
    hasta: int,
    *,
    simulado: bool,
) -> None:
    """Abre un borrador o registra un plan ajeno; TIPO es de la lista (ptdi, pei, pdes…).

    Por ejemplo: tinkuy plan empezar villa-tunari ptdi --nombre "Plan" --desde 2026 --hasta 2030
    """
    if tipo not in piezas.tipos_de_plan:
        raise NoExiste("tipo de plan", tipo, [*piezas.tipos_de_plan])
    _, ambito, contexto = en_municipio(piezas, municipio, 0)
    datos = DatosDePlan(nombre, desde, hasta, simulada=simulado)
    suyo = piezas.tipos_de_plan[tipo]
    nuevo = planes.empezar(contexto, piezas.unidad(ambito), nuevo_id(), suyo, datos)
    decir(f"{nuevo.codigo}: {nuevo.nombre}, {nuevo.desde}-{nuevo.hasta}.")


@plan.command()
@pide_planilla(con_gestion=False)
def importar(pedido: Pedido) -> None:
    """Agrega a un borrador, o a un plan ajeno, las partes que trae una planilla."""
    pedido.cumplir(importar_plan)


@plan.command()
@municipio
@codigo
@click.argument("destino", metavar="ARCHIVO.xlsx", type=Destino())
@click.option("--reemplazar", is_flag=True, help="Escribe aunque el archivo ya exista.")
@con_piezas
def exportar(
    piezas: PiezasDeConsola, municipio: str, codigo: str, destino: Path, *, reemplazar: bool
) -> None:
    """Escribe un plan en una planilla que se vuelve a importar sin perder nada."""
    if destino.exists() and not reemplazar:
        raise DestinoOcupado(str(destino))
    leido = leido_de(piezas, municipio, codigo)
    titulos, filas = en_tabla(leido)
    try:
        destino.write_bytes(escribir_tabla(titulos, filas))
    except OSError as error:
        raise DestinoInaccesible(str(destino), error.strerror or "") from error
    decir(f"{cuantas(len(filas), 'parte', 'partes')} en {destino}.")


@plan.command()
@municipio
@codigo
@en_json
@con_piezas
def mostrar(piezas: PiezasDeConsola, municipio: str, codigo: str, *, en_json: bool) -> None:
    """Sus partes y su programa de inversión. CODIGO es como PTDI-2026."""
    leido = leido_de(piezas, municipio, codigo)
    if en_json:
        emitir_json(como_json(leido))
        return
    p = leido.plan
    tabla(
        ("Código", "Qué es", "Qué dice", "Cuelga de", "Unidad"),
        [(e.codigo, nombre_de(e.clase), e.nombre, e.padre, e.responsable) for e in leido.elementos],
        f"{p.nombre} ({p.codigo}, versión {p.numero}): {nombre_de(p.estado)}",
    )
    programa = programa_de_inversion(p, leido.elementos)
    if programa.filas:
        anios = zip(programa.anios, programa.por_anio, strict=True)
        tabla(("Año", ">Inversión"), [(str(a), m.legible()) for a, m in anios])
        decir(f"Inversión: {programa.total.legible()}.")


def leido_de(piezas: PiezasDeConsola, municipio: str, codigo: str) -> PlanLeido:
    """El borrador con ese código o, si no hay, la versión más nueva; `NoExiste`."""
    _, ambito, _ = en_municipio(piezas, municipio, 0)
    with piezas.unidad_de_lectura(ambito) as unidad:
        return planes.leer(unidad, planes.con_codigo(unidad, codigo.upper()).id)


def como_json(leido: PlanLeido) -> dict[str, Any]:
    """La forma estable; los montos y los valores van como texto exacto."""
    p = leido.plan
    programa = programa_de_inversion(p, leido.elementos)
    return {
        "codigo": p.codigo,
        "numero": p.numero,
        "tipo": p.tipo,
        "nombre": p.nombre,
        "desde": p.desde,
        "hasta": p.hasta,
        "estado": p.estado.value,
        "simulado": p.simulada,
        "constancia": p.constancia,
        "elementos": [
            {
                "codigo": e.codigo, "clase": e.clase.value, "nombre": e.nombre, "padre": e.padre,
                "dimension": e.dimension.value if e.dimension else None,
                "responsable": e.responsable, "alineados": list(e.alineados),
                "inversion": {str(a): str(m) for a, m in e.montos.items()},
            }
            for e in leido.elementos
        ],
        "indicadores": [
            {
                "codigo": i.codigo, "elemento": i.elemento, "nombre": i.nombre, "medida": i.medida,
                "base": i.base or None, "metas": dict(i.metas), "alcanzados": dict(i.alcanzados),
            }
            for i in leido.indicadores
        ],
        "alianzas": [
            {
                "codigo": x.codigo, "con_quien": x.con_quien, "aliado": x.aliado.value,
                "objeto": x.objeto, "monto": str(x.monto) if x.monto else None,
            }
            for x in leido.alianzas
        ],
        "inversion": str(programa.total),
    }  # fmt: skip
