"""El POA y su presupuesto: versiones, líneas y pasos, con quién los dio y con qué constancia."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio, nuevo_id
from nucleo.dominio.politica import Accion


class EstadoDePoa(StrEnum):
    """Por dónde va una versión del POA. Solo el anteproyecto se edita.

    `REFORMULADO` es la versión que estuvo en ejecución y otra reemplazó; `SIN_EFECTO`, la que otra
    reemplazó antes de ejecutarse.
    """

    ANTEPROYECTO = "anteproyecto"
    PRESENTADO = "presentado"
    OBSERVADO = "observado"
    CONFORME = "conforme"
    APROBADO = "aprobado"
    EN_EJECUCION = "en_ejecucion"
    REFORMULADO = "reformulado"
    CERRADO = "cerrado"
    SIN_EFECTO = "sin_efecto"


class PasoDePoa(StrEnum):
    """Lo que lleva una versión de un estado a otro, en el orden en que suele pasar."""

    PRESENTAR = "presentar"
    OBSERVAR = "observar"
    CONFORMAR = "conformar"
    APROBAR = "aprobar"
    EJECUTAR = "ejecutar"
    CERRAR = "cerrar"


@dataclass(frozen=True, slots=True)
class ReglaDePaso:
    """Desde qué estados se da un paso, a cuál lleva y qué permiso pide."""

    desde: tuple[EstadoDePoa, ...]
    hacia: EstadoDePoa
    accion: Accion


_E = EstadoDePoa
PASOS: Mapping[PasoDePoa, ReglaDePaso] = {
    PasoDePoa.PRESENTAR: ReglaDePaso((_E.ANTEPROYECTO,), _E.PRESENTADO, Accion.PRESENTAR_POA),
    PasoDePoa.OBSERVAR: ReglaDePaso(
        (_E.PRESENTADO, _E.OBSERVADO), _E.OBSERVADO, Accion.PRONUNCIARSE
    ),
    PasoDePoa.CONFORMAR: ReglaDePaso(
        (_E.PRESENTADO, _E.OBSERVADO), _E.CONFORME, Accion.PRONUNCIARSE
    ),
    PasoDePoa.APROBAR: ReglaDePaso((_E.CONFORME,), _E.APROBADO, Accion.APROBAR_POA),
    PasoDePoa.EJECUTAR: ReglaDePaso((_E.APROBADO,), _E.EN_EJECUCION, Accion.PRESENTAR_POA),
    PasoDePoa.CERRAR: ReglaDePaso((_E.EN_EJECUCION,), _E.CERRADO, Accion.PRESENTAR_POA),
}
REEMPLAZABLES = frozenset({_E.PRESENTADO, _E.OBSERVADO, _E.CONFORME, _E.APROBADO, _E.EN_EJECUCION})
"""Desde dónde se abre una versión nueva: lo ya presentado no se edita."""
RIGEN = (_E.EN_EJECUCION, _E.CERRADO)


class PoaYaPresentado(ErrorDeNegocio):
    """Esa versión ya no se edita: para cambiarla se abre otra."""

    campos = ("numero", "estado")


class PasoDePoaFueraDeOrden(ErrorDeNegocio):
    """La versión no está en un estado desde el que se dé ese paso."""

    campos = ("paso", "estado", "numero")


class PoaReemplazado(ErrorDeNegocio):
    """Hay una versión más nueva: los pasos se dan en ella."""

    campos = ("numero", "ultima")


class PoaIncompleto(ErrorDeNegocio):
    """No se puede presentar: `faltas` dice qué falta, en una frase por línea."""

    campos = ("numero", "faltas")


class PoaPasaElTecho(ErrorDeNegocio):
    """El techo bajó después de presentarlo: `faltas` dice en qué fuente se pasa y por cuánto."""

    campos = ("numero", "faltas")


class PoaAbierto(ErrorDeNegocio):
    """Ya hay una versión que se está escribiendo: primero se termina esa."""

    campos = ("numero",)


class NoEsDeUnAnioPasado(ErrorDeNegocio):
    """Solo un POA de un año que ya pasó se carga como histórico: al de hoy se le exige todo."""

    campos = ("gestion",)


class ObservacionesSinResponder(ErrorDeNegocio):
    """El control social observó y falta la respuesta escrita."""

    campos = ("cuantas",)


class ConstanciaRequerida(ErrorDeNegocio):
    """El paso pide un papel que lo respalde (acta, nota, número de resolución)."""

    campos = ("paso",)


@dataclass(frozen=True, slots=True)
class PasoDado:
    """Un paso en la historia de una versión. `constancia` es el acta, la nota o la resolución."""

    paso: str
    estado: EstadoDePoa
    cuando: datetime
    quien: str
    constancia: str = ""

    def como_json(self) -> dict[str, str]:
        return {
            "paso": self.paso,
            "estado": self.estado.value,
            "cuando": self.cuando.isoformat(),
            "quien": self.quien,
            "constancia": self.constancia,
        }

    @classmethod
    def de_json(cls, dato: Mapping[str, Any]) -> "PasoDado":
        return cls(
            dato["paso"],
            EstadoDePoa(dato["estado"]),
            datetime.fromisoformat(dato["cuando"]),
            dato["quien"],
            dato["constancia"],
        )


@dataclass(frozen=True, slots=True)
class ObservacionDePoa:
    """Lo que el control social observó por escrito, y lo que se le respondió."""

    numero: int
    texto: str
    cuando: datetime
    quien: str
    respuesta: str = ""
    respondida_en: datetime | None = None
    respondida_por: str = ""

    def como_json(self) -> dict[str, Any]:
        respondida = self.respondida_en.isoformat() if self.respondida_en else None
        return {
            "numero": self.numero,
            "texto": self.texto,
            "cuando": self.cuando.isoformat(),
            "quien": self.quien,
            "respuesta": self.respuesta,
            "respondida_en": respondida,
            "respondida_por": self.respondida_por,
        }

    @classmethod
    def de_json(cls, dato: Mapping[str, Any]) -> "ObservacionDePoa":
        respondida = dato["respondida_en"]
        return cls(
            dato["numero"],
            dato["texto"],
            datetime.fromisoformat(dato["cuando"]),
            dato["quien"],
            dato["respuesta"],
            datetime.fromisoformat(respondida) if respondida else None,
            dato["respondida_por"],
        )


@dataclass(eq=False)
class LineaDePoa(DelMunicipio):
    """Un renglón del presupuesto. Los códigos son texto: el cero de la izquierda cuenta.

    `unidad`, `objetivo` y `demanda` son códigos (no identificadores); `sin_objetivo`, por qué no
    apunta a ninguno. `plurianual` va de año siguiente a monto; `plurianual_total`, lo que costará
    en todos los años. Lo que no se sabe queda vacío, también la fuente-organismo.
    """

    id: UUID
    orden: int
    denominacion: str
    monto: Dinero
    programa: str = ""
    proyecto: str = ""
    actividad: str = ""
    sisin: str = ""
    objeto: str = ""
    fuente: str = ""
    organismo: str = ""
    finalidad: str = ""
    sector_economico: str = ""
    distrito: str = ""
    unidad: str = ""
    objetivo: str = ""
    sin_objetivo: str = ""
    plurianual_total: Dinero | None = None
    plurianual: Mapping[str, str] = field(default_factory=dict)
    demanda: str = ""
    nota: str = ""
    procedencia: str = ""
    simulada: bool = False
    version: int = 0

    @property
    def categoria(self) -> str:
        """La categoría programática: `11-0001-000`; vacía si no se declaró el programa."""
        partes = (self.programa, self.proyecto, self.actividad)
        return "-".join(p or "?" for p in partes) if any(partes) else ""

    @property
    def fuente_organismo(self) -> str:
        """`41-113`, o vacío si no se declaró."""
        return f"{self.fuente}-{self.organismo}" if self.fuente or self.organismo else ""

    @property
    def anios(self) -> dict[int, Dinero]:
        """Lo que costará en cada año siguiente."""
        return {int(a): Dinero.de(m) for a, m in sorted(self.plurianual.items())}

    def datos(self) -> dict[str, Any]:
        """Todo lo que una persona declara de la línea, por nombre de campo."""
        return {nombre: getattr(self, nombre) for nombre in DECLARADOS}

    def copia(self) -> "LineaDePoa":
        """La misma línea, para otra versión."""
        return LineaDePoa(nuevo_id(), self.orden, **self.datos())


DECLARADOS = tuple(f.name for f in fields(LineaDePoa) if f.name not in {"id", "orden", "version"})


@dataclass(eq=False)
class Poa(DelMunicipio):
    """Una versión del POA de una gestión, con todas sus líneas.

    `numero` es la versión, desde 1; `sale_de`, de cuál se copió (0: de ninguna); `reformulado`,
    cuántas veces se reformuló hasta esta; `historico`, que se importó de un año pasado y lo que
    no traiga no se exige. `version` es de la base: dice si otra persona guardó mientras tanto.
    """

    id: UUID
    gestion: int
    numero: int
    estado: EstadoDePoa
    cuando: datetime
    quien: str
    sale_de: int = 0
    reformulado: int = 0
    historico: bool = False
    procedencia: str = ""
    pasos: Sequence[Mapping[str, Any]] = ()
    notas: Sequence[Mapping[str, Any]] = ()
    lineas: list[LineaDePoa] = field(default_factory=list)
    version: int = 0

    @property
    def editable(self) -> bool:
        return self.estado is EstadoDePoa.ANTEPROYECTO

    @property
    def total(self) -> Dinero:
        return sumar(self.lineas)

    @property
    def historia(self) -> list[PasoDado]:
        return [PasoDado.de_json(p) for p in self.pasos]

    @property
    def observaciones(self) -> list[ObservacionDePoa]:
        return [ObservacionDePoa.de_json(o) for o in self.notas]

    def exigir_editable(self) -> None:
        if not self.editable:
            raise PoaYaPresentado(self.numero, self.estado)

    def dar(self, paso: PasoDePoa, cuando: datetime, quien: str, constancia: str = "") -> None:
        """Da el paso o levanta `PasoDePoaFueraDeOrden`; queda en la historia."""
        regla = PASOS[paso]
        if self.estado not in regla.desde:
            raise PasoDePoaFueraDeOrden(paso, self.estado, self.numero)
        self.pasar_a(regla.hacia, PasoDado(paso, regla.hacia, cuando, quien, constancia))

    def pasar_a(self, estado: EstadoDePoa, paso: PasoDado) -> None:
        self.estado = estado
        self.pasos = (*self.pasos, paso.como_json())

    def observar(self, textos: Sequence[str], cuando: datetime, quien: str) -> None:
        desde = len(self.notas)
        nuevas = [ObservacionDePoa(desde + n, t, cuando, quien) for n, t in enumerate(textos, 1)]
        self.notas = (*self.notas, *(n.como_json() for n in nuevas))

    def responder(self, numero: int, respuesta: str, cuando: datetime, quien: str) -> bool:
        """Deja la respuesta escrita; devuelve si esa observación existe."""
        if not any(o.numero == numero for o in self.observaciones):
            return False
        respondida = {
            "respuesta": respuesta,
            "respondida_en": cuando.isoformat(),
            "respondida_por": quien,
        }
        self.notas = tuple({**n, **respondida} if n["numero"] == numero else n for n in self.notas)
        return True


def sumar(lineas: Sequence[LineaDePoa]) -> Dinero:
    """La suma exacta, en centavos."""
    return Dinero(sum(linea.monto.centavos for linea in lineas)) if lineas else CERO


def la_vigente(versiones: Sequence[Poa]) -> Poa | None:
    """La que rige: la que está en ejecución o cerrada; si ninguna, la más nueva con efecto."""
    orden = sorted(versiones, key=lambda p: p.numero, reverse=True)
    rigen = [p for p in orden if p.estado in RIGEN]
    con_efecto = [p for p in orden if p.estado is not EstadoDePoa.SIN_EFECTO]
    return next(iter([*rigen, *con_efecto]), None)


def la_que_rige(versiones: Sequence[Poa]) -> Poa | None:
    """La que está en ejecución o cerrada; `None` si todavía ninguna."""
    vigente = la_vigente(versiones)
    return vigente if vigente and vigente.estado in RIGEN else None
