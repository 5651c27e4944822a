"""Los cinco municipios del demo, de SQLite a un PostgreSQL que ya tiene a los otros 338 del país.

`python -m tests.rendimiento.mudanza`. Exporta y restaura con la línea de órdenes y compara los
resúmenes: los de los cinco, iguales en los dos motores; los de los 338, iguales antes y después.
Los datos de los 338 son simulados: una organización y dos demandas cada uno, con su bitácora.
Sale con 0 solo si todo cuadra.
"""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from nucleo.arranque import RAIZ, Casa, armar_consola
from nucleo.cli.raiz import ejecutar
from nucleo.dominio.ambito import EnMunicipio, EnPlataforma
from nucleo.dominio.territorio import Municipio
from nucleo.persistencia.fallas import explicada
from nucleo.planillas.lectura import leer
from nucleo.servicios import demandas, organizaciones
from nucleo.servicios.bitacora import verificar
from nucleo.servicios.exportaciones import resumir
from nucleo.servicios.municipios import dar_de_alta
from tests.motores import ROL
from tests.postgres import Postgres

GESTION = 2027
QUIEN = "consola:mudanza"
Resumenes = dict[str, str]


def orden(raiz: Path, base: str, dueno: str, *argumentos: str) -> str:
    """Una orden de `tinkuy` en esa instalación; si no cumple, aquí termina la corrida."""
    os.environ |= {"TINKUY_RAIZ": str(raiz), "TINKUY_BASE": base, "TINKUY_BASE_DUENO": dueno}
    with redirect_stdout(io.StringIO()) as salida:
        codigo = ejecutar(argumentos, armar_consola, raiz / "fallas.log", explicada)
    if codigo:
        sys.exit(f"«tinkuy {' '.join(argumentos)}» salió con {codigo}")
    return salida.getvalue().strip()


@contextmanager
def cronometro(que: str) -> Iterator[None]:
    inicio = time.perf_counter()
    yield
    sys.stdout.write(f"{que}: {time.perf_counter() - inicio:.1f} s\n")


def poblar(casa: Casa, municipio: Municipio, trabajo: Path) -> None:
    """Lo mínimo para que cada uno tenga algo propio que perder."""
    ambito = EnMunicipio(municipio.id)
    contexto = casa.contexto(ambito, GESTION, QUIEN)
    dar_de_alta(contexto, casa.unidad(ambito), municipio)
    otb = f"OTB simulada de {municipio.nombre}"
    planilla = trabajo / "otb.csv"
    planilla.write_text(f"nombre;tipo;mujeres;hombres\n{otb};junta vecinal;40;38\n", "utf-8")
    organizaciones.importar(contexto, casa.unidad(ambito), leer(planilla), parcial=False)
    planilla.write_text(
        "otb;demanda;prioridad;costo;beneficiarias;beneficiarios;sector\n"
        f"{otb};Agua para {municipio.slug};1;{municipio.id};40;38;agua\n"
        f"{otb};Aula en {municipio.slug};2;90000;20;18;educación\n",
        "utf-8",
    )
    demandas.importar(
        contexto, casa.unidad(ambito), casa.ganchos(ambito), casa.sectores, leer(planilla),
        parcial=False,
    )  # fmt: skip


def resumenes(casa: Casa, municipios: list[Municipio]) -> Resumenes:
    hallados = {}
    for municipio in municipios:
        ambito = EnMunicipio(municipio.id)
        with casa.unidad(ambito) as unidad:
            hallados[municipio.slug] = resumir(unidad.volcado, []).total
    return hallados


def mudar(pg: Postgres, trabajo: Path) -> list[str]:
    """Toda la demostración; devuelve lo que no cuadró."""
    raiz, destino = trabajo / "sqlite", trabajo / "postgres"
    embebida = f"sqlite:///{raiz / 'tinkuy.db'}"
    url, dueno = pg.url("mudanza", ROL), pg.url("mudanza")

    def aqui(*argumentos: str) -> str:
        return orden(raiz, embebida, "", *argumentos)

    def alla(*argumentos: str) -> str:
        return orden(destino, url, dueno, *argumentos)

    with cronometro("Demo en SQLite"):
        aqui("demo", "--sin-servir")
    casa = Casa(destino, RAIZ / "configuraciones", url, dueno)
    origen = Casa(raiz, RAIZ / "configuraciones", embebida)
    cinco = [casa.territorio.por_id[a.municipio_id] for a in origen.altas()]
    otros = [m for m in casa.territorio.municipios if m not in cinco]
    with cronometro(f"PostgreSQL desde cero y {len(otros)} municipios"):
        alla("base", "crear-rol")
        alla("base", "actualizar")
        for municipio in otros:
            poblar(casa, municipio, trabajo)
    antes, esperados = resumenes(casa, otros), resumenes(origen, cinco)
    llevar(cinco, trabajo, aqui, alla)
    return comparar(casa, cinco, otros, esperados, antes)


def llevar(
    cinco: list[Municipio], trabajo: Path, aqui: Callable[..., str], alla: Callable[..., str]
) -> None:
    for municipio in cinco:
        archivo = str(trabajo / f"{municipio.slug}.tinkuy.zip")
        with cronometro(f"{municipio.nombre}: exportado y restaurado"):
            aqui("municipio", "exportar", municipio.slug, archivo)
            alla("municipio", "restaurar", archivo)


def comparar(
    casa: Casa,
    cinco: list[Municipio],
    otros: list[Municipio],
    esperados: Resumenes,
    antes: Resumenes,
) -> list[str]:
    hallados, despues = resumenes(casa, cinco), resumenes(casa, otros)
    for slug, resumen in hallados.items():
        sys.stdout.write(f"  {slug}: {resumen}\n")
    mal = [f"{s}: su resumen cambió al mudarse" for s in esperados if hallados[s] != esperados[s]]
    mal += [f"{s}: cambió sin que nadie lo tocara" for s in antes if despues[s] != antes[s]]
    ambitos = [EnPlataforma(), *(EnMunicipio(m.id) for m in (*cinco, *otros))]
    mal += [f"{a.clave}: la cadena no cuadra" for a in ambitos if verificar(casa.unidad(a))]
    distintos = len(set(antes.values()))
    if (len(cinco), len(otros), distintos) != (5, 338, 338):
        mal.append(f"se esperaban 5 y 338 distintos: {len(cinco)}, {len(otros)}, {distintos}")
    casa.cerrar()
    return mal


def principal() -> int:
    with Postgres() as pg, tempfile.TemporaryDirectory() as carpeta:
        mal = mudar(pg, Path(carpeta))
    for que in mal:
        sys.stdout.write(f"MAL: {que}\n")
    if not mal:
        sys.stdout.write("Cuadra: 5 mudados con su mismo resumen, 338 intactos, 344 cadenas.\n")
    return 1 if mal else 0


if __name__ == "__main__":
    sys.exit(principal())
