"""Verificar 100 000 eslabones de la bitácora, contra un bucle de hashlib sobre los mismos bytes.

Los hechos son los que deja el demo al cargar un municipio, repetidos. Lo nuestro es el servicio que
usa `tinkuy bitacora verificar`: lee la cadena de la base, rehace cada resumen y lo compara. El piso
ya tiene en memoria los bytes que cada eslabón firmó y solo los resume.
"""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from datetime import UTC, timedelta
from functools import partial
from itertools import cycle, islice

from sqlalchemy import Engine, insert

from nucleo.arranque import Casa
from nucleo.cli.demo import cargar
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.bitacora import Cabeza, Eslabon, Hecho, canonico, encadenar
from nucleo.persistencia.base import Base
from nucleo.persistencia.tablas.bitacora import cabezas, eslabones
from nucleo.servicios.bitacora import verificar
from tests.motores import ROL
from tests.postgres import RAPIDO, Postgres

from .medicion import Medicion, medir
from .muros import reloj_de

META = 5
CUANTOS = 100_000
GESTION = 2027
MUNICIPIO = "villa-tunari"
TUNARI, OTRO = EnMunicipio(31003), EnMunicipio(31004)
COLUMNAS = ("ambito", "numero", "previa", "resumen", "que", "quien", "cuando", "carga")


def medir_cadena(casa: Casa) -> list[Medicion]:
    """La razón en la base embebida tiene meta; la de PostgreSQL, con su servidor, se dice."""
    cadena = encadenados(del_demo(casa))
    piso = partial(resumir, [firmado(e) for e in cadena], [e.resumen for e in cadena])
    embebida = casa._base
    en_sqlite = comparar("SQLite", META, embebida, embebida._motor, cadena, piso, time.process_time)
    with Postgres(RAPIDO) as pg:
        base = Base(pg.url(usuario=ROL), pg.url())
        base.preparar()
        base.migrar({})
        dueno = Base(pg.url())
        reloj = reloj_de(base._motor)
        en_postgresql = comparar("PostgreSQL", None, base, dueno._motor, cadena, piso, reloj)
        base.cerrar()
        dueno.cerrar()
    return [en_sqlite, en_postgresql]


def del_demo(casa: Casa) -> Sequence[Eslabon]:
    """Lo que pasa en un municipio de punta a punta: altas, planillas y su priorización."""
    cargar(casa, {"municipio": MUNICIPIO, "datos": MUNICIPIO}, GESTION)
    with casa.unidad(TUNARI) as unidad:
        return list(unidad.bitacora.eslabones())


def encadenados(modelos: Sequence[Eslabon]) -> list[Eslabon]:
    """Los mismos hechos una y otra vez, cada uno a su hora, hasta ser cien mil."""
    cadena: list[Eslabon] = []
    cabeza = None
    for numero, modelo in enumerate(islice(cycle(modelos), CUANTOS)):
        cuando = modelo.cuando + timedelta(seconds=numero)
        hecho = Hecho(modelo.que, modelo.quien, cuando, json.loads(modelo.carga))
        eslabon = encadenar(hecho, cabeza, OTRO.clave)
        cabeza = Cabeza(eslabon.numero, eslabon.resumen)
        cadena.append(eslabon)
    return cadena


def firmado(e: Eslabon) -> bytes:
    """Los bytes cuyo resumen es el del eslabón."""
    cuando = e.cuando.astimezone(UTC).isoformat()
    return canonico([e.ambito, e.numero, e.previa, e.que, e.quien, cuando, e.carga]).encode()


def resumir(firmados: Sequence[bytes], resumenes: Sequence[str]) -> None:
    """El piso: nada más que hashlib."""
    for datos, resumen in zip(firmados, resumenes, strict=True):
        if hashlib.sha256(datos).hexdigest() != resumen:
            raise AssertionError("los bytes no son los que se firmaron")


def comparar(
    donde: str,
    meta: float | None,
    base: Base,
    dueno: Engine,
    cadena: Sequence[Eslabon],
    piso: Callable[[], None],
    reloj: Callable[[], float],
) -> Medicion:
    """Guarda la cadena y mide; cada turno comprueba que cuadra."""
    with dueno.begin() as conexion:
        conexion.execute(insert(eslabones), [{c: getattr(e, c) for c in COLUMNAS} for e in cadena])
        ultimo = {"numero": cadena[-1].numero, "resumen": cadena[-1].resumen}
        conexion.execute(insert(cabezas), {"ambito": OTRO.clave, **ultimo})

    def verificada() -> None:
        if roto := verificar(base.unidad(OTRO), alta=True):
            raise AssertionError(f"la cadena no cuadra desde el eslabón {roto}")

    nombre = f"Verificar {CUANTOS} eslabones en {donde}, contra hashlib sobre los mismos bytes"
    return medir(nombre, meta, verificada, piso, reloj, turnos=11)
