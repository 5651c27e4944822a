"""Contar al departamento por dónde va el municipio: solo si lo autorizó, y sin nadie con nombre."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.avances import Avance
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import MunicipioSinAlta
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.municipios import Alta
from nucleo.servicios.atrasos import lo_del_anio
from nucleo.servicios.calculo import proceso_de
from nucleo.servicios.puertos import Unidad

AUTORIZADO, ENTREGADO, REVOCADO = "avance.autorizado", "avance.entregado", "avance.revocado"


def renovar(contexto: Contexto, unidad: Unidad, paso: str) -> Avance | None:
    """Entrega una copia nueva de las cuentas de la gestión y retira la anterior.

    Va con la unidad abierta, como lo último antes de confirmar el paso que la provoca: `paso` es
    la clave de su hecho. Sin autorización del municipio no hace nada y devuelve `None`. La copia
    deja su propio hecho, porque es un cruce de ámbito.
    """
    alta = _alta(contexto, unidad)
    if alta is None or alta.avance_desde is None or not contexto.departamental:
        return None
    unidad.reservar()  # dos pasos a la vez no dejan dos copias vigentes
    nuevo = _copia(contexto, unidad, paso)
    for anterior in unidad.avances.vigentes():
        if (anterior.region, anterior.gestion) == (nuevo.region, nuevo.gestion):
            anterior.retirada_en = nuevo.cuando
    unidad.avances.agregar(nuevo)
    cuentas = asdict(nuevo.cuentas) | {"costo": str(nuevo.costo), "techo": str(nuevo.techo)}
    carga = {"gestion": nuevo.gestion, "region": nuevo.region, "paso": paso, "cuentas": cuentas}
    unidad.anotar(Hecho(ENTREGADO, contexto.quien, nuevo.cuando, carga))
    return nuevo


def autorizar(contexto: Contexto, unidad: Unidad, constancia: str) -> bool:
    """Desde ahora el avance se cuenta; la primera copia sale ya. Devuelve si cambió algo.

    `constancia` dice con qué documento se decidió: una resolución, un acta.
    """
    with unidad:
        unidad.reservar()
        alta = _exigir_alta(contexto, unidad)
        if alta.avance_desde:
            return False
        alta.avance_desde, alta.avance_constancia = contexto.ahora(), constancia
        carga = {"region": contexto.departamental, "constancia": constancia}
        unidad.anotar(Hecho(AUTORIZADO, contexto.quien, alta.avance_desde, carga))
        renovar(contexto, unidad, AUTORIZADO)
        unidad.confirmar()
    return True


def revocar(contexto: Contexto, unidad: Unidad) -> bool:
    """Deja de contarlo y retira todo lo entregado, de toda gestión. Devuelve si cambió algo."""
    with unidad:
        unidad.reservar()
        alta = _exigir_alta(contexto, unidad)
        if not alta.avance_desde:
            return False
        cuando, vigentes = contexto.ahora(), unidad.avances.vigentes()
        for avance in vigentes:
            avance.retirada_en = cuando
        alta.avance_desde, alta.avance_constancia = None, ""
        carga = {"region": contexto.departamental, "gestiones": [a.gestion for a in vigentes]}
        unidad.anotar(Hecho(REVOCADO, contexto.quien, cuando, carga))
        unidad.confirmar()
    return True


@dataclass(frozen=True, slots=True)
class Autorizacion:
    """Lo que el municipio decidió sobre su avance, y las copias que el departamento ve hoy."""

    desde: datetime | None
    constancia: str
    vigentes: Sequence[Avance]


def mirar(contexto: Contexto, unidad: Unidad) -> Autorizacion:
    """Cómo está la autorización ahora mismo."""
    with unidad:
        alta = _exigir_alta(contexto, unidad)
        vigentes = unidad.avances.vigentes()
        return Autorizacion(alta.avance_desde, alta.avance_constancia, vigentes)


def _copia(contexto: Contexto, unidad: Unidad, paso: str) -> Avance:
    proceso, cuentas = proceso_de(contexto, unidad), unidad.avances.cuentas(contexto.gestion)
    avance = Avance(
        id=nuevo_id(),
        gestion=contexto.gestion,
        paso=paso,
        organizaciones=cuentas.organizaciones,
        asambleas=cuentas.asambleas,
        demandas=cuentas.demandas,
        costo=cuentas.costo,
        techo=cuentas.techo,
        en_poa=cuentas.en_poa,
        entregadas=cuentas.entregadas,
        congelada_en=proceso.congelada_en,
        acordada_en=proceso.acordada_en,
        calificada_en=proceso.calificada_en,
        publicada_en=proceso.publicada_en,
        cuando=contexto.ahora(),
        anio=lo_del_anio(contexto, unidad),
    )
    avance.region = contexto.departamental
    return avance


def _alta(contexto: Contexto, unidad: Unidad) -> Alta | None:
    ambito = contexto.ambito
    return unidad.altas.de(ambito.id) if isinstance(ambito, EnMunicipio) else None


def _exigir_alta(contexto: Contexto, unidad: Unidad) -> Alta:
    alta = _alta(contexto, unidad)
    if alta is None:
        raise MunicipioSinAlta(contexto.nombre)
    return alta
