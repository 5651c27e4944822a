"""El año del demo: sus encuentros en el orden en que pasaron, por los servicios de la pantalla.

Cada municipio lo declara en su `anio.toml`, que dice qué forma tiene; aquí solo se lo recorre. Las
fechas son las del guion: cada paso se da con el reloj en su día, y no en el de la carga.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from nucleo.cli import demo_acta, demo_edc, demo_informes, demo_mesa, demo_seguimiento
from nucleo.cli.demo_sala import Dato, Paso, Sala, en, momento
from nucleo.cli.salida import avisar
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.convocatorias import MedioDeConvocatoria
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.planillas.lectura import leer
from nucleo.servicios import avances, convocatorias, eventos, gestiones, planilla_de_asistencia
from nucleo.servicios.calendarios import evento_de
from nucleo.servicios.convocatorias import DatosDeConvocatoria
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.errores import frase

SALTO = "Simulado: en la demostración no hay quien lo complete"
QUIEN = "Guion del demo (simulado)"
ANTES = 15
"""Con cuántos días se convoca, si el guion no dice otro."""


def vivir(
    piezas: PiezasDeConsola,
    contexto: Contexto,
    ambito: EnMunicipio,
    indicado: Mapping[str, Any],
    *,
    antes_de: datetime | None = None,
) -> None:
    """Abre la gestión y vive los encuentros del `anio.toml` del municipio, si no están ya.

    Se puede repetir: retoma donde se cortó. Lo que ya no cabe en un encuentro, porque alguien usó
    el demo para otra cosa, se avisa y deja quieto a ese encuentro. Con `antes_de`, solo lo que pasó
    antes de ese momento, y el avance no se cuenta todavía.
    """
    carpeta = piezas.demo / indicado["datos"]
    if not (anio := del_anio(carpeta)):
        return
    antes = largo_de_la_memoria(piezas, ambito)
    simulado = del_guion(contexto)
    abrir(piezas, simulado, ambito, anio)
    quietos: set[str] = set()
    ganchos = piezas.ganchos(ambito)
    for paso in sorted(pasos_de(anio, contexto.ahora()), key=lambda p: p.cuando):
        if paso.encuentro in quietos or (antes_de and paso.cuando >= antes_de):
            continue
        suyo = en(simulado, paso.cuando)
        try:
            paso.hacer(Sala(piezas, suyo, ambito, ganchos, carpeta, paso.encuentro))
        except ErrorDeNegocio as error:
            quietos.add(paso.encuentro)
            avisar(f"Del demo no se repuso {indicado['datos']}, {paso.encuentro}: {frase(error)}")
    if antes_de is None and largo_de_la_memoria(piezas, ambito) != antes:
        contar_avance(piezas, contexto, ambito)


def del_guion(contexto: Contexto) -> Contexto:
    """Quien actúa es el guion, y no la cuenta de la máquina: su nombre va en actas que se imprimen.

    Sin a quién contarle el avance: de un año entero basta con la última copia.
    """
    return replace(contexto, quien=QUIEN, departamental="")


def largo_de_la_memoria(piezas: PiezasDeConsola, ambito: EnMunicipio) -> int:
    """Cuántos hechos tiene la bitácora del municipio: dice si de veras se hizo algo."""
    with piezas.unidad_de_lectura(ambito) as unidad:
        cabeza = unidad.bitacora.cabeza()
    return cabeza.numero if cabeza else 0


def contar_avance(piezas: PiezasDeConsola, contexto: Contexto, ambito: EnMunicipio) -> None:
    """Al departamento, si el municipio lo autorizó."""
    with piezas.unidad(ambito) as unidad:
        if avances.renovar(contexto, unidad, "evento.avanzado"):
            unidad.confirmar()


def del_anio(carpeta: Path) -> dict[str, Any]:
    """Lo que el municipio declara de su año; vacío si no trae ninguno."""
    guion = carpeta / "anio.toml"
    return tomllib.loads(guion.read_text(encoding="utf-8")) if guion.exists() else {}


def pasos_de(anio: Dato, ahora: datetime) -> Iterator[Paso]:
    """Todo lo que pasa en el año, todavía sin ordenar."""
    yield from demo_seguimiento.pasos_de(anio)
    for encuentro in anio["encuentros"]:
        inicio = momento(encuentro["dia"], encuentro.get("hora", "09:00"))
        hacia = EstadoDeEvento(encuentro.get("hasta", EstadoDeEvento.REALIZADO))
        yield from convocar(encuentro, momento(anio["abierta"]))
        yield from demo_informes.pasos_de(encuentro)
        if hacia is EstadoDeEvento.CONVOCADO:
            continue
        yield Paso(inicio, encuentro["clave"], partial(llevar, hacia=EstadoDeEvento.EN_CURSO))
        yield Paso(inicio, encuentro["clave"], anotar_lista)
        pasos, fin = demo_mesa.pasos_de(encuentro, inicio)
        yield from pasos
        if hacia is EstadoDeEvento.REALIZADO:
            yield Paso(fin, encuentro["clave"], partial(llevar, hacia=hacia))
            yield from demo_acta.pasos_de(encuentro, ahora)
            yield from demo_edc.pasos_de(encuentro)


def convocar(encuentro: Dato, abierta: datetime) -> Iterator[Paso]:
    """Se le pone día y lugar al abrir la gestión, y se llama con tiempo."""
    clave, dia = encuentro["clave"], encuentro["dia"]
    llamado = momento(encuentro.get("convocado", dia - timedelta(days=ANTES)), "08:00")
    yield Paso(abierta, clave, partial(programar, encuentro=encuentro))
    yield Paso(llamado, clave, partial(llevar, hacia=EstadoDeEvento.CONVOCADO))
    convoca = encuentro.get("convoca", {})
    for numero, quien in enumerate(convoca.get("organizaciones", ()), 1):
        medio = MedioDeConvocatoria(convoca["medio"])
        yield Paso(llamado, clave, partial(constatar, numero=numero, quien=quien, medio=medio))


def abrir(piezas: PiezasDeConsola, contexto: Contexto, ambito: EnMunicipio, anio: Dato) -> None:
    """La gestión, si todavía no se abrió."""
    with piezas.unidad_de_lectura(ambito) as unidad:
        abierta = unidad.calendarios.abierta(contexto.gestion)
    if abierta is None:
        suyo = en(contexto, momento(anio["abierta"]))
        gestiones.abrir(suyo, piezas.unidad(ambito), anio["limite"], anio["fuente"])


def programar(sala: Sala, encuentro: Dato) -> None:
    """Su día, su hora y su lugar; a lo que ya empezó a moverse no se lo toca."""
    with sala.lectura as unidad:
        suyo = evento_de(unidad, sala.contexto.gestion, sala.clave)
    if not suyo.pasos and not suyo.lugar:
        cuando = encuentro["dia"], encuentro.get("hora", "09:00"), encuentro["lugar"]
        gestiones.programar(sala.contexto, sala.unidad, sala.clave, suyo.version, *cuando)


def llevar(sala: Sala, hacia: EstadoDeEvento) -> None:
    """Hasta ese estado, si todavía no llegó."""
    with sala.lectura as unidad:
        suyo = evento_de(unidad, sala.contexto.gestion, sala.clave)
    if suyo.desde_cuando(hacia) is None:
        eventos.avanzar(sala.contexto, sala.unidad, sala.clave, suyo.version, hacia, saltar=SALTO)


def constatar(sala: Sala, numero: int, quien: str, medio: MedioDeConvocatoria) -> None:
    """Que a esa organización le llegó la convocatoria."""
    nueva = sala.orden("convocatoria", numero)
    with sala.lectura as unidad:
        suya, ya = sala.organizacion(unidad, quien), unidad.convocatorias.de(nueva)
    if ya is None:
        datos = DatosDeConvocatoria(suya.id, medio, nota="Simulado")
        convocatorias.constatar(sala.contexto, sala.unidad, sala.clave, nueva, datos)


def anotar_lista(sala: Sala) -> None:
    """La lista firmada, por el mismo importador que la del papel; lo ya anotado queda."""
    lista = sala.carpeta / "asistencia" / f"{sala.clave}.csv"
    if not lista.exists():
        return
    with sala.lectura as unidad:
        ya = unidad.asistencias.de_evento(sala.contexto.gestion, sala.clave)
    if not ya:
        planilla_de_asistencia.importar(sala.contexto, sala.unidad, sala.clave, leer(lista))
