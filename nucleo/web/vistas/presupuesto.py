"""El presupuesto del POA, a la vista de todos: por qué código se lo mire, línea por línea."""

from collections.abc import Sequence

from flask import Blueprint, Response, request

from nucleo.documentos.composicion import componer
from nucleo.dominio.cambios_de_poa import CambioDeLinea
from nucleo.dominio.dinero import CERO
from nucleo.dominio.ejercicios import OrdenDeEjercicio, RenglonDeEjercicio, ejercitar
from nucleo.dominio.encargos import clave_de
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.lectura import DatoIlegible, dinero_no_negativo
from nucleo.dominio.poa import PASOS
from nucleo.dominio.presupuesto import Corte, agrupar, hallazgos_de
from nucleo.planillas.poa import escribir_poa
from nucleo.servicios import pasos_de_poa
from nucleo.servicios import poa as servicio
from nucleo.servicios.columnas_de_poa import TITULOS
from nucleo.servicios.fichas_de_poa import hojas_de
from nucleo.servicios.planilla_de_poa import filas_de
from nucleo.textos.mensajes import decir
from nucleo.textos.nombres import nombre
from nucleo.textos.poa import CAMPOS, HISTORIA, ORDENES
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_actual, municipio_de_lectura, piezas
from nucleo.web.control_social import mirar_control_social
from nucleo.web.descargas import MIME, Tabla, descargar
from nucleo.web.graficos import Barra
from nucleo.web.hojas_de_poa import datos_del_pdf
from nucleo.web.lectura_de_poa import PoaALaVista, legible, mirar_poa, version_pedida, versiones_de
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import publica

plano = Blueprint("presupuesto", __name__)
BARRAS = 20
LINEAS_POR_PAGINA = 50
RENGLONES_DE_EJERCICIO = 100


@plano.get("/<municipio>/poa/presupuesto")
@publica
def presupuesto() -> str:
    """Por dónde va, cuánto usa de cada fuente, sus sumas y sus líneas."""
    vista = mirar_poa(rige=True)
    leido = vista.leido
    corte = corte_pedido()
    lineas = leido.lineas if leido else ()
    sumas = vista.sumas_con_nombre(corte, agrupar(lineas, corte))
    mayores = sorted(sumas, key=lambda par: -par[1].monto.centavos)[:BARRAS]
    return pintar(
        "poa-presupuesto.html",
        vista=vista,
        leido=leido,
        cuales=versiones_de(vista.gestion),
        gestion=vista.gestion,
        gestiones=vista.gestiones,
        corte=corte,
        cortes=list(Corte),
        Corte=Corte,
        sumas=sumas,
        barras_=[
            Barra(n, s.monto.centavos, s.monto.legible().replace(" ", "\u00a0"))
            for n, s in mayores
        ],
        pagina=paginar(lineas, LINEAS_POR_PAGINA),
        simuladas=sum(x.simulada for x in lineas),
        historia=[(gettext(HISTORIA.get(p.paso, p.paso)), p) for p in leido.poa.historia]
        if leido
        else [],
        acciones_de_paso={p: r.accion for p, r in PASOS.items()},
        reglas_de_paso=PASOS,
        pasos=pasos_de_poa.posibles(leido.poa, ultima=leido.ultima) if leido else [],
    )  # fmt: skip


@plano.get("/<municipio>/poa/lineas/<int:orden>")
@publica
def linea(orden: int) -> str:
    """Todo lo que se sabe de una línea, y qué códigos no calzan con el clasificador."""
    vista = mirar_poa(rige=True)
    leido = vista.exigido()
    una = leido.linea(orden)
    datos = [(gettext(CAMPOS[c]), legible(v)) for c, v in una.datos().items() if c != "demanda"]
    return pintar(
        "poa-linea.html",
        leido=leido,
        linea=una,
        gestion=vista.gestion,
        datos=datos,
        programa=vista.nombre_de(Corte.PROGRAMA, una.programa),
        hallazgos=[decir(h.motivo) for h in hallazgos_de(una, vista.catalogo)],
        clave=(clave := clave_de(una)),
        control=(control := mirar_control_social(leido.poa.gestion).organizacion),
        seguido=control.del_codigo(clave),
    )


@plano.get("/<municipio>/poa/diferencias")
@publica
def diferencias() -> str:
    """Qué línea entró, salió o cambió entre dos versiones."""
    vista, contra, cambios = comparadas()
    leido = vista.exigido()
    pagina = paginar(cambios, LINEAS_POR_PAGINA)
    return pintar(
        "poa-diferencias.html",
        leido=leido,
        gestion=vista.gestion,
        contra=contra,
        suma=sum((c.diferencia for c in cambios), CERO),
        pagina=pagina,
        filas=[(c, detalle(c)) for c in pagina.filas],
    )


