"""Lo que el sistema sabe de quienes no son del municipio y de los sectores, para informarlo."""

from collections.abc import Collection

from nucleo.dominio.cuadros import Cuadro
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.mensajes import N_
from nucleo.dominio.ofertas import (
    COMPETENCIAS_DE,
    Compromiso,
    EstadoDeCompromiso,
    Oferta,
    TipoDeOferente,
)
from nucleo.servicios.saberes.mirada import Fila, Mirada, dia

TODOS = frozenset(TipoDeOferente)


def ofrecido(m: Mirada, quienes: Collection[TipoDeOferente]) -> Cuadro:
    """Lo que esos oferentes ofrecieron, lo comprometido y lo cumplido."""
    filas = [
        fila
        for gestion in m.gestiones
        for o in m.unidad.ofertas.de_gestion(gestion)
        if o.tipo in quienes and o.retirada_en is None
        for fila in [_oferta(m, o)]
    ]
    return Cuadro(
        _clave("ofrecido", quienes),
        N_("Lo que ofreció, lo que comprometió y lo que cumplió"),
        (N_("Qué ofreció"), N_("Gestión"), N_("Quién"), N_("Ofrecido"), N_("Comprometido"),
         N_("Cumplido")),
        m.hasta(filas),
        N_("El sistema no tiene anotada ninguna oferta suya."),
    )  # fmt: skip


def _clave(cuadro: str, quienes: Collection[TipoDeOferente]) -> str:
    """Cada quien con el suyo: un informe puede traer el del diputado y el de los demás."""
    suyos = () if quienes == TODOS else sorted(q.value for q in quienes)
    return "-".join((cuadro, *suyos))


def _oferta(m: Mirada, o: Oferta) -> Fila:
    suyos = [c for c in m.unidad.ofertas.de_la_oferta(o.id) if c.cuenta]
    cumplidos = [c for c in suyos if c.estado is EstadoDeCompromiso.CUMPLIDO]
    que = m.marcar(o.que, o.simulada)
    montos = (o.monto, _suma(suyos), _suma(cumplidos))
    return (que, str(o.gestion), o.oferente, *(x.legible() for x in montos))


def _suma(compromisos: Collection[Compromiso]) -> Dinero:
    return sum((c.monto for c in compromisos), CERO)


def comprometido(m: Mirada, quienes: Collection[TipoDeOferente] = TODOS) -> Cuadro:
    """Con qué demanda se comprometió cada quien, y si se cumplió."""
    filas: list[Fila] = []
    for gestion in m.gestiones:
        ofertas = {o.id: o for o in m.unidad.ofertas.de_gestion(gestion) if o.tipo in quienes}
        titulos = {d.id: f"{d.codigo} · {d.titulo}" for d in m.unidad.demandas.de_gestion(gestion)}
        filas += [
            (
                m.marcar(titulos.get(c.demanda_id, ""), ofertas[c.oferta_id].simulada),
                ofertas[c.oferta_id].oferente,
                c.monto.legible(),
                m.palabras.nombrar(c.estado),
                dia(c.fecha),
            )
            for c in m.unidad.ofertas.compromisos(gestion)
            if c.oferta_id in ofertas
        ]
    return Cuadro(
        _clave("comprometido", quienes),
        N_("Compromisos con demandas, y cómo van"),
        (N_("Demanda"), N_("Quién"), N_("Monto"), N_("Estado"), N_("Día")),
        m.hasta(filas),
        N_("El sistema no tiene anotado ningún compromiso."),
    )


def entregado(m: Mirada, quien: TipoDeOferente) -> Cuadro:
    """Las demandas que el municipio entregó a sus regiones y que a ese cargo le toca atender."""
    suyas = {
        e.codigo: (
            m.marcar(f"{e.codigo} · {e.titulo}", e.simulada),
            e.organizacion,
            m.palabras.nombrar(e.competencia),
            e.costo.legible(),
            dia(e.entregada_en),
        )
        for gestion in m.gestiones
        for region in m.regiones
        for e in m.unidad.entregas.vigentes(region.slug, gestion)
        if e.competencia in COMPETENCIAS_DE[quien]
    }
    return Cuadro(
        _clave("entregado", [quien]),
        N_("Demandas que el municipio le entregó"),
        (N_("Demanda"), N_("Organización"), N_("A quién le toca"), N_("Costo"), N_("Día")),
        m.hasta(suyas[c] for c in sorted(suyas)),
        N_("El sistema no tiene demandas entregadas a la región que le toque atender."),
    )


def demanda_del_sector(m: Mirada, sector: str) -> Cuadro:
    """Lo que las organizaciones piden a ese sector y en qué quedó."""
    organizaciones = {o.id: o.nombre for o in m.unidad.organizaciones.todas()}
    filas = [
        (
            m.marcar(f"{d.codigo} · {d.titulo}", d.simulada),
            organizaciones.get(d.organizacion_id, ""),
            d.costo.legible(),
            m.palabras.nombrar(d.estado),
        )
        for gestion in m.gestiones
        for d in sorted(
            m.unidad.demandas.de_gestion(gestion), key=lambda d: (d.prioridad, d.numero)
        )
        if d.viva and d.sector == sector
    ]
    return Cuadro(
        f"demanda-{sector}",
        N_("Lo que las organizaciones piden al sector"),
        (N_("Demanda"), N_("Organización"), N_("Costo"), N_("En qué está")),
        m.hasta(filas),
        N_("El sistema no tiene demandas de este sector en la gestión."),
    )
