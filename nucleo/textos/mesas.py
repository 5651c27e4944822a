"""Lo que la mesa de un encuentro anota, con sus palabras, y qué se dice cuando no puede ser."""

from enum import StrEnum

from nucleo.dominio import acuerdos as a
from nucleo.dominio import documentos_de_punto as d
from nucleo.dominio import mesas as m
from nucleo.dominio import reclamos as r
from nucleo.dominio import satisfaccion as s
from nucleo.dominio import votaciones as v
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_

NOMBRES: dict[StrEnum, str] = {
    v.OpcionDeVoto.FAVOR: N_("A favor"),
    v.OpcionDeVoto.CONTRA: N_("En contra"),
    v.OpcionDeVoto.ABSTENCION: N_("Abstención"),
    v.EstadoDeVotacion.ABIERTA: N_("Se está votando"),
    v.EstadoDeVotacion.CERRADA: N_("Votación cerrada"),
    v.EstadoDeVotacion.ANULADA: N_("Votación anulada"),
    a.EstadoDeAcuerdo.PENDIENTE: N_("Pendiente"),
    a.EstadoDeAcuerdo.CUMPLIDO: N_("Cumplido"),
    a.EstadoDeAcuerdo.INCUMPLIDO: N_("Incumplido"),
    a.EstadoDeAcuerdo.RETIRADO: N_("Retirado"),
    r.SobreQue.OBRA: N_("Una obra"),
    r.SobreQue.SERVICIO: N_("Un servicio"),
    r.EstadoDeReclamo.ABIERTO: N_("Sin respuesta"),
    r.EstadoDeReclamo.RESPONDIDO: N_("Respondido"),
    r.EstadoDeReclamo.CERRADO: N_("Cerrado"),
    s.PreguntaDeSalida.SIRVIO: N_("¿Le sirvió este encuentro?"),
    s.PreguntaDeSalida.ESCUCHADA: N_("¿Se tomó en cuenta lo que usted dijo?"),
    s.Quienes.MUJERES: N_("Mujeres"),
    s.Quienes.HOMBRES: N_("Hombres"),
}
FRASES: dict[type[ErrorDeNegocio], str] = {
    m.MesaCerrada: N_(
        "%(evento)s está «%(estado)s»: la mesa anota mientras el encuentro está en curso."
    ),
    m.OtroPuntoAbierto: N_("Se trata un punto a la vez: cierre primero «%(punto)s»."),
    m.PuntoSinAbrir: N_("«%(punto)s» no se está tratando: ábralo primero."),
    m.PuntoConVotacion: N_(
        "«%(punto)s» tiene una votación abierta («%(pregunta)s»): ciérrela con sus números o "
        "anúlela antes de cerrar el punto."
    ),
    d.DemasiadosDocumentos: N_(
        "«%(punto)s» ya tiene %(maximo)s documentos, que son todos los que puede tener: quite uno "
        "antes de agregar otro."
    ),
    d.DocumentoRepetido: N_(
        "Ese archivo ya está en este punto como «%(titulo)s». Para cambiarle el título o quién lo "
        "abre, quítelo y vuelva a subirlo."
    ),
    v.VotoNoCuadra: N_(
        "%(opcion)s: dice %(total)s, y mujeres y hombres suman %(suma)s. Corrija cualquiera de los "
        "tres números."
    ),
    v.VotoIncompleto: N_(
        "%(opcion)s: falta contarla. Si se cuenta por mujeres y hombres, se dicen los dos números "
        "en las tres opciones, aunque sean cero."
    ),
    v.VotacionCerrada: N_(
        "«%(pregunta)s» ya se votó y no se cambia. Si se contó mal, anúlela con su motivo y repita "
        "la votación."
    ),
    v.VotacionSinCerrar: N_(
        "%(evento)s tiene algo a medio votar («%(pregunta)s»): en su mesa, ciérrelo con sus "
        "números o anúlelo antes de darlo por hecho."
    ),
    v.MasVotosQuePersonas: N_(
        "Manos contadas: %(votos)s; personas en la lista: %(personas)s. Revise los números o anote "
        "a quien falte; si la lista está incompleta y el conteo es bueno, márquelo y vuelva "
        "a cerrar."
    ),
    v.VotacionAbierta: N_("Se vota una cosa a la vez: cierre o anule primero «%(pregunta)s»."),
    a.FaltaDecirPorQue: N_("Un acuerdo «%(estado)s» lleva escrito por qué."),
    r.ReclamoCerrado: N_("«%(asunto)s» ya está cerrado."),
    r.ReclamoSinRespuesta: N_("«%(asunto)s» todavía no tiene respuesta: respóndalo antes."),
}
HECHOS = {
    "mesa.punto_abierto": N_("Un encuentro empezó a tratar un punto"),
    "mesa.punto_dicho": N_("Se anotó lo que se dijo de un punto"),
    "mesa.punto_cerrado": N_("Un encuentro terminó de tratar un punto"),
    "mesa.punto_agregado": N_("Un encuentro agregó un punto a su agenda"),
    "mesa.documento_agregado": N_("Se presentó un documento en un punto de la agenda"),
    "mesa.documento_quitado": N_("Se quitó un documento de un punto de la agenda"),
    "votacion.abierta": N_("Un encuentro puso una pregunta a votación"),
    "votacion.cerrada": N_("Un encuentro votó, con sus números"),
    "votacion.anulada": N_("Se anuló una votación, con su motivo"),
    "votacion.disenso": N_("Alguien pidió que conste que no está de acuerdo"),
    "acuerdo.anotado": N_("Un encuentro acordó algo, con responsable"),
    "acuerdo.marcado": N_("Se dijo cómo va un acuerdo"),
    "reclamo.recibido": N_("Se recibió un reclamo sobre una obra o un servicio"),
    "reclamo.respondido": N_("Se respondió un reclamo"),
    "reclamo.cerrado": N_("Se cerró un reclamo"),
    "salida.anotada": N_("Se sumaron las tarjetas de salida de un encuentro"),
}
