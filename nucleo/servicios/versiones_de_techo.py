"""Escribir, aprobar y fijar una versión del techo, y ajustarla con otra."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.techos import Techo
from nucleo.dominio.versiones_de_techo import (
    Bruto,
    CuentasDeTecho,
    Diferencia,
    EstadoDeTecho,
    Obligatorio,
    PasoDeTecho,
    TechoAbierto,
    TechoFueraDeOrden,
    TechoPorVersiones,
    VersionDeTecho,
    bruto_como_json,
    diferencias,
    obligatorio_como_json,
    paso_como_json,
)
from nucleo.servicios.avances import renovar
from nucleo.servicios.puertos import Unidad

DE_UNA_VEZ = "de una vez"
DESDE = {
    EstadoDeTecho.APROBADO: EstadoDeTecho.BORRADOR,
    EstadoDeTecho.BORRADOR: EstadoDeTecho.APROBADO,
    EstadoDeTecho.FIJADO: EstadoDeTecho.APROBADO,
}
"""Desde qué estado se llega a cada uno."""


@dataclass(frozen=True, slots=True)
class Mirada:
    """Las versiones de una gestión, de la más nueva a la más vieja, y las de cada una.

    `vigente` es la última fijada: la que se gasta.
    """

    versiones: Sequence[VersionDeTecho]

    @property
    def vigente(self) -> VersionDeTecho | None:
        return next((v for v in self.versiones if v.estado is EstadoDeTecho.FIJADO), None)

    @property
    def abierta(self) -> VersionDeTecho | None:
        """La que todavía no se fijó."""
        return next((v for v in self.versiones if v.estado is not EstadoDeTecho.FIJADO), None)

    def de(self, numero: int) -> VersionDeTecho:
        """`NoExiste` si esa gestión no la tiene."""
        for v in self.versiones:
            if v.numero == numero:
                return v
        raise NoExiste("versión del techo", str(numero))

    def cambios_de(self, version: VersionDeTecho) -> Sequence[Diferencia]:
        """Qué cambió frente a la que ajusta; sin ninguna, nada que comparar."""
        anterior = next((v for v in self.versiones if v.numero == version.sale_de), None)
        return diferencias(anterior.cuentas, version.cuentas) if anterior else []


def mirar(contexto: Contexto, unidad: Unidad) -> Mirada:
    """Todas las versiones de la gestión."""
    with unidad:
        return _mirar(contexto, unidad)


def abrir(contexto: Contexto, unidad: Unidad, motivo: str = "") -> int:
    """Un borrador nuevo con lo que dice la última versión; devuelve su número.

    `TechoAbierto` si ya hay una sin fijar. `motivo` dice por qué se ajusta.
    """
    with unidad:
        unidad.reservar()
        mirada = _mirar(contexto, unidad)
        if mirada.abierta:
            raise TechoAbierto(mirada.abierta.numero)
        de = mirada.vigente
        nueva = _nueva(contexto, mirada, de.brutos if de else _sueltos(contexto, unidad))
        nueva.descuentos = [obligatorio_como_json(o) for o in (de.obligatorios if de else ())]
        nueva.motivo = motivo
        unidad.versiones_de_techo.agregar(nueva)
        _anotar(contexto, unidad, "abierta", nueva, {"sale_de": nueva.sale_de})
        unidad.confirmar()
        return nueva.numero


def escribir(
    contexto: Contexto,
    unidad: Unidad,
    numero: int,
    brutos: Sequence[Bruto],
    obligatorios: Sequence[Obligatorio],
    vista: int,
) -> None:
    """Guarda el borrador. `vista` es la `version` que la persona tenía delante.

    Guardar lo mismo no deja hecho. `EdicionConcurrente` si ya es otra;
    `ObligatoriosDeMas` si una fuente no alcanza.
    """
    with unidad:
        unidad.reservar()
        version = _mirar(contexto, unidad).de(numero)
        if version.version != vista:
            raise EdicionConcurrente
        dicho = (version.brutos, version.obligatorios)
        if version.estado is EstadoDeTecho.BORRADOR and dicho == (list(brutos), list(obligatorios)):
            return
        version.escribir(brutos, obligatorios)
        _anotar(contexto, unidad, "escrita", version, _sumas(version))
        unidad.confirmar()


def aprobar(
    contexto: Contexto, unidad: Unidad, numero: int, constancia: str, visto: str | None = None
) -> None:
    """La versión deja de editarse; falta fijarla. `constancia` es el documento que la respalda.

    `visto`, aquí y en los demás pasos, es la `vista` de la versión que la persona tenía delante: si
    ya es otra, `EdicionConcurrente`, salvo que sea este mismo paso enviado dos veces.
    """
    with unidad:
        unidad.reservar()
        version = _mirar(contexto, unidad).de(numero)
        if _ya_dado(contexto, version, visto, EstadoDeTecho.APROBADO, constancia):
            return
        version.aprobar(contexto.ahora(), contexto.quien, constancia)
        _anotar(contexto, unidad, "aprobada", version, {"constancia": constancia})
        unidad.confirmar()


def devolver(
    contexto: Contexto, unidad: Unidad, numero: int, motivo: str, visto: str | None = None
) -> None:
    """De aprobada vuelve a borrador, con su motivo."""
    with unidad:
        unidad.reservar()
        version = _mirar(contexto, unidad).de(numero)
        if _ya_dado(contexto, version, visto, EstadoDeTecho.BORRADOR, motivo):
            return
        version.devolver(contexto.ahora(), contexto.quien, motivo)
        _anotar(contexto, unidad, "devuelta", version, {"motivo": motivo})
        unidad.confirmar()


def fijar(contexto: Contexto, unidad: Unidad, numero: int, visto: str | None = None) -> str:
    """Desde aquí es lo que hay para gastar. Devuelve su resumen SHA-256."""
    with unidad:
        unidad.reservar()
        version = _mirar(contexto, unidad).de(numero)
        if _ya_dado(contexto, version, visto, EstadoDeTecho.FIJADO, ""):
            return version.resumen
        version.fijar(contexto.ahora(), contexto.quien)
        unidad.techos.reemplazar(contexto.gestion, _techos_de(version))
        _anotar(contexto, unidad, "fijada", version, _sumas(version) | {"resumen": version.resumen})
        renovar(contexto, unidad, "techo.fijado")
        unidad.confirmar()
        return version.resumen


def descartar(contexto: Contexto, unidad: Unidad, numero: int, visto: str | None = None) -> None:
    """Quita un borrador que no se va a usar; lo aprobado o fijado no se descarta."""
    with unidad:
        unidad.reservar()
        version = _mirar(contexto, unidad).de(numero)
        if not version.editable:
            raise TechoFueraDeOrden(version.numero, version.estado)
        if visto is not None and visto != version.vista:
            raise EdicionConcurrente
        unidad.versiones_de_techo.quitar(version)
        _anotar(contexto, unidad, "descartada", version, {})
        unidad.confirmar()


def solo_con_versiones(
    contexto: Contexto, unidad: Unidad
) -> TechoAbierto | TechoPorVersiones | None:
    """Por qué el techo de la gestión no se puede fijar de una vez; `None` si se puede."""
    return _impide_de_una_vez(contexto, mirar(contexto, unidad))


def _impide_de_una_vez(
    contexto: Contexto, mirada: Mirada
) -> TechoAbierto | TechoPorVersiones | None:
    if mirada.abierta:
        return TechoAbierto(mirada.abierta.numero)
    if mirada.vigente and mirada.vigente.descuentos:
        return TechoPorVersiones(contexto.gestion, mirada.vigente.numero)
    return None


def registrar_de_una_vez(contexto: Contexto, unidad: Unidad, brutos: Sequence[Bruto]) -> None:
    """La versión que deja quien fija el techo sin pasos ni descuentos; con la unidad abierta.

    `TechoAbierto` si hay una a medio escribir; `TechoPorVersiones` si la vigente descuenta gastos
    obligatorios: fijar encima los perdería.
    """
    mirada = _mirar(contexto, unidad)
    if impide := _impide_de_una_vez(contexto, mirada):
        raise impide
    nueva = _nueva(contexto, mirada, brutos)
    nueva.estado = EstadoDeTecho.FIJADO
    nueva.resumen = nueva.calcular_resumen()
    paso = PasoDeTecho(EstadoDeTecho.FIJADO, contexto.ahora(), contexto.quien, DE_UNA_VEZ)
    nueva.pasos = [paso_como_json(paso)]
    unidad.versiones_de_techo.agregar(nueva)


def _ya_dado(
    contexto: Contexto,
    version: VersionDeTecho,
    visto: str | None,
    hacia: EstadoDeTecho,
    constancia: str,
) -> bool:
    """Si lo último que pasó es este mismo paso, de la misma persona, enviado otra vez.

    `EdicionConcurrente` si la versión ya no es la que se vio y nadie dio ese paso: aprobar o fijar
    lo que no se leyó no vale.
    """
    if visto is None or visto == version.vista:
        return False
    dado = version.historia[-1]
    if (
        visto.startswith(version.id.hex)
        and len(version.pasos) > 1
        and ((dado.estado, dado.quien, dado.constancia) == (hacia, contexto.quien, constancia))
    ):
        return True
    if version.estado is DESDE[hacia]:
        raise EdicionConcurrente
    return False


def _mirar(contexto: Contexto, unidad: Unidad) -> Mirada:
    return Mirada(unidad.versiones_de_techo.de_gestion(contexto.gestion))


def _nueva(contexto: Contexto, mirada: Mirada, brutos: Sequence[Bruto]) -> VersionDeTecho:
    ultima = mirada.versiones[0].numero if mirada.versiones else 0
    return VersionDeTecho(
        id=nuevo_id(),
        gestion=contexto.gestion,
        numero=ultima + 1,
        estado=EstadoDeTecho.BORRADOR,
        renglones=[bruto_como_json(b) for b in brutos],
        descuentos=[],
        pasos=[
            paso_como_json(PasoDeTecho(EstadoDeTecho.BORRADOR, contexto.ahora(), contexto.quien))
        ],
        sale_de=mirada.vigente.numero if mirada.vigente else 0,
    )


def _sueltos(contexto: Contexto, unidad: Unidad) -> list[Bruto]:
    """Lo fijado antes de que hubiera versiones."""
    techos = unidad.techos.de_gestion(contexto.gestion)
    return [Bruto(t.clave, t.monto, t.procedencia, t.simulado) for t in techos]


def _techos_de(version: VersionDeTecho) -> list[Techo]:
    return [
        Techo(
            id=nuevo_id(),
            gestion=version.gestion,
            fuente=r.bruto.clave.split("-")[0],
            organismo=r.bruto.clave.split("-")[1],
            monto=r.distribuible,
            orden=orden,
            procedencia=r.bruto.procedencia,
            simulado=r.bruto.simulado,
        )
        for orden, r in enumerate(version.cuentas.renglones, 1)
    ]


def _sumas(version: VersionDeTecho) -> dict[str, object]:
    cuentas: CuentasDeTecho = version.cuentas
    sumas: Mapping[str, Dinero] = {
        "bruto": cuentas.bruto,
        "obligatorios": cuentas.obligatorio,
        "distribuible": cuentas.distribuible,
    }
    return {que: str(monto) for que, monto in sumas.items()}


def _anotar(
    contexto: Contexto,
    unidad: Unidad,
    que: str,
    version: VersionDeTecho,
    carga: Mapping[str, object],
) -> None:
    datos = {"gestion": contexto.gestion, "numero": version.numero, **carga}
    unidad.anotar(Hecho(f"techo.{que}", contexto.quien, contexto.ahora(), datos))
