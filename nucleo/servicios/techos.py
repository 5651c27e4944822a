"""Fijar e importar el techo de una gestión: cuánto hay por fuente y organismo financiador."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from nucleo.dominio.bitacora import Hecho, canonico
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import EdicionConcurrente, MontoInvalido
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.lectura import dinero_no_negativo, ilegible, si_o_no, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.techos import Techo
from nucleo.dominio.versiones_de_techo import Bruto
from nucleo.servicios.avances import renovar
from nucleo.servicios.encabezados import Columna, Planilla
from nucleo.servicios.importacion import (
    Avance,
    Fila,
    Importacion,
    exigir_igual,
    hecho,
    rechazo,
)
from nucleo.servicios.importacion import (
    importar as importar_filas,
)
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.versiones_de_techo import registrar_de_una_vez

FUENTE_Y_ORGANISMO = re.compile(r"([0-9]{2})\s*[-/ ]\s*([0-9]{3})")


def fuente_organismo(texto: str) -> str:
    """«41-113», «41 / 113» → `41-113`; dos cifras de fuente y tres de organismo."""
    if not (hallado := FUENTE_Y_ORGANISMO.fullmatch(texto.strip())):
        raise ilegible(N_("se espera fuente y organismo, como 41-113"))
    return f"{hallado[1]}-{hallado[2]}"


def _fuente(texto: str) -> str:
    if not re.fullmatch("[0-9]{2}", texto.strip()):
        raise ilegible(N_("se espera el código de la fuente, de dos cifras"))
    return texto.strip()


def _organismo(texto: str) -> str:
    if not re.fullmatch("[0-9]{3}", texto.strip()):
        raise ilegible(N_("se espera el código del organismo, de tres cifras"))
    return texto.strip()


COLUMNAS = (
    Columna(
        "fuente_organismo", "Fuente-organismo", fuente_organismo,
        ("fuente y organismo", "fte org", "ff of", "fuente organismo financiador"),
    ),
    Columna("fuente", "Fuente", _fuente, ("fte", "ff", "fuente de financiamiento")),
    Columna("organismo", "Organismo", _organismo, ("org", "of", "organismo financiador")),
    Columna(
        "monto", "Monto (Bs)", dinero_no_negativo, obligatoria=True,
        sinonimos=("techo", "importe", "monto bs", "presupuesto", "total", "techo bs"),
    ),
    Columna(
        "procedencia", "Fuente del dato", texto_de(LARGO_DE_FUENTE), ("origen del dato",),
    ),
    Columna("simulado", "Simulado", si_o_no, ("simulada", "dato simulado", "es simulado")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Monto:
    """Lo que se fija de una fuente: cuánto, de dónde sale el dato y si es un supuesto."""

    valor: Dinero
    procedencia: str = ""
    simulado: bool = False


def fijar(
    contexto: Contexto,
    unidad: Unidad,
    montos: Mapping[str, Dinero | Monto],
    visto: str | None = None,
) -> bool:
    """Reemplaza el techo de la gestión. `montos` va de `41-113` a su monto, en orden de gasto.

    Queda como una versión fijada de una vez, sin descuentos (vea `versiones_de_techo`). Levanta
    `MontoInvalido` si una clave no es fuente-organismo o un monto es negativo, `TechoAbierto` si
    hay una versión a medio escribir y `TechoPorVersiones` si la vigente descuenta gastos. `visto`
    es el resumen del techo que la persona tenía delante: con él, si ya es otro, se levanta
    `EdicionConcurrente`. Fijar lo mismo que hay no hace nada. Devuelve si cambió algo.
    """
    nuevos = {c: m if isinstance(m, Monto) else Monto(m) for c, m in montos.items()}
    for clave, monto in nuevos.items():
        if not FUENTE_Y_ORGANISMO.fullmatch(clave) or monto.valor < CERO:
            raise MontoInvalido(clave, str(monto.valor))
    with unidad:
        unidad.reservar()  # el orden es siempre el mismo: primero el turno, después los techos
        hay = _fijados(contexto, unidad)
        if hay and resumen_de(hay) == resumen_de(nuevos):
            return False
        if visto is not None and resumen_de(hay) != visto:
            raise EdicionConcurrente
        _guardar(contexto, unidad, nuevos)
        registrar_de_una_vez(contexto, unidad, _brutos(nuevos))
        techos = {c: str(m.valor) for c, m in nuevos.items()}
        simulados = [c for c, m in nuevos.items() if m.simulado]
        carga = {"gestion": contexto.gestion, "techos": techos}
        carga |= {"simulados": simulados} if simulados else {}
        unidad.anotar(Hecho("techo.fijado", contexto.quien, contexto.ahora(), carga))
        renovar(contexto, unidad, "techo.fijado")
        unidad.confirmar()
    return True


def fijados(contexto: Contexto, unidad: Unidad) -> Mapping[str, Monto]:
    """El techo de la gestión tal como está, en orden de gasto."""
    with unidad:
        return _fijados(contexto, unidad)


def _fijados(contexto: Contexto, unidad: Unidad) -> dict[str, Monto]:
    techos = unidad.techos.de_gestion(contexto.gestion)
    return {t.clave: Monto(t.monto, t.procedencia, t.simulado) for t in techos}


def resumen_de(montos: Mapping[str, Monto]) -> str:
    """SHA-256 de un techo entero: dice si el que alguien vio es el que hay."""
    datos = [[c, str(m.valor), m.procedencia, m.simulado] for c, m in montos.items()]
    return sha256(canonico(datos).encode()).hexdigest()


def _guardar(contexto: Contexto, unidad: Unidad, montos: Mapping[str, Monto]) -> None:
    techos = [
        _techo(contexto.gestion, clave, monto, orden)
        for orden, (clave, monto) in enumerate(montos.items(), 1)
    ]
    unidad.techos.reemplazar(contexto.gestion, techos)


def _brutos(montos: Mapping[str, Monto]) -> list[Bruto]:
    return [Bruto(c, m.valor, m.procedencia, m.simulado) for c, m in montos.items()]


def _techo(gestion: int, clave: str, monto: Monto, orden: int) -> Techo:
    fuente, organismo = fuente_organismo(clave).split("-")
    return Techo(
        id=nuevo_id(),
        gestion=gestion,
        fuente=fuente,
        organismo=organismo,
        monto=monto.valor,
        orden=orden,
        procedencia=monto.procedencia,
        simulado=monto.simulado,
    )


def importar(
    contexto: Contexto,
    unidad: Unidad,
    planilla: Planilla,
    *,
    parcial: bool = False,
    avance: Avance | None = None,
    ensayo: bool = False,
) -> Importacion:
    """Agrega al techo de la gestión las fuentes que faltan, detrás de las que ya están.

    Una fuente ya fijada con otro monto se rechaza: para cambiarla está `fijar`.
    """
    with unidad:
        unidad.reservar()
        montos = _fijados(contexto, unidad)

        def procesar(fila: Fila) -> str | None:
            clave = _clave(fila)
            if clave in montos:
                exigir_igual({"monto": montos[clave].valor}, fila)
                return None
            dato = fila.valores
            montos[clave] = Monto(
                dato["monto"], dato.get("procedencia", ""), dato.get("simulado", False)
            )
            return clave

        importacion, nuevas = importar_filas(
            planilla, COLUMNAS, procesar, parcial=parcial, avance=avance, ensayo=ensayo
        )
        if nuevas:
            _guardar(contexto, unidad, montos)
            registrar_de_una_vez(contexto, unidad, _brutos(montos))
            techos = {clave: str(monto.valor) for clave, monto in montos.items()}
            carga = {"gestion": contexto.gestion, "techos": techos}
            unidad.anotar(hecho("techos.importados", contexto, importacion, **carga))
            renovar(contexto, unidad, "techos.importados")
            unidad.confirmar()
    return importacion


def _clave(fila: Fila) -> str:
    """La fuente-organismo de la fila, venga en una columna o en dos."""
    if unida := fila.valores.get("fuente_organismo"):
        return str(unida)
    for parte in ("fuente", "organismo"):
        if parte not in fila.valores:
            raise rechazo(parte, N_("falta este dato"))
    return f"{fila.valores['fuente']}-{fila.valores['organismo']}"
