"""Lo que se proyecta en la Cumbre: otros pesos contra el punto de partida, y las reglas juntas."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nucleo.dominio.comparaciones import Ultimas, ultimas_obras
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Proceso, Resultado
from nucleo.dominio.errores import (
    ErrorDeNegocio,
    ErrorDePlugin,
    SinReglaDeSeleccion,
    TechoExcedido,
)
from nucleo.dominio.seleccion import ReglaDeSeleccion
from nucleo.servicios.calculo import Pesos, calcular, preparar, proceso_de, resolver
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.recogida import recoger


@dataclass(frozen=True, slots=True)
class Prueba:
    """Cómo queda la lista con los pesos que se prueban, contra los propuestos o los acordados."""

    proceso: Proceso
    partida: Resultado
    ahora: Resultado
    ultimas: Ultimas | None


@dataclass(frozen=True, slots=True)
class Comparada:
    """Una regla y lo que da; si falla, por qué, y las demás se ven igual."""

    regla: ReglaDeSeleccion
    resultado: Resultado | None
    falla: ErrorDeNegocio | None = None


@dataclass(frozen=True, slots=True)
class Comparacion:
    """La misma matriz con cada regla activa, en orden de clave.

    `papeletas_simuladas` son cuántas de las papeletas que alguna regla cuenta no son reales.
    """

    proceso: Proceso
    comparadas: Sequence[Comparada]
    ultimas: Ultimas | None
    papeletas_simuladas: int = 0


def reglas_activas(contexto: Contexto, ganchos: Ganchos) -> Sequence[ReglaDeSeleccion]:
    """Las que el municipio tiene, por su clave."""
    activas = recoger(ganchos, "reglas_de_seleccion", ReglaDeSeleccion, contexto)
    return sorted(activas, key=lambda r: r.clave)


def probar(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    pesos: Pesos | None,
    regla: str | None,
    de_partida: str | None,
) -> Prueba:
    """Sin escribir nada. `de_partida` es la regla con que se compara: la del municipio."""
    with unidad:
        partida = calcular(contexto, unidad, ganchos, None, de_partida)
        otra = pesos is not None or regla != de_partida
        ahora = calcular(contexto, unidad, ganchos, pesos, regla) if otra else partida
        return Prueba(
            proceso_de(contexto, unidad),
            partida,
            ahora,
            ultimas_obras(unidad.inversiones.todas(), contexto.gestion),
        )


def comparar(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, pesos: Pesos | None = None
) -> Comparacion:
    """Sin escribir nada. Los pesos son los mismos para todas: lo que cambia es la regla."""
    reglas = reglas_activas(contexto, ganchos)
    if not reglas:
        raise SinReglaDeSeleccion("", "")
    with unidad:
        preparada = preparar(contexto, unidad, ganchos, pesos, reglas[0].clave)
        comparadas = []
        for regla in reglas:
            try:
                resultado = resolver(contexto, replace(preparada, regla=regla))
            except (ErrorDePlugin, TechoExcedido) as error:
                comparadas.append(Comparada(regla, None, error))
            else:
                comparadas.append(Comparada(regla, resultado))
        return Comparacion(
            proceso_de(contexto, unidad),
            comparadas,
            ultimas_obras(unidad.inversiones.todas(), contexto.gestion),
            sum(p.simulada for p in unidad.papeletas.de_gestion(contexto.gestion)),
        )
