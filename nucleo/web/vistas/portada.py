"""La puerta de entrada: qué es esto y qué municipios lo usan; y la página de cada departamento."""

from collections.abc import Sequence

from flask import Blueprint, request

from nucleo.dominio.nombres import plegar
from nucleo.dominio.personas import NADIE, Personas
from nucleo.dominio.regiones import Region
from nucleo.dominio.territorio import Departamento, Municipio
from nucleo.web.ambito import departamento_actual, hospedados, piezas
from nucleo.web.paginas import pintar
from nucleo.web.permisos import publica

plano = Blueprint("portada", __name__)
REGIONES_A_LA_VISTA = 12


@plano.get("/")
@publica
def portada() -> str:
    """Los municipios hospedados por departamento, con búsqueda por nombre."""
    todos = hospedados()
    buscado = request.args.get("buscar", "").strip()
    hallados = [m for m in todos if plegar(buscado) in plegar(m.nombre)]
    return pintar(
        "portada.html",
        buscado=buscado,
        hospedados=len(todos),
        poblacion=gente(todos),
        departamentos=por_departamento(hallados),
        regiones=regiones_de(todos)[:REGIONES_A_LA_VISTA],
    )


@plano.get("/departamentos/<departamento>")
@publica
def departamento() -> str:
    """Los municipios de un departamento, los que usan la plataforma y los que aún no."""
    territorio = piezas().territorio
    este = departamento_actual()
    usan = {m.id for m in hospedados()}
    suyos = [m for m in territorio.municipios if m.departamento == este.codigo]
    suyos.sort(key=lambda m: plegar(m.nombre))
    return pintar(
        "departamento.html",
        departamento=este,
        municipios=suyos,
        usan=usan,
        poblacion=gente(suyos),
        regiones=regiones_de([m for m in suyos if m.id in usan]),
    )


def por_departamento(
    municipios: Sequence[Municipio],
) -> list[tuple[Departamento, list[Municipio], Personas]]:
    """Departamentos con alguno de estos municipios, en el orden del INE, con su gente."""
    suyos: dict[str, list[Municipio]] = {}
    for m in municipios:
        suyos.setdefault(m.departamento, []).append(m)
    departamentos = piezas().territorio.departamentos
    return [
        (d, suyos[d.codigo], gente(suyos[d.codigo])) for d in departamentos if d.codigo in suyos
    ]


def gente(municipios: Sequence[Municipio]) -> Personas:
    """La población sumada, mujeres y hombres aparte."""
    return sum((m.poblacion for m in municipios), NADIE)


def regiones_de(municipios: Sequence[Municipio]) -> list[Region]:
    """Las regiones con alguno de estos municipios, primero las que tienen más."""
    suyos = {m.id for m in municipios}
    con_alguno = [r for r in piezas().regiones.values() if suyos & r.municipios.keys()]
    return sorted(con_alguno, key=lambda r: -len(suyos & r.municipios.keys()))
