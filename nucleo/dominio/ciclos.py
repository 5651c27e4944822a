"""El ciclo de una gestión: qué encuentros tiene, con quién, qué se trata y qué debe quedar."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Self

from nucleo.dominio.coherencia_de_ciclos import EN_REDONDO, exigir_coherencia, fallar
from nucleo.dominio.mensajes import N_


class BloqueDelCiclo(StrEnum):
    """A qué parte del modelo pertenece un encuentro."""

    TRANSPARENCIA = "transparencia"
    CONCURRENCIA = "concurrencia"
    PLANIFICACION = "planificacion"


class NivelDeEvento(StrEnum):
    """Dónde se reúne la gente: en cada OTB, por distrito, todo el municipio o toda la región."""

    OTB = "otb"
    DISTRITO = "distrito"
    MUNICIPIO = "municipio"
    REGION = "region"


class DiaDelAnio(NamedTuple):
    """Un día de cualquier año. `DiaDelAnio.leer("02-28")`."""

    mes: int
    dia: int

    @classmethod
    def leer(cls, escrito: str) -> Self:
        """De `"mes-día"`; `ValueError` si no es un día."""
        mes, dia = (int(parte) for parte in escrito.split("-"))
        date(2024, mes, dia)  # bisiesto: el 29 de febrero también es un día
        return cls(mes, dia)

    def en(self, anio: int) -> date:
        """Ese día de ese año; el 29 de febrero es el 28 si el año no lo tiene."""
        try:
            return date(anio, self.mes, self.dia)
        except ValueError:
            return date(anio, self.mes, 28)


@dataclass(frozen=True, slots=True)
class Apartado:
    """Una pregunta de la plantilla de un informe, que responde quien informa."""

    clave: str
    texto: str


@dataclass(frozen=True, slots=True)
class Renglon:
    """Algo que se prepara, se trata, se informa o queda.

    `informa` es la clave del participante que lo lleva; `laminas`, de qué puntos de la fuente
    sale («37.4»). `plugin` es quién lo aporta, si no es el ciclo, y `despues_de`, detrás de qué
    renglón lo quiere. `plantilla` es con qué se hace, si es un documento que el sistema sabe hacer.
    De un informe, además: sus `apartados`, qué cuadros trae puestos (`sabe`), de qué `gestiones`
    hablan, contadas desde el año del encuentro (-1, la anterior; sin decirlo, la de ese año y la
    que se arma), y en qué punto de la agenda se lo lee (`punto`).
    """

    clave: str
    texto: str
    informa: str = ""
    laminas: tuple[str, ...] = ()
    plugin: str = ""
    despues_de: str = ""
    plantilla: str = ""
    apartados: tuple[Apartado, ...] = ()
    sabe: tuple[str, ...] = ()
    punto: str = ""
    gestiones: tuple[int, ...] = ()


class Exigencia(StrEnum):
    """Lo que una compuerta sabe mirar."""

    ANTERIOR_REALIZADO = "anterior_realizado"
    FORMULARIOS_RECIBIDOS = "formularios_recibidos"
    RESUMEN_QUINQUENAL = "resumen_quinquenal"
    CRITERIOS_ACORDADOS = "criterios_acordados"
    DEMANDA_CALIFICADA = "demanda_calificada"
    RESULTADO_PUBLICADO = "resultado_publicado"
    EVALUACION_TECNICA = "evaluacion_tecnica"
    PROYECTO_DE_POA = "proyecto_de_poa"
    CONTROL_SOCIAL_ORGANIZADO = "control_social_organizado"


PARA = ("convocado", "en_curso", "realizado", "calificar", "publicar")
"""A qué puede cerrarle el paso: un estado del encuentro o un paso de la priorización."""


@dataclass(frozen=True, slots=True)
class Compuerta:
    """Lo que el ciclo pide para dar un paso. `para` es de `PARA`; `texto` lo explica."""

    clave: str
    para: str
    exige: Exigencia
    texto: str
    laminas: tuple[str, ...] = ()


class BaseDelCuorum(StrEnum):
    """De qué se cuenta: de las organizaciones convocadas o de los participantes del encuentro."""

    ORGANIZACIONES = "organizaciones"
    PARTICIPANTES = "participantes"


@dataclass(frozen=True, slots=True)
class Cuorum:
    """Cuántos tienen que estar, de cada cien."""

    de: BaseDelCuorum
    por_ciento: int

    def necesarios(self, total: int) -> int:
        """Cuántos hacen falta de `total`: la parte que pide, hacia arriba."""
        return -(-total * self.por_ciento // 100)


@dataclass(frozen=True, slots=True)
class Participante:
    """Quién va a un encuentro, como se lo llama."""

    clave: str
    nombre: str
    laminas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concepto:
    """Una idea del modelo, para quien pregunta qué es esto y para qué."""

    clave: str
    titulo: str
    texto: str
    laminas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TipoDeEvento:
    """Un encuentro del ciclo, antes de tener fecha.

    Entre `desde` y `hasta` (si es antes, del año que sigue) puede hacerse; necesita `preparar` días
    después del que le `sigue_a` (o, si no sigue a ninguno, desde que se abre la gestión). Sin
    `cuorum`, lo acuerda la asamblea.
    """

    clave: str
    sigla: str
    nombre: str
    bloque: BloqueDelCiclo
    nivel: NivelDeEvento
    desde: DiaDelAnio
    hasta: DiaDelAnio
    participan: tuple[str, ...] = ()
    sigue_a: str = ""
    preparar: int = 0
    anio: int | None = None
    previos: tuple[Renglon, ...] = ()
    agenda: tuple[Renglon, ...] = ()
    informes: tuple[Renglon, ...] = ()
    resultados: tuple[Renglon, ...] = ()
    documentos: tuple[Renglon, ...] = ()
    compuertas: tuple[Compuerta, ...] = ()
    laminas: tuple[str, ...] = ()
    cuorum: Cuorum | None = None

    def ventana(self, anio: int) -> tuple[date, date]:
        """Su primer y su último día, si empieza ese año."""
        return self.desde.en(anio), self.hasta.en(anio + (self.hasta < self.desde))

    @property
    def renglones(self) -> tuple[Renglon, ...]:
        """Todos: lo que se prepara, se trata, se informa y queda."""
        return (
            *self.previos,
            *self.agenda,
            *self.informes,
            *self.resultados,
            *self.documentos,
        )

    def con(self, agenda: Iterable[Renglon], informes: Iterable[Renglon]) -> Self:
        """Con lo de los plugins: cada punto donde lo pide o, si no, antes de la clausura."""
        puntos = [*self.agenda]
        for punto in agenda:
            claves = [p.clave for p in puntos]
            detras = punto.despues_de in claves
            lugar = claves.index(punto.despues_de) + 1 if detras else max(len(puntos) - 1, 0)
            puntos.insert(lugar, punto)
        return replace(self, agenda=tuple(puntos), informes=(*self.informes, *informes))


@dataclass(frozen=True, slots=True)
class Ciclo:
    """Los encuentros de una gestión, en su orden.

    `anio` es en qué año ocurren respecto de la gestión (-1: el anterior, en que se arma su POA).
    `entrega` es el día en que vence la entrega del POA y `concejo`, los días que el concejo
    necesita antes para tratarlo.
    """

    clave: str
    nombre: str
    fuente: str
    anio: int
    entrega: DiaDelAnio
    concejo: int
    marco: tuple[Concepto, ...]
    participantes: Mapping[str, Participante]
    eventos: Mapping[str, TipoDeEvento]

    def anio_de(self, tipo: TipoDeEvento, gestion: int) -> int:
        """El año calendario en que ese encuentro de esa gestión ocurre."""
        return gestion + (self.anio if tipo.anio is None else tipo.anio)

    def limite(self, gestion: int) -> date:
        """Cuándo vence la entrega del POA de esa gestión, si nadie dijo otra fecha."""
        return self.entrega.en(gestion + self.anio)


SIN_CICLO = Ciclo("", "", "", -1, DiaDelAnio(9, 8), 0, (), {}, {})
"""El de un ámbito que no tiene encuentros, o el de una prueba que no los mira."""

SIN_CLAVE = N_("falta y es obligatoria")
MAL_UBICADO = N_("no hay nada con la clave «%(cual)s» para ir después")
OBLIGATORIAS = ("sigla", "nombre", "bloque", "nivel", "desde", "hasta")
PARTES = ("previos", "agenda", "informes", "resultados", "documentos")


def armar_ciclo(clave: str, datos: Mapping[str, Any]) -> Ciclo:
    """De las tablas ya fundidas y de buen tipo al ciclo; `CicloInvalido` si algo no cuadra.

    Un `false` en el lugar de una tabla la quita; `despues_de` la lleva detrás de otra.
    """
    _exigir(datos, ("nombre", "anio", "entrega"), "")
    _exigir(datos["entrega"], ("dia", "concejo"), "entrega")
    participantes = {
        c: Participante(c, _texto(t, "nombre", f"participantes.{c}"), _laminas(t))
        for c, t in _tablas(datos, "participantes", "")
    }
    eventos = {c: _evento(c, t) for c, t in _tablas(datos, "eventos", "")}
    exigir_coherencia(datos, participantes, eventos)
    return Ciclo(
        clave=clave,
        nombre=datos["nombre"],
        fuente=datos.get("fuente", ""),
        anio=datos["anio"],
        entrega=DiaDelAnio.leer(datos["entrega"]["dia"]),
        concejo=datos["entrega"]["concejo"],
        marco=tuple(
            Concepto(c, _texto(t, "titulo", f"marco.{c}"), _texto(t, "texto", f"marco.{c}"),
                     _laminas(t))
            for c, t in _tablas(datos, "marco", "")
        ),
        participantes=participantes,
        eventos=eventos,
    )  # fmt: skip


def _evento(clave: str, tabla: Mapping[str, Any]) -> TipoDeEvento:
    donde = f"eventos.{clave}"
    _exigir(tabla, OBLIGATORIAS, donde)
    return TipoDeEvento(
        clave=clave,
        sigla=tabla["sigla"],
        nombre=tabla["nombre"],
        bloque=BloqueDelCiclo(tabla["bloque"]),
        nivel=NivelDeEvento(tabla["nivel"]),
        desde=DiaDelAnio.leer(tabla["desde"]),
        hasta=DiaDelAnio.leer(tabla["hasta"]),
        participan=tuple(tabla.get("participan", ())),
        sigue_a=tabla.get("sigue_a", ""),
        preparar=tabla.get("preparar", 0),
        anio=tabla.get("anio"),
        compuertas=tuple(_compuertas(tabla, donde)),
        laminas=_laminas(tabla),
        cuorum=_cuorum(tabla, donde),
        **{p: _renglones(tabla, p, donde) for p in PARTES},
    )


def _renglones(evento: Mapping[str, Any], parte: str, donde: str) -> tuple[Renglon, ...]:
    return tuple(
        Renglon(
            c, _texto(t, "texto", f"{donde}.{parte}.{c}"), t.get("informa", ""), _laminas(t),
            plantilla=t.get("plantilla", ""),
            apartados=tuple(Apartado(a, x) for a, x in t.get("apartados", {}).items() if x),
            sabe=tuple(t.get("sabe", ())),
            punto=t.get("punto", ""),
            gestiones=tuple(t.get("gestiones", ())),
        )
        for c, t in _tablas(evento, parte, donde)
    )  # fmt: skip


def _compuertas(evento: Mapping[str, Any], donde: str) -> Iterator[Compuerta]:
    for clave, tabla in _tablas(evento, "compuertas", donde):
        _exigir(tabla, ("para", "exige", "texto"), f"{donde}.compuertas.{clave}")
        exige = Exigencia(tabla["exige"])
        yield Compuerta(clave, tabla["para"], exige, tabla["texto"], _laminas(tabla))


def _cuorum(evento: Mapping[str, Any], donde: str) -> Cuorum | None:
    """Un `false` quita la regla heredada."""
    tabla = evento.get("cuorum")
    if not tabla:
        return None
    _exigir(tabla, ("de", "por_ciento"), f"{donde}.cuorum")
    return Cuorum(BaseDelCuorum(tabla["de"]), tabla["por_ciento"])


def _tablas(
    datos: Mapping[str, Any], parte: str, donde: str
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Las tablas que quedan, en su orden: como se escribieron, salvo las que piden otro lugar."""
    tablas: Mapping[str, Any] = datos.get(parte) or {}
    quedan = {c: t for c, t in tablas.items() if t is not False}
    orden = [c for c, t in quedan.items() if not t.get("despues_de")]
    esperan = {c: t["despues_de"] for c, t in quedan.items() if t.get("despues_de")}
    for clave, detras in esperan.items():
        if detras not in quedan:
            fallar(_camino(donde, parte, clave), MAL_UBICADO, cual=detras)
    while esperan:
        listas = [c for c, detras in esperan.items() if detras in orden]
        if not listas:
            fallar(_camino(donde, parte, next(iter(esperan))), EN_REDONDO, camino=esperan)
        for clave in listas:
            orden.insert(orden.index(esperan.pop(clave)) + 1, clave)
    return ((clave, quedan[clave]) for clave in orden)


def _camino(donde: str, parte: str, clave: str) -> str:
    return ".".join(filter(None, (donde, parte, clave, "despues_de")))


def _exigir(tabla: Mapping[str, Any], claves: Iterable[str], donde: str) -> None:
    for clave in claves:
        if clave not in tabla:
            fallar(f"{donde}.{clave}".lstrip("."), SIN_CLAVE)


def _texto(tabla: Mapping[str, Any], clave: str, donde: str) -> str:
    _exigir(tabla, (clave,), donde)
    return str(tabla[clave])


def _laminas(tabla: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(tabla.get("laminas", ()))
