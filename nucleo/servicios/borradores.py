"""Lo que se está escribiendo: se guarda en cada paso y solo lo toca quien lo escribe."""

import hashlib
from collections.abc import Mapping, Sequence
from uuid import UUID

from nucleo.dominio.bitacora import canonico
from nucleo.dominio.borradores import Borrador, BorradorAjeno
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.formularios import gestion_de
from nucleo.servicios.puertos import Unidad

LARGO_DE_TEXTO = 5000
CUANTOS_PASOS = 20
Paso = Mapping[str, str]


def mios(unidad: Unidad, usuario_id: UUID) -> Sequence[Borrador]:
    """Los de esa cuenta en este municipio, del más nuevo al más viejo."""
    with unidad:
        return unidad.borradores.de_usuario(usuario_id)


def hallar(unidad: Unidad, formulario_id: UUID, usuario_id: UUID) -> Borrador | None:
    """El borrador de ese formulario, con la unidad ya abierta; `BorradorAjeno` si es de otra."""
    borrador = unidad.borradores.de(formulario_id)
    if borrador and borrador.usuario_id != usuario_id:
        raise BorradorAjeno
    return borrador


def paso_de(borrador: Borrador | None, paso: str) -> Paso:
    """Lo escrito en ese paso; nada, si todavía no se llegó a él."""
    escrito: Paso = (borrador.datos if borrador else {}).get(paso, {})
    return escrito


def version_de(escrito: Paso) -> int:
    """Cambia si cambia lo escrito en el paso: dos ventanas en pasos distintos no chocan."""
    llenos = {campo: texto for campo, texto in escrito.items() if texto}
    return int.from_bytes(hashlib.sha256(canonico(llenos).encode()).digest()[:4])


def guardar(
    contexto: Contexto,
    unidad: Unidad,
    formulario_id: UUID,
    usuario_id: UUID,
    organizacion_id: UUID,
    paso: str,
    escrito: Paso,
    *,
    vista: int | None = None,
) -> None:
    """Deja el paso como se escribió, esté bien o no; el borrador nace con el primero.

    `vista` es la versión del paso que la persona tenía delante: si ya es otra, o si el formulario
    ya se presentó, `EdicionConcurrente`. Sin ella, se guarda igual.
    """
    with unidad:
        unidad.reservar()
        borrador = hallar(unidad, formulario_id, usuario_id)
        antes = paso_de(borrador, paso)
        if unidad.asambleas.formulario(formulario_id):  # se presentó entretanto
            raise EdicionConcurrente
        if vista is not None and version_de(antes) not in {vista, version_de(escrito)}:
            raise EdicionConcurrente
        recortado = {campo: texto[:LARGO_DE_TEXTO] for campo, texto in escrito.items()}
        if borrador is None:
            borrador = Borrador(
                id=formulario_id,
                usuario_id=usuario_id,
                organizacion_id=organizacion_id,
                gestion=gestion_de(formulario_id),
                cuando=contexto.ahora(),
            )
            unidad.borradores.agregar(borrador)
        if paso in borrador.datos or len(borrador.datos) < CUANTOS_PASOS:
            borrador.datos = {**borrador.datos, paso: recortado}
        borrador.cuando = contexto.ahora()
        unidad.confirmar_pasajero()


def descartar(unidad: Unidad, formulario_id: UUID, usuario_id: UUID) -> bool:
    """Lo borra; si ya no estaba, no pasa nada y dice `False`."""
    with unidad:
        unidad.reservar()
        borrador = hallar(unidad, formulario_id, usuario_id)
        if borrador is None:
            return False
        unidad.borradores.quitar(borrador)
        unidad.confirmar_pasajero()
    return True
