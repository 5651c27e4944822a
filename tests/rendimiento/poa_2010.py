"""De los datos nacionales a planillas: el POA 2010 hecho demandas, el censo 2024 hecho OTB."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from nucleo.dominio.nombres import plegar

NO_DECLARADO = "no declarado"
SIN_CODIGO = "sin código INE"
COSTO_CERO = "costo cero"
CATEGORIA = ("programa", "proyecto", "actividad")


@dataclass
class Cuenta:
    """Cuántas líneas y cuántos Bs enteros (la fuente no trae centavos)."""

    lineas: int = 0
    bolivianos: int = 0

    def con(self, bolivianos: int) -> None:
        self.lineas += 1
        self.bolivianos += bolivianos


@dataclass
class Lineas:
    """Las del POA que entran, por municipio (id), y las que no, contadas por motivo."""

    total: Cuenta = field(default_factory=Cuenta)
    excluidas: dict[str, Cuenta] = field(default_factory=lambda: defaultdict(Cuenta))
    de: dict[int, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))


def filas_de(archivo: Path) -> Iterator[dict[str, str]]:
    with archivo.open(encoding="utf-8-sig", newline="") as abierto:
        yield from csv.DictReader(abierto)


def leer_lineas(carpeta: Path) -> Lineas:
    """Separa lo que es demanda de lo que no, sin perder ninguna línea."""
    lineas = Lineas()
    for linea in filas_de(carpeta / "bolivia" / "poa_municipal_2010.csv"):
        lineas.total.con(int(linea["total"]))
        if motivo := por_que_no(linea):
            lineas.excluidas[motivo].con(int(linea["total"]))
        else:
            lineas.de[int(linea["codigo_ine"])].append(linea)
    return lineas


def por_que_no(linea: Mapping[str, str]) -> str | None:
    if linea["descripcion"] == "NO DECLARADO":
        return NO_DECLARADO
    if not linea["codigo_ine"]:
        return SIN_CODIGO
    return None if int(linea["total"]) > 0 else COSTO_CERO


def leer_comunidades(carpeta: Path) -> dict[int, dict[str, dict[str, str]]]:
    """Por municipio y nombre plegado; de un nombre repetido queda la primera."""
    comunidades: dict[int, dict[str, dict[str, str]]] = defaultdict(dict)
    for comunidad in filas_de(carpeta / "bolivia" / "comunidades_2024.csv"):
        if clave := plegar(comunidad["nombre"]):
            comunidades[int(comunidad["codigo_ine"])].setdefault(clave, comunidad)
    return comunidades


def organizaciones(comunidades: Iterable[Mapping[str, str]]) -> Iterator[dict[str, object]]:
    """Filas para `organizaciones importar`."""
    for c in comunidades:
        yield {
            "nombre": c["nombre"],
            "tipo": "comunidad_campesina",
            "area": "rural",
            "mujeres": entero(c["mujeres"]),
            "hombres": entero(c["hombres"]),
            "sin_agua": c["pct_viv_sin_agua_red"],
            "sin_energia": c["pct_viv_sin_energia"],
            "sin_desague": c["pct_viv_sin_desague"],
            "sin_seguro": c["pct_sin_seguro_salud"],
            "fuente": f"Censo 2024 (INE), comunidad {c['codigo_censal']}",
        }


def demandas(
    lineas: Sequence[Mapping[str, str]],
    comunidades: Mapping[str, Mapping[str, str]],
    sectores: Mapping[str, str],
    como: Counter[str],
) -> Iterator[dict[str, object]]:
    """Filas para `demandas importar`; anota en `como` cuántas OTB se nombraron o asignaron.

    `sectores` va de programa presupuestario a nombre de sector. La línea que no nombra a ninguna
    comunidad se asigna a la siguiente del padrón, en rueda, y su fuente lo dice.
    """
    rueda = cycle(sorted(comunidades))
    for linea in lineas:
        nombrada = comunidad_nombrada(linea["descripcion"], comunidades)
        rotulo = "nombrada" if nombrada else "asignada"
        como[rotulo] += 1
        otb = comunidades[nombrada or next(rueda)]
        yield {
            "codigo": "-".join(["POA2010", *(linea[parte] for parte in CATEGORIA)]),
            "otb": otb["nombre"],
            "demanda": linea["descripcion"],
            "costo": linea["total"],
            "beneficiarias": entero(otb["mujeres"]),
            "beneficiarios": entero(otb["hombres"]),
            "sector": sectores.get(linea["programa"], ""),
            "fuente": f"POA 2010 (SIGMA/MEFP): nombre y monto; OTB {rotulo}",
        }


def comunidad_nombrada(descripcion: str, comunidades: Iterable[str]) -> str | None:
    """La de nombre plegado más largo que aparece como palabras enteras; `None` si ninguna."""
    texto = f" {plegar(descripcion)} "
    nombradas = [clave for clave in comunidades if f" {clave} " in texto]
    return max(nombradas, key=lambda clave: (len(clave), clave), default=None)


def entero(texto: str) -> int | str:
    """El censo trae «40.0»; lo que no publicó queda vacío."""
    return int(float(texto)) if texto else ""


def escribir(archivo: Path, filas: Iterable[Mapping[str, object]]) -> Path:
    """La planilla tal como la mandaría un municipio: CSV en UTF-8 con punto y coma."""
    reunidas = list(filas)
    with archivo.open("w", encoding="utf-8", newline="") as abierto:
        escritor = csv.DictWriter(abierto, reunidas[0].keys(), delimiter=";")
        escritor.writeheader()
        escritor.writerows(reunidas)
    return archivo
