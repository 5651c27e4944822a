"""Reunir en una las demandas iguales de varias organizaciones, y separarlas mientras haya tiempo.

El programa propone; quien decide es una persona, que elige cuáles, da el título y confirma.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from rapidfuzz import fuzz, process

from nucleo.dominio import agrupadas
from nucleo.dominio.agrupadas import Descarte, NoEsCompartida, Parecido, Suma
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import ClaseDeDemanda, Demanda, Estado
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import EdicionConcurrente, MontoInvalido, NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.lectura import reparar_enie
from nucleo.dominio.matriz import PRIMERAS, primeras
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion
from nucleo.servicios.avances import renovar
from nucleo.servicios.gobierno import exigir_lista_abierta, expediente, numero_que_sigue
from nucleo.servicios.importacion import rechazo
from nucleo.servicios.puertos import Unidad

AGRUPADAS, DESCARTADA = "demandas.agrupadas", "demandas.propuesta_descartada"
SEPARADA = "demandas.separada"
SOLA = N_("Quedó una sola organización en ella.")
GRUPO = "grupo"
"""Cómo se llama en la historia de una demanda la compartida en que va."""


@dataclass(frozen=True, slots=True)
class Pedida:
    """Una demanda en una propuesta, con quien la pide."""

    demanda: Demanda
    organizacion: Organizacion


@dataclass(frozen=True, slots=True)
class Propuesta:
    """Varias que pueden ir juntas: lo que sumarían y las que perderían su lugar en la matriz.

    `otras` son las demás del mismo sector que todavía pueden sumarse.
    """

    pedidas: Sequence[Pedida]
    suma: Suma
    desplazadas: Sequence[Pedida]
    otras: Sequence[Pedida] = ()

    @property
    def codigos(self) -> Sequence[str]:
        return [p.demanda.codigo for p in self.pedidas]


def parecido_de_titulos(titulo: str, otros: Sequence[str]) -> Sequence[float]:
    """De 0 a 100, sin mirar el orden de las palabras."""
    if not otros:
        return ()
    return [float(m) for m in process.cdist([titulo], otros, scorer=fuzz.token_sort_ratio)[0]]


def proponer(
    contexto: Contexto, unidad: Unidad, parecido: Parecido = parecido_de_titulos
) -> list[Propuesta]:
    """Las que se parecen, por orden de registro, sin escribir; con la lista cerrada, ninguna."""
    with unidad:
        proceso = unidad.priorizaciones.proceso(contexto.gestion)
        if proceso and proceso.congelada_en:
            return []
        todas = unidad.demandas.de_gestion(contexto.gestion)
        organizaciones = {o.id: o for o in unidad.organizaciones.todas()}
        descartes = unidad.demandas.descartes(contexto.gestion)
        grupos = agrupadas.propuestas(todas, organizaciones, descartes, parecido)
        return [_propuesta(grupo, todas, organizaciones) for grupo in grupos]


def mirar(contexto: Contexto, unidad: Unidad, numeros: Collection[int]) -> Propuesta:
    """Qué pasaría si esas fueran juntas, sin escribir. Levanta lo mismo que `agrupar`."""
    with unidad:
        todas = unidad.demandas.de_gestion(contexto.gestion)
        organizaciones = {o.id: o for o in unidad.organizaciones.todas()}
        elegidas = _elegidas(contexto, unidad, todas, organizaciones, numeros)
        sectores = {d.sector for d in elegidas}
        otras = [
            d for d in agrupadas.agrupables(todas) if d.sector in sectores and d not in elegidas
        ]
        return _propuesta(elegidas, todas, organizaciones, otras)


def agrupar(
    contexto: Contexto,
    unidad: Unidad,
    numeros: Collection[int],
    titulo: str,
    costo: Dinero | None = None,
) -> Demanda:
    """La compartida nueva, ya registrada. Sin `costo`, la suma de los suyos: después se revisa.

    Levanta `ListaCerrada`, `NoExiste`, `NoSeAgrupa`, `FaltaConQuien`, `SinLugar`, `MontoInvalido`
    o `FilaRechazada`, si el título no dice nada.
    """
    with unidad:
        unidad.reservar()
        todas = unidad.demandas.de_gestion(contexto.gestion)
        organizaciones = {o.id: o for o in unidad.organizaciones.todas()}
        elegidas = _elegidas(contexto, unidad, todas, organizaciones, numeros)
        compartida = _nueva(contexto, unidad, elegidas, titulo, costo)
        cuando = contexto.ahora()
        compartida.nacer(contexto.quien, cuando)
        unidad.demandas.agregar_todas([compartida])
        for demanda in elegidas:
            demanda.grupo_id = compartida.id
            paso = (GRUPO, "", compartida.codigo)
            demanda.anotar_correccion([paso], contexto.quien, cuando)
        carga = {
            "codigo": compartida.codigo,
            "titulo": compartida.titulo,
            "costo": str(compartida.costo),
            "codigos": [d.codigo for d in elegidas],
        }
        _anotar(contexto, unidad, AGRUPADAS, carga)
        renovar(contexto, unidad, AGRUPADAS)
        unidad.confirmar()
    return compartida


def descartar(contexto: Contexto, unidad: Unidad, numeros: Collection[int]) -> None:
    """Esas no se vuelven a proponer juntas. Repetir no hace nada."""
    with unidad:
        unidad.reservar()
        elegidas = _de_esos_numeros(contexto, unidad.demandas.de_gestion(contexto.gestion), numeros)
        cuales = sorted(str(d.id) for d in elegidas)
        hechos = unidad.demandas.descartes(contexto.gestion)
        if any(set(cuales) <= set(d.demandas) for d in hechos):
            return
        cuando = contexto.ahora()
        unidad.demandas.descartar(
            Descarte(nuevo_id(), contexto.gestion, cuales, cuando, contexto.quien)
        )
        _anotar(contexto, unidad, DESCARTADA, {"codigos": [d.codigo for d in elegidas]})
        unidad.confirmar()


def separar(
    contexto: Contexto, unidad: Unidad, numero: int, motivo: str, version: int | None = None
) -> None:
    """Deshace la compartida: cada una vuelve a competir sola. Repetir no hace nada.

    Levanta `NoExiste`, `NoEsCompartida`, `ListaCerrada` o, si otra persona la cambió después de la
    `version` que se vio, `EdicionConcurrente`.
    """
    with unidad:
        unidad.reservar()
        compartida = unidad.demandas.de(contexto.gestion, numero)
        if compartida is None:
            raise NoExiste("demanda", numero)
        if compartida.clase is not ClaseDeDemanda.AGRUPADA:
            raise NoEsCompartida(compartida.codigo)
        if not compartida.viva:
            return
        exigir_lista_abierta(contexto, unidad, compartida.codigo)
        if version is not None and version != compartida.version:
            raise EdicionConcurrente
        deshacer(contexto, unidad, compartida, motivo)
        renovar(contexto, unidad, SEPARADA)
        unidad.confirmar()


def deshacer(contexto: Contexto, unidad: Unidad, compartida: Demanda, motivo: str) -> None:
    """Lo mismo, dentro de otro cambio: con la unidad abierta y sin confirmar."""
    cuando = contexto.ahora()
    suyas = [d for d in unidad.demandas.del_grupo(compartida.id) if d.viva]
    for demanda in suyas:
        demanda.grupo_id = None
        demanda.anotar_correccion([(GRUPO, compartida.codigo, "")], contexto.quien, cuando)
    compartida.pasar_a(Estado.RETIRADA, contexto.quien, cuando, motivo)
    carga = {
        "codigo": compartida.codigo,
        "codigos": [d.codigo for d in suyas],
        "motivo": motivo,
    }
    _anotar(contexto, unidad, SEPARADA, carga)


def recomponer(contexto: Contexto, unidad: Unidad, integrante: Demanda) -> None:
    """Una integrante cambió o se retiró: la compartida suma otra vez, o se deshace si quedó sola.

    Va con la unidad abierta. El costo no cambia: es propio de la compartida.
    """
    if integrante.grupo_id is None:
        return
    de_gestion = unidad.demandas.de_gestion(contexto.gestion)
    compartida = next((d for d in de_gestion if d.id == integrante.grupo_id and d.viva), None)
    if compartida is None:
        return
    suyas = [d for d in unidad.demandas.del_grupo(compartida.id) if d.viva]
    if len({d.organizacion_id for d in suyas}) <= 1:
        deshacer(contexto, unidad, compartida, SOLA)
        return
    suma = agrupadas.sumar(suyas)
    compartida.beneficiarios, compartida.familias = suma.beneficiarios, suma.familias
    compartida.contraparte, compartida.pedida_por = suma.contraparte, suma.pedida_por
    compartida.prioridad, compartida.simulada = suma.prioridad, suma.simulada


def _propuesta(
    grupo: Sequence[Demanda],
    todas: Sequence[Demanda],
    organizaciones: Mapping[UUID, Organizacion],
    otras: Iterable[Demanda] = (),
) -> Propuesta:
    def con_quien(demandas: Iterable[Demanda]) -> list[Pedida]:
        return [Pedida(d, organizaciones[d.organizacion_id]) for d in demandas]

    pierden = _desplazadas(grupo, todas)
    return Propuesta(con_quien(grupo), agrupadas.sumar(grupo), con_quien(pierden), con_quien(otras))


def _desplazadas(grupo: Sequence[Demanda], todas: Sequence[Demanda]) -> list[Demanda]:
    """Las que hoy competirían y, si esas van juntas, ya no: la compartida ocupa su lugar."""
    suyas, ids = {d.organizacion_id for d in grupo}, {d.id for d in grupo}
    vivas = [d for d in todas if d.viva and d.organizacion_id in suyas]
    antes, _ = primeras(vivas)
    sueltas = [d for d in vivas if d.id not in ids and d.grupo_id is None]
    en_grupo: dict[UUID, set[UUID]] = {}
    for d in vivas:
        if d.grupo_id:
            en_grupo.setdefault(d.organizacion_id, set()).add(d.grupo_id)
    quedan: set[UUID] = set()
    for organizacion in suyas:
        lugares = PRIMERAS - 1 - len(en_grupo.get(organizacion, ()))
        de_esta = [d for d in sueltas if d.organizacion_id == organizacion]
        de_esta.sort(key=lambda d: (d.prioridad, d.numero))
        quedan |= {d.id for d in de_esta[: max(0, lugares)]}
    return [d for d in antes if d.id not in ids | quedan]


def _elegidas(
    contexto: Contexto,
    unidad: Unidad,
    todas: Sequence[Demanda],
    organizaciones: Mapping[UUID, Organizacion],
    numeros: Collection[int],
) -> list[Demanda]:
    elegidas = _de_esos_numeros(contexto, todas, numeros)
    if elegidas:
        exigir_lista_abierta(contexto, unidad, elegidas[0].codigo)
    agrupadas.exigir_juntables(elegidas, todas, organizaciones)
    return elegidas


def _de_esos_numeros(
    contexto: Contexto, todas: Sequence[Demanda], numeros: Collection[int]
) -> list[Demanda]:
    por_numero = {d.numero: d for d in todas}
    for numero in sorted(numeros):
        if numero not in por_numero:
            raise NoExiste("demanda", f"{contexto.gestion}-{numero:04d}")
    return [por_numero[numero] for numero in sorted(set(numeros))]


def _nueva(
    contexto: Contexto,
    unidad: Unidad,
    elegidas: Sequence[Demanda],
    titulo: str,
    costo: Dinero | None,
) -> Demanda:
    titulo = reparar_enie(titulo)
    if not plegar(titulo):
        raise rechazo("titulo", N_("no tiene letras ni números"))
    if costo is not None and costo <= CERO:
        raise MontoInvalido("costo", str(costo))
    gobierno, formulario = expediente(contexto, unidad)
    suma, primera, identidad = agrupadas.sumar(elegidas), elegidas[0], nuevo_id()
    return Demanda(
        id=identidad,
        organizacion_id=gobierno.id,
        formulario_id=formulario,
        gestion=contexto.gestion,
        numero=numero_que_sigue(contexto, unidad),
        referencia=f"agrupada:{identidad}",
        titulo=titulo,
        clave=plegar(titulo),
        sector=primera.sector,
        costo=suma.costo if costo is None else costo,
        prioridad=suma.prioridad,
        beneficiarios=suma.beneficiarios,
        familias=suma.familias,
        pedida_por=suma.pedida_por,
        contraparte=suma.contraparte,
        competencia=primera.competencia,
        tipo=primera.tipo,
        problema=primera.problema,
        lugar=", ".join(dict.fromkeys(d.lugar for d in elegidas if d.lugar)),
        simulada=suma.simulada,
        clase=ClaseDeDemanda.AGRUPADA,
    )


def _anotar(contexto: Contexto, unidad: Unidad, que: str, carga: Mapping[str, object]) -> None:
    datos = {"gestion": contexto.gestion, **carga}
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), datos))


def candidatas(contexto: Contexto, unidad: Unidad) -> list[Pedida]:
    """Las que todavía pueden juntarse, por sector y título, sin escribir."""
    with unidad:
        organizaciones = {o.id: o for o in unidad.organizaciones.todas()}
        posibles = agrupadas.agrupables(unidad.demandas.de_gestion(contexto.gestion))
        posibles.sort(key=lambda d: (d.sector, d.clave, d.numero))
        return [Pedida(d, organizaciones[d.organizacion_id]) for d in posibles]
