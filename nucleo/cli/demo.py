"""`tinkuy demo`: cinco municipios reales, del alta a la mesa del EDC, y la web al final."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from nucleo.cli import demo_acordado, demo_anio
from nucleo.cli.argumentos import con_piezas, en_plataforma, publicada, quien
from nucleo.cli.castellano import Orden
from nucleo.cli.demo_sala import en
from nucleo.cli.municipio import hospedar
from nucleo.cli.salida import avisar, con_progreso, cuantas, decir
from nucleo.cli.servir import puerto as opcion_puerto
from nucleo.cli.usuario import ambito_de as ambito_nombrado
from nucleo.dominio.ambito import EnMunicipio, EnPlataforma
from nucleo.dominio.bitacora import DEMOSTRACION, Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import ArchivoIlegible
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.nombres import plegar
from nucleo.dominio.roles import Rol
from nucleo.planillas.lectura import leer
from nucleo.servicios import (
    avances,
    demandas,
    demostracion,
    ejecuciones,
    entregas,
    estructura,
    inversiones,
    organizaciones,
    papeletas,
    planes,
    planilla_de_ofertas,
    planilla_de_plan,
    poa,
    priorizacion,
    techos,
)
from nucleo.servicios.demandas_en_poa import traer_demandas
from nucleo.servicios.demostracion import Lugar
from nucleo.servicios.importacion import Importacion
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.servicios.sectores import sectores_de

EN_USO = (
    "Esta base ya tiene municipios o cuentas de verdad: el demo no se carga encima. Use otra, con "
    "TINKUY_RAIZ o TINKUY_BASE."
)
FUENTE = (
    "Ejecución municipal 2016-2025, Ministerio de Economía y Finanzas Públicas (MEFP), reunida por "
    "POPULI (Atlas Fiscal Municipal)"
)
SIGMA = "SIGMA / Ministerio de Economía y Finanzas Públicas"
APUNTA_SIMULADO = "Objetivo y unidad responsable: simulados"
CONSTANCIA = "Demostración: ninguna autoridad lo decidió"
A_MIRAR = (
    ("Por qué una obra entra al POA y otra no", "/villa-tunari/matriz"),
    ("El POA bajo techo, fuente por fuente", "/shinahota/poa"),
    ("La mesa del EDC, para cada autoridad", "/regiones/uninominal-24/edc"),
    ("Dónde fue el EDC, qué acordó y quién sigue", "/regiones/uninominal-24"),
    ("Lo que cada autoridad informó", "/villa-tunari/ciclo/cumbre-1/informes"),
    ("Qué obras sigue alguien y cuáles nadie", "/villa-tunari/control-social"),
    ("Una Cumbre en disputa", "/chimore/ciclo/cumbre-2"),
    ("En qué se atrasa un municipio y por qué", "/shinahota/ciclo"),
)
"""Lo que se anuncia al arrancar: qué se ve y dónde."""


@click.command(cls=Orden)
@opcion_puerto
@click.option("--sin-servir", is_flag=True, help="Solo carga los datos.")
@con_piezas
def demo(piezas: PiezasDeConsola, puerto: int, *, sin_servir: bool) -> None:
    """Carga el trópico de Cochabamba (una sola vez) y lo muestra en el navegador."""
    piezas.actualizar_base()
    exigir_que_sea_para_eso(piezas)
    guion = tomllib.loads((piezas.demo / "demo.toml").read_text(encoding="utf-8"))
    gestion = guion["gestion"]
    pendientes = [
        m for m in guion["municipios"] if not publicada(piezas, ambito_de(piezas, m), gestion)
    ]
    if pendientes:
        anotar_que_es_demo(piezas, [m["municipio"] for m in pendientes])
    for indicado in con_progreso("Preparando el demo", pendientes):
        cargar(piezas, indicado, gestion)
    for indicado in guion["municipios"]:
        ambito = ambito_de(piezas, indicado)
        contexto = piezas.contexto(ambito, gestion, quien())
        demo_acordado.sembrar(piezas, contexto, ambito, indicado)
        demo_anio.vivir(piezas, contexto, ambito, indicado)
        llevar_a_la_mesa(piezas, indicado, gestion)
    sembrar_papeles(piezas, guion["papeles"])
    cargados = cuantas(len(pendientes), "municipio cargado ahora", "municipios cargados ahora")
    decir(f"Demo listo: {cargados if pendientes else 'ya estaba cargado'}, gestión {gestion}.")
    presentar(puerto)
    if not sin_servir:
        piezas.servir(puerto)


def exigir_que_sea_para_eso(piezas: PiezasDeConsola) -> None:
    """Una base con municipios o cuentas de verdad no se vuelve demostración.

    Lo sería para siempre, y en una demostración cualquiera entra, lee las cartas de la bandeja y
    nadie pide el segundo factor.
    """
    if piezas.plataforma.demostracion:
        return
    with piezas.unidad_de_lectura(EnPlataforma()) as unidad:
        es_demo = any(e.que == DEMOSTRACION for e in unidad.bitacora.eslabones())
        en_uso = unidad.altas.todas() or unidad.usuarios.todos() or unidad.enlaces.pendientes()
    if en_uso and not es_demo:
        raise click.UsageError(EN_USO)


def ambito_de(piezas: PiezasDeConsola, indicado: Mapping[str, Any]) -> EnMunicipio:
    return EnMunicipio(piezas.territorio.municipio(indicado["municipio"]).id)


def cargar(piezas: PiezasDeConsola, indicado: Mapping[str, Any], gestion: int) -> None:
    """Los mismos pasos que daría un municipio, con los mismos importadores."""
    ambito = ambito_de(piezas, indicado)
    contexto = piezas.contexto(ambito, gestion, quien())
    suyo = en(contexto, indicado["priorizado"]) if "priorizado" in indicado else contexto
    hospedar(piezas, [piezas.territorio.por_id[ambito.id]])
    avances.autorizar(contexto, piezas.unidad(ambito), CONSTANCIA)
    carpeta = piezas.demo / indicado["datos"]
    for archivo, importar in importadores(piezas, contexto, ambito):
        if (carpeta / archivo).exists():  # las ofertas, solo donde hay
            importar_todo(carpeta / archivo, importar)
    traer_memoria(piezas, contexto, ambito, carpeta / "ejecucion.csv")
    if planes_del_demo := indicado.get("planes"):
        planear(piezas, contexto, ambito, carpeta, planes_del_demo)
    if "priorizado" in indicado:  # lo que se informa antes no sabe todavía qué se priorizó
        demo_anio.vivir(piezas, contexto, ambito, indicado, antes_de=indicado["priorizado"])
    if (carpeta / "papeletas.csv").exists():
        priorizacion.congelar(suyo, piezas.unidad(ambito))  # se llenan entre cerrar y acordar
        importar_todo(
            carpeta / "papeletas.csv", partial(papeletas.importar, contexto, piezas.unidad(ambito))
        )
    priorizacion.priorizar(
        suyo,
        piezas.unidad(ambito),
        piezas.ganchos(ambito),
        regla=piezas.configuracion(ambito).regla_de_seleccion,
        confirmar=True,
    )
    traer_poa(piezas, contexto, ambito, carpeta)
    apuntar(piezas, contexto, ambito, indicado.get("apunta", ()))


def traer_poa(
    piezas: PiezasDeConsola, contexto: Contexto, ambito: EnMunicipio, carpeta: Path
) -> None:
    """El anteproyecto sale de lo priorizado; donde hay un POA viejo, se carga como histórico."""
    sectores = sectores_de(contexto, piezas.ganchos(ambito), piezas.sectores)
    traer_demandas(contexto, piezas.unidad(ambito), sectores)
    for viejo in sorted(carpeta.glob("poa-*.csv")):
        anio = int(viejo.stem.removeprefix("poa-"))
        suyo, unidad = piezas.contexto(ambito, anio, quien()), piezas.unidad(ambito)
        importado = poa.importar(suyo, unidad, leer(viejo), historico=True, procedencia=SIGMA)
        if importado.importacion.rechazadas:
            raise ArchivoIlegible(viejo.name, str(importado.importacion.rechazadas[0].motivo))


def traer_memoria(
    piezas: PiezasDeConsola, contexto: Contexto, ambito: EnMunicipio, archivo: Path
) -> None:
    """Lo ejecutado en diez gestiones, con la misma orden que trae el archivo nacional."""
    municipio = piezas.territorio.por_id[ambito.id]
    renglones = [(1, [*ejecuciones.COLUMNAS])]
    for numero, (gestion, bloque, codigo, monto) in leer(archivo).renglones[1:]:
        celdas = ["", municipio.codigo, municipio.nombre, gestion, bloque, codigo, codigo, monto]
        renglones.append((numero, celdas))
    unidad = piezas.unidad(ambito)
    ejecuciones.precargar(contexto, unidad, municipio, renglones, archivo.name, FUENTE)


def planear(
    piezas: PiezasDeConsola,
    contexto: Contexto,
    ambito: EnMunicipio,
    carpeta: Path,
    indicados: Sequence[Mapping[str, Any]],
) -> None:
    """Las unidades y los planes, todos simulados; los propios quedan rigiendo."""
    sectores = sectores_de(contexto, piezas.ganchos(ambito), piezas.sectores)
    importar_todo(
        carpeta / "estructura.csv",
        partial(estructura.importar, contexto, piezas.unidad(ambito), sectores),
    )
    empezados = []
    for indicado in indicados:
        tipo = piezas.tipos_de_plan[indicado["tipo"]]
        datos = planes.DatosDePlan(
            indicado["nombre"], indicado["desde"], indicado["hasta"], CONSTANCIA, simulada=True
        )
        unidad = piezas.unidad(ambito)
        empezados.append(planes.empezar(contexto, unidad, nuevo_id(), tipo, datos))
    importar_todo(
        carpeta / "plan.csv", partial(planilla_de_plan.importar, contexto, piezas.unidad(ambito))
    )
    for plan in empezados:
        if plan.propio:
            unidad = piezas.unidad(ambito)
            planes.poner_a_regir(contexto, unidad, plan.id, plan.version, CONSTANCIA)


def apuntar(
    piezas: PiezasDeConsola,
    contexto: Contexto,
    ambito: EnMunicipio,
    reglas: Sequence[Mapping[str, str]],
) -> None:
    """A qué objetivo sirve cada línea del anteproyecto, según la primera regla que le toca."""
    with piezas.unidad_de_lectura(ambito) as unidad:
        anteproyecto = unidad.poas.vigente(contexto.gestion)
        lineas = [(x.orden, x.version, x.programa, plegar(x.denominacion))
                  for x in (anteproyecto.lineas if anteproyecto else ())]  # fmt: skip
    for orden, version, programa, dice in lineas:
        for regla in reglas:
            if regla.get("programa", programa) == programa and regla.get("dice", "") in dice:
                datos: dict[str, Any] = {
                    n: regla.get(n, "") for n in ("objetivo", "sin_objetivo", "unidad")
                }
                datos |= {"nota": APUNTA_SIMULADO, "simulada": True}
                poa.cambiar_linea(contexto, piezas.unidad(ambito), orden, datos, version)
                break


def anotar_que_es_demo(piezas: PiezasDeConsola, municipios: list[str]) -> None:
    """La pantalla lo dirá mientras la base exista: nadie toma el ejemplo por una decisión."""
    ambito, contexto = en_plataforma(piezas)
    with piezas.unidad(ambito) as unidad:
        carga = {"municipios": municipios}
        unidad.anotar(Hecho(DEMOSTRACION, contexto.quien, contexto.ahora(), carga))
        unidad.confirmar()


def llevar_a_la_mesa(piezas: PiezasDeConsola, indicado: Mapping[str, Any], gestion: int) -> None:
    """Lo ya entregado no se entrega otra vez, aunque la vez anterior se haya cortado a la mitad."""
    ambito = ambito_de(piezas, indicado)
    contexto = piezas.contexto(ambito, gestion, quien())
    for slug in indicado["regiones"]:
        entregas.entregar(contexto, piezas.unidad(ambito), piezas.regiones[slug])


def sembrar_papeles(piezas: PiezasDeConsola, guion: Mapping[str, Mapping[str, str]]) -> None:
    """Las siete personas de demostración, cada una con su cargo; repetirlo no duplica."""
    ambito, contexto = en_plataforma(piezas)
    lugares = {p.clave: lugar_de(piezas, p.rol, guion[p.clave]) for p in demostracion.PAPELES}
    demostracion.sembrar(contexto, piezas.unidad(ambito), lugares)


def lugar_de(piezas: PiezasDeConsola, rol: Rol, indicado: Mapping[str, str]) -> Lugar:
    sobre = ambito_nombrado(piezas, rol, indicado["ambito"])
    if "organizacion" not in indicado:
        return Lugar(sobre)
    clave = plegar(indicado["organizacion"])
    with piezas.unidad_de_lectura(sobre) as unidad:
        return Lugar(sobre, next(o.id for o in unidad.organizaciones.todas() if o.clave == clave))


def importadores(
    piezas: PiezasDeConsola, contexto: Contexto, ambito: EnMunicipio
) -> list[tuple[str, Callable[..., Importacion]]]:
    con_plugins = (piezas.ganchos(ambito), piezas.sectores)
    return [
        ("organizaciones.csv", partial(organizaciones.importar, contexto, piezas.unidad(ambito))),
        ("inversion.csv", partial(inversiones.importar, contexto, piezas.unidad(ambito))),
        ("techos.csv", partial(techos.importar, contexto, piezas.unidad(ambito))),
        ("demandas.csv", partial(demandas.importar, contexto, piezas.unidad(ambito), *con_plugins)),
        (
            "ofertas.csv",
            partial(planilla_de_ofertas.importar, contexto, piezas.unidad(ambito), *con_plugins),
        ),
    ]


def importar_todo(archivo: Path, importar: Callable[..., Importacion]) -> None:
    """Los datos del demo entran enteros o el demo está mal."""
    importacion = importar(leer(archivo), parcial=False)
    if importacion.rechazadas:
        primero = importacion.rechazadas[0]
        raise ArchivoIlegible(archivo.name, f"fila {primero.fila}: {primero.motivo}")


def presentar(puerto: int) -> None:
    raiz = f"http://127.0.0.1:{puerto}"
    decir(f"\nAbra {raiz} y mire ocho cosas:")
    for numero, (que, donde) in enumerate(A_MIRAR, 1):
        decir(f"  {numero}. {que + ':':<45}{raiz}{donde}")
    decir(f"\nPara trabajar, entre sin contraseña como una de siete personas: {raiz}/entrar")
    for papel in demostracion.PAPELES:
        decir(f"  · {papel.nombre}: {papel.para}")
    avisar(
        "\nCtrl+C para terminar. Los datos quedan guardados: la próxima vez arranca en segundos."
    )
