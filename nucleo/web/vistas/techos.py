"""El dinero disponible de una gestión: filas que se agregan y quitan sin perder lo escrito."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields
from werkzeug.datastructures import MultiDict

from nucleo.dominio.corridas import Paso
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.lectura import DatoIlegible, dinero_no_negativo, texto_de
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.politica import Accion
from nucleo.dominio.versiones_de_techo import TechoAbierto, TechoPorVersiones
from nucleo.servicios import techos, versiones_de_techo
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE
from nucleo.servicios.techos import Monto
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido
from nucleo.web.hoja_de_techo import escribir
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.sesion import contexto_de

plano = Blueprint("techos", __name__)
Pagina = tuple[str, int] | Response
OTRA = "otra"
MAXIMO = 40
DE_LA_FILA = ("fuente", "otra", "monto", "procedencia", "simulado")
SUELTOS = ("filas", "visto")
QUITAR, SUBIR = re.compile(r"quitar-(\d{1,2})"), re.compile(r"subir-(\d{1,2})")
GUARDAR, REEMPLAZAR, AGREGAR = "guardar", "reemplazar", "agregar"
Fila = dict[str, str]


@dataclass
class Planilla:
    """Las filas como se escribieron, su formulario y lo que hay guardado para comparar."""

    filas: list[Fila]
    guardado: Mapping[str, Monto]
    visto: str
    aviso: str = ""
    estado: int = 200
    formulario: Formulario = field(init=False)

    def __post_init__(self) -> None:
        self.formulario = formulario_de(len(self.filas))
        self.formulario.escrito = aplanar(self.filas)

    @property
    def suma(self) -> Dinero:
        """De los montos que se pueden leer; los demás todavía no cuentan."""
        return sum((m for f in self.filas if (m := monto_de(f))), CERO)

    @property
    def chocada(self) -> bool:
        return self.estado == 409  # noqa: PLR2004 - otra persona guardó antes


@plano.route("/<municipio>/techo", methods=["GET", "POST"])
@permite(Accion.FIJAR_TECHO)
def techo() -> Pagina:
    """Cuánto hay por fuente-organismo, en el orden en que se gasta."""
    gestion = gestion_de_trabajo()
    guardado = leer(gestion)
    if request.method != "POST":
        filas = [fila_de(clave, monto) for clave, monto in guardado.items()] or [fila_vacia()]
        return mostrar(gestion, Planilla(filas, guardado, techos.resumen_de(guardado)))
    accion = request.form.get("accion", GUARDAR)
    filas = mover(accion, filas_de(request.form))
    planilla = Planilla(filas, guardado, request.form.get("visto", ""))
    if accion not in {GUARDAR, REEMPLAZAR}:
        return mostrar(gestion, planilla)
    return guardar(gestion, planilla, confirmado=accion == REEMPLAZAR)


def guardar(gestion: int, planilla: Planilla, *, confirmado: bool) -> Pagina:
    """Si está bien y nadie guardó antes: pide confirmar lo que se reemplaza, y lo reemplaza."""
    montos = validar(planilla)
    if montos is None:
        planilla.estado = 422
        return mostrar(gestion, planilla)
    igual = techos.resumen_de(montos) == techos.resumen_de(planilla.guardado)
    if not igual and planilla.visto != techos.resumen_de(planilla.guardado):
        return mostrar(gestion, chocar(planilla))
    if planilla.guardado and not igual and not confirmado:
        return confirmar(gestion, planilla, montos)
    ambito = municipio_de_lectura()
    contexto = contexto_de(Accion.FIJAR_TECHO, ambito, gestion)
    try:
        cambio = techos.fijar(contexto, piezas().unidad(ambito), montos, planilla.visto)
    except EdicionConcurrente:
        planilla.guardado = leer(gestion)
        return mostrar(gestion, chocar(planilla))
    except (TechoAbierto, TechoPorVersiones) as error:
        planilla.estado = 422
        planilla.formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        return mostrar(gestion, planilla)
    flash(
        gettext("El dinero disponible quedó guardado.")
        if cambio
        else gettext("Ya estaba así: no cambió nada.")
    )
    return a(f"/{municipio_actual().slug}/techo?gestion={gestion}")


def chocar(planilla: Planilla) -> Planilla:
    """Lo escrito sigue en su lugar; lo que guardó la otra persona se muestra al lado."""
    planilla.visto = techos.resumen_de(planilla.guardado)
    planilla.estado = 409
    return planilla


def validar(planilla: Planilla) -> Mapping[str, Monto] | None:
    """Los montos leídos, en orden; o `None`, con los errores en sus campos."""
    planilla.filas = [f for f in planilla.filas if any(f.values())] or [fila_vacia()]
    formulario = planilla.formulario = formulario_de(len(planilla.filas))
    sueltos = [(n, v) for n, v in request.form.items(multi=True) if not es_de_fila(n)]
    enviado = MultiDict([*sueltos, *aplanar(planilla.filas, para_enviar=True).items()])
    enviado["filas"] = str(len(planilla.filas))
    formulario.leer(enviado)
    datos: Mapping[str, Any] = formulario.datos or {}
    montos: dict[str, Monto] = {}
    for n in range(len(planilla.filas) if not formulario.errores else 0):
        clave = datos[f"fuente-{n}"]
        if clave == OTRA:
            clave = datos.get(f"otra-{n}", "")
        if not clave:
            formulario.fallar(f"otra-{n}", Mensaje(N_("Escriba cuál, como 41-113.")))
        elif clave in montos:
            formulario.fallar(f"fuente-{n}", Mensaje(N_("Esta fuente ya está más arriba.")))
        montos[clave] = Monto(
            datos[f"monto-{n}"], datos.get(f"procedencia-{n}", ""), datos[f"simulado-{n}"]
        )
    return None if formulario.errores else montos


def mostrar(gestion: int, planilla: Planilla) -> Pagina:
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones, proceso = lectura.gestiones(), lectura.proceso(gestion)
    if not planilla.formulario.errores:
        visibles = aplanar(planilla.filas)
        planilla.formulario = formulario_de(len(planilla.filas))
        planilla.formulario.escrito = visibles
    return pintar(
        "techo.html",
        gestion=gestion,
        gestiones=gestiones,
        planilla=planilla,
        nombre_de=nombre_de,
        solo_versiones=solo_por_versiones(gestion),
        publicada=proceso.cuando(Paso.PUBLICAR) if proceso else None,
        otra=OTRA,
        maximo=MAXIMO,
    ), planilla.estado


def confirmar(gestion: int, planilla: Planilla, montos: Mapping[str, Monto]) -> Pagina:
    """Lo que hay y lo que quedaría, lado a lado, antes de reemplazar."""
    claves = [*montos, *(c for c in planilla.guardado if c not in montos)]
    return pintar(
        "techo_confirmar.html",
        gestion=gestion,
        ocultos=[*aplanar(planilla.filas, para_enviar=True).items(),
                 ("filas", len(planilla.filas)), ("visto", planilla.visto)],
        comparados=[(nombre_de(c), planilla.guardado.get(c), montos.get(c)) for c in claves],
        antes=sum((m.valor for m in planilla.guardado.values()), CERO),
        despues=sum((m.valor for m in montos.values()), CERO),
    ), 200  # fmt: skip


def solo_por_versiones(gestion: int) -> str:
    """Por qué guardar aquí no se va a poder, antes de que la persona escriba; vacío si se puede."""
    ambito = municipio_de_lectura()
    contexto = contexto_de(Accion.FIJAR_TECHO, ambito, gestion)
    impide = versiones_de_techo.solo_con_versiones(contexto, piezas().unidad_de_lectura(ambito))
    return frase(impide) if impide else ""


def leer(gestion: int) -> Mapping[str, Monto]:
    ambito = municipio_de_lectura()
    contexto = contexto_de(Accion.FIJAR_TECHO, ambito, gestion)
    return techos.fijados(contexto, piezas().unidad_de_lectura(ambito))


def nombre_de(clave: str) -> str:
    """«Coparticipación tributaria (41-113)»; la que no es usual, solo su código."""
    usual = piezas().fuentes.get(clave)
    return f"{gettext(usual)} ({clave})" if usual else clave


# ── Las filas ───────────────────────────────────────────────────────────────────────────────────


def fila_vacia() -> Fila:
    return dict.fromkeys(DE_LA_FILA, "")


def fila_de(clave: str, monto: Monto) -> Fila:
    """Una fila guardada, como se escribiría."""
    usual = clave in piezas().fuentes
    return {
        "fuente": clave if usual else OTRA,
        "otra": "" if usual else clave,
        "monto": escribir(monto.valor),
        "procedencia": monto.procedencia,
        "simulado": "si" if monto.simulado else "",
    }


def filas_de(enviado: Mapping[str, str]) -> list[Fila]:
    """Las que dice `filas`, con lo que traiga cada una."""
    dicho = enviado.get("filas", "1")
    cuantas = int(dicho) if re.fullmatch(r"[1-9]\d?", dicho, re.ASCII) else 1
    return [
        {c: enviado.get(f"{c}-{n}", "").strip() for c in DE_LA_FILA}
        for n in range(min(cuantas, MAXIMO))
    ]


def mover(accion: str, filas: list[Fila]) -> list[Fila]:
    """Agrega, quita o sube una fila; con otra acción quedan como están."""
    if accion == AGREGAR and len(filas) < MAXIMO:
        return [*filas, fila_vacia()]
    if (quita := QUITAR.fullmatch(accion)) and int(quita[1]) < len(filas):
        n = int(quita[1])
        return [*filas[:n], *filas[n + 1 :]] or [fila_vacia()]
    if (sube := SUBIR.fullmatch(accion)) and 0 < int(sube[1]) < len(filas):
        n = int(sube[1])
        return [*filas[: n - 1], filas[n], filas[n - 1], *filas[n + 1 :]]
    return filas


def aplanar(filas: Sequence[Fila], *, para_enviar: bool = False) -> dict[str, Any]:
    """`[{monto: 5}]` → `{monto-0: 5}`. Al enviarla, una casilla sin marcar no va."""
    planas = {f"{c}-{n}": f[c] for n, f in enumerate(filas) for c in DE_LA_FILA}
    return {n: v for n, v in planas.items() if v or not (para_enviar and "simulado" in n)}


def es_de_fila(nombre: str) -> bool:
    return re.fullmatch(rf"({'|'.join(DE_LA_FILA)})-\d{{1,2}}", nombre) is not None


def monto_de(fila: Fila) -> Dinero | None:
    try:
        return dinero_no_negativo(fila["monto"]) if fila["monto"] else None
    except DatoIlegible:
        return None


def formulario_de(cuantas: int) -> Formulario:
    """Un formulario con esa cantidad de filas."""
    campos: dict[str, fields.Field[Any]] = {n: fields.String() for n in SUELTOS}
    for n in range(cuantas):
        campos |= {f"{c}-{n}": campo for c, campo in campos_de_fila().items()}
    pares = [(c, nombre_de(c)) for c in piezas().fuentes] + [(OTRA, gettext("Otra…"))]
    opciones = {f"fuente-{n}": pares for n in range(cuantas)}
    return Formulario(Schema.from_dict(campos)(), opciones=opciones)


def campos_de_fila() -> dict[str, fields.Field[Any]]:
    """Los cinco de una fila, con su etiqueta."""
    dinero = {"etiqueta": N_("Monto (Bs)"), "clase": "dinero"}
    de_donde = {"etiqueta": N_("De dónde sale el dato")}
    return {
        "fuente": fields.String(required=True, metadata={"etiqueta": N_("Fuente y organismo")}),
        "otra": Leido(
            techos.fuente_organismo, metadata={"etiqueta": N_("Si es otra: fuente-organismo")}
        ),
        "monto": Leido(dinero_no_negativo, required=True, metadata=dinero),
        "procedencia": Leido(texto_de(LARGO_DE_FUENTE), metadata=de_donde),
        "simulado": fields.Boolean(
            load_default=False, metadata={"etiqueta": N_("Es un supuesto, no un dato oficial")}
        ),
    }
