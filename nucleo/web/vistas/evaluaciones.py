"""La evaluación técnica y económica a la vista: el tablero por etapas, la ficha y su hoja."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, request

from nucleo.documentos.composicion import componer
from nucleo.dominio.evaluaciones import FINALES, AlEdc, Condicion, Etapa
from nucleo.dominio.nombres import plegar
from nucleo.servicios import evaluaciones
from nucleo.servicios.evaluaciones import Evaluada, por_atencion, por_etapa
from nucleo.textos import evaluaciones as textos
from nucleo.textos.nombres import nombre, nombres
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import (
    gestion_de_trabajo,
    gestion_elegida,
    municipio_actual,
    municipio_de_lectura,
    piezas,
)
from nucleo.web.descargas import Celda, Tabla, descargar, mostrar_pdf
from nucleo.web.formato import dinero, fecha, momento, sin_credencial
from nucleo.web.graficos import Barra
from nucleo.web.idiomas import idioma_actual, traducir
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import publica
from nucleo.web.vistas.demandas import partir

plano = Blueprint("evaluaciones", __name__)
ATRASADAS, AL_EDC, POR_RESPONDER = "atrasadas", "al_edc", "por_responder"
LARGO_DE_BUSQUEDA = 200


@plano.get("/<municipio>/evaluacion")
@publica
def tablero() -> str:
    """Cuántas van en cada etapa, cuáles pasaron su plazo, y la lista con filtros."""
    gestiones = _gestiones()
    gestion = gestion_elegida(gestiones)
    todas = leer(gestion) if gestion else []
    elegidas = filtrar(todas)
    cuentas = por_etapa(todas)
    return pintar(
        "evaluacion.html",
        gestiones=gestiones,
        gestion=gestion,
        todas=len(todas),
        dibujo=[Barra(nombre(e), n, str(n)) for e, n in cuentas.items()],
        atrasadas=sum(e.atrasada for e in todas),
        al_edc=sum(e.propuesta is not None for e in todas),
        por_responder=sum(e.por_responder for e in todas),
        etapas=nombres(Etapa, traducir),
        filtro=pedido(),
        pagina=paginar(elegidas),
        textos=textos,
        Etapa=Etapa,
    )


@plano.get("/<municipio>/evaluacion.<any(csv, xlsx):formato>")
@publica
def archivo(formato: str) -> Response:
    """Lo que cumple el filtro, en una hoja de cálculo: una fila por demanda."""
    gestion = gestion_de_trabajo(_gestiones())
    return descargar(tabla_de(filtrar(leer(gestion))), formato, f"evaluacion-{gestion}")


@plano.get("/<municipio>/evaluacion/<codigo>")
@publica
def ficha(codigo: str) -> str:
    """Por dónde va una demanda, qué se le revisó, cuánto costaría y qué se dictaminó."""
    esta = leer_una(codigo)
    return pintar(
        "evaluacion-ficha.html",
        gestion=esta.demanda.gestion,
        esta=esta,
        evaluacion=esta.evaluacion,
        condiciones=condiciones_de(esta),
        textos=textos,
        Etapa=Etapa,
        finales=FINALES,
        direccion=direccion_de(codigo),
    )


@plano.get("/<municipio>/evaluacion/<codigo>/hoja.pdf")
@publica
def hoja(codigo: str) -> Response:
    """Lo mismo, en una página para entregar en mano a la organización."""
    esta = leer_una(codigo)
    return mostrar_pdf(
        componer("evaluacion", datos_de_la_hoja(esta)),
        f"evaluacion-{codigo}",
    )


def umbral() -> int:
    """El costo (Bs) por debajo del cual este municipio no exige el EDTP."""
    return piezas().configuracion(municipio_de_lectura()).obra_menor


def leer(gestion: int) -> list[Evaluada]:
    """Todas las priorizadas de la gestión."""
    aqui = municipio_de_lectura()
    contexto = piezas().contexto(aqui, gestion)
    return evaluaciones.evaluables(contexto, piezas().unidad_de_lectura(aqui), umbral())


def leer_una(codigo: str) -> Evaluada:
    """La de esa demanda, o `NoExiste` o `NoSeEvalua`."""
    gestion, numero = partir(codigo)
    aqui = municipio_de_lectura()
    contexto = piezas().contexto(aqui, gestion)
    return evaluaciones.evaluada(contexto, piezas().unidad_de_lectura(aqui), numero, umbral())


def filtrar(todas: Sequence[Evaluada]) -> list[Evaluada]:
    """Las que cumplen lo que la dirección pide; primero lo que pide atención."""
    filtro = pedido()
    texto, etapa, ver = plegar(filtro["texto"]), filtro["etapa"], filtro["ver"]
    elegidas = [
        e
        for e in todas
        if (not etapa or e.etapa.value == etapa)
        and _se_ve(e, ver)
        and texto in plegar(f"{e.demanda.codigo} {e.demanda.titulo} {e.organizacion.nombre}")
    ]
    return por_atencion(elegidas)


def _se_ve(e: Evaluada, ver: str) -> bool:
    casos = {
        ATRASADAS: e.atrasada,
        AL_EDC: e.propuesta is not None,
        POR_RESPONDER: e.por_responder,
    }
    return casos.get(ver, True)


def pedido() -> Mapping[str, str]:
    """El filtro de la dirección."""
    return {
        "texto": request.args.get("texto", "").strip()[:LARGO_DE_BUSQUEDA],
        "etapa": request.args.get("etapa", ""),
        "ver": request.args.get("ver", ""),
    }


def _gestiones() -> Sequence[int]:
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        return lectura.gestiones()


def direccion_de(codigo: str) -> str:
    """La de su ficha de evaluación."""
    return f"/{municipio_actual().slug}/evaluacion/{codigo}"


def condiciones_de(esta: Evaluada) -> list[tuple[str, str, str, str]]:
    """Por condición: nombre, cómo está, nota y plazo, ya en palabras."""
    return [
        (nombre(c), estado, nota, plazo) for c, (estado, nota, plazo) in _revisadas(esta).items()
    ]


def _revisadas(esta: Evaluada) -> Mapping[Condicion, tuple[str, str, str]]:
    e, dichas = esta.evaluacion, {}
    for c in Condicion:
        r = e.condicion(c) if e else None
        if r is None:
            dichas[c] = (gettext("Sin revisar"), "", "")
        else:
            dichas[c] = (nombre(r.estado), r.nota, fecha(r.plazo) if r.plazo else "")
    return dichas


def tabla_de(evaluadas: Sequence[Evaluada]) -> Tabla:
    """Una fila por demanda, con sus condiciones en columnas."""
    titulos = [
        gettext("Código"), gettext("Puesto"), gettext("Demanda"), gettext("Organización"),
        gettext("Etapa"),
        gettext("Responsable"), gettext("Plazo"), gettext("Atrasada"), gettext("Costo pedido (Bs)"),
        gettext("Costo revisado (Bs)"), gettext("Razón del costo"),
        *(gettext(corto) for corto in textos.CORTOS.values()),
        gettext("Motivo"), gettext("Alternativa"), gettext("Respuesta de la organización"),
        gettext("Se propone para el EDC"), gettext("Simulada"),
    ]  # fmt: skip
    return Tabla(titulos, [_fila(e) for e in evaluadas])


def _fila(e: Evaluada) -> list[Celda]:
    ev, si, no = e.evaluacion, gettext("sí"), gettext("no")
    revisado = ev.costo_revisado if ev else None
    return [
        e.demanda.codigo, e.puesto, e.demanda.titulo, e.organizacion.nombre, nombre(e.etapa),
        ev.responsable if ev else "", ev.plazo.isoformat() if ev and ev.plazo else "",
        si if e.atrasada else no, e.demanda.costo.monto,
        revisado.monto if revisado else None, ev.razon_del_costo if ev else "",
        *("; ".join(filter(None, dicho)) for dicho in _revisadas(e).values()),
        ev.motivo if ev else "", ev.alternativa if ev else "", ev.respuesta if ev else "",
        propuesta(e.propuesta), si if e.demanda.simulada else no,
    ]  # fmt: skip


def propuesta(por_que: AlEdc | None) -> str:
    """Por qué se propone para el EDC, en palabras; vacío si no se propone."""
    return gettext(textos.PROPUESTAS[por_que]) if por_que else ""


def datos_de_la_hoja(esta: Evaluada) -> dict[str, object]:
    """Lo que la plantilla `evaluacion.typ` espera, ya escrito."""
    d, e = esta.demanda, esta.evaluacion
    datos = [
        (gettext("Demanda"), f"{d.codigo} · {d.titulo}"),
        (gettext("Organización"), esta.organizacion.nombre),
        (gettext("Etapa"), nombre(esta.etapa)),
        (gettext("Costo que se pidió"), d.costo.legible()),
    ]
    if e and e.costo_revisado is not None:
        datos.append(
            (gettext("Costo revisado"), f"{dinero(e.costo_revisado)}. {e.razon_del_costo}")
        )
    if e and e.responsable:
        datos.append((gettext("Responsable"), e.responsable))
    if esta.dictamen:
        datos += [
            (gettext("Dictaminó"), sin_credencial(esta.dictamen.quien)),
            (gettext("Fecha"), momento(esta.dictamen.cuando)),
        ]
    return {
        "titulo": _titulo_de_la_hoja(esta),
        "subtitulo": f"{municipio_actual().nombre} · {gettext('Gestión')} {d.gestion}",
        "idioma": idioma_actual().etiqueta,
        "pie": f"{direccion_de(d.codigo)} · {gettext(textos.FUENTE)}",
        "simulado": gettext("Dato simulado: no es un pedido real.") if d.simulada else "",
        "datos": datos,
        "secciones": _secciones(esta),
        "condiciones": {
            "titulo": gettext("Qué se revisó"),
            "columnas": [
                gettext("Condición"), gettext("Cómo está"), gettext("Nota"), gettext("Plazo"),
            ],
            "filas": condiciones_de(esta),
        },
        "firmas": [gettext("Por el municipio"), gettext("Por la organización")],
    }  # fmt: skip


def _titulo_de_la_hoja(esta: Evaluada) -> str:
    if esta.dictamen is None:
        return gettext("Cómo va la evaluación técnica")
    return gettext("Dictamen: viable") if esta.dictamen.viable else gettext("Dictamen: no viable")


def _secciones(esta: Evaluada) -> list[dict[str, str]]:
    e = esta.evaluacion
    dichas = (
        (gettext("Por qué"), e.motivo if e else ""),
        (gettext("Qué se puede hacer en cambio"), e.alternativa if e else ""),
        (gettext("Observaciones"), e.observaciones if e else ""),
        (gettext("Se propone llevarla a la región (EDC)"), propuesta(esta.propuesta)),
        (gettext("Lo que respondió la organización"), e.respuesta if e else ""),
    )
    return [{"titulo": titulo, "texto": texto} for titulo, texto in dichas if texto]
