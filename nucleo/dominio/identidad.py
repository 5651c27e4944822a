"""De quién es cada cosa y cómo se llama: marcas de tenencia e identificadores UUIDv7."""

import secrets
import time
from uuid import UUID

from nucleo.dominio.errores import ErrorDeNegocio


class OrdenUsada(ErrorDeNegocio):
    """Con el identificador de la página ya se guardó otra cosa (`que`): ni se pisa ni se pierde.

    Enviar dos veces lo mismo no es esto; volver atrás y escribir otra cosa, sí.
    """

    campos = ("que",)


class DelMunicipio:
    """Marca de entidad municipal. `municipio_id` lo sella la persistencia; nadie lo escribe a mano.

    Es el código INE como entero (031003 → 31003), igual en toda instalación. El cero no es un
    municipio: existe para que la guardia pueda leer el atributo en la marca misma.
    """

    municipio_id: int = 0


class EntregadoARegion:
    """Marca de lo único que cruza ámbitos: copias que un municipio (`origen_id`) dio a una región.

    El municipio de origen las escribe y las ve; la región solo las lee.
    """

    origen_id: int = 0
    region: str = ""


class DelAmbito:
    """Marca de lo que cada ámbito lleva por su cuenta, sea municipio, región o plataforma."""

    ambito: str = ""


class DeTodos:
    """Marca de lo que todo ámbito ve, y solo escriben su municipio o la plataforma.

    Lleva `municipio_id` como clave única: una fila por municipio.
    """


class Pasajero:
    """Marca de lo que se guarda y no es memoria: sesiones, intentos, borradores.

    Cambiarlo no deja hecho en la bitácora (`Unidad.confirmar_pasajero`).
    """


def nuevo_id() -> UUID:
    """UUIDv7 (RFC 9562): ordenado por tiempo y acuñable sin señal ni base de datos."""
    instante = time.time_ns() // 1_000_000
    azar = secrets.randbits(74)
    alto, bajo = azar >> 62, azar & ((1 << 62) - 1)
    return UUID(int=instante << 80 | 7 << 76 | alto << 64 | 2 << 62 | bajo)
