"""De la última corrida publicada a líneas del POA: una por cada demanda que entró."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Puesto
from nucleo.dominio.demandas import Demanda
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import PasoPendiente
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mensajes import N_
from nucleo.dominio.poa import LineaDePoa, Poa
from nucleo.dominio.sectores import Sector
from nucleo.servicios.evaluaciones import costo_para_el_poa, dictamen_de
from nucleo.servicios.poa import anotar, en_edicion, siguiente
from nucleo.servicios.puertos import Unidad

PRIMERA_DE_TRES_DIGITOS = 2027  # RM 271/2026: los programas pasan de dos a tres dígitos
OBRA = "000"


@dataclass(frozen=True, slots=True)
class TraidasAlPoa:
    """Qué demandas entraron como líneas nuevas, cuáles ya estaban y cuáles no son viables."""

    nuevas: Sequence[str]
    estaban: Sequence[str]
    no_viables: Sequence[str]
    monto: Dinero


def traer_demandas(
    contexto: Contexto, unidad: Unidad, sectores: Mapping[str, Sector]
) -> TraidasAlPoa:
    """Agrega a la versión que se escribe una línea por demanda que entró y todavía no está.

    El monto es el que revisó la evaluación o, si no hay, el que se pidió; la que la evaluación
    dejó como no viable no entra. `PasoPendiente` si el resultado no se publicó. Repetirlo no
    duplica.
    """
    with unidad:
        unidad.reservar()
        puestos = _que_entraron(contexto, unidad)
        poa = en_edicion(contexto, unidad)
        estan = {linea.demanda for linea in poa.lineas}
        por_id = {d.id: d for d in unidad.demandas.de_gestion(contexto.gestion)}
        distritos = {o.id: o.distrito for o in unidad.organizaciones.todas()}
        nuevas: list[LineaDePoa] = []
        estaban, no_viables = [], []
        for demanda, fuente in ((por_id[p.demanda_id], p.fuente) for p in puestos):
            dictamen = dictamen_de(unidad, demanda)
            if demanda.codigo in estan:
                estaban.append(demanda.codigo)
            elif dictamen and not dictamen.viable:
                no_viables.append(demanda.codigo)
            else:
                distrito = distritos.get(demanda.organizacion_id, "")
                linea = _linea(demanda, fuente, sectores.get(demanda.sector), distrito)
                linea.orden += siguiente(poa) + len(nuevas)
                linea.monto = costo_para_el_poa(unidad, demanda)
                nuevas.append(linea)
        monto = sum((linea.monto for linea in nuevas), CERO)
        traidas = TraidasAlPoa([x.demanda for x in nuevas], estaban, no_viables, monto)
        if nuevas:
            poa.lineas.extend(nuevas)
            _anotar(contexto, unidad, poa, traidas)
            unidad.confirmar()
        return traidas


def _anotar(contexto: Contexto, unidad: Unidad, poa: Poa, traidas: TraidasAlPoa) -> None:
    carga = {"gestion": poa.gestion, "version": poa.numero, "demandas": list(traidas.nuevas)}
    anotar(contexto, unidad, "poa.demandas", {**carga, "monto": str(traidas.monto)})


def _que_entraron(contexto: Contexto, unidad: Unidad) -> list[Puesto]:
    proceso = unidad.priorizaciones.proceso(contexto.gestion)
    if proceso is None or proceso.publicada_en is None:
        raise PasoPendiente(N_("llevar las demandas al POA"), "publicar", contexto.gestion)
    corrida = unidad.priorizaciones.ultima(contexto.gestion)
    return [p for p in corrida.puestos if p.entra] if corrida else []


def _linea(demanda: Demanda, pago: str, sector: Sector | None, distrito: str) -> LineaDePoa:
    """Lo que se sabe de la demanda; los códigos que faltan los pone el equipo técnico."""
    fuente, _, organismo = pago.partition("-")
    programa = ""
    if sector:
        nuevo = demanda.gestion >= PRIMERA_DE_TRES_DIGITOS
        programa = sector.rango.partition("-")[0] if nuevo else sector.programa
    return LineaDePoa(
        nuevo_id(),
        0,
        demanda.titulo,
        demanda.costo,
        programa=programa,
        actividad=OBRA if programa else "",
        fuente=fuente,
        organismo=organismo,
        distrito=distrito,
        demanda=demanda.codigo,
        simulada=demanda.simulada,
        procedencia=demanda.fuente,
    )
