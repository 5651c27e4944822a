"""De una carta al mensaje que viaja, y de vuelta."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parsedate_to_datetime

from nucleo.dominio.cartas import Carta, CorreoNoEnviado


def armar(carta: Carta, remitente: str, nombre: str, cuando: datetime) -> EmailMessage:
    """El mensaje listo para enviar. Una dirección que no lo es no llega a la línea."""
    mensaje = EmailMessage(policy=SMTP)
    try:
        mensaje["From"] = Address(nombre, addr_spec=remitente)
        mensaje["To"] = Address(addr_spec=carta.para)
        mensaje["Subject"] = " ".join(carta.asunto.split())
    except (ValueError, IndexError) as error:  # IndexError: así falla con «ana@» la biblioteca
        raise CorreoNoEnviado("la dirección no es de correo") from error
    mensaje["Date"] = format_datetime(cuando)
    mensaje["Message-ID"] = make_msgid(domain=remitente.rpartition("@")[2])
    mensaje["Auto-Submitted"] = "auto-generated"  # que ningún «estoy de vacaciones» responda
    mensaje.set_content(carta.cuerpo)
    return mensaje


def leer(crudo: bytes) -> tuple[Carta, datetime]:
    """La carta de un mensaje de texto y cuándo se escribió."""
    mensaje = message_from_bytes(crudo, policy=SMTP)
    cuerpo = mensaje.get_content() if mensaje.get_content_type() == "text/plain" else ""
    fecha = mensaje["Date"]
    cuando = parsedate_to_datetime(str(fecha)) if fecha else datetime.fromtimestamp(0, UTC)
    llano = str(cuerpo).replace("\r\n", "\n")
    return Carta(str(mensaje["To"]), str(mensaje["Subject"]), llano), cuando
