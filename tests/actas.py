"""Un acta de Cumbre 2 con la gente que haga falta, para mirarla, sellarla y medirla."""

from nucleo.dominio.actas import (
    ActaEnLlano,
    AcuerdoEnActa,
    CuentaDeVotos,
    CuorumEnActa,
    DisensoEnActa,
    Partes,
    ParticipanteEnActa,
    PuntoEnActa,
    ReclamoEnActa,
    SaltoEnActa,
    SeccionDeActa,
    SeccionEscrita,
    VotacionEnActa,
)
from nucleo.dominio.constancias import Conformidad, MedioDeConformidad
from nucleo.dominio.observaciones_de_acta import ObservacionEnActa

NOMBRES = ("Ana Quispe Ñanco", "Ch’iri Mamani", "Rosa Cuéllar", "Ignacio Yarhui", "Tẽtã Arandu")
OTB = ("Ch’alla Pampa", "Jach’a Uma", "K’ara K’ara", "Villa Ñuflo", "Qhapaq Ñan", "Mba’epu g̃uarã")
CARGOS = ("Secretaria general", "Dirigente", "Secretario de actas", "Base")
CUANDO = "2026-08-18T22:00:00+00:00"
LLAMADOS = (("otb", "OTB"), ("control_social", "Control social"), ("concejo", "Concejo municipal"))


def participantes(cuantos):
    return tuple(
        ParticipanteEnActa(
            f"p{n}", f"{NOMBRES[n % len(NOMBRES)]} {n + 1}", f"OTB {OTB[n % len(OTB)]}",
            CARGOS[n % len(CARGOS)], "mujer" if n % 2 else "hombre",
        )
        for n in range(cuantos)
    )  # fmt: skip


def constancias(gente):
    """La mitad, de las tres maneras que hay antes de cerrar."""
    medios = [m for m in MedioDeConformidad if m is not MedioDeConformidad.ELECTRONICA]
    return tuple(
        Conformidad(
            (medio := medios[n % len(medios)]), p.clave, p.nombre, p.organizacion, CUANDO, "Mesa",
            testigo="Beto Rojas" if medio is MedioDeConformidad.HUELLA else "",
            por="Luz Condo" if medio is MedioDeConformidad.A_NOMBRE_DE_OTRO else "",
        )
        for n, p in enumerate(gente[: len(gente) // 2])
    )  # fmt: skip


def partes(cuantos):
    disenso = DisensoEnActa("Ignacio Yarhui 4", "OTB Villa Ñuflo", "La brecha de agua pesa poco")
    mujeres, hombres = CuentaDeVotos(20, 5, 5, "mujeres"), CuentaDeVotos(22, 6, 2, "hombres")
    return Partes(
        participantes=participantes(cuantos),
        cuorum=CuorumEnActa(cuantos, cuantos // 2 + 1, "La mitad más una de las OTB convocadas"),
        puntos=(
            PuntoEnActa("Bienvenida a los participantes", "Ejecutivo", "Se abrió.", "Rosa Cuéllar"),
            PuntoEnActa("Lectura de la matriz y acuerdo sobre criterios", "", "Se leyó entera."),
            PuntoEnActa("Clausura"),
        ),
        votaciones=(
            VotacionEnActa("criterios", "Pesos de los criterios", (mujeres, hombres), (disenso,)),
            VotacionEnActa("regla", "Regla de selección", (CuentaDeVotos(50, 4, 6),)),
        ),
        acuerdos=(
            AcuerdoEnActa("Calificar con los pesos votados", "Oficina técnica", "2026-08-25"),
            AcuerdoEnActa("Entregar la demanda a los tres receptores", "Alcaldía"),
        ),
        reclamos=(
            ReclamoEnActa("El tanque de Jach’a Uma no tiene agua", "OTB Jach’a Uma", "Obras",
                          "2026-09-15"),
        ),
    )  # fmt: skip


def acta_de_cumbre(cuantos, **otros):
    """Cerrada, con todo lo que un acta puede decir."""
    suyas = partes(cuantos)
    datos = {
        "hora": "09:00",
        "lugar": "Coliseo de Jach’a Uma",
        "llamados": LLAMADOS,
        "partes": suyas,
        "saltos": (
            SaltoEnActa(
                "Está el resumen de lo invertido", "Se leyó en papel", "Ana Quispe", CUANDO
            ),
        ),
        "secciones": (
            SeccionEscrita(
                SeccionDeActa.APERTURA, "Con la presencia de todas las OTB.\n\nSe cantó."
            ),
            SeccionEscrita(SeccionDeActa.DESARROLLO, "Avañe’ẽ, t’uñsatäkaspas, ỹvy, ɨ: se lee."),
        ),
        "observaciones": (
            ObservacionEnActa(
                "Falta decir que llovió", "Rosa Cuéllar", "OTB Norte", CUANDO, "Mesa"
            ),
        ),
        "constancias": constancias(suyas.participantes),
        "plazo": "2026-08-20",
        "cerrada_en": CUANDO,
        "cerrada_por": "Ana Quispe, Oficina técnica [3f9a2c]",
    }
    return ActaEnLlano(
        "Villa Tunari", 31003, 2027, "cumbre-2", "Cumbre 2",
        "Segunda Cumbre: priorización de la demanda", "2026-08-18", **(datos | otros),
    )  # fmt: skip
