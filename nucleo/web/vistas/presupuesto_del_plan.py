"""Cuánto del presupuesto sirve al plan: por objetivo, por dimensión y por unidad responsable."""

from flask import Blueprint, Response

from nucleo.dominio.nombres import plegar
from nucleo.dominio.presupuesto_del_plan import Destino, PresupuestoDelPlan, repartir
from nucleo.servicios.estructura import unidades_vigentes
from nucleo.servicios.planes import objetivos_de
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_elegida, piezas
from nucleo.web.descargas import Celda, Tabla, descargar
from nucleo.web.formato import dinero
from nucleo.web.graficos import Barra
from nucleo.web.paginas import pintar
from nucleo.web.permisos import publica
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("presupuesto_del_plan", __name__)
MAXIMO_DE_RAZONES = 20


@plano.get("/<municipio>/plan/presupuesto")
@publica
def ver() -> str:
    """Qué objetivo tiene dinero, cuál no, y qué gasto no responde a ninguno."""
    unidad = piezas().unidad_de_lectura(aqui())
    with unidad:
        gestiones = unidad.poas.gestiones()
        gestion = gestion_elegida(gestiones)
        poa = unidad.poas.vigente(gestion) if gestion else None
        objetivos = objetivos_de(unidad, gestion) if gestion else []
        unidades = unidades_vigentes(unidad, gestion) if gestion else {}
        reparto = repartir(poa.lineas if poa else [], objetivos)
    return pintar(
        "plan-presupuesto.html",
        gestion=gestion,
        gestiones=gestiones,
        poa=poa,
        reparto=reparto,
        objetivos=objetivos,
        unidades=unidades,
        dibujo=dibujo(reparto),
        razones=razones(reparto),
        simuladas=any(x.simulada for x in poa.lineas) if poa else False,
        destinos=list(Destino),
    )


@plano.get("/<municipio>/plan/presupuesto.<any(csv, xlsx):formato>")
@publica
def archivo(formato: str) -> Response:
    """Cada línea del POA que rige, con lo que dice de su objetivo."""
    unidad = piezas().unidad_de_lectura(aqui())
    with unidad:
        gestion = gestion_elegida(unidad.poas.gestiones())
        poa = unidad.poas.vigente(gestion) if gestion else None
        reparto = repartir(poa.lineas if poa else [], objetivos_de(unidad, gestion or 0))
        filas: list[list[Celda]] = [
            [x.orden, x.denominacion, x.unidad, nombre(destino), x.objetivo, x.sin_objetivo,
             x.monto.monto]
            for destino, porcion in reparto.por_destino.items()
            for x in porcion.lineas
        ]  # fmt: skip
    titulos = (
        gettext("N.º"), gettext("Línea del POA"), gettext("Unidad responsable"),
        gettext("Qué dice de su objetivo"), gettext("Objetivo"), gettext("Por qué sin objetivo"),
        gettext("Monto (Bs)"),
    )  # fmt: skip
    return descargar(Tabla(titulos, filas), formato, f"plan-presupuesto-{gestion or 0}")


def dibujo(reparto: PresupuestoDelPlan) -> list[Barra]:
    """Los cuatro destinos; su parte del total está en la tabla."""
    return [
        Barra(
            nombre(destino),
            porcion.monto.centavos,
            dinero(porcion.monto),
        )
        for destino, porcion in reparto.por_destino.items()
    ]


def razones(reparto: PresupuestoDelPlan) -> list[tuple[str, int]]:
    """Por qué dicen que no apuntan a ninguno, de la razón más repetida a la menos."""
    cuentas: dict[str, tuple[str, int]] = {}
    for x in reparto.por_destino[Destino.DECLARA_QUE_NO].lineas:
        clave = plegar(x.sin_objetivo)
        dicha, veces = cuentas.get(clave, (x.sin_objetivo, 0))
        cuentas[clave] = (dicha, veces + 1)
    return sorted(cuentas.values(), key=lambda par: -par[1])[:MAXIMO_DE_RAZONES]
