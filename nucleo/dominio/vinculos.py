"""El vínculo de una cuenta con quien alguien es ante un proveedor de identidad."""

from dataclasses import dataclass

from nucleo.dominio.errores import ErrorDeNegocio

MAYOR = 400
"""Lo que cabe: la especificación acota el sujeto a 255 letras."""


@dataclass(frozen=True, slots=True)
class Identidad:
    """Lo que un proveedor afirmó, ya comprobado. Quién es lo dicen el emisor y el sujeto, juntos.

    El correo que afirme no vincula nada: cualquiera pudo darse de alta allá con el de otro.
    """

    emisor: str
    sujeto: str
    nombre: str = ""

    @property
    def clave(self) -> str:
        return f"{self.emisor}#{self.sujeto}"


@dataclass(frozen=True, slots=True)
class Pedido:
    """A dónde se mandó a alguien y lo que prueba, cuando vuelve, que es de este mismo pedido.

    `estado` va y vuelve por el navegador; `nonce`, dentro de lo firmado; `verificador` no sale
    hasta el final (PKCE): quien intercepte el código no puede usarlo.
    """

    direccion: str
    estado: str
    nonce: str
    verificador: str


class SujetoDesconocido(ErrorDeNegocio):
    """Esa identidad no está vinculada a ninguna cuenta; `proveedor` es su nombre visible."""

    campos = ("proveedor",)


class SujetoAjeno(ErrorDeNegocio):
    """Esa identidad ya está vinculada a otra cuenta."""

    campos = ("proveedor",)


class UnicaEntrada(ErrorDeNegocio):
    """Sin contraseña puesta, desvincular dejaría la cuenta sin por dónde entrar."""


class ProveedorNoDisponible(ErrorDeNegocio):
    """El proveedor no respondió a tiempo o respondió otra cosa; el motivo queda en el registro."""

    campos = ("proveedor",)


class IdentidadRechazada(ErrorDeNegocio):
    """Lo que llegó del proveedor no vale: es de otro pedido, venció o no está bien firmado."""

    campos = ("proveedor",)
