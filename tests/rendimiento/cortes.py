"""Cortes de verdad: `python -m tests.rendimiento.cortes [CUANTOS] [SEMILLA]`.

Un proceso importa planillas y prioriza, y se lo mata con `kill -9` en un momento al azar; en
PostgreSQL, además, se mata al servidor entero. Tras cada corte se comprueba que lo anunciado esté,
que nada haya quedado a medias, que la bitácora cuadre, que la base esté íntegra y que la orden
cortada, repetida, termine bien. Sale con 1 si algo no se cumplió.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from nucleo.arranque import RAIZ, Casa
from nucleo.dominio.ambito import EnMunicipio, EnPlataforma
from nucleo.dominio.demandas import Estado
from nucleo.persistencia.motor import crear_motor
from nucleo.servicios.bitacora import verificar
from nucleo.servicios.municipios import dar_de_alta
from nucleo.servicios.puertos import Unidad
from tests.motores import ROL
from tests.postgres import DURADERO, Postgres

from .trabajador import GESTION, ordenes_de

ORGANIZACIONES, DEMANDAS = 60, 120
LO_MAS = 3.0
HECHOS = ("organizaciones.importadas", "techo.fijado", "demandas.importadas")
INTEGRIDAD = "SELECT bt_index_check(oid, true) FROM pg_class WHERE relkind = 'i' AND relam = 403"


@dataclass
class Taller:
    """Una instalación que se corta una y otra vez, y la cuenta de lo que pasó."""

    casa: Casa
    carpeta: Path
    url: str
    azar: random.Random
    pg: Postgres | None = None
    cuentas: Counter[str] = field(default_factory=Counter)
    fallas: list[str] = field(default_factory=list)

    def exigir(self, que: str, *, cumple: bool) -> None:
        if not cumple:
            self.fallas.append(que)

    @property
    def entorno(self) -> dict[str, str]:
        propio = {"TINKUY_RAIZ": str(self.carpeta), "TINKUY_BASE": self.url}
        return os.environ | propio | {"PYTHONPATH": str(RAIZ)}


@contextmanager
def en_sqlite(azar: random.Random) -> Iterator[Taller]:
    with tempfile.TemporaryDirectory() as carpeta:
        yield from preparado(Path(carpeta), f"sqlite:///{carpeta}/tinkuy.db", "", azar)


@contextmanager
def en_postgresql(azar: random.Random) -> Iterator[Taller]:
    """Con el disco en serio (`DURADERO`): un corte del servidor no puede perder lo confirmado."""
    with tempfile.TemporaryDirectory() as carpeta, Postgres(DURADERO) as pg:
        yield from preparado(Path(carpeta), pg.url(usuario=ROL), pg.url(), azar, pg)


def preparado(
    carpeta: Path, url: str, dueno: str, azar: random.Random, pg: Postgres | None = None
) -> Iterator[Taller]:
    """Con el esquema al día, los municipios dados de alta y las planillas escritas."""
    casa = Casa(carpeta, RAIZ / "configuraciones", url, dueno)
    casa.crear_rol()
    casa.actualizar_base()
    escribir_planillas(carpeta)
    yield Taller(casa, carpeta, url, azar, pg)
    casa.cerrar()


def escribir_planillas(carpeta: Path) -> None:
    otb = ["nombre;tipo;distrito;mujeres;hombres;sin_agua;fuente"]
    otb += [f"OTB {n};comunidad campesina;D-1;{n};{n};50;prueba" for n in range(ORGANIZACIONES)]
    pedidas = ["otb;demanda;prioridad;costo;beneficiarias;beneficiarios;sector;pedida_por"]
    pedidas += [
        f"OTB {n % ORGANIZACIONES};Obra {n};1;{1000 * (n + 1)};9;8;agua;ambos"
        for n in range(DEMANDAS)
    ]
    for nombre, filas in (("otb.csv", otb), ("demandas.csv", pedidas)):
        (carpeta / nombre).write_text("\n".join(filas) + "\n", encoding="utf-8")


def cortar(taller: Taller, municipios: list[int], *, al_servidor: bool = False) -> None:
    """Un corte: lanza al que trabaja, lo mata cuando toque y comprueba lo que dejó."""
    for municipio in municipios:
        dar_de_alta(
            taller.casa.contexto(EnMunicipio(municipio), 0, "cortes"),
            taller.casa.unidad(EnMunicipio(municipio)),
            taller.casa.territorio.por_id[municipio],
        )
    taller.casa.cerrar()
    anuncios = matar_a_medias(taller, [f"{m:06d}" for m in municipios], al_servidor=al_servidor)
    taller.cuentas["cortes"] += 1
    hechas = {(m, int(n)) for que, m, n in anuncios if que == "hecha"}
    empezadas = {(m, int(n)) for que, m, n in anuncios if que == "empieza"}
    taller.cuentas["confirmaciones"] += len(hechas)
    taller.cuentas["cortes con una orden a medias"] += bool(empezadas - hechas)
    for municipio in municipios:
        suyas = [n for m, n in hechas if int(m) == municipio]
        revisar(taller, municipio, len(suyas))
    revisar_integridad(taller)
    for codigo, lugar in empezadas - hechas:
        repetir(taller, codigo, lugar)


def matar_a_medias(
    taller: Taller, codigos: list[str], *, al_servidor: bool
) -> list[tuple[str, str, str]]:
    """Lo que anunció hasta que lo mataron."""
    orden = [sys.executable, "-m", "tests.rendimiento.trabajador", str(taller.carpeta), *codigos]
    proceso = subprocess.Popen(
        orden, env=taller.entorno, cwd=RAIZ, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with proceso:
        taller.exigir("el que trabaja no empezó", cumple=proceso.stdout.readline() == "listo\n")
        time.sleep(taller.azar.uniform(0.05, LO_MAS))
        if al_servidor and taller.pg:
            taller.pg.matar()
        proceso.send_signal(signal.SIGKILL)
        dicho, errores = proceso.communicate(timeout=30)
    if al_servidor and taller.pg:
        taller.pg.arrancar()
        taller.cuentas["servidores muertos"] += 1
    taller.exigir(f"un rastro en pantalla: {errores}", cumple="Traceback" not in errores)
    return [tuple(linea.split()) for linea in dicho.splitlines() if linea.endswith(tuple("0123"))]


def revisar(taller: Taller, municipio: int, confirmadas: int) -> None:
    """Lo anunciado está; lo demás, entero o nada; y cada cosa, con su hecho en la bitácora."""
    ambito = EnMunicipio(municipio)
    with taller.casa.unidad(ambito) as unidad:
        hay = [
            entero(len(unidad.organizaciones.todas()), ORGANIZACIONES),
            entero(len(unidad.techos.de_gestion(int(GESTION))), 1),
            entero(len(unidad.demandas.de_gestion(int(GESTION))), DEMANDAS),
            priorizado(unidad),
        ]
        anotados = {e.que for e in unidad.bitacora.eslabones()}
    donde = f"{municipio:06d}"
    taller.exigir(f"{donde}: algo quedó a medias: {hay}", cumple=None not in hay)
    perdidas = confirmadas - sum(bool(paso) for paso in hay)
    taller.cuentas["confirmadas y perdidas"] += max(0, perdidas)
    taller.exigir(f"{donde}: se perdieron {perdidas} confirmadas", cumple=perdidas <= 0)
    taller.cuentas["a medias"] += hay.count(None)
    for paso, que in zip(hay, (*HECHOS, "priorizacion.publicada"), strict=True):
        taller.exigir(f"{donde}: {que} no cuadra con lo que hay", cumple=(que in anotados) == paso)
    for cual in (ambito, EnPlataforma()):
        roto = verificar(taller.casa.unidad(cual), alta=cual == ambito)
        taller.exigir(f"{cual.clave}: la cadena se rompe en {roto}", cumple=roto is None)


def entero(cuantos: int, todos: int) -> bool | None:
    """Si está todo, o nada; `None` es que quedó a medias."""
    return {0: False, todos: True}.get(cuantos)


def priorizado(unidad: Unidad) -> bool | None:
    """Proceso, corrida, puestos y estados dicen lo mismo: publicado, o sin empezar."""
    proceso = unidad.priorizaciones.proceso(int(GESTION))
    corrida = unidad.priorizaciones.ultima(int(GESTION))
    demandas = unidad.demandas.de_gestion(int(GESTION))
    if proceso is None and corrida is None:
        return False if all(d.estado is Estado.REGISTRADA for d in demandas) else None
    if proceso is None or corrida is None or not proceso.publicada_en:
        return None
    entran = {p.demanda_id for p in corrida.puestos if p.entra}
    estados = {d.id: Estado.EN_POA if d.id in entran else Estado.EN_ESPERA for d in demandas}
    completo = len(corrida.puestos) == DEMANDAS and all(d.estado is estados[d.id] for d in demandas)
    return True if completo else None


def revisar_integridad(taller: Taller) -> None:
    """`PRAGMA integrity_check`, o en PostgreSQL cada índice contra su tabla (`amcheck`)."""
    url = taller.pg.url() if taller.pg else taller.url
    motor = crear_motor(url)
    with closing(motor.connect()) as conexion:
        if taller.pg:
            conexion.execute(text("CREATE EXTENSION IF NOT EXISTS amcheck"))
            revisados = len(conexion.execute(text(INTEGRIDAD)).all())
            taller.exigir("sin índices que revisar", cumple=revisados > 0)
        else:
            dicho = conexion.execute(text("PRAGMA integrity_check")).scalar_one()
            taller.exigir(f"integridad: {dicho}", cumple=dicho == "ok")
    motor.dispose()


def repetir(taller: Taller, codigo: str, lugar: int) -> None:
    """La orden cortada, otra vez y con el programa instalado: termina bien y no repite nada."""
    tinkuy = Path(sys.executable).with_name("tinkuy")
    orden = ordenes_de(taller.carpeta, codigo)[lugar]
    hecha = subprocess.run(
        [tinkuy, *orden], env=taller.entorno, check=False, capture_output=True, text=True
    )
    taller.exigir(f"{orden} repetida: {hecha.stderr}", cumple=hecha.returncode == 0)
    revisar(taller, int(codigo), lugar + 1)
    taller.cuentas["órdenes repetidas con bien"] += hecha.returncode == 0


def correr(abrir: Callable[..., object], cuantos: int, azar: random.Random) -> Taller:
    """Esa cantidad de cortes en un motor; en PostgreSQL, la mitad son al servidor."""
    with abrir(azar) as taller:
        libres = iter(sorted(taller.casa.territorio.por_id))
        for numero in range(cuantos):
            cortar(taller, [next(libres), next(libres)], al_servidor=numero % 2 == 1)
    return taller


def principal(cuantos: int, semilla: int) -> int:
    fallas = []
    for nombre, abrir in (("SQLite", en_sqlite), ("PostgreSQL", en_postgresql)):
        inicio = time.perf_counter()
        taller = correr(abrir, cuantos, random.Random(semilla))
        tardo = time.perf_counter() - inicio
        cuentas = ", ".join(f"{que}: {n}" for que, n in taller.cuentas.items())
        sys.stdout.write(f"{nombre}, semilla {semilla}: {cuentas}; {tardo:.0f} s\n")
        fallas += [f"{nombre}: {falla}\n" for falla in taller.fallas]
    sys.stderr.writelines(fallas)
    return 1 if fallas else 0


if __name__ == "__main__":
    sys.exit(principal(*map(int, [*sys.argv[1:], "20", "343"][:2])))
