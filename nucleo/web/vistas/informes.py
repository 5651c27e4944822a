"""Los informes de un encuentro para cualquiera: cuál falta, qué dicen, en papel y en grande."""

from flask import Blueprint, Response, request

from nucleo.dominio.errores import NoExiste
from nucleo.servicios import informes as servicio
from nucleo.servicios.encuentros import tipo_sin_caerse
from nucleo.web.ambito import gestion_de_trabajo, municipio_de_lectura, piezas
from nucleo.web.descargas import mostrar_pdf
from nucleo.web.informes import autoria_de, en_papel, llamado, mandato_para, mirar
from nucleo.web.paginas import pintar
from nucleo.web.permisos import publica

plano = Blueprint("informes", __name__)
RAIZ = "/<municipio>/ciclo/<encuentro>/informes"
CIFRAS = 4


@plano.get(RAIZ)
@publica
def lista(encuentro: str) -> str:
    """Quién debe cada uno, cuál falta y cuál está."""
    gestion, aqui = gestion_de_trabajo(), municipio_de_lectura()
    contexto, ganchos = piezas().contexto(aqui, gestion), piezas().ganchos(aqui)
    tipo = tipo_sin_caerse(contexto, ganchos, encuentro).tipo
    with piezas().unidad_de_lectura(aqui) as unidad:
        debidos = servicio.debidos(contexto, unidad, ganchos, encuentro)
        abierta = unidad.calendarios.abierta(gestion) is not None
    por_quien: dict[str, list[servicio.Debido]] = {}
    for debido in debidos:
        por_quien.setdefault(debido.renglon.informa, []).append(debido)
    return pintar(
        "informes.html",
        gestion=gestion,
        tipo=tipo,
        abierta=abierta,
        total=len(debidos),
        estan=sum(not d.falta for d in debidos),
        grupos=[(llamado(contexto.ciclo, q), bool(mandato_para(q)), suyos)
                for q, suyos in por_quien.items()],
    )  # fmt: skip


@plano.get(f"{RAIZ}/<informe>")
@publica
def ver(encuentro: str, informe: str) -> str:
    """El presentado (`?version=` para uno de antes) o, si falta, qué pregunta y qué se sabe hoy."""
    gestion = gestion_de_trabajo()
    mirado = mirar(gestion, encuentro, informe, version_de_informe())
    return pintar(
        "informe.html",
        gestion=gestion,
        mirado=mirado,
        tipo=mirado.tipo,
        renglon=mirado.debido.renglon,
        autoria=autoria_de(mirado.dice) if mirado.dice else "",
        escribe=mandato_para(mirado.debido.renglon.informa) if mirado.cambia else None,
        modulos=piezas().plugins,
    )


@plano.get(f"{RAIZ}/<informe>/<any(hoja, presentado):papel>.pdf")
@publica
def pdf(encuentro: str, informe: str, papel: str) -> Response:
    """La hoja para llenar a mano, con los cuadros de hoy; o el que se presentó."""
    gestion = gestion_de_trabajo()
    en_blanco = papel == "hoja"
    mirado = mirar(gestion, encuentro, informe, version_de_informe(), de_hoy=en_blanco)
    contenido = en_papel(mirado, en_blanco=en_blanco)
    return mostrar_pdf(contenido, f"{encuentro}-{informe}-{gestion}-{papel}")


@plano.get(f"{RAIZ}/<informe>/proyector")
@publica
def proyector(encuentro: str, informe: str) -> str:
    """Sus cuadros en letra grande, sin lo que se escribió ni personas."""
    gestion = gestion_de_trabajo()
    mirado = mirar(gestion, encuentro, informe)
    return pintar(
        "informe-proyector.html",
        gestion=gestion,
        mirado=mirado,
        tipo=mirado.tipo,
        renglon=mirado.debido.renglon,
    )


def version_de_informe() -> int:
    """`?version=N`; sin ella, cero: la última."""
    pedida = request.args.get("version", "")
    if not pedida:
        return 0
    if not (pedida.isascii() and pedida.isdigit() and len(pedida) < CIFRAS and int(pedida)):
        raise NoExiste("informe", pedida)
    return int(pedida)
