"""Un encuentro como lo muestra su página: qué se sabe de él y adónde se va desde ahí."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nucleo.dominio.ciclos import TipoDeEvento
from nucleo.dominio.disputas import Disputa
from nucleo.dominio.documentos_de_punto import DocumentoDePunto, con_documentos
from nucleo.dominio.eventos import HECHOS, EstadoDeEvento, Plazo, siguiente
from nucleo.dominio.mensajes import N_
from nucleo.dominio.mesas import agenda_de_mesa
from nucleo.servicios import compuertas, eventos
from nucleo.servicios.calendarios import Fecha
from nucleo.servicios.compuertas import Revisada
from nucleo.servicios.disputas import disputa_de
from nucleo.servicios.encuentros import Armado, tipo_sin_caerse
from nucleo.servicios.informes import CON_ACTA
from nucleo.textos.errores import frase
from nucleo.web.ambito import municipio_actual, municipio_de_lectura, piezas
from nucleo.web.documentos.enlaces import Enlace, enlaces_de
from nucleo.web.edc_anclado import EdcDelMunicipio, del_municipio
from nucleo.web.vistas.ciclo import Mirado, mirar
from nucleo.web.vistas.documentos_de_punto import a_la_vista
from nucleo.web.vistas.organizaciones import aqui

SE_ORGANIZA = ("/control-social/organizacion", N_("Quién sigue qué, y lo que nadie sigue"))
PANTALLAS = {("cumbre-3", "organizacion"): SE_ORGANIZA, ("acs-3", "seguimiento"): SE_ORGANIZA}
"""Los puntos de una agenda que se llevan en una pantalla del municipio."""


@dataclass(frozen=True, slots=True)
class Pagina:
    """Una página del encuentro: su `ruta` cuelga de él o, con `/`, del municipio."""

    ruta: str
    texto: str
    trabaja: bool = False

    def direccion(self, encuentro: str, gestion: int) -> str:
        """Adónde lleva."""
        camino = self.ruta if self.ruta.startswith("/") else f"/ciclo/{encuentro}/{self.ruta}"
        return f"/{municipio_actual().slug}{camino}?gestion={gestion}"


CONVOCATORIA = Pagina("convocatoria", N_("Convocatoria"))
INFORMES = Pagina("informes", N_("Informes: quién debe cada uno"))
MESA = Pagina("mesa", N_("Mesa del encuentro"), trabaja=True)
SALA = Pagina("proyector", N_("Lo que se trata, se vota y se acuerda"))
ACTA = Pagina("acta", N_("El acta de este encuentro"))


@dataclass(frozen=True, slots=True)
class Momento:
    """Una parte del encuentro, con sus páginas; está en ella mientras dure uno de `estados`."""

    titulo: str
    estados: frozenset[EstadoDeEvento]
    paginas: tuple[Pagina, ...]


ANTES = Momento(
    N_("Antes"),
    frozenset({EstadoDeEvento.PROGRAMADO, EstadoDeEvento.CONVOCADO}),
    (
        CONVOCATORIA,
        INFORMES,
        Pagina("documentos", N_("Documentos de cada punto"), trabaja=True),
    ),
)
DURANTE = Momento(
    N_("Durante"),
    frozenset({EstadoDeEvento.EN_CURSO}),
    (MESA, Pagina("asistencia", N_("Asistencia")), SALA),
)
DESPUES = Momento(
    N_("Después"),
    HECHOS,
    (
        ACTA,
        Pagina("salida", N_("Tarjeta de salida"), trabaja=True),
        Pagina("/reclamos", N_("Reclamos sobre obras y servicios")),
    ),
)


@dataclass(frozen=True, slots=True)
class Ficha:
    """Todo lo que se sabe de un encuentro en una gestión; sin `fecha`, no la tiene todavía."""

    gestion: int
    mirado: Mirado
    armado: Armado
    fecha: Fecha | None
    compuertas: Sequence[Revisada]
    disputa: Disputa
    presentados: Sequence[DocumentoDePunto]
    regional: EdcDelMunicipio | None

    @property
    def tipo(self) -> TipoDeEvento:
        """El encuentro como lo pide el ciclo, con lo que agregan los módulos."""
        return self.armado.tipo

    @property
    def estado(self) -> EstadoDeEvento | None:
        """Por dónde va."""
        return self.fecha.evento.estado if self.fecha else None

    @property
    def plazo(self) -> Plazo | None:
        """Entre qué días puede hacerse."""
        return self.fecha.plazo if self.fecha else self.mirado.plazos.get(self.tipo.clave)

    @property
    def rotos(self) -> list[str]:
        """Qué módulos no respondieron, cada falla una vez."""
        return [*dict.fromkeys(map(frase, self.armado.fallas))]

    @property
    def saltos(self) -> Mapping[str, Mapping[str, str]]:
        """Las compuertas que se pasaron por alto, por su clave."""
        return {s["compuerta"]: s for s in self.fecha.evento.saltos} if self.fecha else {}

    @property
    def siguiente(self) -> EstadoDeEvento | None:
        """El estado al que se lo puede llevar ahora."""
        proximo = siguiente(self.estado) if self.estado else None
        return proximo if proximo in eventos.ALCANZABLES else None

    @property
    def fija(self) -> bool:
        """Si su día y su lugar ya no se cambian: los dice el acta."""
        return self.estado in CON_ACTA

    @property
    def pantallas(self) -> dict[str, tuple[str, str]]:
        """De cada punto que tiene pantalla propia, su dirección y cómo se la llama."""
        raiz = f"/{municipio_actual().slug}"
        return {
            punto: (f"{raiz}{camino}?gestion={self.gestion}", texto)
            for (cual, punto), (camino, texto) in PANTALLAS.items()
            if cual == self.tipo.clave
        }

    @property
    def documentos(self) -> Sequence[Any]:
        """De cada punto, lo que se presentó; vacío si nada."""
        puntos = agenda_de_mesa(self.tipo.agenda, ())
        return con_documentos(puntos, self.presentados) if self.presentados else []

    @property
    def enlaces(self) -> Mapping[str, Enlace]:
        """Adónde lleva cada documento que sale del encuentro."""
        region = self.regional.donde if self.regional else None
        return enlaces_de(self.tipo, self.gestion, region) if self.fecha else {}

    def vecino(self, pasos: int) -> TipoDeEvento | None:
        """El que va antes o después en el ciclo, si hay."""
        ciclo = self.mirado.ciclo
        claves = [*ciclo.eventos]
        lugar = claves.index(self.tipo.clave) + pasos
        return ciclo.eventos[claves[lugar]] if 0 <= lugar < len(claves) else None

    def momentos(self, *, lleva: bool) -> list[tuple[Momento, list[Pagina]]]:
        """Antes, durante y después, con las páginas que abre quien mira."""
        if not self.fecha:
            return []
        return [
            (m, [p for p in m.paginas if self._cabe(p, lleva=lleva)])
            for m in (ANTES, DURANTE, DESPUES)
        ]

    def _cabe(self, pagina: Pagina, *, lleva: bool) -> bool:
        if pagina is INFORMES and not self.tipo.informes:
            return False
        return lleva or not pagina.trabaja

    def principal(self, *, lleva: bool) -> Pagina | None:
        """La página que hoy importa más; ninguna, si lo que toca es hacerlo avanzar."""
        if self.estado in DESPUES.estados:
            return ACTA
        if self.estado is EstadoDeEvento.EN_CURSO:
            return MESA if lleva else SALA
        convocado = self.estado is EstadoDeEvento.CONVOCADO
        return CONVOCATORIA if convocado and not lleva else None


def leer_ficha(gestion: int, encuentro: str) -> Ficha:
    """La de un encuentro del municipio de la dirección; `NoExiste` si su ciclo no lo tiene."""
    mirado = mirar(gestion)
    contexto = piezas().contexto(aqui(), gestion)
    ganchos = piezas().ganchos(municipio_de_lectura())
    armado = tipo_sin_caerse(contexto, ganchos, encuentro)
    suya = fecha_de(mirado, encuentro)
    with piezas().unidad_de_lectura(aqui()) as unidad:
        miradas = compuertas.todas(contexto, unidad, suya.evento) if suya else []
        disputa = disputa_de(unidad, suya.evento) if suya else Disputa()
        presentados = a_la_vista(unidad, gestion, encuentro)
    regional = del_municipio(contexto, armado.tipo, suya.evento) if suya else None
    return Ficha(gestion, mirado, armado, suya, miradas, disputa, presentados, regional)


def fecha_de(mirado: Mirado, encuentro: str) -> Fecha | None:
    """Cuándo es, si la gestión lo tiene en su calendario."""
    fechas = mirado.calendario.fechas if mirado.calendario else ()
    return next((f for f in fechas if f.evento.clave == encuentro), None)
