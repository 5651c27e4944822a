"""Traer lo que un municipio ejecutó, del archivo nacional que lo publica."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.ejecuciones import Ejecucion, EjecucionAusente, EjecucionConErrores
from nucleo.dominio.errores import ArchivoIlegible
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.puertos import Unidad

COLUMNAS = (
    "sigep",
    "codigo_ine",
    "municipio",
    "gestion",
    "bloque",
    "codigo",
    "concepto",
    "monto_bs",
)
PRECARGADAS = "ejecuciones.precargadas"
A_LA_VISTA = 5
MONTO = re.compile(r"-?\d{1,15}(\.\d{1,2})?", re.ASCII)
GESTION = re.compile(r"(19|20)\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Precarga:
    """Qué pasó con los renglones del municipio: los nuevos, los iguales y los que cambiaron."""

    nuevas: int
    iguales: int
    corregidas: int
    gestiones: tuple[int, ...]

    @property
    def cambia(self) -> bool:
        return bool(self.nuevas or self.corregidas)


def precargar(
    contexto: Contexto,
    unidad: Unidad,
    municipio: Municipio,
    renglones: Iterable[tuple[int, list[str]]],
    archivo: str,
    fuente: str,
) -> Precarga:
    """Guarda los renglones de ese municipio, con su fuente a la vista.

    `renglones` se recorre una vez, sin tenerlos todos. Repetir no duplica; un monto distinto
    reemplaza al que había y la bitácora lo dice. `ArchivoIlegible` si faltan columnas,
    `EjecucionConErrores` si algún renglón del municipio no se lee y `EjecucionAusente` si no trae
    ninguno; con cualquiera no se guarda nada.
    """
    leidas = _leer(municipio, renglones, archivo, fuente)
    with unidad:
        unidad.reservar()
        antes = {e.identidad: e for e in unidad.ejecuciones.todas()}
        nuevas = [e for e in leidas.values() if e.identidad not in antes]
        corregidas = [
            (antes[e.identidad], e)
            for e in leidas.values()
            if e.identidad in antes and antes[e.identidad].monto != e.monto
        ]
        gestiones = tuple(sorted({e.gestion for e in leidas.values()}))
        iguales = len(leidas) - len(nuevas) - len(corregidas)
        hecho = Precarga(len(nuevas), iguales, len(corregidas), gestiones)
        if hecho.cambia:
            _guardar(contexto, unidad, nuevas, corregidas, {"archivo": archivo, "fuente": fuente})
    return hecho


def _guardar(
    contexto: Contexto,
    unidad: Unidad,
    nuevas: Sequence[Ejecucion],
    corregidas: Sequence[tuple[Ejecucion, Ejecucion]],
    de_donde: Mapping[str, object],
) -> None:
    """Agrega las nuevas, pone lo corregido y deja dicho qué había."""
    unidad.ejecuciones.agregar_todas(nuevas)
    cambios = [_cambio(vieja, nueva) for vieja, nueva in corregidas]
    for vieja, nueva in corregidas:
        vieja.monto, vieja.concepto, vieja.fuente = nueva.monto, nueva.concepto, nueva.fuente
    carga = {**de_donde, "nuevas": len(nuevas), "corregidas": cambios}
    unidad.anotar(Hecho(PRECARGADAS, contexto.quien, contexto.ahora(), carga))
    unidad.confirmar()


def _cambio(vieja: Ejecucion, nueva: Ejecucion) -> list[object]:
    return [*vieja.identidad, str(vieja.monto), str(nueva.monto)]


def _leer(
    municipio: Municipio, renglones: Iterable[tuple[int, list[str]]], archivo: str, fuente: str
) -> Mapping[tuple[int, str, str], Ejecucion]:
    """Los renglones del municipio, por su identidad."""
    leidas: dict[tuple[int, str, str], Ejecucion] = {}
    malas: list[str] = []
    lugares: dict[str, int] = {}
    for numero, celdas in renglones:
        if not lugares:
            lugares = _encabezado(celdas, archivo)
            continue
        if (
            len(celdas) <= lugares["codigo_ine"]
            or celdas[lugares["codigo_ine"]] != municipio.codigo
        ):
            continue
        leida, motivo = _renglon(celdas, lugares, fuente)
        if leida is not None and leida.identidad in leidas:
            leida, motivo = None, "repite gestión, bloque y código"
        if leida is None:
            malas.append(f"línea {numero}: {motivo}")
        else:
            leidas[leida.identidad] = leida
    if malas:
        raise EjecucionConErrores(len(malas), "; ".join(malas[:A_LA_VISTA]))
    if not leidas:
        raise EjecucionAusente(municipio.nombre, archivo)
    return leidas


def _encabezado(celdas: list[str], archivo: str) -> dict[str, int]:
    nombres = [c.strip().lower() for c in celdas]
    if faltan := [c for c in COLUMNAS if c not in nombres]:
        motivo = Mensaje(N_("le faltan las columnas %(cuales)s"), {"cuales": ", ".join(faltan)})
        raise ArchivoIlegible(archivo, motivo)
    return {c: nombres.index(c) for c in COLUMNAS}


def _renglon(
    celdas: list[str], lugares: Mapping[str, int], fuente: str
) -> tuple[Ejecucion | None, str]:
    """El renglón leído o, si no se puede, por qué."""
    if len(celdas) <= max(lugares.values()):
        return None, "le faltan celdas"
    dato = {c: celdas[n].strip() for c, n in lugares.items()}
    if not GESTION.fullmatch(dato["gestion"]):
        return None, f"gestión «{dato['gestion'][:20]}»: se espera un año"
    if not MONTO.fullmatch(dato["monto_bs"]):
        return None, f"monto «{dato['monto_bs'][:20]}»: se espera un número con dos decimales"
    if not (dato["bloque"] and dato["codigo"]):
        return None, "le falta el bloque o el código"
    try:
        monto = Dinero.de(Decimal(dato["monto_bs"]))
    except (InvalidOperation, ValueError):
        return None, f"monto «{dato['monto_bs'][:20]}»: se espera un número con dos decimales"
    gestion, concepto = int(dato["gestion"]), dato["concepto"] or dato["codigo"]
    return (
        Ejecucion(nuevo_id(), gestion, dato["bloque"], dato["codigo"], concepto, monto, fuente),
        "",
    )
