"""Réplica, caída y promoción: `python -m tests.rendimiento.replica [SEMILLA]`.

Levanta un primario y una réplica en streaming, por sockets de esta máquina. Comprueba que la
réplica se lee con RLS y no se escribe, y que lee lo recién confirmado (`remote_apply`). Después
mata al primario con `kill -9` mientras se escribe, promueve la réplica y comprueba que todo lo
confirmado esté y que la bitácora cuadre. Sale con 1 si algo no se cumplió.
"""

import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

from nucleo.dominio.ambito import EnMunicipio, EnPlataforma
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.errores import BaseInaccesible
from nucleo.dominio.municipios import Alta
from nucleo.persistencia.base import Base
from nucleo.persistencia.muros import APLICACION
from nucleo.servicios.bitacora import verificar
from tests.motores import ROL
from tests.persistencia.ejemplos import HORA, organizacion
from tests.postgres import DURADERO, Postgres

BASE = "tinkuy"
AMBITOS = (EnMunicipio(31003), EnMunicipio(31004))
SEMBRADAS = 20
LECTURAS = 100
ESCRITORES = 4


@dataclass
class Ensayo:
    """Lo que se halló: una línea por comprobación, y las que no se cumplieron."""

    lineas: list[str] = field(default_factory=list)
    fallas: list[str] = field(default_factory=list)

    def comprobar(self, que: str, hallado: object, esperado: object) -> None:
        self.lineas.append(f"{que}: {hallado}")
        if hallado != esperado:
            self.fallas.append(f"{que}: {hallado}, y se esperaba {esperado}")


@contextmanager
def replica_de(primario: Postgres) -> Iterator[Postgres]:
    """Otra carpeta con lo mismo, que sigue al primario; el primario confirma cuando ella aplicó."""
    replica = Postgres(DURADERO, Path(tempfile.mkdtemp(prefix="tinkuy-replica-")))
    origen = f"host={primario.raiz} user=postgres application_name=replica"
    replica.correr("pg_basebackup", "-D", "datos", "-R", "-X", "stream", "-c", "fast", "-d", origen)
    (replica.raiz / "datos").chmod(0o700)
    replica.arrancar()
    esperar_que_siga(primario, "async")
    with primario.conectar() as conexion:
        conexion.execute("ALTER SYSTEM SET synchronous_standby_names = 'replica'")
        conexion.execute("ALTER SYSTEM SET synchronous_commit = 'remote_apply'")
        conexion.execute("SELECT pg_reload_conf()")
    esperar_que_siga(primario, "sync")
    try:
        yield replica
    finally:
        replica.__exit__()


def esperar_que_siga(primario: Postgres, como: str) -> None:
    fin = time.monotonic() + 30
    mirar = "SELECT state, sync_state FROM pg_stat_replication"
    with primario.conectar() as conexion:
        while conexion.execute(mirar).fetchall() != [("streaming", como)]:
            if time.monotonic() > fin:
                raise RuntimeError("la réplica no sigue al primario")
            time.sleep(0.05)


def sembrar(base: Base) -> None:
    with base.unidad(EnPlataforma()) as unidad:
        for ambito in AMBITOS:
            unidad.altas.agregar(Alta(ambito.id, HORA, "replica"))
        unidad.anotar(Hecho("municipios.alta", "replica", HORA, {}))
        unidad.confirmar()
    for ambito in AMBITOS:
        for n in range(SEMBRADAS):
            escribir(base, ambito, f"Sembrada {n}")


def escribir(base: Base, ambito: EnMunicipio, nombre: str) -> None:
    """Una transacción de verdad: una organización y su hecho."""
    with base.unidad(ambito) as unidad:
        unidad.organizaciones.agregar_todas([organizacion(nombre)])
        unidad.anotar(Hecho("organizaciones.importadas", "replica", HORA, {"nombre": nombre}))
        unidad.confirmar()


def nombres(base: Base, ambito: EnMunicipio) -> set[str]:
    with base.unidad_de_lectura(ambito) as unidad:
        return {o.nombre for o in unidad.organizaciones.todas()}


