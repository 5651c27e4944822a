"""Lo que pidió cada organización: la lista con filtros, la ficha de cada una y la descarga."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Response, request

from nucleo.dominio.demandas import ClaseDeDemanda, Estado, PedidaPor
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.evaluaciones import SE_EVALUAN, Dictamen
from nucleo.dominio.mensajes import N_
from nucleo.servicios.lecturas import (
    FichaDeDemanda,
    FilaDeDemanda,
    FiltroDeDemandas,
    LecturaMunicipal,
)
from nucleo.textos.mensajes import decir
from nucleo.textos.nombres import nombre, nombres
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import (
    gestion_elegida,
    municipio_actual,
    municipio_de_lectura,
    nombres_de_sectores,
    piezas,
)
from nucleo.web.descargas import Tabla, descargar
from nucleo.web.esquemas.demandas import corregido
from nucleo.web.idiomas import traducir
from nucleo.web.paginas import comprobar, con, pagina_pedida, pintar
from nucleo.web.permisos import publica
from nucleo.web.sesion import persona_actual
from nucleo.web.vistas.priorizacion import motivo_de

plano = Blueprint("demandas", __name__)
plano.add_app_template_global(corregido)

COLUMNAS = {
    "numero": N_("Código"),
    "titulo": N_("Demanda"),
    "organizacion": N_("Organización"),
    "sector": N_("Sector"),
    "beneficiarios": N_("Personas"),
    "costo": N_("Costo"),
    "estado": N_("Estado"),
}
NUMERICAS = frozenset({"beneficiarios", "costo"})
ORDENES = frozenset(COLUMNAS) | {"prioridad"}


@plano.get("/<municipio>/demandas")
@publica
def lista() -> str:
    """Las demandas de la gestión: filtro, orden por columna y páginas, todo en la dirección."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
        filtro = filtro_pedido(gestion_elegida(gestiones) or 0)
        pagina = comprobar(lectura.demandas(filtro))
    return pintar(
        "demandas.html",
        gestiones=gestiones,
        gestion=filtro.gestion,
        filtro=filtro,
        pagina=pagina,
        columnas=columnas(filtro),
        sectores=sectores(filtro.gestion),
        estados=nombres(Estado, traducir),
        pedidas=nombres(PedidaPor, traducir),
        clases=nombres(ClaseDeDemanda, traducir),
        hay_filtro=filtro.acota,
    )


@plano.get("/<municipio>/demandas.<any(csv, xlsx):formato>")
@publica
def archivo(formato: str) -> Response:
    """Todas las demandas que cumplen el filtro, en una hoja de cálculo."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        filtro = filtro_pedido(gestion_elegida(lectura.gestiones()) or 0)
        todas = lectura.demandas(replace(filtro, pagina=1, por_pagina=0)).filas
    visibles = sectores(filtro.gestion)
    return descargar(tabla_de(todas, visibles), formato, f"demandas-{filtro.gestion}")


@plano.get("/<municipio>/demandas/<codigo>")
@publica
def ficha(codigo: str) -> str:
    """Una demanda entera: qué pide, quién, por qué quedó donde quedó, y su historia."""
    gestion, numero = partir(codigo)
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        demanda = hallar(lectura, codigo)
        puesto = lectura.puesto(gestion, numero)
        proceso = lectura.proceso(gestion) if persona_actual() else None
    registrada = demanda.fila.estado is Estado.REGISTRADA
    return pintar(
        "demanda.html",
        gestion=gestion,
        demanda=demanda,
        fila=demanda.fila,
        puesto=puesto,
        motivo=motivo_de(puesto) if puesto else "",
        sector=sectores(gestion).get(demanda.fila.sector, demanda.fila.sector),
        observaciones=observaciones_de(demanda),
        dictamen=dictamen_de(demanda.fila),
        abierta=registrada and not (proceso and proceso.congelada_en),
        direccion=direccion_de(codigo),
    )


def dictamen_de(fila: FilaDeDemanda) -> Dictamen | None:
    """El de su evaluación técnica, si la demanda ya se priorizó y lo tiene."""
    if fila.estado not in SE_EVALUAN:
        return None
    with piezas().unidad_de_lectura(municipio_de_lectura()) as unidad:
        evaluacion = unidad.evaluaciones.de(fila.gestion, fila.codigo)
    return evaluacion.dictamen(fila.costo) if evaluacion else None


def leer_ficha(codigo: str) -> FichaDeDemanda:
    """La demanda con ese código, o `NoExiste`."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        return hallar(lectura, codigo)


