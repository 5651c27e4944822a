"""Un proveedor OpenID Connect de verdad: el servidor de Authlib, atendiendo en esta máquina.

Exige PKCE y gasta cada código una vez. `sujeto` es quien «confirma» en su página; `torcer` cambia
lo que firma, para probar que un proveedor que miente no engaña a nadie.
"""

import threading
import time
from contextlib import contextmanager
from types import SimpleNamespace

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, grants
from authlib.oauth2.rfc6749.models import AuthorizationCodeMixin
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENTE, SECRETO = "tinkuy", "secreto del cliente"


class Cliente(ClientMixin):
    def get_client_id(self):
        return CLIENTE

    def get_default_redirect_uri(self):
        return None

    def get_allowed_scope(self, scope):
        return scope

    def check_redirect_uri(self, redirect_uri):
        return redirect_uri.endswith("/entrar/oidc/vuelta")

    def check_client_secret(self, client_secret):
        return client_secret == SECRETO

    def check_endpoint_auth_method(self, method, endpoint):  # noqa: ARG002 - la firma es suya
        return method == "client_secret_basic"

    def check_response_type(self, response_type):
        return response_type == "code"

    def check_grant_type(self, grant_type):
        return grant_type == "authorization_code"


class Codigo(SimpleNamespace, AuthorizationCodeMixin):
    def get_redirect_uri(self):
        return self.redirect_uri

    def get_scope(self):
        return self.scope

    def get_nonce(self):
        return self.nonce

    def get_auth_time(self):
        return None

    def get_acr(self):
        return None

    def get_amr(self):
        return None


class Emisor:
    """Lo que una prueba mira y mueve."""

    def __init__(self):
        self.llave = RSAKey.generate_key(2048, {"kid": "una"})
        self.sujeto, self.nombre = "4123456", "Eva Choque"
        self.direccion, self.torcer = "", None
        self.codigos, self.metodos_pkce = {}, []

    def firmar(self, reclamos, cabecera=None, llave=None):
        cabecera = cabecera or {"alg": "RS256", "kid": "una"}
        llave = llave or self.llave
        return jwt.encode(cabecera, reclamos, llave, algorithms=[cabecera["alg"]])


def grant_de(emisor):
    class Grant(grants.AuthorizationCodeGrant):
        def save_authorization_code(self, code, request):
            datos = request.payload.data
            emisor.metodos_pkce.append(datos.get("code_challenge_method"))
            emisor.codigos[code] = Codigo(
                code=code,
                redirect_uri=datos.get("redirect_uri"),
                scope=request.payload.scope,
                nonce=datos.get("nonce"),
                code_challenge=datos.get("code_challenge"),
                code_challenge_method=datos.get("code_challenge_method"),
                sujeto=request.user,
            )

        def query_authorization_code(self, code, client):  # noqa: ARG002 - la firma es suya
            return emisor.codigos.get(code)

        def delete_authorization_code(self, authorization_code):
            emisor.codigos.pop(authorization_code.code)

        def authenticate_user(self, authorization_code):
            return authorization_code.sujeto

    return Grant


def openid_de(emisor):
    class OpenId(OpenIDCode):
        def exists_nonce(self, nonce, request):  # noqa: ARG002 - la firma es suya
            return False

        def resolve_client_private_key(self, client):  # noqa: ARG002 - la firma es suya
            return emisor.llave

        def get_client_algorithm(self, client):  # noqa: ARG002 - la firma es suya
            return "RS256"

        def get_client_claims(self, client):  # noqa: ARG002 - la firma es suya
            return {"iss": emisor.direccion, "exp": int(time.time()) + 3600}

        def generate_user_info(self, user, scope):  # noqa: ARG002 - la firma es suya
            return {"sub": user, "name": emisor.nombre}

        def encode_id_token(self, token, request):
            ficha = super().encode_id_token(token, request)
            if emisor.torcer is None:
                return ficha
            return emisor.torcer(jwt.decode(ficha, emisor.llave).claims)

    return OpenId


def app_de(emisor):
    app = Flask("emisor")
    servidor = AuthorizationServer(
        app, query_client=lambda _: Cliente(), save_token=lambda *_: None
    )
    servidor.register_grant(
        grant_de(emisor), [openid_de(emisor)(require_nonce=True), CodeChallenge(required=True)]
    )

    @app.get("/.well-known/openid-configuration")
    def metadatos():
        raiz = emisor.direccion
        return jsonify(
            issuer=raiz,
            authorization_endpoint=f"{raiz}/autorizar",
            token_endpoint=f"{raiz}/ficha",
            jwks_uri=f"{raiz}/llaves",
        )

    @app.get("/llaves")
    def llaves():
        return jsonify(keys=[emisor.llave.as_dict(private=False)])

    @app.get("/autorizar")
    def autorizar():
        grant = servidor.get_consent_grant(end_user=emisor.sujeto)
        return servidor.create_authorization_response(grant_user=emisor.sujeto, grant=grant)

    @app.post("/ficha")
    def ficha():
        return servidor.create_token_response(request)

    return app


@contextmanager
def emisor_levantado():
    emisor = Emisor()
    servidor = make_server("127.0.0.1", 0, app_de(emisor), threaded=True)
    emisor.direccion = f"http://127.0.0.1:{servidor.server_port}"
    hilo = threading.Thread(target=servidor.serve_forever, args=(0.05,))
    hilo.start()
    try:
        yield emisor
    finally:
        servidor.shutdown()
        hilo.join()
        servidor.server_close()
