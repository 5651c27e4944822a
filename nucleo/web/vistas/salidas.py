"""La tarjeta de salida de un encuentro: cuántas hay con cada nota, por mujeres y hombres."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash
from marshmallow import Schema

from nucleo.dominio.documentos import TARJETAS
from nucleo.dominio.errores import EdicionConcurrente, ErrorDeNegocio
from nucleo.dominio.eventos import Evento
from nucleo.dominio.lectura import entero
from nucleo.dominio.politica import Accion
from nucleo.dominio.satisfaccion import NOTAS, Cuenta, PreguntaDeSalida, Quienes, TarjetasDeSalida
from nucleo.servicios import satisfaccion
from nucleo.servicios.calendarios import evento_de
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, piezas
from nucleo.web.conflictos import Edicion
from nucleo.web.esquemas.mesas import MAXIMO_DE_MANOS
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.encuentros import del_encuentro
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("salidas", __name__)


@plano.route("/<municipio>/ciclo/<encuentro>/salida", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def salida(encuentro: str) -> tuple[str, int] | Response:
    """Cuántas tarjetas hay con cada nota, por sexo; si otra persona guardó antes, se compara."""
    gestion = gestion_de_trabajo()
    evento, guardadas = leidas(gestion, encuentro)
    formulario = Formulario(esquema(), inicial_de(guardadas))
    edicion = Edicion(formulario, guardadas.version if guardadas else 0)

    def guardar(datos: Mapping[str, Any], version: int) -> None:
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        unidad, cuenta = piezas().unidad(aqui()), cuenta_de(datos)
        try:
            satisfaccion.anotar(contexto, unidad, encuentro, version, cuenta)
        except EdicionConcurrente:
            raise
        except ErrorDeNegocio as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        _, otras = leidas(gestion, encuentro)
        return inicial_de(otras), otras.version if otras else 0

    if edicion.guardar(guardar, releer):
        flash(gettext("Quedaron sumadas las tarjetas de salida."))
        return a(del_encuentro(encuentro, gestion))
    pagina = pintar(
        "salida.html",
        edicion=edicion,
        evento=evento,
        gestion=gestion,
        preguntas=[*PreguntaDeSalida],
        sexos=[*Quienes],
        notas=NOTAS,
        campo=campo,
        tarjetas=TARJETAS.clave,
    )
    return pagina, edicion.estado


def leidas(gestion: int, encuentro: str) -> tuple[Evento, TarjetasDeSalida | None]:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return evento_de(unidad, gestion, encuentro), unidad.mesas.salida(gestion, encuentro)


def campo(pregunta: PreguntaDeSalida, sexo: Quienes, nota: int) -> str:
    """Cómo se llama el casillero de esa nota."""
    return f"{pregunta.value}_{sexo.value}_{nota}"


def esquema() -> Schema:
    """Un casillero por pregunta, sexo y nota; vacío es cero."""
    return Schema.from_dict(
        {
            campo(p, s, n): Leido(
                entero(0, MAXIMO_DE_MANOS),
                metadata={"etiqueta": f"{nombre(p)} {nombre(s)}, {n}", "clase": "numero"},
            )
            for p in PreguntaDeSalida
            for s in Quienes
            for n in NOTAS
        }
    )()


def cuenta_de(datos: Mapping[str, Any]) -> Cuenta:
    return {
        p.value: {s.value: [datos.get(campo(p, s, n), 0) for n in NOTAS] for s in Quienes}
        for p in PreguntaDeSalida
    }


def inicial_de(guardadas: TarjetasDeSalida | None) -> dict[str, Any]:
    """Lo ya sumado."""
    if guardadas is None:
        return {}
    return {
        campo(p, s, n): guardadas.cuenta[p.value][s.value][n - 1]
        for p in PreguntaDeSalida
        for s in Quienes
        for n in NOTAS
    }
