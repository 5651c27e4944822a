"""Lee el catálogo de un país (CSV y TOML que una persona puede abrir) y lo vuelve dominio."""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from nucleo.dominio.clasificadores import Clasificadores, Entrada
from nucleo.dominio.errores import CatalogoInvalido
from nucleo.dominio.nombres import RESERVADOS, nombre_corto
from nucleo.dominio.personas import Personas
from nucleo.dominio.planes import NivelDePlan, TipoDePlan
from nucleo.dominio.sectores import Sector
from nucleo.dominio.territorio import (
    Cargo,
    Circunscripcion,
    Cuentas,
    Departamento,
    Municipio,
    Parte,
    Provincia,
    Territorio,
    TipoDeGobierno,
    slugs,
)

Fila = Mapping[str, str]
T = TypeVar("T")


@cache
def leer_territorio(carpeta: Path) -> Territorio:
    """El catálogo entero, de `carpeta` (`configuraciones/catalogos/bolivia`). Se lee una vez.

    No comprueba que cuadre: eso lo hace `nucleo.dominio.discrepancias.verificar`. Una celda que no
    se puede leer es `CatalogoInvalido` con archivo y línea.
    """
    departamentos = _leer(carpeta / "departamentos.csv", _departamento)
    provincias = _leer(carpeta / "provincias.csv", _provincia)
    return Territorio(
        departamentos=departamentos,
        provincias=provincias,
        municipios=_municipios(carpeta / "municipios.csv", departamentos, provincias),
        circunscripciones=_circunscripciones(carpeta),
        cargos=_leer(carpeta / "cargos.csv", _cargo),
    )


@cache
def leer_sectores(carpeta: Path) -> tuple[Sector, ...]:
    """Los sectores de `sectores.toml`, en el orden del clasificador de programas."""
    try:
        tablas = tomllib.loads((carpeta / "sectores.toml").read_text(encoding="utf-8"))
        return tuple(
            Sector(**{"clave": clave, **datos, "sinonimos": tuple(datos.get("sinonimos", ()))})
            for clave, datos in tablas.items()
        )
    except (TypeError, tomllib.TOMLDecodeError) as error:
        raise CatalogoInvalido(f"sectores.toml: {error}") from error


@cache
def leer_tipos_de_plan(carpeta: Path) -> Mapping[str, TipoDePlan]:
    """Los tipos de `planes.toml`, por clave y en su orden."""
    try:
        tablas = tomllib.loads((carpeta / "planes.toml").read_text(encoding="utf-8"))
        return {
            clave: TipoDePlan(clave=clave, **{**datos, "nivel": NivelDePlan(datos["nivel"])})
            for clave, datos in tablas.items()
        }
    except (KeyError, TypeError, ValueError) as error:
        raise CatalogoInvalido(f"planes.toml: {error}") from error


@cache
def leer_fuentes(carpeta: Path) -> Mapping[str, str]:
    """Fuente-organismo (`41-113`) → nombre usual («Coparticipación tributaria»)."""
    filas = _filas(carpeta / "clasificadores" / "fuentes_organismos.csv")
    return {f"{f['fuente']}-{f['organismo']}": f["nombre_usual"] for f in filas}


@cache
def leer_clasificadores(carpeta: Path) -> Clasificadores:
    """Los clasificadores del presupuesto, de todas las gestiones."""
    donde = carpeta / "clasificadores"
    return Clasificadores(
        programas=_leer(donde / "programas.csv", _programa),
        objetos=_leer(donde / "objetos.csv", _objeto),
        fuentes={f["codigo"]: f["denominacion"] for f in _filas(donde / "fuentes.csv")},
        organismos={f["codigo"]: f["denominacion"] for f in _filas(donde / "organismos.csv")},
        pares=leer_fuentes(carpeta),
        aperturas=_leer(donde / "aperturas_obligatorias.csv", _apertura),
    )


def leer_programas(carpeta: Path, gestion: int) -> Mapping[str, str]:
    """Los programas presupuestarios que rigen en una gestión: código o rango → denominación."""
    return {
        f["primero"] if f["primero"] == f["ultimo"] else f"{f['primero']}-{f['ultimo']}": f[
            "denominacion"
        ]
        for f in _filas(carpeta / "clasificadores" / "programas.csv")
        if int(f["desde"] or gestion) <= gestion <= int(f["hasta"] or gestion)
    }


def _filas(ruta: Path) -> list[Fila]:
    return _leer(ruta, lambda fila: fila)


def _leer(ruta: Path, de_fila: Callable[[Fila], T]) -> list[T]:
    """Una cosa por fila; la que no se puede leer se cuenta con su archivo y su línea."""
    if not ruta.is_file():
        raise CatalogoInvalido(f"- no está el archivo {ruta}")
    cosas = []
    with ruta.open(encoding="utf-8", newline="") as archivo:
        lector = csv.DictReader(archivo, strict=True)
        for fila in lector:
            donde = f"{ruta.name}:{lector.line_num}"
            if None in fila or None in fila.values():
                raise CatalogoInvalido(f"{donde}: columnas de más o de menos")
            try:
                cosas.append(de_fila(fila))
            except (KeyError, TypeError, ValueError) as error:
                raise CatalogoInvalido(f"{donde}: {error!r}") from error
    return cosas


