"""Anotar las tarjetas de salida de un encuentro, y verlas en serie."""

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.satisfaccion import Cuenta, TarjetasDeSalida
from nucleo.servicios.calendarios import evento_de
from nucleo.servicios.mesas import exigir_en_curso
from nucleo.servicios.puertos import Unidad

ANOTADA = "salida.anotada"
DESPUES = (EstadoDeEvento.REALIZADO, EstadoDeEvento.ACTA_CERRADA)


def anotar(
    contexto: Contexto, unidad: Unidad, encuentro: str, version: int, cuenta: Cuenta
) -> TarjetasDeSalida:
    """Deja la suma como se dice, si sigue como se la vio. Guardar lo mismo no hace nada."""
    with unidad:
        unidad.reservar()
        evento = evento_de(unidad, contexto.gestion, encuentro)
        exigir_en_curso(evento, tambien=DESPUES)
        ya = unidad.mesas.salida(contexto.gestion, encuentro)
        if ya and ya.cuenta == cuenta:
            return ya
        if (ya.version if ya else 0) != version:
            raise EdicionConcurrente
        cuando = contexto.ahora()
        if ya:
            ya.cuenta, ya.anotada_en, ya.quien = cuenta, cuando, contexto.quien
        else:
            ya = TarjetasDeSalida(
                nuevo_id(), contexto.gestion, encuentro, cuando, contexto.quien, cuenta
            )
            unidad.mesas.agregar(ya)
        carga = {"gestion": contexto.gestion, "evento": encuentro, "cuenta": cuenta}
        unidad.anotar(Hecho(ANOTADA, contexto.quien, cuando, carga))
        unidad.confirmar()
    return ya


def serie(unidad: Unidad, gestion: int) -> list[tuple[str, TarjetasDeSalida]]:
    """Las de la gestión, con la sigla de su encuentro, en el orden del ciclo.

    Con la unidad abierta.
    """
    por_evento = {t.evento: t for t in unidad.mesas.salidas(gestion)}
    if not por_evento:
        return []
    eventos = unidad.calendarios.eventos(gestion)
    return [(e.sigla, por_evento[e.clave]) for e in eventos if e.clave in por_evento]
