"""Cambiar por pantalla la configuración de un municipio o un departamento, y volver atrás."""

from collections.abc import Callable, Mapping

from nucleo.dominio.ajustes import (
    HEREDADO,
    Ajuste,
    AjusteCambiado,
    Valor,
    ultimo_numero,
    valor_de,
    vigentes,
)
from nucleo.dominio.ambito import Ambito
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.configuracion import Configuracion
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.servicios.puertos import Unidad

CAMBIADO = "ajustes.cambiado"
Probar = Callable[[Ambito, Mapping[str, Valor]], Configuracion]
"""Levanta lo que esté mal de la configuración que quedaría (`piezas.Ajustables.probar`)."""


def cambiar(
    contexto: Contexto,
    unidad: Unidad,
    probar: Probar,
    cambios: Mapping[str, Valor],
    visto: int | None = None,
) -> int:
    """Anota cada clave que de verdad cambia, con lo que había; devuelve cuántas son.

    Lo que ya vale así no se anota otra vez: enviar dos veces lo mismo no deja dos cambios. `visto`
    es el último número de esas claves que la persona tenía delante: si ya hay otro,
    `AjusteCambiado`. Lo inválido no se guarda.
    """
    with unidad:
        unidad.reservar()
        return _cambiar(contexto, unidad, probar, cambios, visto)


def volver(contexto: Contexto, unidad: Unidad, probar: Probar, numero: int) -> int:
    """Deja la clave de ese cambio como estaba antes de él; es un cambio más, y se prueba igual."""
    with unidad:
        unidad.reservar()
        ajuste = next((a for a in unidad.ajustes.todos() if a.numero == numero), None)
        if ajuste is None:
            raise NoExiste("ajuste", numero)
        return _cambiar(contexto, unidad, probar, {ajuste.clave: ajuste.antes}, None)


def encender(contexto: Contexto, unidad: Unidad, probar: Probar, plugin: str) -> int:
    """Con los últimos ajustes que tuvo por pantalla; si nunca tuvo, con los heredados o propuestos.

    Si ya está encendido no hace nada.
    """
    clave = f"plugins.{plugin}"
    with unidad:
        unidad.reservar()
        todos = unidad.ajustes.todos()
        tablas = [a.valor for a in todos if a.clave == clave and a.valor.get("valor") is not False]
        anterior = tablas[-1] if tablas else HEREDADO
        valores = {c: a.valor for c, a in vigentes(todos).items()}
        candidatos: tuple[Valor, ...] = (valores.get(clave, HEREDADO), anterior, HEREDADO)
        for valor in candidatos:
            if plugin in probar(contexto.ambito, valores | {clave: valor}).plugins:
                return _cambiar(contexto, unidad, probar, {clave: valor}, None)
        return _cambiar(contexto, unidad, probar, {clave: {"valor": {}}}, None)


def apagar(contexto: Contexto, unidad: Unidad, probar: Probar, plugin: str) -> int:
    """Sus datos no se tocan: solo deja de contar y de verse."""
    return cambiar(contexto, unidad, probar, {f"plugins.{plugin}": {"valor": False}})


def _cambiar(
    contexto: Contexto,
    unidad: Unidad,
    probar: Probar,
    cambios: Mapping[str, Valor],
    visto: int | None,
) -> int:
    todos = unidad.ajustes.todos()
    rigen = vigentes(todos)
    nuevos = {c: v for c, v in cambios.items() if v != valor_de(rigen, c)}
    if not nuevos:
        return 0
    if visto is not None and ultimo_numero(rigen, cambios) != visto:
        raise AjusteCambiado
    probar(contexto.ambito, {c: a.valor for c, a in rigen.items()} | nuevos)
    for numero, (clave, valor) in enumerate(nuevos.items(), len(todos) + 1):
        antes = valor_de(rigen, clave)
        ajuste = Ajuste(
            nuevo_id(), numero, clave, dict(valor), dict(antes), contexto.ahora(), contexto.quien
        )
        unidad.ajustes.agregar(ajuste)
        carga = {"numero": numero, "clave": clave, "antes": ajuste.antes, "despues": ajuste.valor}
        unidad.anotar(Hecho(CAMBIADO, contexto.quien, ajuste.cuando, carga))
    unidad.confirmar()
    return len(nuevos)
