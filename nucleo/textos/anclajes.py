"""El EDC anclado en un municipio, con sus palabras, y qué se dice cuando no puede ser."""

from nucleo.dominio import anclajes as a
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_
from nucleo.textos.traduccion import gettext

FRASES: dict[type[ErrorDeNegocio], str] = {
    a.YaAnclado: N_(
        "%(anfitrion)s ya hospeda el EDC de %(region)s de la gestión %(gestion)s. Pónganse de "
        "acuerdo: para hospedarlo usted, antes tiene que retirarlo ese municipio."
    ),
    a.EncuentroYaAnclado: N_(
        "El %(evento)s de este municipio ya es el de la región «%(region)s». Retírelo de ahí antes "
        "de anclarlo en otra."
    ),
    a.SinAnclar: N_(
        "El %(evento)s de este municipio no está anclado en ninguna región. Ánclelo primero: diga "
        "dónde y cuándo es."
    ),
    a.NoEsRegional: N_(
        "«%(evento)s» no reúne a una región: solo se ancla un encuentro de nivel regional."
    ),
    a.SecretariaAlReves: N_(
        "La Secretaría terminaría el %(hasta)s, antes de empezar el %(desde)s. Corrija los días."
    ),
}
HECHOS = {
    "edc.anclado": N_("El municipio hospeda el EDC de una región"),
    "edc.corregido": N_("Se corrigió dónde o cuándo es el EDC"),
    "edc.publicado": N_("Se publicó a la región la mesa del EDC"),
    "edc.secretaria": N_("El EDC designó la Secretaría Pro Tempore"),
    "edc.retirado": N_("Se retiró de la región el EDC que el municipio hospedaba"),
    "acuerdo.traidos": N_("Se trajeron a la mesa los acuerdos del EDC anterior"),
}


def llamado(anfitrion: str, region: str, dia: str, edc: a.EdcAnclado) -> str:
    """La convocatoria común a los municipios: se copia y se envía."""
    cuando = (
        gettext("el %(dia)s, a horas %(hora)s", dia=dia, hora=edc.hora)
        if edc.hora
        else gettext("el %(dia)s", dia=dia)
    )
    donde = gettext("en %(lugar)s", lugar=edc.lugar) if edc.lugar else gettext("en lugar por fijar")
    return gettext(
        "%(anfitrion)s convoca a los municipios de «%(region)s», a sus OTB, concejos y control "
        "social, y a las autoridades de la región, al Encuentro de Decisiones Concurrentes (EDC) "
        "de la gestión %(gestion)s: %(cuando)s, %(donde)s.",
        anfitrion=anfitrion, region=region, gestion=edc.gestion, cuando=cuando, donde=donde,
    )  # fmt: skip
