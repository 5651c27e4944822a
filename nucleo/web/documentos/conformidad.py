"""El acta de conformidad de la Cumbre 3: con qué POA, y la firma de cada OTB, sector y órgano."""

from collections.abc import Sequence

from nucleo.dominio.asistencias import OTB, PARTICIPANTE_DE
from nucleo.dominio.mensajes import N_
from nucleo.servicios.documentos import Firmante, PoaPorFirmar, firmantes, poa_por_firmar
from nucleo.textos import documentos as textos
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.documentos.pedido import Cuerpo, Pedido
from nucleo.web.formato import dinero, entero
from nucleo.web.papel import ANCHA, CORTA, DOBLE, Bloque, Rotulo

POR_ESCRIBIR = 4
EN_BLANCO = [[str(n), "", "", "", "", ""] for n in range(1, POR_ESCRIBIR + 1)]
"""Para quienes no son organizaciones registradas: control social, concejo."""


def conformidad(p: Pedido) -> Cuerpo:
    """Qué se presentó, qué se declara, quién firma y qué se observa. Lo que falta, se ve."""
    with p.unidad() as unidad:
        poa = poa_por_firmar(unidad, p.evento.gestion)
        quienes = firmantes(p.contexto, unidad, p.tipo, p.evento.dia)
    r, anio = p.hoja.rotulo, p.evento.gestion
    return Cuerpo(
        (
            _del_poa(p, poa),
            p.hoja.bloque(N_("Conformidad"), parrafos=[r(t, anio=anio) for t in textos.CONFORMES]),
            *(_grupo(p, quien, suyas) for quien, suyas in quienes),
            p.hoja.bloque(
                N_("Observaciones"),
                columnas=[(N_("Qué se observa"), DOBLE), (N_("De quién"), ANCHA),
                          (N_("Firma o huella"), ANCHA)],
                en_blanco=POR_ESCRIBIR,
            ),
        )
    )  # fmt: skip


def _del_poa(p: Pedido, poa: PoaPorFirmar | None) -> Bloque:
    titulo, r = N_("Qué proyecto de POA se firma"), p.hoja.rotulo
    if poa is None:
        return p.hoja.bloque(titulo, avisos=[r(textos.SIN_POA, anio=p.evento.gestion)])
    falta = [] if poa.presentado else [r(textos.POA_SIN_PRESENTAR, numero=poa.numero)]
    if poa.simuladas:
        falta.append(
            r(N_("SIMULADO: %(n)s de sus líneas llevan algún dato que no es real."),
              n=entero(poa.simuladas))
        )  # fmt: skip
    filas = [
        [gettext("Versión"), f"{poa.numero} · {nombre(poa.estado)}"],
        [gettext("Líneas"), entero(poa.lineas)],
        [gettext("Total"), dinero(poa.total)],
        [gettext("Resumen (SHA-256)"), poa.resumen],
    ]
    return p.hoja.bloque(
        titulo, avisos=falta,
        columnas=[(N_("Dato"), CORTA), (N_("Lo que se firma"), ANCHA)], filas=filas,
        al_pie=[r(textos.COMO_SE_RESUME)],
    )  # fmt: skip


def _grupo(p: Pedido, quien: str, suyas: Sequence[Firmante]) -> Bloque:
    """Una fila por organización; sin ninguna, renglones para firmar y el aviso."""
    columnas = [
        (N_("N.º"), CORTA), (N_("Organización"), DOBLE), (N_("Nombre"), DOBLE),
        (N_("Cargo"), ANCHA), (N_("CI"), ANCHA), (N_("Firma o huella"), DOBLE),
    ]  # fmt: skip
    filas = [[str(n), f.organizacion.nombre, *_quien(p, f), "", ""] for n, f in enumerate(suyas, 1)]
    return p.hoja.bloque(
        p.contexto.ciclo.participantes[quien].nombre,
        avisos=_aviso(p, quien, suyas),
        columnas=columnas, filas=filas or EN_BLANCO, por_firmar=True,
    )  # fmt: skip


def _quien(p: Pedido, f: Firmante) -> tuple[str, str]:
    """El nombre y el cargo, si esta copia los lleva y se saben."""
    if f.dirigencia is None or not p.hoja.con_nombres:
        return "", ""
    return f.dirigencia.nombre, f.dirigencia.cargo


def _aviso(p: Pedido, quien: str, suyas: Sequence[Firmante]) -> list[Rotulo]:
    """Si debería haber organizaciones registradas y no hay, se dice."""
    if suyas or quien not in PARTICIPANTE_DE.values():
        return []
    return [p.hoja.rotulo(textos.SIN_OTB if quien == OTB else textos.SIN_REGISTRADAS)]
