"""`tinkuy evaluacion`: si lo priorizado se puede hacer, y por cuánto."""

import click

from nucleo.cli.argumentos import con_piezas, en_json, en_municipio, gestion, municipio
from nucleo.cli.castellano import Grupo
from nucleo.cli.salida import decir, emitir_json, tabla
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.evaluaciones import Etapa
from nucleo.servicios import evaluaciones
from nucleo.servicios.evaluaciones import Evaluada
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.nombres import nombre

ETAPAS = [e.value for e in Etapa]


@click.group(cls=Grupo)
def evaluacion() -> None:
    """La evaluación técnica y económica de las demandas priorizadas."""


@evaluacion.command()
@municipio
@gestion
@click.option("--etapa", type=click.Choice(ETAPAS), help="Solo las que van en esa etapa.")
@click.option("--atrasadas", is_flag=True, help="Solo las que pasaron su plazo.")
@en_json
@con_piezas
def listar(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    etapa: str | None,
    *,
    atrasadas: bool,
    en_json: bool,
) -> None:
    """Por dónde va cada demanda priorizada."""
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    todas = evaluaciones.evaluables(
        contexto, piezas.unidad_de_lectura(ambito), umbral_de(piezas, ambito)
    )
    elegidas = [
        e
        for e in todas
        if (etapa is None or e.etapa.value == etapa) and (e.atrasada or not atrasadas)
    ]
    if en_json:
        emitir_json({"evaluaciones": [como_json(e) for e in elegidas]})
        return
    tabla(("Código", "Demanda", "Etapa", "Responde", "Plazo", ">Costo (Bs)"), [
        [
            e.demanda.codigo, e.demanda.titulo, nombre(e.etapa),
            e.evaluacion.responsable if e.evaluacion else "", plazo_de(e), e.costo.legible(),
        ]
        for e in elegidas
    ])  # fmt: skip


@evaluacion.command()
@municipio
@click.argument("codigo", metavar="CODIGO")
@click.argument(
    "hacia", metavar="ETAPA", type=click.Choice([e for e in ETAPAS if e != "sin_empezar"])
)
@click.option("--motivo", required=True, metavar="TEXTO", help="Por qué: lo leerá cualquiera.")
@click.option(
    "--alternativa", default="", metavar="TEXTO", help="Qué se puede hacer, si no es viable."
)
@con_piezas
def dictaminar(
    piezas: PiezasDeConsola, municipio: str, codigo: str, hacia: str, motivo: str, alternativa: str
) -> None:
    """Pasa una demanda a la etapa siguiente, o la declara viable o no viable.

    Por ejemplo: tinkuy evaluacion dictaminar colomi 2027-0003 no_viable --motivo "…" --alternativa
    "…"
    """
    anio, numero = partir(codigo)
    _, ambito, contexto = en_municipio(piezas, municipio, anio)
    umbral = umbral_de(piezas, ambito)
    esta = evaluaciones.evaluada(contexto, piezas.unidad_de_lectura(ambito), numero, umbral)
    evaluaciones.pasar(
        contexto,
        piezas.unidad(ambito),
        numero,
        esta.version,
        Etapa(hacia),
        motivo.strip(),
        alternativa.strip(),
        umbral,
    )
    decir(f"{codigo}: {nombre(esta.etapa)} → {nombre(Etapa(hacia))}.")


def umbral_de(piezas: PiezasDeConsola, ambito: EnMunicipio) -> int:
    return piezas.configuracion(ambito).obra_menor


def partir(codigo: str) -> tuple[int, int]:
    """`2027-0001` → (2027, 1)."""
    anio, _, numero = codigo.partition("-")
    if not (codigo.isascii() and anio.isdigit() and numero.isdigit()):
        raise NoExiste("demanda", codigo)
    return int(anio), int(numero)


def plazo_de(e: Evaluada) -> str:
    if e.evaluacion is None or e.evaluacion.plazo is None:
        return ""
    return f"{e.evaluacion.plazo:%d/%m/%Y}{' (atrasada)' if e.atrasada else ''}"


def como_json(e: Evaluada) -> dict[str, object]:
    ev = e.evaluacion
    return {
        "codigo": e.demanda.codigo,
        "demanda": e.demanda.titulo,
        "organizacion": e.organizacion.nombre,
        "etapa": e.etapa.value,
        "responsable": ev.responsable if ev else "",
        "plazo": ev.plazo.isoformat() if ev and ev.plazo else None,
        "atrasada": e.atrasada,
        "costo": str(e.costo),
        "costo_pedido": str(e.demanda.costo),
        "condiciones": dict(ev.condiciones) if ev else {},
        "motivo": ev.motivo if ev else "",
        "alternativa": ev.alternativa if ev else "",
        "respuesta": ev.respuesta if ev else "",
        "propuesta_al_edc": e.propuesta.value if e.propuesta else None,
        "simulada": e.demanda.simulada,
    }