def comprobar_lectura(ensayo: Ensayo, replica: Postgres, base: Base) -> None:
    """La réplica obedece los mismos muros: son parte de los datos que recibe."""
    for ambito in AMBITOS:
        ensayo.comprobar(f"filas de {ambito.clave}", len(nombres(base, ambito)), SEMBRADAS)
    contar = "SELECT count(*) FROM organizaciones"
    donde = f"host={replica.raiz} user={ROL} dbname={BASE} options='-c role={APLICACION}'"
    with psycopg.connect(donde) as cruda:
        ensayo.comprobar("filas sin decir municipio", *cruda.execute(contar).fetchone(), 0)
        cruda.execute(f"SET LOCAL app.municipio = '{AMBITOS[0].id}'")
        ensayo.comprobar("filas de un municipio", *cruda.execute(contar).fetchone(), SEMBRADAS)
        ajenas = f"{contar} WHERE municipio_id = {AMBITOS[1].id}"
        ensayo.comprobar("filas ajenas, pedidas", *cruda.execute(ajenas).fetchone(), 0)
    try:
        escribir(base, AMBITOS[0], "En la réplica")
    except BaseInaccesible as error:
        motivo = str(error.datos["motivo"])
        ensayo.comprobar(f"escribir se niega ({motivo})", "read-only" in motivo, esperado=True)
    else:
        ensayo.fallas.append("la réplica dejó escribir")


def comprobar_al_dia(ensayo: Ensayo, primario: Base, replica: Base) -> None:
    viejas = 0
    for n in range(LECTURAS):
        escribir(primario, AMBITOS[0], f"Al día {n}")
        viejas += f"Al día {n}" not in nombres(replica, AMBITOS[0])
    ensayo.comprobar(f"lecturas viejas de {LECTURAS}", viejas, 0)


def escribir_hasta_el_corte(base: Base, quien: int, confirmadas: set[tuple[int, str]]) -> None:
    ambito = AMBITOS[quien % len(AMBITOS)]
    for n in count():
        nombre = f"Escritor {quien} {n}"
        try:
            escribir(base, ambito, nombre)
        except BaseInaccesible:
            return
        confirmadas.add((ambito.id, nombre))


def caer(primario: Postgres, base: Base, azar: random.Random) -> set[tuple[int, str]]:
    """Mata al primario mientras cuatro escriben; devuelve lo que llegó a confirmarse."""
    confirmadas: set[tuple[int, str]] = set()
    hilos = [
        threading.Thread(target=escribir_hasta_el_corte, args=(base, quien, confirmadas))
        for quien in range(ESCRITORES)
    ]
    for hilo in hilos:
        hilo.start()
    time.sleep(azar.uniform(1.5, 3))
    primario.matar()
    for hilo in hilos:
        hilo.join(60)
    return confirmadas


def promover(replica: Postgres, base: Base) -> float:
    """Segundos desde la orden de promover hasta la primera escritura confirmada."""
    inicio = time.perf_counter()
    with replica.conectar() as conexion:
        conexion.execute("SELECT pg_promote()")
    escribir(base, AMBITOS[0], "Después de promover")
    return time.perf_counter() - inicio


def comprobar_promovida(ensayo: Ensayo, base: Base, confirmadas: set[tuple[int, str]]) -> None:
    hay = {(a.id, nombre) for a in AMBITOS for nombre in nombres(base, a)}
    ensayo.comprobar(f"perdidas de {len(confirmadas)} confirmadas", len(confirmadas - hay), 0)
    ensayo.comprobar("hubo qué perder", len(confirmadas) > ESCRITORES, esperado=True)
    for ambito in (*AMBITOS, EnPlataforma()):
        roto = verificar(base.unidad_de_lectura(ambito), alta=ambito in AMBITOS)
        ensayo.comprobar(f"eslabón roto de {ambito.clave}", roto, None)


def principal(semilla: int) -> int:
    ensayo = Ensayo()
    with Postgres(DURADERO) as primario:
        base = Base(primario.url(BASE, ROL), primario.url(BASE))
        base.preparar()
        base.migrar({})
        sembrar(base)
        with replica_de(primario) as replica:
            otra = Base(replica.url(BASE, ROL))
            comprobar_lectura(ensayo, replica, otra)
            comprobar_al_dia(ensayo, base, otra)
            confirmadas = caer(primario, base, random.Random(semilla))
            tardo = promover(replica, otra)
            ensayo.lineas.append(f"de promover a la primera escritura: {tardo * 1000:.0f} ms")
            comprobar_promovida(ensayo, otra, confirmadas)
            otra.cerrar()
        base.cerrar()
    sys.stdout.writelines(f"{linea}\n" for linea in ensayo.lineas)
    sys.stderr.writelines(f"NO SE CUMPLE: {falla}\n" for falla in ensayo.fallas)
    return 1 if ensayo.fallas else 0


if __name__ == "__main__":
    sys.exit(principal(int(sys.argv[1]) if sys.argv[1:] else 343))
