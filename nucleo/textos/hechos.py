"""Los hechos de la bitácora en una frase que cualquiera entiende."""

from nucleo.dominio.mensajes import N_
from nucleo.textos.traduccion import gettext

HECHOS = {
    "municipios.alta": N_("Se dieron de alta municipios"),
    "municipio.alta": N_("El municipio empezó a usar la plataforma"),
    "municipio.exportado": N_("Se hizo una copia de un municipio"),
    "municipio.restaurado": N_("Se restauró un municipio desde su copia"),
    "municipio.borrado": N_("Se borró un municipio, con su copia verificada"),
    "municipio.suspendido": N_("Se suspendió un municipio"),
    "municipio.reactivado": N_("Se reactivó un municipio"),
    "municipio.repuesto": N_("Volvieron a su lugar datos guardados de un módulo"),
    "municipio.relegado": N_("Quedaron guardados aparte datos que no calzan en su módulo"),
    "identidad.invitado": N_("Se invitó a una persona"),
    "identidad.invitacion_renovada": N_("Se hizo otro enlace para una invitación"),
    "identidad.invitacion_retirada": N_("Se retiró una invitación"),
    "identidad.aceptado": N_("Una persona aceptó su invitación"),
    "identidad.mandato_cerrado": N_("Se cerró un mandato"),
    "identidad.mandatos_cerrados": N_("Se cerraron los mandatos de un municipio borrado"),
    "respaldo.creado": N_("Se hizo un respaldo de toda la instalación"),
    "respaldo.restaurado": N_("La instalación se restauró desde un respaldo"),
    "ambito.restaurado": N_("Se restauró la memoria de una región o departamento"),
    "organizaciones.importadas": N_("Se cargaron organizaciones"),
    "organizaciones.registrada": N_("Se registró una organización"),
    "organizaciones.corregida": N_("Se corrigieron los datos de una organización"),
    "organizaciones.quitada": N_("Se quitó una organización que no tenía nada"),
    "distritos.agregado": N_("Se agregó un distrito"),
    "distritos.renombrado": N_("Se cambió el nombre de un distrito"),
    "distritos.unidos": N_("Se unieron dos distritos"),
    "distritos.quitado": N_("Se quitó un distrito"),
    "dirigencias.registrada": N_("Se registró quién representa a una organización"),
    "dirigencias.corregida": N_("Se corrigieron los datos de una dirigencia"),
    "dirigencias.terminada": N_("Terminó el mandato de una dirigencia"),
    "demandas.importadas": N_("Se cargaron demandas"),
    "demandas.corregida": N_("Se corrigió una demanda"),
    "demandas.observada": N_("Se observó una demanda"),
    "demandas.respondida": N_("Se respondió una observación"),
    "demandas.retirada": N_("Una organización retiró su demanda"),
    "adjuntos.agregado": N_("Se guardó una foto o un documento de un formulario"),
    "formularios.presentado": N_("Se presentó el formulario de una asamblea"),
    "inversiones.importadas": N_("Se cargó la inversión de años anteriores"),
    "techo.fijado": N_("Se fijó el dinero disponible"),
    "techos.importados": N_("Se cargó el dinero disponible"),
    "priorizacion.congelada": N_("Se cerró la lista de demandas"),
    "priorizacion.acordada": N_("Se acordaron los criterios y sus pesos"),
    "priorizacion.calificada": N_("Se calificaron las demandas"),
    "priorizacion.publicada": N_("Se publicó el resultado"),
    "entregas.hechas": N_("Se entregaron demandas a una región"),
    "entregas.retiradas": N_("Se retiraron demandas de una región"),
    "avance.autorizado": N_("Se autorizó contar el avance al departamento"),
    "avance.entregado": N_("Se contó el avance al departamento"),
    "avance.revocado": N_("Se dejó de contar el avance al departamento"),
}


def relatar(que: str) -> str:
    """La frase de un hecho; el de un plugin que no la tiene se muestra con su clave."""
    return gettext(HECHOS.get(que, que))
