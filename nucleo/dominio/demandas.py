"""La demanda de una organización, su contraparte y la historia de sus estados."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import ErrorDeNegocio, PasoNoPermitido
from nucleo.dominio.identidad import DelMunicipio, nuevo_id
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.personas import NADIE, Personas


class ListaCerrada(ErrorDeNegocio):
    """La lista de la gestión ya se cerró: sus demandas no se corrigen ni se retiran."""

    campos = ("codigo", "gestion")


class DemandaRetirada(ErrorDeNegocio):
    """Se retiró: queda en la memoria y nadie la cambia."""

    campos = ("codigo",)


class YaRespondida(ErrorDeNegocio):
    """Otra persona respondió antes esa observación."""

    campos = ("quien",)


class Estado(StrEnum):
    """Por dónde va la demanda: de la asamblea a la Cumbre y de ahí al POA o a la espera."""

    REGISTRADA = "registrada"
    CONGELADA = "congelada"
    EN_POA = "en_poa"
    EN_ESPERA = "en_espera"
    RETIRADA = "retirada"


PASOS: Mapping[Estado, frozenset[Estado]] = {
    Estado.REGISTRADA: frozenset({Estado.CONGELADA, Estado.RETIRADA}),
    Estado.CONGELADA: frozenset({Estado.EN_POA, Estado.EN_ESPERA}),
    Estado.EN_POA: frozenset(),
    Estado.EN_ESPERA: frozenset(),
    Estado.RETIRADA: frozenset(),
}


class PedidaPor(StrEnum):
    """Quién la pidió en la asamblea (demanda diferenciada de mujeres y hombres)."""

    MUJERES = "mujeres"
    HOMBRES = "hombres"
    AMBOS = "ambos"
    SIN_DATO = "sin_dato"


class ClaseDeDemanda(StrEnum):
    """De quién nace: de una organización, de varias que van juntas, o del propio municipio."""

    DE_ORGANIZACION = "de_organizacion"
    AGRUPADA = "agrupada"
    ESTRUCTURANTE = "estructurante"


class Competencia(StrEnum):
    """Qué nivel del Estado puede hacerla."""

    MUNICIPAL = "municipal"
    DEPARTAMENTAL = "departamental"
    NACIONAL = "nacional"
    CONCURRENTE = "concurrente"


DEL_MUNICIPIO = frozenset({Competencia.MUNICIPAL, Competencia.CONCURRENTE})


@dataclass(frozen=True, slots=True)
class Contraparte:
    """Lo que la comunidad pone además del costo: terreno, mano de obra, materiales o dinero."""

    tipo: str
    valor: Dinero


Cambios = Sequence[tuple[str, object, object]]


@dataclass(eq=False)
class CambioDeEstado(DelMunicipio):
    """Un paso en la historia de la demanda; `motivo`, si hubo que darlo.

    Con `cambios` (columna, lo que había, lo que quedó) es una corrección: el estado no cambió.
    """

    id: UUID
    numero: int
    estado: Estado
    cuando: datetime
    quien: str
    motivo: str = ""
    cambios: Cambios | None = ()


@dataclass(eq=False)
class Demanda(DelMunicipio):
    """Lo que pide una organización para una gestión.

    `numero` cuenta desde 1 en el municipio y la gestión; `referencia` es la identidad de la fila
    importada, con la que reimportar no duplica; `clave`, el título plegado. `prioridad` es el
    orden que le dio la asamblea (1 y 2 van a la matriz); `orden_mujeres` y `orden_hombres`, el
    que le dio cada grupo. `costo` es lo que se pide al presupuesto público, sin la contraparte.
    `simulada` dice que el dato no es real: la pantalla lo muestra. `grupo_id` es la compartida con
    la que va junto con otras: entonces no compite sola. `distritos`, los que abarca un proyecto
    del municipio; ninguno quiere decir todos.
    """

    id: UUID
    organizacion_id: UUID
    formulario_id: UUID
    gestion: int
    numero: int
    referencia: str
    titulo: str
    clave: str
    sector: str
    costo: Dinero
    prioridad: int = 1
    beneficiarios: Personas = NADIE
    familias: int | None = None
    pedida_por: PedidaPor = PedidaPor.SIN_DATO
    orden_mujeres: int | None = None
    orden_hombres: int | None = None
    contraparte: Contraparte | None = None
    competencia: Competencia = Competencia.MUNICIPAL
    tipo: str = ""
    problema: str = ""
    lugar: str = ""
    preparacion: str = ""
    fuente: str = ""
    simulada: bool = False
    observaciones: Sequence[Mapping[str, object]] = ()
    clase: ClaseDeDemanda = ClaseDeDemanda.DE_ORGANIZACION
    grupo_id: UUID | None = None
    distritos: Sequence[str] | None = None
    estado: Estado = Estado.REGISTRADA
    historial: list[CambioDeEstado] = field(default_factory=list)
    version: int = 0

    @property
    def codigo(self) -> str:
        return codigo_de(self.gestion, self.numero)

    @property
    def valor_de_contraparte(self) -> Dinero:
        return self.contraparte.valor if self.contraparte else CERO

    def nacer(self, quien: str, cuando: datetime) -> None:
        """Escribe el primer renglón de su historia."""
        self.historial.append(CambioDeEstado(nuevo_id(), 1, self.estado, cuando, quien))

    def anotar_correccion(self, cambios: Cambios, quien: str, cuando: datetime) -> None:
        """Deja en su historia qué había y qué quedó, sin cambiar de estado."""
        numero = len(self.historial) + 1
        nuevo = CambioDeEstado(nuevo_id(), numero, self.estado, cuando, quien, cambios=cambios)
        self.historial.append(nuevo)

    @property
    def viva(self) -> bool:
        """Si todavía se pide: la retirada queda en la memoria y no cuenta."""
        return self.estado is not Estado.RETIRADA

    def pasar_a(self, estado: Estado, quien: str, cuando: datetime, motivo: str = "") -> None:
        """Cambia el estado si el paso existe y lo deja escrito en el historial."""
        if estado not in PASOS[self.estado]:
            raise PasoNoPermitido(self.codigo, self.estado, estado)
        self.estado = estado
        numero = len(self.historial) + 1
        self.historial.append(CambioDeEstado(nuevo_id(), numero, estado, cuando, quien, motivo))


@dataclass(frozen=True, slots=True)
class Observacion:
    """Lo que un plugin dice de una demanda: `impide` la rechaza; si no, queda anotado en ella."""

    mensaje: Mensaje
    impide: bool = False


@dataclass(eq=False)
class ObservacionEscrita(DelMunicipio):
    """Lo que una persona con cargo observa de una demanda, y lo que le respondieron."""

    id: UUID
    demanda_id: UUID
    texto: str
    cuando: datetime
    quien: str
    respuesta: str = ""
    respondida_en: datetime | None = None
    respondida_por: str = ""


def codigo_de(gestion: int, numero: int) -> str:
    """`2027-0001`: lo que se lee en la planilla y en la dirección web."""
    return f"{gestion}-{numero:04d}"
