"""Un control social ya organizado, para ver sus pantallas con algo adentro."""

from datetime import timedelta

from nucleo.dominio.encargos import QuienSigue
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.seguimientos import ClaseDeSeguimiento, Hallazgo
from nucleo.servicios import encargos, seguimientos
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.seguimientos import Cita, Volvio
from tests.web.casa import TUNARI

ACTIVIDADES = ((-9, "Ver si hay enfermera"), (-5, "Ver si hay remedios"), (9, "Volver a ver"))


def organizar_el_control_social(casa, gestion):
    """Dos encargos; una actividad con observación, una vencida y una por hacer."""
    contexto = casa.contexto(TUNARI, gestion, "prueba")
    with casa.unidad_de_lectura(TUNARI) as unidad:
        de_quien = QuienSigue(unidad.organizaciones.todas()[0].id)
    [suyo] = encargos.encargar(contexto, casa.unidad(TUNARI), [], "Posta de salud", de_quien)
    comision = QuienSigue(comision="Comisión de agua y saneamiento")
    encargos.encargar(contexto, casa.unidad(TUNARI), ["coparticipacion:"], "", comision)
    for dias, que in ACTIVIDADES:
        cita = Cita(hoy_de(contexto) + timedelta(days=dias), "09:00", "En la posta")
        una = seguimientos.programar(
            contexto, casa.unidad(TUNARI), nuevo_id(), suyo.id, ClaseDeSeguimiento.VISITA, que,
            cita, "Secretaria de salud",
        )  # fmt: skip
        if que == ACTIVIDADES[0][1]:
            visto = Volvio(Hallazgo.OBSERVADO, "No hay nadie los lunes", "Acta 3")
            seguimientos.anotar(contexto, casa.unidad(TUNARI), una.id, una.version, visto)
