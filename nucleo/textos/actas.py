"""Cómo se llaman las cosas de un acta y qué se dice cuando algo de ella no puede ser."""

from collections.abc import Mapping
from enum import StrEnum

from nucleo.documentos.sellado import ClaveIlegible, LlaveIlegible
from nucleo.dominio import actas as a
from nucleo.dominio.actas import EstadoDeActa, SeccionDeActa
from nucleo.dominio.constancias import MedioDeConformidad
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_
from nucleo.dominio.observaciones_de_acta import Suerte

NOMBRES: Mapping[StrEnum, str] = {
    EstadoDeActa.BORRADOR: N_("En borrador"),
    EstadoDeActa.EN_OBSERVACION: N_("Abierta a observaciones"),
    EstadoDeActa.CERRADA: N_("Cerrada"),
    MedioDeConformidad.PAPEL: N_("Firmó en papel"),
    MedioDeConformidad.ELECTRONICA: N_("Conformidad electrónica, con su segundo paso"),
    MedioDeConformidad.HUELLA: N_("Huella dactilar, con testigo"),
    MedioDeConformidad.A_NOMBRE_DE_OTRO: N_("Otra persona, a su nombre"),
    SeccionDeActa.APERTURA: N_("Apertura"),
    SeccionDeActa.DESARROLLO: N_("Desarrollo"),
    SeccionDeActa.VOTACIONES: N_("Sobre las votaciones"),
    SeccionDeActa.ACUERDOS: N_("Sobre los acuerdos"),
    SeccionDeActa.RECLAMOS: N_("Sobre las observaciones y reclamos"),
    SeccionDeActa.CLAUSURA: N_("Clausura"),
    Suerte.SIN_RESPONDER: N_("Sin responder"),
    Suerte.ACOGIDA: N_("Acogida"),
    Suerte.NO_ACOGIDA: N_("No acogida"),
}
CORTOS: Mapping[MedioDeConformidad, str] = {
    MedioDeConformidad.PAPEL: N_("En papel"),
    MedioDeConformidad.ELECTRONICA: N_("Electrónica"),
    MedioDeConformidad.HUELLA: N_("Huella"),
    MedioDeConformidad.A_NOMBRE_DE_OTRO: N_("A su nombre"),
}
"""Lo mismo, para una columna angosta."""
FRASES: Mapping[type[ErrorDeNegocio], str] = {
    a.ActaSinCerrar: N_("El acta de «%(evento)s» todavía no se cerró."),
    a.ActaCerrada: N_(
        "El acta de «%(evento)s» ya se cerró y no cambia (resumen %(resumen)s). Lo que falte decir "
        "va en el acta del encuentro siguiente."
    ),
    a.ActaSinObservar: N_(
        "Antes de cerrar el acta de «%(evento)s», ábrala a las observaciones de quienes "
        "participaron, con un plazo."
    ),
    a.PlazoAbierto: N_(
        "El acta de «%(evento)s» se puede observar hasta el %(plazo)s. Si la asamblea decide "
        "cerrarla antes, diga por qué: queda escrito en el acta."
    ),
    a.FueraDePlazo: N_(
        "No es tiempo de observar el acta de «%(evento)s»: no se abrió o el plazo ya pasó "
        "(%(plazo)s)."
    ),
    a.ActaFalsa: N_("No es auténtica: %(motivo)s."),
    a.ActaAlterada: N_(
        "Lo que la base guarda del acta de «%(evento)s» ya no es lo que se cerró (resumen "
        "%(resumen)s): alguien lo cambió por fuera. No se imprime. Avise a quien administra."
    ),
    ClaveIlegible: N_("«%(archivo)s» no es una clave pública Ed25519 en PEM."),
    LlaveIlegible: N_(
        "La llave de actas de «%(donde)s» no sirve: son 32 bytes, o 64 letras hexadecimales si va "
        "en el entorno. Devuelva la que se guardó aparte; no se crea otra en su lugar."
    ),
}
HECHOS: Mapping[str, str] = {
    "acta.empezada": N_("Se empezó el acta de un encuentro"),
    "acta.escrita": N_("Se escribió en el borrador de un acta"),
    "acta.en_observacion": N_("Un acta se abrió a observaciones"),
    "acta.observada": N_("Un participante observó un acta"),
    "acta.observacion_respondida": N_("Se respondió una observación a un acta"),
    "acta.observacion_retirada": N_("Se retiró una observación anotada por error en un acta"),
    "acta.cerrada": N_("Se cerró y se selló el acta de un encuentro"),
    "acta.conformidad": N_("Alguien dejó constancia de su conformidad con un acta"),
}
SEXOS: Mapping[str, str] = {"mujer": N_("Mujer"), "hombre": N_("Hombre")}
QUIENES: Mapping[str, str] = {"mujeres": N_("Mujeres"), "hombres": N_("Hombres")}
NO_ES_FIRMA_DIGITAL = N_(
    "El sello dice que esta instalación de Tinkuy imprimió este archivo y que nada cambió desde "
    "entonces. No es una firma digital de ninguna persona."
)
