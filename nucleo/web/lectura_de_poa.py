"""El POA que se está mirando: la gestión y la versión de la dirección, con sus nombres a mano."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from nucleo.dominio.clasificadores import DeGestion
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.mensajes import N_
from nucleo.dominio.poa import EstadoDePoa, la_que_rige
from nucleo.dominio.presupuesto import Corte, Suma
from nucleo.servicios import poa as servicio
from nucleo.servicios.estructura import unidades_vigentes
from nucleo.servicios.planes import objetivos_vigentes
from nucleo.servicios.poa import PoaLeido
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_elegida, municipio_de_lectura, piezas

SIN_DECLARAR = {
    Corte.PROGRAMA: N_("Programa no declarado"),
    Corte.FUENTE: N_("Fuente-organismo no declarada"),
    Corte.DISTRITO: N_("Distrito no declarado"),
    Corte.UNIDAD: N_("Sin unidad responsable"),
    Corte.OBJETIVO: N_("Sin objetivo del plan"),
}
CIFRAS = 4  # una versión con más cifras no la abrió nadie


@dataclass(frozen=True, slots=True)
class PoaALaVista:
    """Lo leído y cómo se llama cada código; `leido` falta si la gestión no tiene POA."""

    gestiones: Sequence[int]
    gestion: int | None
    leido: PoaLeido | None
    catalogo: DeGestion
    unidades: Mapping[str, str]
    objetivos: Mapping[str, str]

    def exigido(self) -> PoaLeido:
        """Lo leído, o `NoExiste`."""
        if self.leido is None:
            raise NoExiste("POA", self.gestion)
        return self.leido

    def nombre_de(self, corte: Corte, clave: str) -> str:
        """«110 · Saneamiento básico»; lo no declarado lo dice; lo desconocido, su código."""
        if not clave:
            return gettext(SIN_DECLARAR[corte])
        nombre = ""
        match corte:
            case Corte.PROGRAMA:
                suyo = self.catalogo.programa(clave)
                nombre = suyo.denominacion if suyo else ""
            case Corte.FUENTE:
                usual = piezas().fuentes.get(clave)
                nombre = gettext(usual) if usual else ""
            case Corte.UNIDAD:
                nombre = self.unidades.get(clave, "")
            case Corte.OBJETIVO:
                nombre = self.objetivos.get(clave, "")
        return f"{clave} · {nombre}" if nombre else clave

    def sumas_con_nombre(self, corte: Corte, sumas: Sequence[Suma]) -> list[tuple[str, Suma]]:
        return [(self.nombre_de(corte, s.clave), s) for s in sumas]


@dataclass(frozen=True, slots=True)
class Versiones:
    """Cuál rige en la gestión (cero: ninguna) y cuál se escribió después.

    `historico`: ninguna rige porque el POA se cargó de un año que ya pasó.
    """

    rige: int
    estado: EstadoDePoa
    cerrada: bool
    historico: bool
    posterior: int
    estado_posterior: EstadoDePoa


def con_las_del_poa(gestiones: Sequence[int]) -> list[int]:
    """Las que tienen datos y, además, las que solo tienen un POA escrito; la última, primero."""
    unidad = piezas().unidad_de_lectura(municipio_de_lectura())
    with unidad:
        return sorted({*gestiones, *unidad.poas.gestiones()}, reverse=True)


def versiones_de(gestion: int | None) -> Versiones | None:
    """`None` si la gestión no tiene POA."""
    if gestion is None:
        return None
    unidad = piezas().unidad_de_lectura(municipio_de_lectura())
    with unidad:
        versiones = unidad.poas.versiones(gestion)
        if not versiones:
            return None
        vale, ultima = la_que_rige(versiones), versiones[-1]
        hay_otra = ultima.numero > (vale.numero if vale else 0)
        viva = hay_otra and ultima.estado is not EstadoDePoa.SIN_EFECTO
        return Versiones(
            vale.numero if vale else 0,
            vale.estado if vale else ultima.estado,
            bool(vale and vale.estado is EstadoDePoa.CERRADO),
            vale is None and ultima.historico,
            ultima.numero if viva else 0,
            ultima.estado,
        )


def mirar_poa(numero: int | None = None, *, rige: bool = False) -> PoaALaVista:
    """Lo que pide la dirección (`?gestion=`, `?version=`); sin versión, la última.

    Con `rige`, la que rige: la que está en ejecución o cerrada, aunque haya otra después.
    """
    ambito = municipio_de_lectura()
    with piezas().leer_municipio(ambito) as lectura:
        gestiones = con_las_del_poa(lectura.gestiones())
    unidad = piezas().unidad_de_lectura(ambito)
    gestion = gestion_elegida(gestiones)
    catalogo = piezas().clasificadores.de(gestion or 0)
    if gestion is None:
        return PoaALaVista(gestiones, None, None, catalogo, {}, {})
    pedida = version_pedida("version") if numero is None else numero
    if rige and not pedida and (versiones := versiones_de(gestion)):
        pedida = versiones.rige
    contexto = piezas().contexto(ambito, gestion)
    leido = servicio.leer(contexto, unidad, pedida, catalogo)
    with unidad:
        unidades = unidades_vigentes(unidad, gestion)
        objetivos = objetivos_vigentes(unidad, gestion)
    return PoaALaVista(gestiones, gestion, leido, catalogo, unidades, objetivos)


def version_pedida(cual: str) -> int:
    """`?version=N` o `?contra=N`; cero si no viene. Lo que no es una versión no existe."""
    suya, contra = request.args.get("version", ""), request.args.get("contra", "")
    pedida = suya if cual == "version" else contra
    if not pedida:
        return 0
    if not (pedida.isascii() and pedida.isdigit() and len(pedida) < CIFRAS and int(pedida)):
        raise NoExiste("versión del POA", pedida)
    return int(pedida)


def legible(valor: object) -> str:
    """Un dato de una línea como se lee en pantalla."""
    match valor:
        case None | "":
            return "—"
        case bool():
            return gettext("sí") if valor else gettext("no")
        case Dinero():
            return valor.legible().replace(" ", "\u00a0")
        case Mapping():
            return "; ".join(f"{a}: Bs {m}" for a, m in valor.items()) or "—"
        case _:
            return str(valor)
