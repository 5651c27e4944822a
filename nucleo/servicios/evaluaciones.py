"""Evaluar lo priorizado: mirar por dónde va, anotar lo revisado, dictaminar y responder."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import Demanda
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.evaluaciones import (
    FINALES,
    OBRA_MENOR,
    SE_EVALUAN,
    AlEdc,
    Condicion,
    CondicionesSinResolver,
    Dictamen,
    DictamenIncompleto,
    DictamenYaRespondido,
    Escrito,
    Etapa,
    EtapaNoPermitida,
    Evaluacion,
    NoSeEvalua,
    Revision,
    YaDictaminada,
    guardada,
    propuesta_al_edc,
    siguientes,
)
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.organizaciones import Organizacion
from nucleo.servicios.correcciones import demanda_de
from nucleo.servicios.puertos import Unidad

REVISADA, DE_ETAPA, DICTAMINADA, RESPONDIDA = (
    "evaluaciones.revisada",
    "evaluaciones.de_etapa",
    "evaluaciones.dictaminada",
    "evaluaciones.respondida",
)


@dataclass(frozen=True, slots=True)
class Revisado:
    """Lo que se anota sin cambiar de etapa. Un costo vacío es «se queda el que se pidió»."""

    responsable: str = ""
    plazo: date | None = None
    observaciones: str = ""
    condiciones: Mapping[Condicion, Revision] | None = None
    costo: Dinero | None = None
    razon_del_costo: str = ""
    al_edc: AlEdc = AlEdc.SEGUN_LOS_DATOS


@dataclass(frozen=True, slots=True)
class Evaluada:
    """Una demanda priorizada y por dónde va su evaluación (`None`: nadie la empezó).

    `propuesta`, por qué conviene llevarla al EDC. `umbral`, el de la obra menor, en Bs. `puesto`,
    el de la última calificación (`None` si no está en ella).
    """

    demanda: Demanda
    organizacion: Organizacion
    evaluacion: Evaluacion | None
    propuesta: AlEdc | None
    hoy: date
    umbral: int = OBRA_MENOR
    puesto: int | None = None

    @property
    def etapa(self) -> Etapa:
        return self.evaluacion.etapa if self.evaluacion else Etapa.SIN_EMPEZAR

    @property
    def version(self) -> int:
        """La que va en el formulario; cero si todavía no se empezó."""
        return self.evaluacion.version if self.evaluacion else 0

    @property
    def costo(self) -> Dinero:
        return self.evaluacion.costo(self.demanda.costo) if self.evaluacion else self.demanda.costo

    @property
    def atrasada(self) -> bool:
        return self.evaluacion is not None and self.evaluacion.atrasada(self.hoy)

    @property
    def siguientes(self) -> Sequence[Etapa]:
        return siguientes(self.etapa, self.costo, self.umbral)

    @property
    def dictamen(self) -> Dictamen | None:
        return self.evaluacion.dictamen(self.demanda.costo) if self.evaluacion else None

    @property
    def por_responder(self) -> bool:
        """Si volvió a la organización y ella todavía no dijo nada."""
        e = self.evaluacion
        return e is not None and e.etapa is Etapa.NO_VIABLE and e.respondida_en is None


def evaluables(contexto: Contexto, unidad: Unidad, umbral: int = OBRA_MENOR) -> list[Evaluada]:
    """Las demandas priorizadas de la gestión, por su código. No escribe."""
    with unidad:
        techo, puestos = _techo(contexto, unidad), _puestos(contexto, unidad)
        organizaciones = {o.id: o for o in unidad.organizaciones.todas()}
        hechas = {e.codigo: e for e in unidad.evaluaciones.de_gestion(contexto.gestion)}
        hoy = dia_en_bolivia(contexto.ahora())
        return [
            replace(
                _evaluada(
                    d, organizaciones[d.organizacion_id], hechas.get(d.codigo), techo, hoy, umbral
                ),
                puesto=puestos.get(d.id),
            )
            for d in unidad.demandas.de_gestion(contexto.gestion)
            if d.estado in SE_EVALUAN
        ]


def evaluada(contexto: Contexto, unidad: Unidad, numero: int, umbral: int = OBRA_MENOR) -> Evaluada:
    """La de esa demanda. `NoExiste`, o `NoSeEvalua` si todavía no se priorizó. No escribe."""
    with unidad:
        demanda = _priorizada(contexto, unidad, numero)
        organizacion = unidad.organizaciones.de(demanda.organizacion_id)
        if organizacion is None:
            raise NoExiste("organizacion", demanda.organizacion_id)
        return _evaluada(
            demanda,
            organizacion,
            unidad.evaluaciones.de(contexto.gestion, demanda.codigo),
            _techo(contexto, unidad),
            dia_en_bolivia(contexto.ahora()),
            umbral,
        )


def por_atencion(evaluadas: Iterable[Evaluada]) -> list[Evaluada]:
    """Primero lo atrasado, después lo que no tiene dictamen; en cada caso, por su puesto."""
    return sorted(
        evaluadas,
        key=lambda e: (
            not e.atrasada,
            e.dictamen is not None,
            e.puesto is None,
            e.puesto or 0,
            e.demanda.numero,
        ),
    )


def por_etapa(evaluadas: Sequence[Evaluada]) -> dict[Etapa, int]:
    """Cuántas hay en cada etapa, también las que no tienen ninguna."""
    cuentas = Counter(e.etapa for e in evaluadas)
    return {etapa: cuentas[etapa] for etapa in Etapa}


def propuestas(contexto: Contexto, unidad: Unidad) -> Mapping[str, AlEdc]:
    """Código → por qué se propone llevarla al EDC. Nada se entrega solo."""
    return {e.demanda.codigo: e.propuesta for e in evaluables(contexto, unidad) if e.propuesta}


def costo_para_el_poa(unidad: Unidad, demanda: Demanda) -> Dinero:
    """El costo revisado por la evaluación o, si no hay, el que se pidió. Con la unidad abierta."""
    evaluacion = unidad.evaluaciones.de(demanda.gestion, demanda.codigo)
    return evaluacion.costo(demanda.costo) if evaluacion else demanda.costo


def dictamen_de(unidad: Unidad, demanda: Demanda) -> Dictamen | None:
    """El que rige, o `None` si todavía no hay. Con la unidad abierta."""
    evaluacion = unidad.evaluaciones.de(demanda.gestion, demanda.codigo)
    return evaluacion.dictamen(demanda.costo) if evaluacion else None


def revisar(
    contexto: Contexto, unidad: Unidad, numero: int, version: int, revisado: Revisado
) -> bool:
    """Anota responsable, plazo, condiciones, costo y propuesta; la empieza si nadie la empezó.

    Dice si algo cambió. `EdicionConcurrente` si otra persona guardó después de esa `version`;
    `DictamenIncompleto` si el costo cambia y no se dice por qué. Con dictamen, `YaDictaminada` si
    cambia el costo y `CondicionesSinResolver` si lo viable dejaría de serlo: se vuelve a evaluar.
    """
    with unidad:
        unidad.reservar()
        demanda = _priorizada(contexto, unidad, numero)
        evaluacion = _de_esa_version(contexto, unidad, demanda, version)
        if revisado.costo == demanda.costo:
            revisado = _sin_costo(revisado)
        if revisado.costo is not None and not revisado.razon_del_costo:
            raise DictamenIncompleto(demanda.codigo, Escrito.RAZON_DEL_COSTO)
        _exigir_que_siga_dictaminada(demanda, evaluacion, revisado)
        nueva = evaluacion is None
        if evaluacion is None:
            evaluacion = _empezada(contexto, demanda)
            unidad.evaluaciones.agregar(evaluacion)
        cambios = _anotar_revisado(evaluacion, revisado)
        if not (cambios or nueva):
            return False
        _hecho(contexto, unidad, REVISADA, demanda, {"cambios": cambios})
        unidad.confirmar()
    return True


def pasar(
    contexto: Contexto,
    unidad: Unidad,
    numero: int,
    version: int,
    hacia: Etapa,
    motivo: str,
    alternativa: str = "",
    umbral: int = OBRA_MENOR,
) -> Evaluacion:
    """Pasa a otra etapa o dictamina, con su motivo; lo no viable lleva además una alternativa.

    `EtapaNoPermitida` si no toca, `DictamenIncompleto` si falta algo escrito y
    `CondicionesSinResolver` si se quiere declarar viable lo que todavía no lo es.
    """
    with unidad:
        unidad.reservar()
        demanda = _priorizada(contexto, unidad, numero)
        evaluacion = _de_esa_version(contexto, unidad, demanda, version)
        desde = evaluacion.etapa if evaluacion else Etapa.SIN_EMPEZAR
        costo = evaluacion.costo(demanda.costo) if evaluacion else demanda.costo
        if hacia not in siguientes(desde, costo, umbral):
            raise EtapaNoPermitida(demanda.codigo, desde, hacia)
        _exigir_escrito(demanda, hacia, motivo, alternativa)
        if evaluacion is None:
            evaluacion = _empezada(contexto, demanda)
            unidad.evaluaciones.agregar(evaluacion)
        else:
            if hacia is Etapa.VIABLE and evaluacion.sin_resolver:
                raise CondicionesSinResolver(demanda.codigo, tuple(evaluacion.sin_resolver))
            evaluacion.pasar_a(hacia, contexto.quien, contexto.ahora(), motivo, alternativa)
        que = DICTAMINADA if hacia in FINALES else DE_ETAPA
        carga = {"desde": desde.value, "hacia": hacia.value, "motivo": motivo}
        _hecho(contexto, unidad, que, demanda, carga)
        unidad.confirmar()
    return evaluacion


def responder(contexto: Contexto, unidad: Unidad, numero: int, respuesta: str) -> None:
    """Lo que la organización contesta a un «no viable». La misma respuesta otra vez no hace nada.

    `EtapaNoPermitida` si no hay un «no viable» que responder, `DictamenYaRespondido` si ya se hizo.
    """
    with unidad:
        unidad.reservar()
        demanda = _priorizada(contexto, unidad, numero)
        evaluacion = unidad.evaluaciones.de(contexto.gestion, demanda.codigo)
        if evaluacion is None or evaluacion.etapa is not Etapa.NO_VIABLE:
            etapa = evaluacion.etapa if evaluacion else Etapa.SIN_EMPEZAR
            raise EtapaNoPermitida(demanda.codigo, etapa, Etapa.NO_VIABLE)
        if evaluacion.respondida_en:
            if evaluacion.respuesta == respuesta:
                return
            raise DictamenYaRespondido(demanda.codigo, evaluacion.respondida_por)
        evaluacion.respuesta, evaluacion.respondida_por = respuesta, contexto.quien
        evaluacion.respondida_en = contexto.ahora()
        _hecho(contexto, unidad, RESPONDIDA, demanda, {})
        unidad.confirmar()


def _evaluada(
    demanda: Demanda,
    organizacion: Organizacion,
    evaluacion: Evaluacion | None,
    techo: Dinero,
    hoy: date,
    umbral: int,
) -> Evaluada:
    propuesta = propuesta_al_edc(demanda, evaluacion, techo)
    return Evaluada(demanda, organizacion, evaluacion, propuesta, hoy, umbral)


def _techo(contexto: Contexto, unidad: Unidad) -> Dinero:
    return sum((t.monto for t in unidad.techos.de_gestion(contexto.gestion)), CERO)


def _puestos(contexto: Contexto, unidad: Unidad) -> Mapping[UUID, int]:
    corrida = unidad.priorizaciones.ultima(contexto.gestion)
    return {p.demanda_id: p.lugar for p in corrida.puestos} if corrida else {}


def _priorizada(contexto: Contexto, unidad: Unidad, numero: int) -> Demanda:
    demanda = demanda_de(contexto, unidad, numero)
    if demanda.estado not in SE_EVALUAN:
        raise NoSeEvalua(demanda.codigo, demanda.estado)
    return demanda


def _de_esa_version(
    contexto: Contexto, unidad: Unidad, demanda: Demanda, version: int
) -> Evaluacion | None:
    evaluacion = unidad.evaluaciones.de(contexto.gestion, demanda.codigo)
    if (evaluacion.version if evaluacion else 0) != version:
        raise EdicionConcurrente
    return evaluacion


def _empezada(contexto: Contexto, demanda: Demanda) -> Evaluacion:
    return Evaluacion(
        nuevo_id(), contexto.gestion, demanda.codigo, contexto.ahora(), contexto.quien
    )


def _exigir_escrito(demanda: Demanda, hacia: Etapa, motivo: str, alternativa: str) -> None:
    if not motivo.strip():
        raise DictamenIncompleto(demanda.codigo, Escrito.MOTIVO)
    if hacia is Etapa.NO_VIABLE and not alternativa.strip():
        raise DictamenIncompleto(demanda.codigo, Escrito.ALTERNATIVA)


def _exigir_que_siga_dictaminada(
    demanda: Demanda, evaluacion: Evaluacion | None, revisado: Revisado
) -> None:
    if evaluacion is None or evaluacion.etapa not in FINALES:
        return
    if revisado.costo != evaluacion.costo_revisado:
        raise YaDictaminada(demanda.codigo)
    dichas = revisado.condiciones or {}
    mal = tuple(c for c in Condicion if not ((r := dichas.get(c)) and r.resuelta))
    if evaluacion.etapa is Etapa.VIABLE and mal:
        raise CondicionesSinResolver(demanda.codigo, mal)


def _sin_costo(r: Revisado) -> Revisado:
    """El costo «revisado» que es el mismo no es una revisión."""
    return Revisado(r.responsable, r.plazo, r.observaciones, r.condiciones, None, "", r.al_edc)


def _anotar_revisado(evaluacion: Evaluacion, r: Revisado) -> dict[str, list[Any]]:
    """Pone lo dicho y devuelve, por campo, lo que había y lo que quedó."""
    propuestos: dict[str, Any] = {
        "responsable": r.responsable,
        "plazo": r.plazo,
        "observaciones": r.observaciones,
        "costo_revisado": r.costo,
        "razon_del_costo": r.razon_del_costo if r.costo is not None else "",
        "al_edc": r.al_edc,
    }
    if r.condiciones is not None:
        propuestos["condiciones"] = guardada(r.condiciones)
    cambios = {}
    for campo, nuevo in propuestos.items():
        antes = getattr(evaluacion, campo)
        if antes != nuevo:
            cambios[campo] = [_llano(antes), _llano(nuevo)]
            setattr(evaluacion, campo, nuevo)
    return cambios


def _llano(valor: object) -> object:
    """Como va en un JSON que cualquiera lee."""
    return str(valor) if isinstance(valor, Dinero | date) else valor


def _hecho(
    contexto: Contexto, unidad: Unidad, que: str, demanda: Demanda, carga: Mapping[str, object]
) -> None:
    datos = {"gestion": contexto.gestion, "codigo": demanda.codigo, **carga}
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), datos))
