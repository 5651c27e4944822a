"""Consolidar 343 municipios x 300 entregas, contra el mismo GROUP BY en SQL crudo."""

import random
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from nucleo.arranque import Casa
from nucleo.dominio.ambito import EnMunicipio, EnRegion
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.demandas import Competencia, codigo_de
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.edc import Consolidado, Suma
from nucleo.dominio.entregas import Entrega
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.municipios import Alta
from nucleo.dominio.personas import Personas
from nucleo.servicios.edc import consolidar

from .medicion import Medicion, medir

POR_MUNICIPIO = 300
GESTION = 2027
AHORA = datetime(2026, 9, 1, tzinfo=UTC)
REGION = "departamento-cochabamba"
# Líneas por programa del POA 2010 de 230 municipios (SIGMA/MEFP): cuánto pesa cada sector.
PROGRAMAS = {
    "20": 317, "21": 369, "18": 313, "11": 239, "32": 188, "12": 118,
    "17": 109, "22": 70, "15": 53, "10": 51, "13": 12, "16": 6,
}  # fmt: skip
COMPETENCIAS = {
    Competencia.MUNICIPAL: 70,
    Competencia.CONCURRENTE: 18,
    Competencia.DEPARTAMENTAL: 8,
    Competencia.NACIONAL: 4,
}
EL_MISMO_GROUP_BY = """
    SELECT origen_id, sector, competencia, COUNT(*), SUM(costo),
           SUM(beneficiarios_mujeres), SUM(beneficiarios_hombres),
           COUNT(*) FILTER (WHERE en_poa), COUNT(*) FILTER (WHERE simulada)
      FROM entregas
     WHERE region = ? AND gestion = ? AND retirada_en IS NULL
     GROUP BY origen_id, sector, competencia
"""


def medir_consolidado(casa: Casa, archivo: Path) -> Medicion:
    """Razón entre consolidar una región que reúne al país y agrupar sus filas; los totales cuadran.

    `archivo` es el de la base SQLite de `casa`, con el esquema al día y sin entregas.
    """
    entregar_todo(casa)
    conexion = sqlite3.connect(archivo)

    def crudo() -> list[tuple[int, ...]]:
        return conexion.execute(EL_MISMO_GROUP_BY, (REGION, GESTION)).fetchall()

    comprobar(nuestro(casa), crudo())
    medicion = medir(
        f"Consolidar {len(casa.territorio.municipios)} x {POR_MUNICIPIO} entregas, contra SQL",
        1.5,
        lambda: nuestro(casa),
        crudo,
        time.perf_counter,
        turnos=11,
    )
    conexion.close()
    return medicion


def nuestro(casa: Casa) -> Consolidado:
    """Lo que hace la pantalla del EDC: leer los grupos y consolidarlos con sus plugins."""
    ambito = EnRegion(REGION)
    contexto, ganchos = casa.contexto(ambito, GESTION), casa.ganchos(ambito)
    with casa.leer_region(ambito) as lectura:
        return consolidar(contexto, lectura, ganchos, casa.regiones[REGION])


def comprobar(consolidado: Consolidado, crudo: list[tuple[int, ...]]) -> None:
    """No vale ser rápido y sumar otra cosa."""
    demandas, centavos, mujeres, hombres, en_poa, simuladas = (
        sum(fila[columna] for fila in crudo) for columna in range(3, 9)
    )
    suma = Suma(demandas, Dinero(centavos), Personas(mujeres, hombres), en_poa, simuladas)
    if consolidado.total != suma:
        raise AssertionError(f"el consolidado {consolidado.total} no suma lo que el SQL {suma}")


def entregar_todo(casa: Casa) -> None:
    """Cada municipio del país entrega lo suyo a la misma región, en su propia transacción."""
    azar = random.Random(343)
    sectores = {s.programa: s.clave for s in casa.sectores}
    for municipio in casa.territorio.municipios:
        unidad = casa.unidad(EnMunicipio(municipio.id))
        with unidad:
            unidad.altas.agregar(Alta(municipio.id, AHORA, "rendimiento"))
            unidad.entregas.agregar_todas(list(entregas(azar, sectores, municipio.nombre)))
            unidad.anotar(Hecho("entregas.hechas", "rendimiento", AHORA, {"region": REGION}))
            unidad.confirmar()


def entregas(azar: random.Random, sectores: dict[str, str], municipio: str) -> Iterator[Entrega]:
    """Trescientas, con sectores y competencias en la proporción de los datos reales."""
    programas = azar.choices(list(PROGRAMAS), PROGRAMAS.values(), k=POR_MUNICIPIO)
    competencias = azar.choices(list(COMPETENCIAS), COMPETENCIAS.values(), k=POR_MUNICIPIO)
    for puesto, (programa, competencia) in enumerate(zip(programas, competencias, strict=True), 1):
        entrega = Entrega(
            id=nuevo_id(),
            gestion=GESTION,
            demanda_id=nuevo_id(),
            codigo=codigo_de(GESTION, puesto),
            titulo=f"Construcción de sistema de agua potable, zona {puesto} de {municipio}",
            organizacion=f"Sindicato {puesto} de {municipio}",
            sector=sectores[programa],
            competencia=competencia,
            costo=Dinero(azar.randint(2_000_000, 90_000_000)),
            beneficiarios=Personas(azar.randint(5, 400), azar.randint(5, 400)),
            puesto=puesto,
            puntaje=azar.randint(0, 1_000_000),
            en_poa=puesto <= 20,
            simulada=True,
            fuente="Simulado: entrega de la medición de rendimiento, sin fuente",
            entregada_en=AHORA,
            entregada_por="consola:rendimiento",
        )
        entrega.region = REGION
        yield entrega
