"""Acordar los pesos y calificar: los dos pasos que se dan mirando cómo queda la matriz."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, request
from marshmallow import Schema
from marshmallow.fields import Field

from nucleo.dominio.corridas import Paso, Renglon, Resultado
from nucleo.dominio.criterios import Criterio
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import EdicionConcurrente, PasoPendiente, PasoYaDado
from nucleo.dominio.lectura import peso
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.politica import Accion
from nucleo.dominio.priorizacion import puntos
from nucleo.servicios import priorizacion
from nucleo.servicios.lecturas import Procedencia
from nucleo.textos.errores import frase
from nucleo.textos.mensajes import decir
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_de_lectura, piezas
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import permite
from nucleo.web.pesos import escribir, pesos_pedidos
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.pasos import (
    DEL_CALCULO,
    Pagina,
    al_panel,
    explicar,
    intentar,
    mirar,
    no_toca,
    ya_estaba,
)
from nucleo.web.vistas.priorizacion import Bolsa, Columna

plano = Blueprint("acuerdos", __name__)
A_LA_VISTA = 25
VER = "ver"
"""El botón que muestra cómo quedaría, sin guardar nada."""
Pesos = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RenglonVisto:
    """Un renglón del ensayo con los nombres que usa la tabla de la matriz."""

    puesto: int
    fila: FilaDeMatriz
    puntaje: int
    entra: bool


@dataclass(frozen=True, slots=True)
class Ensayo:
    """Cómo queda la matriz con unos pesos, antes de guardar nada; o por qué no se pudo."""

    resultado: Resultado | None = None
    aviso: str = ""
    procedencias: Mapping[str, Procedencia] | None = None

    @property
    def renglones(self) -> Sequence[Renglon]:
        return self.resultado.renglones if self.resultado else ()

    @property
    def columnas(self) -> list[Columna]:
        primero = next(iter(self.renglones), None)
        return (
            [Columna(a.clave, decir(a.nombre), a.peso) for a in primero.aportes] if primero else []
        )

    @property
    def filas(self) -> list[tuple[RenglonVisto, str, dict[str, float]]]:
        """Los primeros puestos, como los pide `tabla.matriz`."""
        return [
            (
                RenglonVisto(r.puesto, r.fila, r.puntaje, r.decision.entra),
                decir(r.decision.motivo),
                {a.clave: puntos(a.aporte) for a in r.aportes},
            )
            for r in self.renglones[:A_LA_VISTA]
        ]

    @property
    def entran(self) -> int:
        return sum(r.decision.entra for r in self.renglones)

    @property
    def bolsas(self) -> list[Bolsa]:
        """Lo que hay de cada fuente contra lo que usarían las que entran."""
        if self.resultado is None:
            return []
        usados: dict[str, Dinero] = {}
        for r in self.renglones:
            if r.decision.entra:
                usados[r.decision.fuente] = usados.get(r.decision.fuente, CERO) + r.fila.costo
        sin_dato = Procedencia("", simulada=False)
        nombres, procedencias = piezas().fuentes, self.procedencias or {}
        return [
            Bolsa(
                clave,
                gettext(nombres.get(clave, clave)),
                monto,
                usados.get(clave, CERO),
                procedencias.get(clave, sin_dato),
            )
            for clave, monto in self.resultado.techos.items()
        ]


@plano.route("/<municipio>/priorizacion/acordar", methods=["GET", "POST"])
@permite(Accion.ACORDAR)
def acordar() -> Pagina:
    """Un peso por criterio, con la matriz a la vista: ver cómo quedaría, y guardar el acuerdo."""
    gestion = gestion_de_trabajo()
    if request.method != "POST" and (fuera_de_turno := no_toca(Paso.ACORDAR, gestion)):
        return fuera_de_turno
    criterios, aviso = criterios_de(gestion)
    traidos = pesos_pedidos(criterios, {c.clave: c.peso for c in criterios})
    iniciales = {campo_de(clave): valor for clave, valor in traidos.pesos.items()}
    formulario = Formulario(esquema_de(criterios), iniciales)
    dichos: Pesos | None = traidos.pesos if traidos.pedidos and traidos.valen else None
    if criterios and recibido(formulario):
        dichos = {c.clave: formulario.datos[campo_de(c.clave)] for c in criterios}
        hecho = guardar_acuerdo(gestion, dichos, formulario)
        if hecho is not None:
            return hecho
    mal = bool(formulario.errores)
    return pintar(
        "acordar.html",
        gestion=gestion,
        criterios=criterios,
        formulario=formulario,
        campo_de=campo_de,
        aviso=aviso,
        ensayo=Ensayo() if mal or not criterios else ensayar(gestion, dichos),
        probado=dichos is not None,
        a_la_vista=A_LA_VISTA,
    ), 422 if mal or (aviso and request.method == "POST") else 200


def guardar_acuerdo(gestion: int, dichos: Pesos, formulario: Formulario) -> Pagina | None:
    """El acuerdo guardado o, si solo se pidió verlo o algo lo impidió, `None`."""
    acordados = mirar(gestion).proceso
    if acordados.acordada_en:
        return choque(gestion, dichos)
    if request.form.get("accion") == VER:
        return None
    ambito = municipio_de_lectura()
    contexto = contexto_de(Accion.ACORDAR, ambito, gestion)
    try:
        priorizacion.acordar(
            contexto, piezas().unidad(ambito), piezas().ganchos(ambito), dichos, regla()
        )
    except (PasoYaDado, EdicionConcurrente):
        return choque(gestion, dichos)
    except PasoPendiente as error:
        flash(frase(error), "aviso")
        return al_panel(gestion)
    except DEL_CALCULO as error:
        formulario.fallar(DE_TODO_EL_FORMULARIO, explicar(error))
        return None
    flash(gettext("Listo: %(paso)s.", paso=nombre(Paso.ACORDAR)))
    anunciar(mirar(gestion).proceso.codigo)
    return al_panel(gestion)


def anunciar(codigo: str) -> None:
    """El código público, recién salido: se lee en voz alta y va al acta."""
    if codigo:
        flash(
            gettext(
                "El código público es %(codigo)s: léalo en la Cumbre y anótelo en el acta.",
                codigo=codigo,
            )
        )


def choque(gestion: int, dichos: Pesos) -> Pagina:
    """Otra persona acordó antes: si es lo mismo, ya estaba; si no, los dos acuerdos a la vista."""
    acordados = mirar(gestion).proceso.pesos
    mios = {clave: valor for clave, valor in dichos.items() if valor}
    if mios == dict(acordados):
        return ya_estaba(gestion)
    criterios, _ = criterios_de(gestion)
    nombres = {c.clave: decir(c.nombre) for c in criterios}
    filas = [
        (nombres.get(clave, clave), acordados.get(clave, 0), mios.get(clave, 0))
        for clave in sorted(acordados.keys() | mios.keys())
    ]
    return pintar("acordado.html", gestion=gestion, filas=filas, escribir=escribir), 409


@plano.route("/<municipio>/priorizacion/calificar", methods=["GET", "POST"])
@permite(Accion.CALIFICAR)
def calificar() -> Pagina:
    """Cómo quedaría la matriz con lo acordado, y guardarla. Se repite hasta publicar."""
    gestion = gestion_de_trabajo()
    if fuera_de_turno := no_toca(Paso.CALIFICAR, gestion):
        return fuera_de_turno
    ambito = municipio_de_lectura()
    hecho = intentar(
        Paso.CALIFICAR,
        gestion,
        lambda contexto, visto: priorizacion.calificar(
            contexto, piezas().unidad(ambito), piezas().ganchos(ambito), regla(), visto
        ),
    )
    if isinstance(hecho, Response):
        return hecho
    ensayo = ensayar(gestion)
    guardada = mirar(gestion).corrida
    return pintar(
        "calificar.html",
        gestion=gestion,
        ensayo=ensayo,
        guardada=guardada,
        aviso="" if ensayo.aviso else hecho.aviso,
        a_la_vista=A_LA_VISTA,
    ), hecho.estado


def ensayar(gestion: int, pesos: Pesos | None = None) -> Ensayo:
    """El resultado sin guardar; si un módulo o un dato lo impide, la página sigue y lo dice."""
    ambito = municipio_de_lectura()
    with piezas().leer_municipio(ambito) as lectura:
        procedencias = lectura.procedencias(gestion)
    try:
        resultado = priorizacion.ensayar(
            piezas().contexto(ambito, gestion),
            piezas().unidad_de_lectura(ambito),
            piezas().ganchos(ambito),
            pesos,
            regla(),
        )
    except DEL_CALCULO as error:
        return Ensayo(aviso=explicar(error))
    return Ensayo(resultado, "", procedencias)


def regla() -> str | None:
    """La regla de selección que el municipio tiene elegida."""
    return piezas().configuracion(municipio_de_lectura()).regla_de_seleccion


def criterios_de(gestion: int) -> tuple[list[Criterio], str]:
    """Los que se pueden acordar o, si un módulo falla, ninguno y por qué."""
    ambito = municipio_de_lectura()
    try:
        contexto = piezas().contexto(ambito, gestion)
        return priorizacion.ofrecidos(contexto, piezas().ganchos(ambito)), ""
    except DEL_CALCULO as error:
        return [], explicar(error)


def esquema_de(criterios: Sequence[Criterio]) -> Schema:
    """Un campo obligatorio por criterio."""
    campos: dict[str, Field[Any]] = {
        campo_de(c.clave): Leido(
            peso,
            escribir=escribir,
            required=True,
            metadata={"etiqueta": c.nombre, "ayuda": c.ayuda, "clase": "numero"},
        )
        for c in criterios
    }
    return Schema.from_dict(campos)()


def campo_de(clave: str) -> str:
    """`equidad.poblacion` → `peso-equidad--poblacion`: un nombre sin puntos."""
    return f"peso-{clave.replace('.', '--')}"