@plano.get("/<municipio>/poa/diferencias.csv")
@publica
def diferencias_csv() -> Response:
    """Lo mismo, para una hoja de cálculo."""
    vista, contra, cambios = comparadas()
    titulos = (
        gettext("Qué pasó"), gettext("Línea"), gettext("Denominación"), gettext("Detalle"),
        gettext("Antes (Bs)"), gettext("Ahora (Bs)"),
    )  # fmt: skip
    filas = [
        (
            nombre(c.clase), c.linea.orden, c.linea.denominacion, "; ".join(detalle(c)),
            c.antes.monto.monto if c.antes else None, c.ahora.monto.monto if c.ahora else None,
        )
        for c in cambios
    ]  # fmt: skip
    numero = vista.exigido().poa.numero
    return descargar(
        Tabla(titulos, filas), "csv", f"poa-{vista.gestion}-diferencias-{contra}-{numero}"
    )


@plano.get("/<municipio>/poa/presupuesto.<any(csv, xlsx, pdf):formato>")
@publica
def archivo(formato: str) -> Response:
    """El POA entero: la planilla que se vuelve a importar, o la hoja que se imprime y firma."""
    vista = mirar_poa(rige=True)
    leido = vista.exigido()
    base = f"poa-{vista.gestion}-v{leido.poa.numero}"
    if formato == "csv":
        return descargar(Tabla(TITULOS, filas_de(leido.lineas)), "csv", base)
    if formato == "xlsx":
        contenido = escribir_poa(
            TITULOS, filas_de(leido.lineas), hojas_de(leido, municipio_actual().nombre)
        )
    else:
        contenido = componer("poa", datos_del_pdf(vista, leido, municipio_actual().nombre))
    tipo = MIME["xlsx"] if formato == "xlsx" else "application/pdf"
    respuesta = Response(contenido, content_type=tipo)
    adjunto = f'attachment; filename="{municipio_actual().slug}-{base}.{formato}"'
    respuesta.headers["Content-Disposition"] = adjunto
    return respuesta


@plano.get("/<municipio>/poa/ejercicio")
@publica
def ejercicio() -> str:
    """Qué entraría de un POA ya hecho con menos dinero. No escribe nada y lo dice."""
    vista = mirar_poa(rige=True)
    leido = vista.exigido()
    escrito, error, hecho = request.args.get("techo", ""), "", None
    orden = orden_pedido()
    renglones: Sequence[RenglonDeEjercicio] = ()
    if escrito:
        try:
            techo = dinero_no_negativo(escrito)
            hecho = ejercitar(leido.poa.gestion, leido.lineas, techo, orden)
            renglones = (*hecho.renglones, *hecho.fuera)
        except DatoIlegible as mal:
            error = decir(mal.motivo)
    pagina = paginar(renglones, RENGLONES_DE_EJERCICIO)
    return pintar(
        "poa-ejercicio.html",
        leido=leido,
        gestion=vista.gestion,
        escrito=escrito,
        error=error,
        hecho=hecho,
        orden=orden,
        ordenes=ORDENES,
        pagina=pagina,
        filas=dichas(pagina.filas),
    )


def dichas(renglones: Sequence[RenglonDeEjercicio]) -> list[tuple[int, object, bool, str]]:
    """Cada renglón con su motivo dicho, y los montos sin partirse."""
    return [
        (r.puesto, r.linea, r.entra, decir(r.motivo).replace("Bs ", "Bs\u00a0")) for r in renglones
    ]


def comparadas() -> tuple[PoaALaVista, int, list[CambioDeLinea]]:
    """La versión pedida contra la de `?contra=` o, sin decirla, aquella de la que salió."""
    vista = mirar_poa()
    leido = vista.exigido()
    contra = version_pedida("contra") or leido.poa.sale_de or leido.poa.numero - 1
    if not contra:
        raise NoExiste("versión del POA", contra)
    contexto = piezas().contexto(municipio_de_lectura(), leido.poa.gestion)
    unidad = piezas().unidad_de_lectura(municipio_de_lectura())
    return vista, contra, servicio.diferencias(contexto, unidad, leido.poa.numero, contra)


def detalle(cambio: CambioDeLinea) -> list[str]:
    """«Monto: Bs 10,00 → Bs 20,00», campo por campo."""
    return [
        f"{gettext(CAMPOS[c.campo])}: {legible(c.antes)} → {legible(c.ahora)}"
        for c in cambio.campos
    ]


def corte_pedido() -> Corte:
    """`?por=`; sin decirlo, por programa."""
    pedido = request.args.get("por", Corte.PROGRAMA.value)
    if pedido not in set(Corte):
        raise NoExiste("página", pedido)
    return Corte(pedido)


def orden_pedido() -> OrdenDeEjercicio:
    pedido = request.args.get("orden", OrdenDeEjercicio.MENOR_COSTO.value)
    if pedido not in set(OrdenDeEjercicio):
        raise NoExiste("página", pedido)
    return OrdenDeEjercicio(pedido)
