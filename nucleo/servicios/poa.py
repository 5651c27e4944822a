"""El POA de una gestión: abrir versiones, escribir sus líneas, importarlas y darle sus pasos."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.cambios_de_poa import CambioDeLinea, comparar
from nucleo.dominio.clasificadores import DeGestion
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.poa import (
    DECLARADOS,
    REEMPLAZABLES,
    EstadoDePoa,
    LineaDePoa,
    NoEsDeUnAnioPasado,
    PasoDado,
    Poa,
    PoaAbierto,
    PoaReemplazado,
    PoaYaPresentado,
    sumar,
)
from nucleo.dominio.presupuesto import Falta, Saldo, faltas_de, saldos
from nucleo.servicios.codigos_de_poa import codigos_vigentes
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.importacion import Avance, Importacion
from nucleo.servicios.planilla_de_poa import Lectura
from nucleo.servicios.planilla_de_poa import leer as leer_planilla
from nucleo.servicios.puertos import Unidad

ABRIR, REEMPLAZADA = "abrir", "reemplazar"


@dataclass(frozen=True, slots=True)
class VersionDePoa:
    """Una versión en la lista: sin sus líneas, con cuántas son y cuánto suman."""

    numero: int
    estado: EstadoDePoa
    sale_de: int
    reformulado: int
    historico: bool
    lineas: int
    monto: Dinero


@dataclass(frozen=True, slots=True)
class PoaLeido:
    """Una versión para mirar, con sus cuentas. `poa` ya no está unido a la base."""

    poa: Poa
    lineas: Sequence[LineaDePoa]
    versiones: Sequence[VersionDePoa]
    saldos: Sequence[Saldo]
    faltas: Sequence[Falta]

    @property
    def ultima(self) -> bool:
        return self.poa.numero == self.versiones[-1].numero

    @property
    def editable(self) -> bool:
        return self.ultima and self.poa.editable

    def linea(self, orden: int) -> LineaDePoa:
        for linea in self.lineas:
            if linea.orden == orden:
                return linea
        raise NoExiste("línea", orden)


@dataclass(frozen=True, slots=True)
class ImportacionDePoa:
    """Qué pasó con la planilla y qué cambia en el POA: entra entera o no entra."""

    importacion: Importacion
    cambios: Sequence[CambioDeLinea]
    numero: int
    lineas: int
    monto: Dinero
    propia: bool


def leer(
    contexto: Contexto, unidad: Unidad, numero: int = 0, catalogo: DeGestion | None = None
) -> PoaLeido | None:
    """La versión pedida o, sin pedir, la última; `None` si la gestión no tiene POA.

    Con el `catalogo` de la gestión, también se revisan los códigos.
    """
    with unidad:
        versiones = unidad.poas.versiones(contexto.gestion)
        if not versiones:
            return None
        poa = _version(contexto, unidad, numero) if numero else versiones[-1]
        lineas = tuple(poa.lineas)
        totales = unidad.poas.totales(contexto.gestion)
        techos, codigos = techos_de(contexto, unidad), codigos_vigentes(contexto, unidad)
        return PoaLeido(
            poa,
            lineas,
            [_resumen(v, totales) for v in versiones],
            saldos(lineas, techos),
            faltas_de(lineas, techos, catalogo, codigos, historico=poa.historico),
        )


def diferencias(
    contexto: Contexto, unidad: Unidad, numero: int, contra: int
) -> list[CambioDeLinea]:
    """Qué cambió de la versión `contra` a la `numero`."""
    with unidad:
        antes = list(_version(contexto, unidad, contra).lineas)
        ahora = list(_version(contexto, unidad, numero).lineas)
    return comparar(antes, ahora)


def techos_de(contexto: Contexto, unidad: Unidad) -> dict[str, Dinero]:
    """Fuente-organismo → cuánto hay, en el orden en que se gasta."""
    return {t.clave: t.monto for t in unidad.techos.de_gestion(contexto.gestion)}


def abrir(contexto: Contexto, unidad: Unidad, *, motivo: str = "", historico: bool = False) -> int:
    """Abre una versión para escribir: la primera, o una nueva a partir de la última.

    Lo presentado no se edita: la versión nueva copia sus líneas. Si la que había está en
    ejecución, la nueva es un reformulado y la de antes rige hasta que esta se ejecute; si no, la
    de antes queda sin efecto. `PoaAbierto` si ya hay una por terminar. Devuelve su número.
    """
    with unidad:
        unidad.reservar()
        poa = _abrir(contexto, unidad, motivo, historico=historico)
        unidad.confirmar()
        return poa.numero


def _abrir(contexto: Contexto, unidad: Unidad, motivo: str, *, historico: bool = False) -> Poa:
    ultima = _ultima(contexto, unidad)
    if historico and not ya_paso(contexto):
        raise NoEsDeUnAnioPasado(contexto.gestion)
    if ultima and ultima.editable:
        raise PoaAbierto(ultima.numero)
    if ultima and ultima.estado not in REEMPLAZABLES:
        raise PoaYaPresentado(ultima.numero, ultima.estado)
    nueva = Poa(
        id=nuevo_id(),
        gestion=contexto.gestion,
        numero=ultima.numero + 1 if ultima else 1,
        estado=EstadoDePoa.ANTEPROYECTO,
        cuando=contexto.ahora(),
        quien=contexto.quien,
        historico=historico,
    )
    if ultima:
        _continuar(contexto, nueva, ultima)
    paso = PasoDado(ABRIR, nueva.estado, contexto.ahora(), contexto.quien, motivo)
    nueva.pasar_a(nueva.estado, paso)
    unidad.poas.agregar(nueva)
    carga = {"gestion": nueva.gestion, "version": nueva.numero, "sale_de": nueva.sale_de}
    anotar(contexto, unidad, "poa.abierto", carga)
    return nueva


def ya_paso(contexto: Contexto) -> bool:
    """Si la gestión es de un año pasado: solo entonces su POA puede cargarse como histórico."""
    return contexto.gestion < dia_en_bolivia(contexto.ahora()).year


def _continuar(contexto: Contexto, nueva: Poa, ultima: Poa) -> None:
    """La nueva sale de la última, con una copia de sus líneas.

    Si la última no llegó a ejecutarse, lo que el control social observó sigue con ella: abrir otra
    versión no es una manera de no responder.
    """
    en_ejecucion = ultima.estado is EstadoDePoa.EN_EJECUCION
    nueva.sale_de, nueva.historico = ultima.numero, ultima.historico
    nueva.procedencia = ultima.procedencia
    nueva.reformulado = ultima.reformulado + (1 if en_ejecucion else 0)
    nueva.lineas = [linea.copia() for linea in ultima.lineas]
    if not en_ejecucion:
        nueva.notas = tuple(ultima.notas)
        dejar_sin_efecto(contexto, ultima, EstadoDePoa.SIN_EFECTO)


def dejar_sin_efecto(contexto: Contexto, poa: Poa, estado: EstadoDePoa) -> None:
    """Otra versión ocupa su lugar: queda en la historia, con su hora."""
    poa.pasar_a(estado, PasoDado(REEMPLAZADA, estado, contexto.ahora(), contexto.quien))


def agregar_linea(
    contexto: Contexto, unidad: Unidad, datos: Mapping[str, Any], nueva: UUID | None = None
) -> int:
    """Al final de la versión que se está escribiendo; si no hay ninguna, abre la primera.

    Repetir el mismo identificador (`nueva`) no la duplica. Devuelve su orden.
    """
    with unidad:
        unidad.reservar()
        poa = en_edicion(contexto, unidad)
        for linea in poa.lineas:
            if linea.id == nueva:
                return linea.orden
        linea = LineaDePoa(nueva or nuevo_id(), siguiente(poa), **datos)
        poa.lineas.append(linea)
        _anotar_linea(contexto, unidad, "poa.linea_agregada", poa, linea)
        unidad.confirmar()
        return linea.orden


def cambiar_linea(
    contexto: Contexto, unidad: Unidad, orden: int, datos: Mapping[str, Any], visto: int
) -> bool:
    """Deja la línea con esos datos; `EdicionConcurrente` si ya no es la que se vio.

    Devuelve si cambió algo: guardar lo mismo no deja hecho.
    """
    with unidad:
        unidad.reservar()
        poa = en_edicion(contexto, unidad)
        linea = _linea(poa, orden)
        if linea.version != visto:
            raise EdicionConcurrente
        cambian = {n: datos[n] for n in DECLARADOS if n in datos and getattr(linea, n) != datos[n]}
        if not cambian:
            return False
        for nombre, valor in cambian.items():
            setattr(linea, nombre, valor)
        _anotar_linea(contexto, unidad, "poa.linea_cambiada", poa, linea, campos=sorted(cambian))
        unidad.confirmar()
    return True


def quitar_linea(contexto: Contexto, unidad: Unidad, orden: int, visto: int) -> None:
    """La saca de la versión que se está escribiendo; las demás conservan su número."""
    with unidad:
        unidad.reservar()
        poa = en_edicion(contexto, unidad)
        linea = _linea(poa, orden)
        if linea.version != visto:
            raise EdicionConcurrente
        poa.lineas.remove(linea)
        _anotar_linea(contexto, unidad, "poa.linea_quitada", poa, linea)
        unidad.confirmar()


def importar(
    contexto: Contexto,
    unidad: Unidad,
    planilla: Planilla,
    *,
    historico: bool = False,
    procedencia: str = "",
    nueva_version: bool = False,
    parcial: bool = False,
    avance: Avance | None = None,
    ensayo: bool = False,
) -> ImportacionDePoa:
    """La planilla es el POA entero: sus líneas reemplazan a las de la versión que se escribe.

    Sin ninguna, abre la primera (`historico`: de un año pasado, lo que no traiga no se exige). Con
    `nueva_version`, si la última ya se presentó abre otra, en la misma escritura: si la planilla no
    entra, tampoco hay versión. Importar lo mismo no cambia nada. En un `ensayo` solo dice qué
    pasaría.
    """
    with unidad:
        if not ensayo:
            unidad.reservar()
        ultima = _ultima(contexto, unidad)
        otra = bool(ultima and nueva_version and ultima.estado in REEMPLAZABLES)
        if ultima and not otra:
            ultima.exigir_editable()
        lectura = leer_planilla(planilla, parcial=parcial or ensayo, avance=avance)
        cambios = comparar(list(ultima.lineas) if ultima else [], lectura.lineas)
        numero = ultima.numero + otra if ultima else 1
        resultado = _resultado(lectura, cambios, numero)
        nada_nuevo = not (otra or cambios or _otro_orden(ultima, lectura.lineas))
        if ensayo or not lectura.lineas or nada_nuevo:
            return resultado
        en_curso = None if otra else ultima
        poa = en_curso or _abrir(contexto, unidad, "", historico=historico)
        poa.procedencia = procedencia or poa.procedencia
        _reemplazar(contexto, unidad, poa, lectura.lineas, resultado)
        unidad.confirmar()
    return resultado


def _resultado(lectura: Lectura, cambios: Sequence[CambioDeLinea], numero: int) -> ImportacionDePoa:
    suma = sumar(lectura.lineas)
    return ImportacionDePoa(
        lectura.importacion, cambios, numero, len(lectura.lineas), suma, lectura.propia
    )


def _otro_orden(poa: Poa | None, lineas: Sequence[LineaDePoa]) -> bool:
    antes = [linea.datos() for linea in poa.lineas] if poa else []
    return antes != [linea.datos() for linea in lineas]


def _reemplazar(
    contexto: Contexto,
    unidad: Unidad,
    poa: Poa,
    lineas: Sequence[LineaDePoa],
    resultado: ImportacionDePoa,
) -> None:
    unidad.poas.vaciar(poa)
    poa.lineas.extend(lineas)
    poa.quien, poa.cuando = contexto.quien, contexto.ahora()
    carga = {
        "gestion": poa.gestion,
        "version": poa.numero,
        "lineas": resultado.lineas,
        "monto": str(resultado.monto),
        "rechazadas": resultado.importacion.filas_rechazadas,
        "resumen": resultado.importacion.resumen,
    }
    anotar(contexto, unidad, "poa.importado", carga)


def en_edicion(contexto: Contexto, unidad: Unidad) -> Poa:
    """La versión que se está escribiendo; la abre si la gestión no tiene ninguna."""
    ultima = _ultima(contexto, unidad) or _abrir(contexto, unidad, "")
    ultima.exigir_editable()
    ultima.quien, ultima.cuando = contexto.quien, contexto.ahora()
    return ultima


def version_que_avanza(contexto: Contexto, unidad: Unidad, numero: int) -> Poa:
    """La pedida, si es la que puede dar pasos; `PoaReemplazado` si hay una más nueva.

    La que rige puede cerrarse aunque su reformulado esté en camino.
    """
    poa = _version(contexto, unidad, numero)
    ultima = _ultima(contexto, unidad)
    rige = poa.estado is EstadoDePoa.EN_EJECUCION
    if ultima and ultima.numero != numero and not rige:
        raise PoaReemplazado(numero, ultima.numero)
    return poa


def siguiente(poa: Poa) -> int:
    """El número de la próxima línea: los de las que se quitaron no se reusan si son los últimos."""
    return max((linea.orden for linea in poa.lineas), default=0) + 1


def anotar(contexto: Contexto, unidad: Unidad, que: str, carga: Mapping[str, Any]) -> None:
    """El hecho, firmado por quien actúa; va antes de confirmar."""
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), dict(carga)))


def _anotar_linea(
    contexto: Contexto, unidad: Unidad, que: str, poa: Poa, linea: LineaDePoa, **mas: object
) -> None:
    carga = {
        "gestion": poa.gestion,
        "version": poa.numero,
        "linea": linea.orden,
        "monto": str(linea.monto),
    }
    anotar(contexto, unidad, que, carga | mas)


def _ultima(contexto: Contexto, unidad: Unidad) -> Poa | None:
    versiones = unidad.poas.versiones(contexto.gestion)
    return versiones[-1] if versiones else None


def _version(contexto: Contexto, unidad: Unidad, numero: int) -> Poa:
    poa = unidad.poas.de(contexto.gestion, numero)
    if poa is None:
        raise NoExiste("versión del POA", numero)
    return poa


def _linea(poa: Poa, orden: int) -> LineaDePoa:
    for linea in poa.lineas:
        if linea.orden == orden:
            return linea
    raise NoExiste("línea", orden)


def _resumen(poa: Poa, totales: Mapping[int, tuple[int, Dinero]]) -> VersionDePoa:
    lineas, monto = totales.get(poa.numero, (0, Dinero(0)))
    return VersionDePoa(
        poa.numero, poa.estado, poa.sale_de, poa.reformulado, poa.historico, lineas, monto
    )
