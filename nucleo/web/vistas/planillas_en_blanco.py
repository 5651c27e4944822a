"""La planilla en blanco: una hoja por formulario, con su código, para llenar a mano."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, request, url_for

from nucleo.dominio.contexto import ahora
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.formularios import acunar, codigo_de
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.politica import Accion
from nucleo.web.ambito import gestion_por_presentar, nombres_de_sectores
from nucleo.web.correos import direccion_publica
from nucleo.web.llenado import aqui
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import permite_en_lo_suyo
from nucleo.web.sesion import exigir_persona
from nucleo.web.vistas.formularios import es_oficina, presentables

plano = Blueprint("planillas_en_blanco", __name__)
TODAS, DISTRITO = "todas", "distrito:"
HASTA = 5  # por organización
POR_TANDA = 40  # hojas por página web: un teléfono viejo no abre trescientas


@dataclass(frozen=True, slots=True)
class Hoja:
    """Una planilla en blanco; `direccion` es lo que lleva el QR."""

    organizacion: Organizacion
    codigo: str
    direccion: str


@plano.get("/<municipio>/formularios/planilla")
@permite_en_lo_suyo(Accion.PRESENTAR)
def planilla() -> str:
    """Elegir de quién y cuántas; con `de`, las hojas. No se guarda nada: el código lo dice todo."""
    mias, gestion = presentables(exigir_persona()), gestion_por_presentar()
    de = request.args.get("de", "")
    if not de:
        return pintar(
            "planilla/elegir.html",
            mias=mias,
            gestion=gestion,
            distritos=sorted({o.distrito for o in mias if o.distrito}),
            oficina=es_oficina(exigir_persona()),
            hasta=HASTA,
        )
    cuantas = cuantas_pedidas()
    tanda = paginar(elegidas(mias, de), max(1, POR_TANDA // cuantas))
    return pintar(
        "planilla/hojas.html",
        hojas=list(hojas_de(tanda.filas, gestion, cuantas)),
        pagina=tanda,
        gestion=gestion,
        sectores=nombres_de_sectores(aqui(), gestion),
    )


def elegidas(mias: Sequence[Organizacion], de: str) -> Sequence[Organizacion]:
    """Todas, las de un distrito o una; lo que no es suyo no existe."""
    if de == TODAS:
        return mias
    if de.startswith(DISTRITO):
        suyas = [o for o in mias if o.distrito == de.removeprefix(DISTRITO)]
    else:
        suyas = [o for o in mias if str(o.id) == de]
    if not suyas:
        raise NoExiste("organización", de)
    return suyas


def cuantas_pedidas() -> int:
    pedidas = request.args.get("cuantas", "1")
    return int(pedidas) if pedidas in {str(n) for n in range(1, HASTA + 1)} else 1


def hojas_de(organizaciones: Sequence[Organizacion], gestion: int, cuantas: int) -> Iterator[Hoja]:
    cuando = ahora()
    for organizacion in organizaciones:
        for acunado in acunar(aqui().id, organizacion.id, gestion, cuando, cuantas):
            yield Hoja(organizacion, codigo_de(acunado), direccion_de(acunado))


def direccion_de(formulario: UUID) -> str:
    return direccion_publica(url_for("recibos.escanear", formulario=formulario))
