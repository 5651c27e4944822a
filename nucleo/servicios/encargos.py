"""Organizar el control social: encargar qué sigue cada quien, cambiarlo de manos y quitarlo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.clasificadores import DeGestion
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.encargos import (
    Asunto,
    Encargo,
    EncargoConSeguimientos,
    EncargoRepetido,
    QueSeSigue,
    QuienSigue,
    Seguido,
    SinNadaQueSeguir,
    asuntos_del_poa,
    cobertura,
)
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.nombres import plegar
from nucleo.dominio.poa import Poa
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.puertos import Unidad

ENCARGADO, CAMBIADO, QUITADO = "encargo.dado", "encargo.cambiado", "encargo.quitado"
LARGO_DE_SERVICIO = 200
LARGO_DE_COMISION = 120


@dataclass(frozen=True, slots=True)
class Organizacion:
    """Quién sigue qué en una gestión, sobre la versión del POA que rige (`None`: todavía no hay).

    `nombres` dice cómo se llama cada organización, y `cargos`, con qué cargos vigentes actúa hoy;
    la que no está en `cargos` no tiene dirigencia vigente.
    """

    gestion: int
    poa: Poa | None
    seguidos: Sequence[Seguido]
    encargos: Sequence[Encargo]
    nombres: Mapping[UUID, str] = field(default_factory=dict)
    cargos: Mapping[UUID, Sequence[str]] = field(default_factory=dict)

    @property
    def por_seguir(self) -> list[Seguido]:
        """Lo que alguien tendría que seguir: todo lo que está, salvo los programas."""
        programa = QueSeSigue.PROGRAMA
        return [s for s in self.seguidos if s.vive and s.asunto.sigue is not programa]

    @property
    def sin_nadie(self) -> list[Seguido]:
        """Lo que nadie sigue: el vacío que hay que llenar."""
        return [s for s in self.seguidos if s.nadie]

    @property
    def con_varios(self) -> list[Seguido]:
        """Lo que siguen más de uno."""
        return [s for s in self.seguidos if s.varios]

    @property
    def fuera(self) -> list[Seguido]:
        """Lo que alguien sigue y el POA ya no trae."""
        return [s for s in self.seguidos if not s.vive]

    @property
    def comisiones(self) -> list[str]:
        """Las que ya se nombraron, para no escribirlas de dos maneras."""
        return sorted({e.comision for e in self.encargos if e.comision}, key=plegar)

    def de_quien(self, encargo: Encargo) -> str:
        """Cómo se llama quien lo sigue."""
        propia = encargo.organizacion_id and self.nombres.get(encargo.organizacion_id)
        return propia or encargo.comision

    def del_codigo(self, clave: str) -> Seguido | None:
        """Lo que se sabe de un asunto por su clave."""
        return next((s for s in self.seguidos if s.asunto.clave == clave), None)


def organizacion_de(
    contexto: Contexto, unidad: Unidad, catalogo: DeGestion | None = None
) -> Organizacion:
    """Cómo está organizado el control social de la gestión. Con la unidad abierta.

    `catalogo` dice cómo se llama cada programa.
    """
    gestion, hoy = contexto.gestion, hoy_de(contexto)
    poa, encargos = unidad.poas.vigente(gestion), unidad.seguimientos.encargos(gestion)
    asuntos = [_con_nombre(a, catalogo) for a in asuntos_del_poa(poa.lineas if poa else ())]
    cargos: dict[UUID, list[str]] = {}
    for d in unidad.dirigencias.todas():
        if d.vigente(hoy):
            cargos.setdefault(d.organizacion_id, []).extend([d.cargo] if d.cargo else [])
    nombres = {o.id: o.nombre for o in unidad.organizaciones.todas()}
    return Organizacion(gestion, poa, cobertura(asuntos, encargos), encargos, nombres, cargos)


def encargar(
    contexto: Contexto,
    unidad: Unidad,
    claves: Sequence[str],
    servicio: str,
    quien: QuienSigue,
    catalogo: DeGestion | None = None,
) -> list[Encargo]:
    """Deja a `quien` siguiendo esos asuntos del POA y, si se dice, un servicio.

    Devuelve solo los encargos nuevos: lo que ya seguía no se repite, así que enviarlo dos veces es
    uno. `SinNadaQueSeguir`, o `NoExiste` si un asunto no es de la versión que rige.
    """
    with unidad:
        unidad.reservar()
        organizacion = organizacion_de(contexto, unidad, catalogo)
        _exigir_conocida(organizacion, quien)
        asuntos = [_asunto(organizacion, c) for c in dict.fromkeys(claves)]
        if servicio:
            asuntos.append(Asunto(QueSeSigue.SERVICIO, plegar(servicio) or servicio, servicio))
        if not asuntos:
            raise SinNadaQueSeguir
        nuevos = [
            _nuevo(contexto, a, quien)
            for a in asuntos
            if not _ya(organizacion.encargos, a.clave, quien)
        ]
        for nuevo in nuevos:
            unidad.seguimientos.agregar(nuevo)
            _anotar(contexto, unidad, ENCARGADO, nuevo)
        if nuevos:
            unidad.confirmar()
    return nuevos


def cambiar(
    contexto: Contexto, unidad: Unidad, encargo_id: UUID, version: int, quien: QuienSigue
) -> Encargo:
    """Lo pasa a otras manos, si sigue como se lo vio. Dejarlo igual no hace nada."""
    with unidad:
        unidad.reservar()
        encargo = encargo_de(unidad, encargo_id)
        if encargo.de_quien == quien:
            return encargo
        if encargo.version != version:
            raise EdicionConcurrente
        organizacion = organizacion_de(replace(contexto, gestion=encargo.gestion), unidad)
        _exigir_conocida(organizacion, quien)
        otros = [e for e in organizacion.encargos if e.id != encargo.id]
        if _ya(otros, encargo.clave, quien):
            dicho = organizacion.nombres.get(quien.organizacion_id or encargo.id, quien.comision)
            raise EncargoRepetido(dicho, encargo.llamado)
        antes = _dicho(encargo)
        encargo.organizacion_id, encargo.comision = quien.organizacion_id, quien.comision
        _anotar(contexto, unidad, CAMBIADO, encargo, antes=antes)
        unidad.confirmar()
    return encargo


def quitar(contexto: Contexto, unidad: Unidad, encargo_id: UUID, version: int) -> None:
    """Nadie lo sigue más; `EncargoConSeguimientos` si el programa tiene actividades suyas."""
    with unidad:
        unidad.reservar()
        encargo = encargo_de(unidad, encargo_id)
        if encargo.version != version:
            raise EdicionConcurrente
        suyas = [
            s for s in unidad.seguimientos.de_gestion(encargo.gestion) if s.encargo_id == encargo.id
        ]
        if suyas:
            raise EncargoConSeguimientos(encargo.llamado, len(suyas))
        unidad.seguimientos.quitar(encargo)
        _anotar(contexto, unidad, QUITADO, encargo)
        unidad.confirmar()


def encargo_de(unidad: Unidad, encargo_id: UUID) -> Encargo:
    """Con la unidad abierta; `NoExiste`."""
    encargo = unidad.seguimientos.encargo(encargo_id)
    if encargo is None:
        raise NoExiste("encargo", encargo_id)
    return encargo


def _con_nombre(asunto: Asunto, catalogo: DeGestion | None) -> Asunto:
    if catalogo is None or asunto.sigue is not QueSeSigue.PROGRAMA:
        return asunto
    suyo = catalogo.programa(asunto.codigo)
    return replace(asunto, nombre=suyo.denominacion if suyo else "")


def _asunto(organizacion: Organizacion, clave: str) -> Asunto:
    """Uno que el POA que rige trae; lo que ya no está no se encarga otra vez."""
    seguido = organizacion.del_codigo(clave)
    if seguido is None or not seguido.vive:
        raise NoExiste("asunto", clave[:LARGO_DE_SERVICIO])
    return seguido.asunto


def _exigir_conocida(organizacion: Organizacion, quien: QuienSigue) -> None:
    if quien.organizacion_id and quien.organizacion_id not in organizacion.nombres:
        raise NoExiste("organización", quien.organizacion_id)


def _ya(encargos: Sequence[Encargo], clave: str, quien: QuienSigue) -> bool:
    return any(e.clave == clave and e.de_quien.es(quien) for e in encargos)


def _nuevo(contexto: Contexto, asunto: Asunto, quien: QuienSigue) -> Encargo:
    return Encargo(
        nuevo_id(), contexto.gestion, asunto.sigue, asunto.codigo, asunto.nombre,
        contexto.ahora(), contexto.quien, quien.organizacion_id, quien.comision,
    )  # fmt: skip


def _dicho(encargo: Encargo) -> dict[str, object]:
    organizacion = str(encargo.organizacion_id) if encargo.organizacion_id else ""
    return {"organizacion": organizacion, "comision": encargo.comision}


def _anotar(contexto: Contexto, unidad: Unidad, que: str, encargo: Encargo, **mas: object) -> None:
    carga = {
        "gestion": encargo.gestion,
        "encargo": str(encargo.id),
        "sigue": encargo.sigue.value,
        "codigo": encargo.codigo,
        **_dicho(encargo),
        **mas,
    }
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
