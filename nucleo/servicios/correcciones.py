"""Lo que se hace con una demanda ya presentada: corregirla o retirarla, mientras haya tiempo."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from nucleo.dominio.agrupadas import VaEnCompartida
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import (
    Cambios,
    ClaseDeDemanda,
    Demanda,
    DemandaRetirada,
    Estado,
    ListaCerrada,
)
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.lectura import reparar_enie
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import plegar
from nucleo.servicios.agrupacion import recomponer
from nucleo.servicios.avances import renovar
from nucleo.servicios.demandas import campos_de, datos_de_demanda
from nucleo.servicios.importacion import rechazo
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.revision import revisar

CORREGIDA, RETIRADA = "demandas.corregida", "demandas.retirada"
SE_CORRIGEN = (
    "demanda",
    "problema",
    "sector",
    "tipo",
    "lugar",
    "costo",
    "contraparte",
    "tipo_contraparte",
    "beneficiarias",
    "beneficiarios",
    "familias",
    "prioridad",
    "pedida_por",
    "orden_mujeres",
    "orden_hombres",
    "competencia",
    "preparacion",
    "fuente",
)
"""Las columnas de la demanda. Quién la pide y su asamblea son del formulario, que es de varias."""
SUMADAS = frozenset(
    {
        "contraparte",
        "tipo_contraparte",
        "beneficiarias",
        "beneficiarios",
        "familias",
        "prioridad",
        "pedida_por",
        "orden_mujeres",
        "orden_hombres",
    }
)
"""Lo que la compartida junta de las suyas: se corrige en cada una."""
DE_ASAMBLEA = frozenset(
    {"contraparte", "tipo_contraparte", "pedida_por", "orden_mujeres", "orden_hombres"}
)
"""Lo que un proyecto del municipio no tiene."""


def se_corrigen(demanda: Demanda) -> Sequence[str]:
    """Las columnas que se pueden corregir de esa demanda, según de quién nace."""
    ajenas = {
        ClaseDeDemanda.DE_ORGANIZACION: frozenset[str](),
        ClaseDeDemanda.AGRUPADA: SUMADAS,
        ClaseDeDemanda.ESTRUCTURANTE: DE_ASAMBLEA,
    }[demanda.clase]
    return [columna for columna in SE_CORRIGEN if columna not in ajenas]


def demanda_abierta(contexto: Contexto, unidad: Unidad, numero: int) -> Demanda:
    """La que todavía se puede cambiar, con la unidad abierta.

    O `NoExiste`, `DemandaRetirada` o, si la lista de la gestión se cerró, `ListaCerrada`.
    """
    demanda = demanda_de(contexto, unidad, numero)
    if not demanda.viva:
        raise DemandaRetirada(demanda.codigo)
    proceso = unidad.priorizaciones.proceso(contexto.gestion)
    if demanda.estado is not Estado.REGISTRADA or (proceso and proceso.congelada_en):
        raise ListaCerrada(demanda.codigo, contexto.gestion)
    return demanda


def demanda_de(contexto: Contexto, unidad: Unidad, numero: int) -> Demanda:
    """La de ese número en la gestión, o `NoExiste`."""
    demanda = unidad.demandas.de(contexto.gestion, numero)
    if demanda is None:
        raise NoExiste("demanda", numero)
    return demanda


def lo_registrado(demanda: Demanda) -> dict[str, Any]:
    """Lo que se puede corregir, como está ahora: columna → valor."""
    datos = _datos(demanda)
    return {columna: datos[columna] for columna in se_corrigen(demanda)}


def _datos(demanda: Demanda) -> dict[str, Any]:
    return datos_de_demanda(demanda) | {"demanda": demanda.titulo}


def corregir(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    numero: int,
    version: int,
    valores: Mapping[str, Any],
) -> bool:
    """Deja la demanda como dicen `valores` (columna → valor ya leído) y dice si algo cambió.

    Pasa por las mismas reglas que al registrarla: lo que un plugin impide, o un título que su
    organización ya pidió, levanta `FilaRechazada`. Si otra persona la cambió después de la
    `version` que se vio, `EdicionConcurrente`. El hecho, y la historia de la demanda, dicen qué
    había y qué quedó.
    """
    with unidad:
        unidad.reservar()
        demanda = demanda_abierta(contexto, unidad, numero)
        if demanda.version != version:
            raise EdicionConcurrente
        antes = lo_registrado(demanda)
        campos = _campos(contexto, unidad, demanda, valores)
        propuesta = replace(demanda, historial=[], **campos)
        cambios = _cambios(antes, lo_registrado(propuesta))
        if not cambios:
            return False
        organizacion = unidad.organizaciones.de(demanda.organizacion_id)
        if organizacion is None:
            raise NoExiste("organizacion", demanda.organizacion_id)
        campos["observaciones"] = revisar(contexto, ganchos, propuesta, organizacion)
        for campo, valor in campos.items():
            setattr(demanda, campo, valor)
        demanda.anotar_correccion(cambios, contexto.quien, contexto.ahora())
        recomponer(contexto, unidad, demanda)
        dichos = {columna: {"antes": a, "despues": d} for columna, a, d in cambios}
        _anotar(contexto, unidad, CORREGIDA, demanda, {"cambios": dichos})
        renovar(contexto, unidad, CORREGIDA)
        unidad.confirmar()
    return True


def retirar(contexto: Contexto, unidad: Unidad, numero: int, motivo: str) -> None:
    """La saca de la lista para siempre; queda en la memoria con su motivo. Repetir no hace nada.

    Si iba en una compartida, esta suma sin ella o, si quedó una sola organización, se deshace. Una
    compartida no se retira: se separa (`VaEnCompartida`).
    """
    with unidad:
        unidad.reservar()
        if not demanda_de(contexto, unidad, numero).viva:
            return
        demanda = demanda_abierta(contexto, unidad, numero)
        if demanda.clase is ClaseDeDemanda.AGRUPADA:
            raise VaEnCompartida(demanda.codigo)
        demanda.pasar_a(Estado.RETIRADA, contexto.quien, contexto.ahora(), motivo)
        recomponer(contexto, unidad, demanda)
        _anotar(contexto, unidad, RETIRADA, demanda, {"motivo": motivo})
        renovar(contexto, unidad, RETIRADA)
        unidad.confirmar()


def _campos(
    contexto: Contexto, unidad: Unidad, demanda: Demanda, valores: Mapping[str, Any]
) -> dict[str, Any]:
    titulo = reparar_enie(valores["demanda"])
    clave = plegar(titulo)
    if not clave:
        raise rechazo("demanda", N_("no tiene letras ni números"))
    for otra in unidad.demandas.de_gestion(contexto.gestion):
        suya = otra.organizacion_id == demanda.organizacion_id and otra.viva
        if suya and otra.clave == clave != demanda.clave:
            texto = N_("su organización ya pidió lo mismo en la %(codigo)s")
            raise rechazo("demanda", texto, codigo=otra.codigo)
    prioridad = valores.get("prioridad") or demanda.prioridad
    fijos = {c: v for c, v in _datos(demanda).items() if c not in se_corrigen(demanda)}
    return campos_de(fijos | dict(valores)) | {
        "titulo": titulo,
        "clave": clave,
        "prioridad": prioridad,
    }


def _cambios(antes: Mapping[str, Any], despues: Mapping[str, Any]) -> Cambios:
    """Solo las columnas que cambian, con lo que había y lo que queda."""
    return [
        (columna, _llano(antes[columna]), _llano(despues[columna]))
        for columna in antes
        if antes[columna] != despues[columna]
    ]


def _llano(valor: object) -> object:
    """Como va en un JSON que cualquiera lee."""
    if isinstance(valor, StrEnum):
        return valor.value
    return str(valor) if isinstance(valor, Dinero) else valor


def _anotar(
    contexto: Contexto, unidad: Unidad, que: str, demanda: Demanda, carga: Mapping[str, object]
) -> None:
    datos = {"gestion": contexto.gestion, "codigo": demanda.codigo, **carga}
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), datos))
