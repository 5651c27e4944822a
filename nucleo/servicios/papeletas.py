"""La papeleta de cada organización en la Cumbre 2: llenarla, cargarlas de una planilla y mirarlas.

Se abren al congelar la lista, porque antes no se sabe entre qué demandas se marca, y se cierran al
acordar los pesos: lo que decide queda fijo antes de saber quién gana.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from nucleo.dominio.asambleas import Constancia
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Proceso
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.lectura import si_o_no, texto_de
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.papeletas import (
    NoEstaEnLaMatriz,
    Papeleta,
    PapeletasCerradas,
    PapeletasSinAbrir,
    Ventana,
)
from nucleo.servicios.calculo import proceso_de, reunir
from nucleo.servicios.encabezados import Columna, Planilla
from nucleo.servicios.importacion import Avance, Fila, Importacion, hecho, rechazo
from nucleo.servicios.importacion import importar as importar_filas
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE, Padron
from nucleo.servicios.puertos import Unidad

LARGO_DE_CODIGO = 40
LARGO_DE_TITULO = 500


@dataclass(frozen=True, slots=True)
class ANombreDe:
    """Por quién la llenó el municipio y con qué consta; la dirigencia, si está registrada."""

    constancia: Constancia
    dirigencia_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Boleta:
    """Lo que una organización tiene delante: la matriz, lo que marcó y si puede cambiarlo.

    `suyas` y `marcadas` son códigos; `papeleta` es `None` si todavía no llenó ninguna.
    """

    organizacion: Organizacion
    ventana: Ventana
    proceso: Proceso
    filas: Sequence[FilaDeMatriz]
    papeleta: Papeleta | None

    @property
    def suyas(self) -> frozenset[str]:
        return frozenset(f.codigo for f in self.filas if self.organizacion.id in f.organizaciones)

    @property
    def marcadas(self) -> Sequence[str]:
        return list(self.papeleta.demandas) if self.papeleta else []

    @property
    def version(self) -> int:
        """La que se vio; cero si no había."""
        return self.papeleta.version if self.papeleta else 0


def ventana_de(proceso: Proceso) -> Ventana:
    """Si se pueden llenar con el proceso así."""
    if proceso.acordada_en:
        return Ventana.CERRADA
    return Ventana.ABIERTA if proceso.congelada_en else Ventana.SIN_ABRIR


def exigir_abierta(proceso: Proceso) -> None:
    """`PapeletasSinAbrir` o `PapeletasCerradas`, si ahora no se puede."""
    if proceso.acordada_en:
        cuando = proceso.acordada_en.isoformat(timespec="minutes")
        raise PapeletasCerradas(proceso.gestion, cuando)
    if not proceso.congelada_en:
        raise PapeletasSinAbrir(proceso.gestion)


def abrir(contexto: Contexto, unidad: Unidad, organizacion_id: UUID) -> Boleta:
    """La de una organización, para mostrarla; o `NoExiste`."""
    with unidad:
        proceso = proceso_de(contexto, unidad)
        return Boleta(
            _organizacion(unidad, organizacion_id),
            ventana_de(proceso),
            proceso,
            reunir(contexto, unidad).matriz.filas,
            unidad.papeletas.de(contexto.gestion, organizacion_id),
        )


def registrar(
    contexto: Contexto,
    unidad: Unidad,
    organizacion_id: UUID,
    codigos: Iterable[str],
    version: int,
    por: ANombreDe | None = None,
) -> Papeleta:
    """Guarda lo que marcó. `version` es la que se vio (cero: no había); si ya es otra, choca.

    Con `por`, la llenó el municipio a nombre de ella. `NoEstaEnLaMatriz` si un código no compite.
    """
    with unidad:
        unidad.reservar()
        exigir_abierta(proceso_de(contexto, unidad))
        organizacion = _organizacion(unidad, organizacion_id)
        ajenas = _ajenas(contexto, reunir(contexto, unidad).matriz.filas, organizacion, codigos)
        papeleta = unidad.papeletas.de(contexto.gestion, organizacion_id)
        if (papeleta.version if papeleta else 0) != version:
            raise EdicionConcurrente
        if papeleta is None:
            papeleta = Papeleta(nuevo_id(), contexto.gestion, organizacion_id)
            _llenar(contexto, papeleta, ajenas, por)
            unidad.papeletas.agregar_todas([papeleta])
        else:
            _llenar(contexto, papeleta, ajenas, por)
        unidad.anotar(_hecho(contexto, papeleta))
        unidad.confirmar()
    return papeleta


def _organizacion(unidad: Unidad, organizacion_id: UUID) -> Organizacion:
    organizacion = unidad.organizaciones.de(organizacion_id)
    if organizacion is None:
        raise NoExiste("organización", organizacion_id)
    return organizacion


def _ajenas(
    contexto: Contexto,
    filas: Sequence[FilaDeMatriz],
    organizacion: Organizacion,
    codigos: Iterable[str],
) -> list[str]:
    """Lo marcado que no es suyo, en orden y sin repetir."""
    de_quienes = {f.codigo: f.organizaciones for f in filas}
    marcados = sorted(set(codigos))
    for codigo in marcados:
        if codigo not in de_quienes:
            raise NoEstaEnLaMatriz(codigo, contexto.gestion)
    return [c for c in marcados if organizacion.id not in de_quienes[c]]


def _llenar(
    contexto: Contexto, papeleta: Papeleta, ajenas: list[str], por: ANombreDe | None
) -> None:
    papeleta.demandas = ajenas
    papeleta.cuando, papeleta.quien = contexto.ahora(), contexto.quien
    papeleta.constancia = por.constancia if por else None
    papeleta.dirigencia_id = por.dirigencia_id if por else None
    papeleta.procedencia, papeleta.simulada = "", False


def _hecho(contexto: Contexto, papeleta: Papeleta) -> Hecho:
    """Del detalle de la constancia, nada: puede nombrar personas."""
    constancia = papeleta.constancia
    carga = {
        "gestion": papeleta.gestion,
        "organizacion": str(papeleta.organizacion_id),
        "demandas": list(papeleta.demandas),
        "medio": constancia.medio.value if constancia else "",
    }
    return Hecho("papeletas.registrada", contexto.quien, contexto.ahora(), carga)


# ── La planilla: un renglón por organización y demanda que la beneficia ─────────────────────────


@dataclass(frozen=True, slots=True)
class _Marca:
    organizacion_id: UUID
    codigo: str
    fuente: str
    simulada: bool


def columnas(padron: Padron) -> tuple[Columna, ...]:
    """«Demanda» se lee para que la planilla exportada vuelva sin avisos; manda el código."""
    return (
        Columna(
            "otb", "OTB", padron.hallar,
            ("organizacion", "comunidad", "junta", "junta vecinal", "nombre de la otb"),
            obligatoria=True,
        ),
        Columna(
            "codigo", "Código", texto_de(LARGO_DE_CODIGO),
            ("codigo de la demanda", "cod", "apoya", "demanda que apoya"),
            obligatoria=True,
        ),
        Columna("demanda", "Demanda", texto_de(LARGO_DE_TITULO), ("titulo",)),
        Columna("fuente", "Fuente del dato", texto_de(LARGO_DE_FUENTE), ("fuente", "origen")),
        Columna("simulado", "Simulado", si_o_no, ("simulada", "dato simulado", "es simulado")),
    )  # fmt: skip


def importar(
    contexto: Contexto,
    unidad: Unidad,
    planilla: Planilla,
    *,
    parcial: bool = False,
    avance: Avance | None = None,
    ensayo: bool = False,
) -> Importacion:
    """Agrega a cada papeleta las demandas que le falten; no quita ninguna. Crea las que no hay.

    La suya y la ya marcada cuentan como repetidas. `PapeletasSinAbrir` o `PapeletasCerradas` si
    no es el momento.
    """
    with unidad:
        if not ensayo:
            unidad.reservar()
        exigir_abierta(proceso_de(contexto, unidad))
        padron = Padron(unidad.organizaciones.todas())
        urna = _Urna(contexto, unidad)
        importacion, nuevas = importar_filas(
            planilla, columnas(padron), urna.procesar, parcial=parcial, avance=avance, ensayo=ensayo
        )
        if nuevas:
            urna.guardar(nuevas)
            unidad.anotar(
                hecho("papeletas.importadas", contexto, importacion, gestion=contexto.gestion)
            )
            unidad.confirmar()
    return importacion


class _Urna:
    """Las papeletas de la gestión y lo que cada una ya tiene marcado; crece con cada fila."""

    def __init__(self, contexto: Contexto, unidad: Unidad) -> None:
        self.contexto, self.unidad = contexto, unidad
        filas = reunir(contexto, unidad).matriz.filas
        self.por_codigo = {plegar(f.codigo): f for f in filas}
        self.papeletas = {
            p.organizacion_id: p for p in unidad.papeletas.de_gestion(contexto.gestion)
        }
        self.marcadas: dict[UUID, set[str]] = defaultdict(set)
        for p in self.papeletas.values():
            self.marcadas[p.organizacion_id] |= set(p.demandas)

    def procesar(self, fila: Fila) -> _Marca | None:
        """La marca nueva de la fila o `None` si ya estaba; levanta `FilaRechazada`."""
        dato = fila.valores
        organizacion: Organizacion = dato["otb"]
        demanda = self.por_codigo.get(plegar(dato["codigo"]))
        if demanda is None:
            raise rechazo("codigo", N_("no está entre las demandas que compiten en esta gestión"))
        suyas = self.marcadas[organizacion.id]
        if organizacion.id in demanda.organizaciones or demanda.codigo in suyas:
            return None
        suyas.add(demanda.codigo)
        return _Marca(
            organizacion.id, demanda.codigo, dato.get("fuente", ""), dato.get("simulado", False)
        )

    def guardar(self, marcas: Sequence[_Marca]) -> None:
        """Cada papeleta queda con lo que tenía y lo nuevo."""
        por_organizacion: dict[UUID, list[_Marca]] = defaultdict(list)
        for marca in marcas:
            por_organizacion[marca.organizacion_id].append(marca)
        nuevas = []
        for quien, suyas in por_organizacion.items():
            papeleta = self.papeletas.get(quien)
            if papeleta is None:
                papeleta = Papeleta(nuevo_id(), self.contexto.gestion, quien)
                nuevas.append(papeleta)
            papeleta.demandas = sorted({*papeleta.demandas, *(m.codigo for m in suyas)})
            papeleta.cuando, papeleta.quien = self.contexto.ahora(), self.contexto.quien
            papeleta.procedencia = next((m.fuente for m in suyas if m.fuente), papeleta.procedencia)
            papeleta.simulada = papeleta.simulada or any(m.simulada for m in suyas)
        self.unidad.papeletas.agregar_todas(nuevas)


# ── Mirarlas todas ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Votante:
    """Una organización frente a la matriz. `personas` es `None` si no se sabe cuántas son.

    `demandas` son códigos, con las suyas; `papeleta` es `None` si no llenó: vale lo suyo.
    """

    organizacion: Organizacion
    personas: int | None
    demandas: Sequence[str]
    papeleta: Papeleta | None


@dataclass(frozen=True, slots=True)
class DemandaApoyada:
    """Una demanda y quién dice que la beneficia; `personas`, cuánta gente suman."""

    fila: FilaDeMatriz
    de: Sequence[Votante]

    @property
    def personas(self) -> int:
        return sum(v.personas or 0 for v in self.de)


@dataclass(frozen=True, slots=True)
class Recuento:
    """Todas las papeletas de una gestión, contadas: la demanda con más gente primero."""

    ventana: Ventana
    proceso: Proceso
    demandas: Sequence[DemandaApoyada]
    votantes: Sequence[Votante]

    @property
    def llenas(self) -> int:
        return sum(v.papeleta is not None for v in self.votantes)

    @property
    def simuladas(self) -> int:
        return sum(v.papeleta is not None and v.papeleta.simulada for v in self.votantes)

    @property
    def sin_peso(self) -> Sequence[Votante]:
        """Apoyan algo y no se sabe cuánta gente vive en ellas: por eso no pesan."""
        return [v for v in self.votantes if v.demandas and not v.personas]


def contar(contexto: Contexto, unidad: Unidad) -> Recuento:
    """Quién apoya qué. No escribe nada ni pregunta a ningún plugin."""
    with unidad:
        proceso = proceso_de(contexto, unidad)
        filas = reunir(contexto, unidad).matriz.filas
        papeletas = {p.organizacion_id: p for p in unidad.papeletas.de_gestion(contexto.gestion)}
        organizaciones = sorted(unidad.organizaciones.todas(), key=lambda o: o.clave)
    votantes = [_votante(o, filas, papeletas.get(o.id)) for o in organizaciones]
    por_codigo: Mapping[str, list[Votante]] = {f.codigo: [] for f in filas}
    for votante in votantes:
        for codigo in votante.demandas:
            por_codigo[codigo].append(votante)
    demandas = [DemandaApoyada(f, por_codigo[f.codigo]) for f in filas]
    demandas.sort(key=lambda d: (-d.personas, d.fila.numero))
    return Recuento(ventana_de(proceso), proceso, demandas, votantes)


def _votante(
    organizacion: Organizacion, filas: Sequence[FilaDeMatriz], papeleta: Papeleta | None
) -> Votante:
    marcadas = set(papeleta.demandas if papeleta else ())
    apoya = [f.codigo for f in filas if organizacion.id in f.organizaciones or f.codigo in marcadas]
    personas = organizacion.poblacion.total if organizacion.poblacion else 0
    return Votante(organizacion, personas or None, apoya, papeleta)
