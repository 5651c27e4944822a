"""El techo por versiones: bruto menos obligatorios, de borrador a fijado, y nunca más se toca."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from nucleo.dominio.bitacora import canonico
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio


class EstadoDeTecho(StrEnum):
    """Por dónde va una versión. Solo el borrador se edita; la fijada no cambia nunca."""

    BORRADOR = "borrador"
    APROBADO = "aprobado"
    FIJADO = "fijado"


class TechoAbierto(ErrorDeNegocio):
    """Ya hay una versión que se está escribiendo: primero se fija o se descarta."""

    campos = ("numero",)


class TechoFueraDeOrden(ErrorDeNegocio):
    """La versión no está en el estado desde el que se da ese paso."""

    campos = ("numero", "estado")


class TechoSinFuentes(ErrorDeNegocio):
    """Una versión sin ningún renglón no se aprueba."""

    campos = ("numero",)


class ObligatoriosDeMas(ErrorDeNegocio):
    """Los gastos obligatorios de una fuente pasan de lo que esa fuente tiene."""

    campos = ("fuente", "bruto", "obligatorios")


class TechoPorVersiones(ErrorDeNegocio):
    """El techo de la gestión descuenta gastos obligatorios: se cambia con un ajuste."""

    campos = ("gestion", "numero")


@dataclass(frozen=True, slots=True)
class Bruto:
    """Todo lo que se espera de una fuente-organismo en la gestión, antes de descontar nada."""

    clave: str
    monto: Dinero
    procedencia: str = ""
    simulado: bool = False


@dataclass(frozen=True, slots=True)
class Obligatorio:
    """Un gasto que la norma manda antes que cualquier obra: de qué fuente sale y cuánto.

    `apertura` es su apertura programática (`20 0 99`); `base`, la norma o el cálculo que lo dice.
    """

    apertura: str
    nombre: str
    clave: str
    monto: Dinero
    base: str = ""


@dataclass(frozen=True, slots=True)
class PasoDeTecho:
    """Quién llevó la versión a un estado, cuándo y con qué documento."""

    estado: EstadoDeTecho
    cuando: datetime
    quien: str
    constancia: str = ""


@dataclass(eq=False)
class VersionDeTecho(DelMunicipio):
    """Una versión del techo de una gestión.

    `numero` cuenta desde 1; `sale_de` es la que ajusta (0: ninguna) y `motivo`, por qué.
    `renglones`, `descuentos` y `pasos` guardan `Bruto`, `Obligatorio` y `PasoDeTecho` en su forma
    llana. `resumen` es el SHA-256 de lo fijado; vacío hasta entonces.
    """

    id: UUID
    gestion: int
    numero: int
    estado: EstadoDeTecho
    renglones: Sequence[Mapping[str, Any]]
    descuentos: Sequence[Mapping[str, Any]]
    pasos: Sequence[Mapping[str, Any]]
    sale_de: int = 0
    motivo: str = ""
    resumen: str = ""
    version: int = 0

    @property
    def brutos(self) -> list[Bruto]:
        return [bruto_de(r) for r in self.renglones]

    @property
    def obligatorios(self) -> list[Obligatorio]:
        return [obligatorio_de(o) for o in self.descuentos]

    @property
    def historia(self) -> list[PasoDeTecho]:
        return [paso_de(p) for p in self.pasos]

    @property
    def editable(self) -> bool:
        return self.estado is EstadoDeTecho.BORRADOR

    @property
    def vista(self) -> str:
        """Cambia con cada escritura y no se repite aunque se descarte y se abra otra."""
        return f"{self.id.hex}.{self.version}"

    @property
    def cuentas(self) -> "CuentasDeTecho":
        return CuentasDeTecho(self.brutos, self.obligatorios)

    def escribir(self, brutos: Sequence[Bruto], obligatorios: Sequence[Obligatorio]) -> None:
        """Cambia lo que dice el borrador; `TechoFueraDeOrden` si ya no lo es."""
        self._exigir(EstadoDeTecho.BORRADOR)
        CuentasDeTecho(brutos, obligatorios).exigir_que_alcance()
        self.renglones = [bruto_como_json(b) for b in brutos]
        self.descuentos = [obligatorio_como_json(o) for o in obligatorios]

    def aprobar(self, cuando: datetime, quien: str, constancia: str) -> None:
        self._exigir(EstadoDeTecho.BORRADOR)
        if not self.renglones:
            raise TechoSinFuentes(self.numero)
        self._pasar_a(PasoDeTecho(EstadoDeTecho.APROBADO, cuando, quien, constancia))

    def devolver(self, cuando: datetime, quien: str, motivo: str) -> None:
        """De aprobado vuelve a borrador, para corregirlo."""
        self._exigir(EstadoDeTecho.APROBADO)
        self._pasar_a(PasoDeTecho(EstadoDeTecho.BORRADOR, cuando, quien, motivo))

    def fijar(self, cuando: datetime, quien: str) -> None:
        """Desde aquí no cambia nunca; queda su resumen."""
        self._exigir(EstadoDeTecho.APROBADO)
        self.resumen = self.calcular_resumen()
        self._pasar_a(PasoDeTecho(EstadoDeTecho.FIJADO, cuando, quien))

    def calcular_resumen(self) -> str:
        """SHA-256 de la gestión, el número, los brutos y los obligatorios: lo que el techo dice."""
        datos = [self.gestion, self.numero, list(self.renglones), list(self.descuentos)]
        return sha256(canonico(datos).encode()).hexdigest()

    def _exigir(self, estado: EstadoDeTecho) -> None:
        if self.estado is not estado:
            raise TechoFueraDeOrden(self.numero, self.estado)

    def _pasar_a(self, paso: PasoDeTecho) -> None:
        self.estado = paso.estado
        self.pasos = [*self.pasos, paso_como_json(paso)]


@dataclass(frozen=True, slots=True)
class Renglon:
    """Una fuente-organismo en la cuenta: bruto − obligatorios = distribuible."""

    bruto: Bruto
    obligatorio: Dinero

    @property
    def distribuible(self) -> Dinero:
        return self.bruto.monto - self.obligatorio


@dataclass(frozen=True, slots=True)
class CuentasDeTecho:
    """La cuenta entera, fuente por fuente y en total; exacta al centavo."""

    brutos: Sequence[Bruto]
    obligatorios: Sequence[Obligatorio]

    @property
    def renglones(self) -> list[Renglon]:
        """En el orden de gasto."""
        descuento: Counter[str] = Counter()
        for o in self.obligatorios:
            descuento[o.clave] += o.monto.centavos
        return [Renglon(b, Dinero(descuento[b.clave])) for b in self.brutos]

    @property
    def bruto(self) -> Dinero:
        return sum((b.monto for b in self.brutos), CERO)

    @property
    def obligatorio(self) -> Dinero:
        return sum((o.monto for o in self.obligatorios), CERO)

    @property
    def distribuible(self) -> Dinero:
        return self.bruto - self.obligatorio

    def exigir_que_alcance(self) -> None:
        """`ObligatoriosDeMas` si una fuente no da para lo suyo, o no está entre los brutos."""
        claves = {b.clave for b in self.brutos}
        for o in self.obligatorios:
            if o.clave not in claves:
                raise ObligatoriosDeMas(o.clave, CERO, o.monto)
        for r in self.renglones:
            if r.distribuible < CERO:
                raise ObligatoriosDeMas(r.bruto.clave, r.bruto.monto, r.obligatorio)


@dataclass(frozen=True, slots=True)
class Diferencia:
    """Lo que cambió de una versión a otra en un renglón; `None` donde no estaba."""

    que: str
    antes: Dinero | None
    despues: Dinero | None

    @property
    def cambio(self) -> Dinero:
        return (self.despues or CERO) - (self.antes or CERO)


def diferencias(antes: CuentasDeTecho, despues: CuentasDeTecho) -> list[Diferencia]:
    """Renglón por renglón: primero los brutos, después los obligatorios; lo que no cambió no va."""
    pares = [
        _comparar(
            {b.clave: b.monto for b in antes.brutos}, {b.clave: b.monto for b in despues.brutos}
        ),
        _comparar(_por_gasto(antes), _por_gasto(despues)),
    ]
    return [d for comparados in pares for d in comparados if d.antes != d.despues]


def _por_gasto(cuentas: CuentasDeTecho) -> dict[str, Dinero]:
    suma: dict[str, Dinero] = {}
    for o in cuentas.obligatorios:
        que = f"{o.nombre} ({o.clave})"
        suma[que] = suma.get(que, CERO) + o.monto
    return suma


def _comparar(antes: Mapping[str, Dinero], despues: Mapping[str, Dinero]) -> list[Diferencia]:
    todos = [*antes, *(c for c in despues if c not in antes)]
    return [Diferencia(c, antes.get(c), despues.get(c)) for c in todos]


# ── La forma llana ──────────────────────────────────────────────────────────────────────────────


def bruto_como_json(b: Bruto) -> dict[str, Any]:
    datos = {"clave": b.clave, "monto": str(b.monto), "procedencia": b.procedencia}
    return {**datos, "simulado": b.simulado}


def bruto_de(d: Mapping[str, Any]) -> Bruto:
    return Bruto(d["clave"], Dinero.de(d["monto"]), d["procedencia"], bool(d["simulado"]))


def obligatorio_como_json(o: Obligatorio) -> dict[str, Any]:
    datos = {"apertura": o.apertura, "nombre": o.nombre, "clave": o.clave}
    return {**datos, "monto": str(o.monto), "base": o.base}


def obligatorio_de(d: Mapping[str, Any]) -> Obligatorio:
    return Obligatorio(d["apertura"], d["nombre"], d["clave"], Dinero.de(d["monto"]), d["base"])


def paso_como_json(p: PasoDeTecho) -> dict[str, Any]:
    datos = {"estado": p.estado.value, "cuando": p.cuando.isoformat(), "quien": p.quien}
    return {**datos, "constancia": p.constancia}


def paso_de(d: Mapping[str, Any]) -> PasoDeTecho:
    cuando = datetime.fromisoformat(d["cuando"])
    return PasoDeTecho(EstadoDeTecho(d["estado"]), cuando, d["quien"], d["constancia"])
