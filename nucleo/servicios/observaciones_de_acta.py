"""Las observaciones al borrador de un acta: se anotan, se responden y se retiran por error."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nucleo.dominio.actas import Acta, FueraDePlazo
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente, NoExiste, SinPermiso
from nucleo.dominio.llano import en_llano
from nucleo.dominio.observaciones_de_acta import ObservacionEnActa, Suerte
from nucleo.dominio.politica import Accion
from nucleo.servicios.actas import acta_de
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.puertos import Unidad

OBSERVADA, RESPONDIDA = "acta.observada", "acta.observacion_respondida"
RETIRADA = "acta.observacion_retirada"


def observar(
    contexto: Contexto, unidad: Unidad, clave: str, texto: str, nombre: str, organizacion: str = ""
) -> Acta:
    """Anota lo que un participante observa, dentro del plazo; la misma otra vez no se repite.

    `nombre` es de quién es la observación, que puede no ser quien la escribe. O `FueraDePlazo`.
    """
    with unidad:
        unidad.reservar()
        acta = acta_de(unidad, contexto.gestion, clave)
        acta.exigir_abierta()
        if not acta.observable(hoy_de(contexto)):
            raise FueraDePlazo(clave, f"{acta.plazo:%d/%m/%Y}" if acta.plazo else "")
        dichas = {(o.texto, o.nombre, o.organizacion) for o in acta.observada}
        if (texto, nombre, organizacion) in dichas:
            return acta
        cuando = contexto.ahora()
        nueva = ObservacionEnActa(texto, nombre, organizacion, cuando.isoformat(), contexto.quien)
        _dejar(acta, [*acta.observada, nueva])
        _anotar(contexto, unidad, OBSERVADA, acta, {"cuantas": len(acta.observaciones)})
        unidad.confirmar()
    return acta


def responder(
    contexto: Contexto,
    unidad: Unidad,
    clave: str,
    cual: str,
    version: int,
    suerte: Suerte,
    respuesta: str,
) -> Acta:
    """Qué se hizo con ella y por qué; va al acta. Antes de cerrarla, también fuera de plazo.

    `version` es la de la observación: `EdicionConcurrente` si otra persona ya la respondió. Lo
    mismo otra vez no hace nada. En la bitácora queda cuál, por su número, y no de quién es.
    """
    with unidad:
        unidad.reservar()
        acta, numero, esta = _abierta(contexto, unidad, clave, cual)
        if (esta.suerte, esta.respuesta) == (suerte, respuesta):
            return acta
        if esta.version != version:
            raise EdicionConcurrente
        dichas = [*acta.observada]
        dichas[numero] = replace(esta, suerte=suerte, respuesta=respuesta, version=esta.version + 1)
        _dejar(acta, dichas)
        carga = {"observacion": numero + 1, "suerte": suerte.value}
        _anotar(contexto, unidad, RESPONDIDA, acta, carga)
        unidad.confirmar()
    return acta


def retirar(
    contexto: Contexto,
    unidad: Unidad,
    clave: str,
    cual: str,
    version: int,
    motivo: str,
    *,
    lleva: bool,
) -> Acta:
    """La quita del borrador: la anotó por error quien la escribió o, si `lleva` el ciclo, otro.

    `SinPermiso` si es de otra persona. La bitácora dice por qué y si la retiró quien la escribió,
    nunca de quién era. Con otra `version` de la observación, `EdicionConcurrente`.
    """
    with unidad:
        unidad.reservar()
        acta, numero, esta = _abierta(contexto, unidad, clave, cual)
        propia = esta.anoto == contexto.quien
        if not (lleva or propia):
            raise SinPermiso(Accion.LLEVAR_CICLO.value)
        if esta.version != version:
            raise EdicionConcurrente
        _dejar(acta, [o for n, o in enumerate(acta.observada) if n != numero])
        carga = {"observacion": numero + 1, "motivo": motivo, "propia": propia,
                 "cuantas": len(acta.observaciones)}  # fmt: skip
        _anotar(contexto, unidad, RETIRADA, acta, carga)
        unidad.confirmar()
    return acta


def _abierta(
    contexto: Contexto, unidad: Unidad, clave: str, cual: str
) -> tuple[Acta, int, ObservacionEnActa]:
    """El acta sin cerrar, y la observación con su lugar; o `ActaCerrada` o `NoExiste`."""
    acta = acta_de(unidad, contexto.gestion, clave)
    acta.exigir_abierta()
    for numero, dicha in enumerate(acta.observada):
        if dicha.clave == cual:
            return acta, numero, dicha
    raise NoExiste("observación", cual)


def _dejar(acta: Acta, dichas: Sequence[ObservacionEnActa]) -> None:
    acta.observaciones = [en_llano(o) for o in dichas]


def _anotar(
    contexto: Contexto, unidad: Unidad, que: str, acta: Acta, carga: Mapping[str, object]
) -> None:
    suya = {"gestion": acta.gestion, "evento": acta.evento, **carga}
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), suya))