def _programa(f: Fila) -> Entrada:
    return Entrada(
        f["primero"],
        f["ultimo"],
        f["denominacion"],
        _entero(f["desde"]),
        _entero(f["hasta"]),
        tuple(x.strip() for x in f["finalidad_funcion"].split(";") if x.strip()),
        f["sector_economico"],
    )


def _objeto(f: Fila) -> Entrada:
    desde, hasta = _entero(f["desde"]), _entero(f["hasta"])
    return Entrada(f["codigo"], f["codigo"], f["denominacion"], desde, hasta, nota=f["nota"])


def _apertura(f: Fila) -> Entrada:
    """`20 0 99`: programa, proyecto y actividad; lo que falta, la directriz no lo fija."""
    codigo = " ".join(p for p in (f["programa"], f["proyecto"], f["actividad"]) if p)
    desde, hasta = _entero(f["desde"]), _entero(f["hasta"])
    return Entrada(codigo, codigo, f["denominacion"], desde, hasta, nota=f["nota"])


def _departamento(f: Fila) -> Departamento:
    cuentas = Cuentas(
        provincias=int(f["provincias"]),
        gobiernos_municipales=int(f["gobiernos_municipales"]),
        autonomias_indigenas=int(f["autonomias_indigenas"]),
        uninominales=int(f["uninominales"]),
        poblacion_2012=int(f["poblacion_2012"]),
        poblacion_2024=int(f["poblacion_2024"]),
    )
    return Departamento(f["codigo"], f["iso"], f["nombre"], nombre_corto(f["nombre"]), cuentas)


def _provincia(f: Fila) -> Provincia:
    es_territorio = f["clase"] == "territorio_indigena"
    return Provincia(f["codigo"], f["nombre"], f["departamento"], es_territorio)


def _municipios(
    ruta: Path, departamentos: list[Departamento], provincias: list[Provincia]
) -> list[Municipio]:
    """Dos pasadas: el nombre corto de uno depende de los nombres de todos."""
    depto_de = {p.codigo: p.departamento for p in provincias}
    nombre_de = {d.codigo: d.nombre for d in departamentos}
    filas = _filas(ruta)
    deptos = [nombre_de.get(depto_de.get(f["provincia"], ""), "") for f in filas]
    pares = zip((f["nombre"] for f in filas), deptos, strict=True)
    cortos = dict(zip((f["ine"] for f in filas), slugs(pares, RESERVADOS), strict=True))
    return _leer(ruta, lambda f: _municipio(f, depto_de.get(f["provincia"], ""), cortos[f["ine"]]))


def _municipio(f: Fila, departamento: str, slug: str) -> Municipio:
    return Municipio(
        codigo=f["ine"],
        codigo_oep=f["oep"],
        codigo_sigep=f["sigep"],
        nombre=f["nombre"],
        slug=slug,
        tipo=TipoDeGobierno(f["gobierno"]),
        provincia=f["provincia"],
        departamento=departamento,
        poblacion_2012=int(f["poblacion_2012"]),
        poblacion=Personas(int(f["mujeres_2024"]), int(f["hombres_2024"])),
        nbi_2012=_decimal(f["nbi_2012"]),
        nbi=_decimal(f["nbi_2024"]),
    )


def _circunscripciones(carpeta: Path) -> list[Circunscripcion]:
    partes: dict[tuple[str, int], list[Parte]] = defaultdict(list)
    for clave, parte in _leer(carpeta / "circunscripciones_municipios.csv", _parte):
        partes[clave].append(parte)
    return _leer(carpeta / "circunscripciones.csv", lambda f: _circunscripcion(f, partes))


def _parte(f: Fila) -> tuple[tuple[str, int], Parte]:
    return (f["tipo"], int(f["numero"])), Parte(f["municipio"], float(f["porcentaje"]))


def _circunscripcion(f: Fila, partes: Mapping[tuple[str, int], Sequence[Parte]]) -> Circunscripcion:
    tipo, numero = f["tipo"], int(f["numero"])
    return Circunscripcion(
        tipo=tipo,
        numero=numero,
        departamento=f["departamento"],
        partes=tuple(partes.get((tipo, numero), ())),
        desde=int(f["desde"]),
        hasta=_entero(f["hasta"]),
    )


def _cargo(f: Fila) -> Cargo:
    return Cargo(
        **{k: v for k, v in f.items() if k not in {"desde", "hasta", "cantidad"}},
        desde=int(f["desde"]),
        hasta=_entero(f["hasta"]),
        cantidad=_entero(f["cantidad"]),
    )


def _entero(celda: str) -> int | None:
    return int(celda) if celda else None


def _decimal(celda: str) -> float | None:
    return float(celda) if celda else None