def hallar(lectura: LecturaMunicipal, codigo: str) -> FichaDeDemanda:
    """Con la lectura abierta. Un código tiene una sola escritura."""
    demanda = lectura.demanda(*partir(codigo))
    if demanda is None or demanda.fila.codigo != codigo:
        raise NoExiste("demanda", codigo)
    return demanda


def direccion_de(codigo: str) -> str:
    """La de su ficha."""
    return f"/{municipio_actual().slug}/demandas/{codigo}"


def filtro_pedido(gestion: int) -> FiltroDeDemandas:
    """El filtro de la dirección; un orden desconocido es el de registro."""
    orden = request.args.get("orden", "numero")
    return FiltroDeDemandas(
        gestion=gestion,
        texto=request.args.get("texto", "").strip()[:200],
        sector=request.args.get("sector", ""),
        estado=request.args.get("estado", ""),
        pedida_por=request.args.get("pedida_por", ""),
        clase=request.args.get("clase", ""),
        orden=orden.removeprefix("-") if orden.removeprefix("-") in ORDENES else "numero",
        descendente=orden.startswith("-"),
        pagina=pagina_pedida(),
    )


def columnas(filtro: FiltroDeDemandas) -> list[tuple[str, str, str, str]]:
    """Por columna: título, dirección que ordena por ella, `aria-sort` y clase."""
    return [_columna(filtro, clave, titulo) for clave, titulo in COLUMNAS.items()]


def _columna(filtro: FiltroDeDemandas, clave: str, titulo: str) -> tuple[str, str, str, str]:
    esta = filtro.orden == clave
    sentido = "descending" if filtro.descendente else "ascending"
    siguiente = f"-{clave}" if esta and not filtro.descendente else clave
    clase = "num" if clave in NUMERICAS else ""
    return traducir(titulo), con(orden=siguiente, pagina=""), sentido if esta else "", clase


def sectores(gestion: int) -> Mapping[str, str]:
    return nombres_de_sectores(municipio_de_lectura(), gestion)


def partir(codigo: str) -> tuple[int, int]:
    """`2027-0001` → (2027, 1)."""
    gestion, _, numero = codigo.partition("-")
    if not (codigo.isascii() and gestion.isdigit() and numero.isdigit() and len(codigo) < 20):  # noqa: PLR2004
        raise NoExiste("demanda", codigo)
    return int(gestion), int(numero)


def observaciones_de(demanda: FichaDeDemanda) -> list[str]:
    """Lo que los plugins anotaron de la demanda al registrarla."""
    return [decir(o) for o in demanda.observaciones]


def tabla_de(filas: Sequence[FilaDeDemanda], visibles: Mapping[str, str]) -> Tabla:
    """Las demandas como hoja de cálculo: una fila cada una, mujeres y hombres por separado."""
    titulos = (
        gettext("Código"), gettext("Demanda"), gettext("Organización"), gettext("Distrito"),
        gettext("Sector"), gettext("Prioridad"), gettext("Pedida por"), gettext("Le toca a"),
        gettext("Mujeres"), gettext("Hombres"), gettext("Costo (Bs)"), gettext("Estado"),
        gettext("Simulada"), gettext("Fuente"), gettext("De quién nace"), gettext("Va en"),
    )  # fmt: skip
    si, no = gettext("sí"), gettext("no")
    grupos: dict[UUID | None, str] = {
        f.id: f.codigo for f in filas if f.clase is ClaseDeDemanda.AGRUPADA
    }
    cuerpo = [
        (
            f.codigo, f.titulo, f.organizacion, f.distrito, visibles.get(f.sector, f.sector),
            f.prioridad, nombre(f.pedida_por), nombre(f.competencia), f.beneficiarios.mujeres,
            f.beneficiarios.hombres, f.costo.monto, nombre(f.estado), si if f.simulada else no,
            f.fuente, nombre(f.clase), grupos.get(f.grupo_id, ""),
        )
        for f in filas
    ]  # fmt: skip
    return Tabla(titulos, cuerpo)
