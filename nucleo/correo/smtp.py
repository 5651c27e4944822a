"""El correo de una instalación con su servidor SMTP, como dice `[correo]`."""

import smtplib
import ssl
from datetime import UTC, datetime

from nucleo.correo.mensajes import armar
from nucleo.dominio.cartas import Carta, CorreoNoEnviado
from nucleo.dominio.configuracion import ConfiguracionDeCorreo, Seguridad

PLAZO = 10.0  # segundos: un servidor que no responde no retiene a nadie más que eso


class PorSmtp:
    """Cumple `piezas.Correo`. Abre una conexión por carta: se envían pocas y espaciadas.

    Con `starttls` o `tls` el certificado se comprueba: la carta lleva un enlace que abre una
    cuenta, y no se entrega a cualquiera que conteste en ese puerto.
    """

    def __init__(
        self,
        ajustes: ConfiguracionDeCorreo,
        clave: str,
        nombre: str,
        confianza: ssl.SSLContext | None = None,
    ) -> None:
        self._ajustes, self._clave, self._nombre = ajustes, clave, nombre
        self._confianza = confianza or ssl.create_default_context()

    def enviar(self, carta: Carta) -> None:
        mensaje = armar(carta, self._ajustes.remitente, self._nombre, datetime.now(UTC))
        try:
            with self._conectar() as servidor:
                servidor.send_message(mensaje)
        except (OSError, smtplib.SMTPException) as error:
            raise CorreoNoEnviado(type(error).__name__) from error

    def comprobar(self) -> None:
        """Que conteste y acepte la clave, sin mandar nada."""
        try:
            with self._conectar() as servidor:
                servidor.noop()
        except (OSError, smtplib.SMTPException) as error:
            raise CorreoNoEnviado(type(error).__name__) from error

    def _conectar(self) -> smtplib.SMTP:
        donde = self._ajustes.servidor, self._ajustes.puerto
        if self._ajustes.seguridad is Seguridad.TLS:
            servidor: smtplib.SMTP = smtplib.SMTP_SSL(
                *donde, timeout=PLAZO, context=self._confianza
            )
        else:
            servidor = smtplib.SMTP(*donde, timeout=PLAZO)
        try:
            if self._ajustes.seguridad is Seguridad.STARTTLS:
                servidor.starttls(context=self._confianza)
            if self._ajustes.usuario:
                servidor.login(self._ajustes.usuario, self._clave)
        except BaseException:
            servidor.close()
            raise
        return servidor
