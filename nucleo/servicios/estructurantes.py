"""Los proyectos que el propio municipio lleva a la discusión (lámina 33), con su marca."""

from collections.abc import Mapping, Sequence
from typing import Any

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import ClaseDeDemanda, Demanda
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.lectura import reparar_enie
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import normalizar, plegar
from nucleo.dominio.organizaciones import Organizacion
from nucleo.servicios.avances import renovar
from nucleo.servicios.demandas import campos_de
from nucleo.servicios.gobierno import exigir_lista_abierta, expediente, numero_que_sigue
from nucleo.servicios.importacion import rechazo
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.revision import revisar

PROPUESTO = "estructurantes.propuesto"


def proponer(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, valores: Mapping[str, Any]
) -> Demanda:
    """Registra un proyecto del municipio. `valores` va por columna, como en una demanda.

    Además, `distritos`: los que abarca; ninguno, todo el municipio. Levanta `ListaCerrada`, o
    `FilaRechazada` si ya propuso uno igual o un plugin lo impide.
    """
    with unidad:
        unidad.reservar()
        exigir_lista_abierta(contexto, unidad, "")
        nuevo, gobierno = _nuevo(contexto, unidad, valores)
        nuevo.observaciones = revisar(contexto, ganchos, nuevo, gobierno)
        cuando = contexto.ahora()
        nuevo.nacer(contexto.quien, cuando)
        unidad.demandas.agregar_todas([nuevo])
        carga = {
            "gestion": contexto.gestion,
            "codigo": nuevo.codigo,
            "titulo": nuevo.titulo,
            "costo": str(nuevo.costo),
            "distritos": list(nuevo.distritos or ()),
        }
        unidad.anotar(Hecho(PROPUESTO, contexto.quien, cuando, carga))
        renovar(contexto, unidad, PROPUESTO)
        unidad.confirmar()
    return nuevo


def _nuevo(
    contexto: Contexto, unidad: Unidad, valores: Mapping[str, Any]
) -> tuple[Demanda, Organizacion]:
    titulo = reparar_enie(valores["demanda"])
    _exigir_nuevo(contexto, unidad, titulo)
    gobierno, formulario = expediente(contexto, unidad)
    suyos = [d for d in de_gestion(contexto, unidad) if d.viva]
    identidad = nuevo_id()
    nuevo = Demanda(
        id=identidad,
        organizacion_id=gobierno.id,
        formulario_id=formulario,
        gestion=contexto.gestion,
        numero=numero_que_sigue(contexto, unidad),
        referencia=f"estructurante:{identidad}",
        titulo=titulo,
        clave=plegar(titulo),
        prioridad=valores.get("prioridad") or len(suyos) + 1,
        simulada=valores.get("simulado", False),
        clase=ClaseDeDemanda.ESTRUCTURANTE,
        distritos=_distritos(valores.get("distritos") or ()),
        **campos_de(valores),
    )
    return nuevo, gobierno


def de_gestion(contexto: Contexto, unidad: Unidad) -> list[Demanda]:
    """Todos los de la gestión, con la unidad abierta; también los retirados."""
    return [
        d
        for d in unidad.demandas.de_gestion(contexto.gestion)
        if d.clase is ClaseDeDemanda.ESTRUCTURANTE
    ]


def _exigir_nuevo(contexto: Contexto, unidad: Unidad, titulo: str) -> None:
    clave = plegar(titulo)
    if not clave:
        raise rechazo("demanda", N_("no tiene letras ni números"))
    for otro in de_gestion(contexto, unidad):
        if otro.viva and otro.clave == clave:
            texto = N_("el municipio ya propuso lo mismo en la %(codigo)s")
            raise rechazo("demanda", texto, codigo=otro.codigo)


def _distritos(nombres: Sequence[str]) -> list[str]:
    """Sin repetir, como se escribieron."""
    return [*{plegar(n): normalizar(n) for n in nombres if plegar(n)}.values()]
