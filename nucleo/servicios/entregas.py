"""Llevar la demanda concertada a la región, y retirarla: el único cruce entre ámbitos."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from nucleo.dominio.agrupadas import integrantes_de
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Corrida, Paso, Puesto
from nucleo.dominio.demandas import Demanda
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.entregas import Entrega
from nucleo.dominio.errores import FueraDeLaRegion, NadaQueEntregar, NoExiste, PasoPendiente
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.matriz import filas_de
from nucleo.dominio.regiones import Region
from nucleo.servicios.avances import renovar
from nucleo.servicios.puertos import Unidad

ENTREGAR = "entregar"


@dataclass(frozen=True, slots=True)
class Entregadas:
    """Las copias nuevas y los códigos de las pedidas que ya estaban sobre la mesa."""

    entregadas: Sequence[Entrega]
    ya_estaban: Sequence[str]

    def como_json(self) -> dict[str, object]:
        """Lo que añade `tinkuy region entregar --json`: códigos, en el orden de la matriz."""
        codigos = [e.codigo for e in self.entregadas]
        return {"entregadas": codigos, "ya_estaban": list(self.ya_estaban)}


@dataclass(frozen=True, slots=True)
class _Priorizada:
    """Una demanda publicada, con su puesto en la matriz y quien la pide."""

    puesto: Puesto
    demanda: Demanda
    organizacion: str


@dataclass(frozen=True, slots=True)
class Publicada:
    """Una demanda de la matriz publicada, para elegir si se entrega."""

    puesto: int
    codigo: str
    titulo: str
    organizacion: str
    costo: Dinero
    entra: bool
    simulada: bool


@dataclass(frozen=True, slots=True)
class Mesa:
    """Lo que el municipio puede llevar a una región y lo que ya está ahí, vigente, por código.

    Antes de publicar no hay `publicadas`.
    """

    region: Region
    publicadas: Sequence[Publicada]
    vigentes: Mapping[str, Entrega]

    @property
    def por_entregar(self) -> Sequence[Publicada]:
        return [p for p in self.publicadas if p.codigo not in self.vigentes]


def mesas(contexto: Contexto, unidad: Unidad, regiones: Sequence[Region]) -> list[Mesa]:
    """Una por región, sin escribir nada. `FueraDeLaRegion` si el municipio no integra alguna."""
    for region in regiones:
        if not _es_de(contexto, region):
            raise FueraDeLaRegion(contexto.nombre, region.nombre)
    with unidad:
        try:
            publicadas = [_para_elegir(p) for p in _publicadas(contexto, unidad)]
        except PasoPendiente:
            publicadas = []
        return [
            Mesa(region, publicadas, {
                e.codigo: e for e in unidad.entregas.vigentes(region.slug, contexto.gestion)
            })
            for region in regiones
        ]  # fmt: skip


def _para_elegir(p: _Priorizada) -> Publicada:
    return Publicada(
        puesto=p.puesto.lugar,
        codigo=p.demanda.codigo,
        titulo=p.demanda.titulo,
        organizacion=p.organizacion,
        costo=p.demanda.costo,
        entra=p.puesto.entra,
        simulada=p.demanda.simulada,
    )


def entregar(
    contexto: Contexto,
    unidad: Unidad,
    region: Region,
    *,
    codigos: Collection[str] = (),
    solo_fuera_del_poa: bool = False,
) -> Entregadas:
    """Copia a la región lo priorizado de la gestión; sin códigos, la matriz publicada entera.

    La lámina 41 del modelo entrega la demanda concertada, no solo lo que no cupo en el POA. Lo ya
    vigente no se duplica. Falla con `FueraDeLaRegion`, `PasoPendiente`, `NoExiste` (un código que
    no está en la matriz) o `NadaQueEntregar`.
    """
    if not _es_de(contexto, region):
        raise FueraDeLaRegion(contexto.nombre, region.nombre)
    with unidad:
        unidad.reservar()  # dos envíos a la vez no entregan dos copias
        elegidas = _elegir(_publicadas(contexto, unidad), codigos)
        elegidas = [p for p in elegidas if not (solo_fuera_del_poa and p.puesto.entra)]
        if not elegidas:
            raise NadaQueEntregar(contexto.nombre, region.nombre, contexto.gestion)
        vigentes = unidad.entregas.vigentes(region.slug, contexto.gestion)
        puestas = {e.demanda_id for e in vigentes}
        cuando = contexto.ahora()
        nuevas = [
            _copia(p, region, contexto.quien, cuando)
            for p in elegidas
            if p.demanda.id not in puestas
        ]
        if nuevas:
            unidad.entregas.agregar_todas(nuevas)
            _anotar(contexto, unidad, "entregas.hechas", region, nuevas, cuando)
            renovar(contexto, unidad, "entregas.hechas")
            unidad.confirmar()
    ya_estaban = [p.demanda.codigo for p in elegidas if p.demanda.id in puestas]
    return Entregadas(nuevas, ya_estaban)


def retirar(
    contexto: Contexto, unidad: Unidad, region: Region, *, codigos: Collection[str] = ()
) -> Sequence[Entrega]:
    """Saca de la mesa regional lo entregado y deja rastro; sin códigos, todo lo de la gestión."""
    with unidad:
        unidad.reservar()
        vigentes = unidad.entregas.vigentes(region.slug, contexto.gestion)
        _exigir(codigos, {e.codigo for e in vigentes})
        retiradas = [e for e in vigentes if not codigos or e.codigo in codigos]
        if not retiradas:
            raise NadaQueEntregar(contexto.nombre, region.nombre, contexto.gestion)
        cuando = contexto.ahora()
        for entrega in retiradas:
            entrega.retirar(contexto.quien, cuando)
        _anotar(contexto, unidad, "entregas.retiradas", region, retiradas, cuando)
        renovar(contexto, unidad, "entregas.retiradas")
        unidad.confirmar()
    return retiradas


def _es_de(contexto: Contexto, region: Region) -> bool:
    return isinstance(contexto.ambito, EnMunicipio) and contexto.ambito.id in region.municipios


def _publicadas(contexto: Contexto, unidad: Unidad) -> list[_Priorizada]:
    corrida = _corrida_publicada(contexto, unidad)
    demandas = {d.id: d for d in unidad.demandas.de_gestion(contexto.gestion)}
    organizaciones = {o.id: o for o in unidad.organizaciones.todas()}
    filas = filas_de(
        [demandas[p.demanda_id] for p in corrida.puestos],
        organizaciones,
        None,
        integrantes_de(demandas.values()),
    )
    quienes = {f.demanda_id: f.organizacion for f in filas}
    return [
        _Priorizada(p, demandas[p.demanda_id], quienes[p.demanda_id])
        for p in sorted(corrida.puestos, key=lambda p: p.lugar)
    ]


def _corrida_publicada(contexto: Contexto, unidad: Unidad) -> Corrida:
    proceso = unidad.priorizaciones.proceso(contexto.gestion)
    corrida = unidad.priorizaciones.ultima(contexto.gestion)
    if proceso is None or not proceso.publicada_en or corrida is None:
        raise PasoPendiente(ENTREGAR, Paso.PUBLICAR.value, contexto.gestion)
    return corrida


def _elegir(publicadas: Sequence[_Priorizada], codigos: Collection[str]) -> list[_Priorizada]:
    _exigir(codigos, {p.demanda.codigo for p in publicadas})
    return [p for p in publicadas if not codigos or p.demanda.codigo in codigos]


def _exigir(codigos: Collection[str], conocidos: Collection[str]) -> None:
    for codigo in sorted(codigos):
        if codigo not in conocidos:
            raise NoExiste("demanda", codigo)


def _copia(p: _Priorizada, region: Region, quien: str, cuando: datetime) -> Entrega:
    entrega = Entrega(
        id=nuevo_id(),
        gestion=p.demanda.gestion,
        demanda_id=p.demanda.id,
        codigo=p.demanda.codigo,
        titulo=p.demanda.titulo,
        organizacion=p.organizacion,
        sector=p.demanda.sector,
        competencia=p.demanda.competencia,
        costo=p.demanda.costo,
        beneficiarios=p.demanda.beneficiarios,
        puesto=p.puesto.lugar,
        puntaje=p.puesto.puntaje,
        en_poa=p.puesto.entra,
        simulada=p.demanda.simulada,
        fuente=p.demanda.fuente,
        entregada_en=cuando,
        entregada_por=quien,
    )
    entrega.region = region.slug
    return entrega


def _anotar(
    contexto: Contexto,
    unidad: Unidad,
    que: str,
    region: Region,
    entregas: Sequence[Entrega],
    cuando: datetime,
) -> None:
    carga = {
        "gestion": contexto.gestion,
        "region": region.slug,
        "codigos": [e.codigo for e in entregas],
    }
    unidad.anotar(Hecho(que, contexto.quien, cuando, carga))
