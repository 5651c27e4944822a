"""Los informes de los encuentros en palabras: sus estados, sus hechos y qué se dice si no se puede.

También con qué palabras se llenan sus cuadros.
"""

from collections.abc import Mapping
from enum import StrEnum

from nucleo.dominio import informes as i
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_

NOMBRES: Mapping[StrEnum, str] = {
    i.EstadoDeInforme.BORRADOR: N_("En borrador"),
    i.EstadoDeInforme.PRESENTADO: N_("Presentado"),
}
FRASES: Mapping[type[ErrorDeNegocio], str] = {
    i.InformePresentado: N_(
        "«%(informe)s» ya se presentó (versión %(numero)s) y no se escribe encima. Si hay que "
        "corregirlo, rehágalo como otra versión y diga por qué."
    ),
    i.InformeVacio: N_(
        "«%(informe)s» todavía no dice nada: responda al menos un apartado antes de presentarlo."
    ),
    i.InformeSinPresentar: N_("«%(informe)s» todavía no se presentó."),
    i.InformeEnBorrador: N_(
        "«%(informe)s» ya se está rehaciendo: termine o presente la versión %(numero)s."
    ),
    i.InformeFueraDeTiempo: N_(
        "%(evento)s está «%(estado)s»: con el acta cerrada, sus informes quedan como están."
    ),
    i.InformeAlterado: N_(
        "Lo que la base guarda de «%(informe)s» ya no es lo que se presentó (resumen %(resumen)s): "
        "alguien lo cambió por fuera. No se muestra. Avise a quien administra."
    ),
}
HECHOS: Mapping[str, str] = {
    "informe.escrito": N_("Se escribió en el borrador de un informe"),
    "informe.presentado": N_("Se presentó un informe de un encuentro"),
    "informe.rehecho": N_("Se abrió otra versión de un informe, con su motivo"),
}
