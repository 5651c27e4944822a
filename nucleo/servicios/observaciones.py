"""Lo que alguien con cargo observa de una demanda, y lo que se le responde: todo a la vista."""

from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import DemandaRetirada, ObservacionEscrita, YaRespondida
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.identidad import OrdenUsada
from nucleo.servicios.correcciones import demanda_de
from nucleo.servicios.puertos import Unidad

OBSERVADA, RESPONDIDA = "demandas.observada", "demandas.respondida"


def observar(
    contexto: Contexto, unidad: Unidad, numero: int, observacion_id: UUID, texto: str
) -> None:
    """La deja escrita con quién y cuándo. Su `id` nace en la página: enviarla dos veces es una.

    Con ese `id` y otro texto, `OrdenUsada`.

    Vale en cualquier momento, también con la lista cerrada; de una retirada ya no se dice nada.
    """
    with unidad:
        unidad.reservar()
        demanda = demanda_de(contexto, unidad, numero)
        if not demanda.viva:
            raise DemandaRetirada(demanda.codigo)
        if ya := unidad.demandas.observacion(observacion_id):
            if (ya.demanda_id, ya.texto) != (demanda.id, texto):
                raise OrdenUsada(ya.texto)
            return
        cuando = contexto.ahora()
        unidad.demandas.observar(
            ObservacionEscrita(observacion_id, demanda.id, texto, cuando, contexto.quien)
        )
        carga = {"codigo": demanda.codigo, "observacion": str(observacion_id)}
        unidad.anotar(Hecho(OBSERVADA, contexto.quien, cuando, carga))
        unidad.confirmar()


def responder(
    contexto: Contexto, unidad: Unidad, numero: int, observacion_id: UUID, respuesta: str
) -> None:
    """Responde una vez. La misma respuesta otra vez no hace nada; otra, `YaRespondida`."""
    with unidad:
        unidad.reservar()
        demanda = demanda_de(contexto, unidad, numero)
        observacion = unidad.demandas.observacion(observacion_id)
        if observacion is None or observacion.demanda_id != demanda.id:
            raise NoExiste("observación", observacion_id)
        if observacion.respondida_en:
            if observacion.respuesta == respuesta:
                return
            raise YaRespondida(observacion.respondida_por)
        cuando = contexto.ahora()
        observacion.respuesta, observacion.respondida_en = respuesta, cuando
        observacion.respondida_por = contexto.quien
        carga = {"codigo": demanda.codigo, "observacion": str(observacion_id)}
        unidad.anotar(Hecho(RESPONDIDA, contexto.quien, cuando, carga))
        unidad.confirmar()
