"""Que ninguna orden de apagar se pierda mientras nace un proceso.

Un hijo de gunicorn hereda los manejadores del maestro hasta que pone los suyos: un `SIGTERM` en ese
instante va a una cola que nadie lee, y el apagado espera el plazo entero por un proceso que no
hacía nada.
"""

import os
import signal

DE_APAGAR = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGQUIT})


def cuidar_los_nacimientos() -> None:
    """Desde aquí, un proceso recién nacido obedece; el padre oye la orden apenas termina."""
    os.register_at_fork(before=callar, after_in_parent=oir, after_in_child=obedecer)


def callar() -> None:
    """Las órdenes esperan: no se pierden."""
    signal.pthread_sigmask(signal.SIG_BLOCK, DE_APAGAR)


def oir() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, DE_APAGAR)


def obedecer() -> None:
    """Todavía no atiende a nadie: si le piden apagarse, se apaga sin más."""
    for senal in DE_APAGAR:
        signal.signal(senal, signal.SIG_DFL)
    oir()
