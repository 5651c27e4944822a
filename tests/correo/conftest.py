"""Un servidor SMTP en esta máquina, con o sin cifrado y con o sin clave."""

import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USUARIO, CLAVE = b"tinkuy", b"clave del correo"


class Buzon:
    """Lo que llegó."""

    def __init__(self):
        self.recibidas = []

    async def handle_DATA(self, _servidor, _sesion, sobre):  # noqa: N802 - así lo llama aiosmtpd
        self.recibidas.append(sobre)
        return "250 OK"


def autenticar(_servidor, _sesion, _sobre, _mecanismo, datos):
    vale = (datos.login, datos.password) == (USUARIO, CLAVE)
    return AuthResult(success=vale, handled=vale)


@contextmanager
def servidor(**opciones):
    """Su buzón y su puerto; se apaga al salir."""

    class EnPuertoLibre(Controller):
        def factory(self):
            return SMTP(self.handler, **opciones)

        def _trigger_server(self):
            self.port = self.server.sockets[0].getsockname()[1]
            super()._trigger_server()

    buzon = Buzon()
    controlador = EnPuertoLibre(buzon, hostname="127.0.0.1", port=0)
    controlador.start()
    try:
        yield buzon, controlador.port
    finally:
        controlador.stop()


@pytest.fixture(scope="session")
def certificado(tmp_path_factory):
    """El contexto del servidor y el de quien confía en su certificado, para 127.0.0.1."""
    carpeta = tmp_path_factory.mktemp("certificado")
    llave = ec.generate_private_key(ec.SECP256R1())
    nombre = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "prueba")])
    hoy = datetime.now(UTC)
    emitido = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(nombre)
        .public_key(llave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(hoy - timedelta(days=1))
        .not_valid_after(hoy + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(llave, hashes.SHA256())
    )
    pem = emitido.public_bytes(serialization.Encoding.PEM)
    privada = llave.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (carpeta / "todo.pem").write_bytes(privada + pem)
    del_servidor = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    del_servidor.load_cert_chain(carpeta / "todo.pem")
    return del_servidor, ssl.create_default_context(cadata=pem.decode())
