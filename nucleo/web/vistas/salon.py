"""Lo que se proyecta en la Cumbre 2: probar pesos a la vista de todos, y las reglas lado a lado.

Nada de esto escribe. Los pesos van en la dirección, así que cualquiera los prueba, los comparte y
los imprime; por eso mismo estas páginas no se recuerdan: hay tantas como pesos.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request

from nucleo.dominio.comparaciones import (
    Antiguedad,
    Grupo,
    Ultimas,
    agrupar,
    antiguedad,
    cambios,
    contar,
    cruzar,
)
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Resultado
from nucleo.dominio.criterios import Criterio
from nucleo.dominio.demandas import PedidaPor
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.seleccion import ReglaDeSeleccion
from nucleo.servicios import comparaciones
from nucleo.servicios.comparaciones import Comparacion, Prueba
from nucleo.textos.mensajes import decir
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.descargas import Celda, Tabla, descargar
from nucleo.web.paginas import pintar
from nucleo.web.permisos import publica
from nucleo.web.pesos import PesosPedidos, direccion, escribir, pesos_pedidos
from nucleo.web.vistas.acuerdos import Ensayo, criterios_de
from nucleo.web.vistas.acuerdos import regla as regla_del_municipio
from nucleo.web.vistas.pasos import DEL_CALCULO, explicar, mirar

plano = Blueprint("salon", __name__)
A_LA_VISTA = 5
PASO = 1.0
MAYOR = 9999.0


@dataclass(frozen=True, slots=True)
class Perilla:
    """Un criterio con su peso y a dónde llevan el − y el +; `era`, el de partida."""

    clave: str
    nombre: str
    valor: str
    era: str
    menos: str
    mas: str
    error: str


@dataclass(frozen=True, slots=True)
class Parte:
    """Un modo de repartir la matriz, con sus grupos ya nombrados."""

    titulo: str
    grupos: Sequence[tuple[str, Grupo]]


@plano.get("/<municipio>/priorizacion/salon")
@publica
def salon() -> tuple[str, int]:
    """Los pesos y, al lado, quién entra y quién sale respecto del punto de partida."""
    gestion = gestion_de_trabajo()
    criterios, aviso = criterios_de(gestion)
    proceso = mirar(gestion).proceso
    iniciales = {c.clave: c.peso for c in criterios}
    if proceso.acordada_en:
        iniciales = {c.clave: proceso.pesos.get(c.clave, 0.0) for c in criterios}
    pedidos = pesos_pedidos(criterios, iniciales)
    avisos = [*pedidos.sueltos]
    if criterios and not pedidos.valen:
        avisos.append(gettext("Todos los pesos están en cero: al menos uno tiene que contar."))
    reglas, elegida, ajena = elegir_regla(gestion)
    avisos += [ajena] if ajena else []
    prueba, falla = probar(gestion, pedidos, elegida)
    aviso = aviso or falla
    return pintar(
        "salon.html",
        gestion=gestion,
        proceso=proceso,
        perillas=perillas_de(criterios, pedidos, iniciales, elegida, gestion),
        pedidos=pedidos,
        avisos=[*avisos, aviso] if aviso else avisos,
        reglas=reglas,
        elegida=elegida,
        enlace_de=lambda clave: _aqui("salon", gestion, clave, pedidos.consulta),
        prueba=prueba,
        cambios=cambios(prueba.partida, prueba.ahora) if prueba else None,
        cuentas=[contar(r.renglones) for r in (prueba.partida, prueba.ahora)] if prueba else [],
        bolsas=Ensayo(prueba.ahora).bolsas if prueba else [],
        partes=partes_de([prueba.partida, prueba.ahora], prueba.ultimas) if prueba else [],
        a_la_vista=A_LA_VISTA,
        volver=_aqui("salon", gestion, None, {}),
        a_acordar=direccion(
            f"/{municipio_actual().slug}/priorizacion/acordar", gestion=gestion, **pedidos.consulta
        ),
        a_reglas=_aqui("reglas", gestion, None, pedidos.consulta),
    ), (422 if pedidos.errores or avisos else 200)


@plano.get("/<municipio>/priorizacion/reglas")
@publica
def reglas() -> tuple[str, int]:
    """Qué entra con cada regla activa, sobre la misma matriz y con los mismos pesos."""
    gestion = gestion_de_trabajo()
    comparacion, pedidos, aviso = comparar(gestion)
    salieron = resultados_de(comparacion)
    cruzadas = cruzar([r for _, r in salieron])
    return pintar(
        "reglas.html",
        gestion=gestion,
        comparacion=comparacion,
        salieron=[(r, contar(x.renglones)) for r, x in salieron],
        hay=salieron[0][1].techo if salieron else None,
        fallaron=[
            (decir(c.regla.nombre), explicar(c.falla))
            for c in (comparacion.comparadas if comparacion else ())
            if c.falla
        ],
        del_municipio=regla_del_municipio(),
        simuladas=sum(c.fila.simulada for c in cruzadas),
        sin_distritos=not any(c.fila.distrito for c in cruzadas),
        en_todas=[c for c in cruzadas if all(c.entra)],
        cambian=[c for c in cruzadas if any(c.entra) and not all(c.entra)],
        en_ninguna=sum(not any(c.entra) for c in cruzadas),
        partes=partes_de([r for _, r in salieron], comparacion.ultimas) if comparacion else [],
        avisos=[*pedidos.sueltos, *pedidos.errores.values(), *([aviso] if aviso else [])],
        pedidos=pedidos,
        consulta=direccion("", gestion=gestion, **pedidos.consulta),
    ), (422 if pedidos.errores or pedidos.sueltos else 200)


@plano.get("/<municipio>/priorizacion/reglas.<any(csv, xlsx):formato>")
@publica
def archivo(formato: str) -> Response:
    """La comparación en una hoja de cálculo: un renglón por demanda y una columna por regla."""
    gestion = gestion_de_trabajo()
    comparacion, _, _ = comparar(gestion)
    if comparacion is None:
        raise NoExiste("página", request.path)
    salieron = resultados_de(comparacion)
    si, no = gettext("sí"), gettext("no")
    titulos = (
        gettext("Código"), gettext("Demanda"), gettext("Organización"), gettext("Distrito"),
        gettext("Quién la pidió"), gettext("Costo (Bs)"), gettext("Personas"),
        *(decir(r.nombre) for r, _ in salieron), gettext("Simulada"),
    )  # fmt: skip
    filas: list[list[Celda]] = [
        [
            c.fila.codigo, c.fila.titulo, c.fila.organizacion, c.fila.distrito,
            nombre(c.fila.pedida_por), c.fila.costo.monto, c.fila.beneficiarios.total,
            *(si if entra else no for entra in c.entra), si if c.fila.simulada else no,
        ]
        for c in cruzar([r for _, r in salieron])
    ]  # fmt: skip
    return descargar(Tabla(titulos, filas), formato, f"reglas-{gestion}")


def _contexto(gestion: int) -> Contexto:
    return piezas().contexto(municipio_de_lectura(), gestion)


def _aqui(pagina: str, gestion: int, regla: str | None, consulta: Mapping[str, str]) -> str:
    ruta = f"/{municipio_actual().slug}/priorizacion/{pagina}"
    return direccion(ruta, gestion=gestion, regla=regla, **consulta)


def elegir_regla(gestion: int) -> tuple[Sequence[ReglaDeSeleccion], str | None, str]:
    """Las activas, la que se mira (`?regla=`, o la del municipio) y, si no está, qué decir."""
    ambito = municipio_de_lectura()
    propia, pedida = regla_del_municipio(), request.args.get("regla", "")
    try:
        activas = comparaciones.reglas_activas(_contexto(gestion), piezas().ganchos(ambito))
    except DEL_CALCULO:
        return [], propia, ""  # el cálculo falla igual, y lo explica
    if not pedida:
        return activas, propia, ""
    if pedida in {r.clave for r in activas}:
        return activas, pedida, ""
    dicho = gettext("«%(regla)s» no es una regla de este municipio.", regla=pedida[:60])
    return activas, propia, dicho


def probar(gestion: int, pedidos: PesosPedidos, regla: str | None) -> tuple[Prueba | None, str]:
    """El ensayo o por qué no se pudo; con los pesos mal, el de partida."""
    ambito = municipio_de_lectura()
    try:
        return comparaciones.probar(
            _contexto(gestion),
            piezas().unidad_de_lectura(ambito),
            piezas().ganchos(ambito),
            pedidos.pesos if pedidos.pedidos and pedidos.valen else None,
            regla,
            regla_del_municipio(),
        ), ""
    except DEL_CALCULO as error:
        return None, explicar(error)


def comparar(gestion: int) -> tuple[Comparacion | None, PesosPedidos, str]:
    """Las reglas con los pesos de la dirección; sin ninguno, con los que rigen."""
    ambito = municipio_de_lectura()
    criterios, aviso = criterios_de(gestion)
    proceso = mirar(gestion).proceso
    pedidos = pesos_pedidos(criterios, proceso.pesos or {c.clave: c.peso for c in criterios})
    try:
        comparacion = comparaciones.comparar(
            _contexto(gestion),
            piezas().unidad_de_lectura(ambito),
            piezas().ganchos(ambito),
            pedidos.pesos if pedidos.pedidos and pedidos.valen else None,
        )
    except DEL_CALCULO as error:
        return None, pedidos, aviso or explicar(error)
    return comparacion, pedidos, aviso


def resultados_de(comparacion: Comparacion | None) -> list[tuple[ReglaDeSeleccion, Resultado]]:
    """Las que salieron bien."""
    comparadas = comparacion.comparadas if comparacion else ()
    return [(c.regla, c.resultado) for c in comparadas if c.resultado]


def perillas_de(
    criterios: Sequence[Criterio],
    pedidos: PesosPedidos,
    iniciales: Mapping[str, float],
    regla: str | None,
    gestion: int,
) -> list[Perilla]:
    """Una por criterio, en su orden."""

    def a(clave: str, valor: float) -> str:
        cual = regla if request.args.get("regla") else None
        return _aqui("salon", gestion, cual, pedidos.con(clave, min(MAYOR, max(0.0, valor))))

    return [
        Perilla(
            c.clave,
            decir(c.nombre),
            pedidos.escritos[c.clave] if c.clave in pedidos.errores else escribir(valor),
            escribir(iniciales.get(c.clave, 0.0)),
            a(c.clave, valor - PASO) if valor else "",
            a(c.clave, valor + PASO),
            pedidos.errores.get(c.clave, ""),
        )
        for c in criterios
        for valor in [pedidos.pesos[c.clave]]
    ]


def partes_de(resultados: Sequence[Resultado], ultimas: Ultimas | None) -> list[Parte]:
    """Por distrito, por quién la pidió y por cuánto hace de la última obra."""
    sin_distrito = gettext("Sin distrito anotado")
    pedida = {p.value: nombre(p) for p in PedidaPor}
    hace = {a.value: nombre(a) for a in Antiguedad}

    def de(titulo: str, clave: Callable[[FilaDeMatriz], str], nombres: Mapping[str, str]) -> Parte:
        grupos = agrupar(resultados, clave)
        if nombres:
            lugares = list(nombres)
            grupos = sorted(grupos, key=lambda g: lugares.index(g.clave))
        return Parte(titulo, [(nombres.get(g.clave, g.clave), g) for g in grupos])

    return [
        de(gettext("Por distrito"), lambda f: f.distrito or sin_distrito, {}),
        de(gettext("Por quién la pidió"), lambda f: f.pedida_por.value, pedida),
        de(
            gettext("Por años desde su última obra"),
            lambda f: antiguedad(f, ultimas).value,
            hace,
        ),
    ]
