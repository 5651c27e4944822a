"""El plan en una hoja de cálculo: una fila por parte, de ida y de vuelta sin pérdida.

Los años van en columnas: «Inversión 2027 (Bs)», «Meta 2027», «Alcanzado 2027»…
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import ErrorDeNegocio, NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.indicadores import Indicador
from nucleo.dominio.lectura import (
    codigo_de,
    dinero_no_negativo,
    entero,
    numero,
    opcion,
    texto_de,
)
from nucleo.dominio.mensajes import N_
from nucleo.dominio.planes import (
    UNICAS,
    Alianza,
    ClaseDeAliado,
    ClaseDeElemento,
    CodigoRepetido,
    Dimension,
    ElementoDePlan,
    PadreInvalido,
    Plan,
    arbol,
    en_orden,
)
from nucleo.dominio.unidades_operativas import UnidadOperativa, VigenciaAlReves
from nucleo.servicios.columnas_por_clase import (
    ALIANZA,
    INDICADOR,
    anios_nombrados,
    exigir_columnas,
)
from nucleo.servicios.encabezados import Columna, Planilla
from nucleo.servicios.estructura import LARGO_DE_CODIGO as LARGO_DE_UNIDAD
from nucleo.servicios.importacion import (
    Avance,
    Fila,
    Importacion,
    exigir_igual,
    hecho,
    rechazo,
)
from nucleo.servicios.importacion import (
    importar as importar_filas,
)
from nucleo.servicios.partes_de_plan import exigir_parte
from nucleo.servicios.planes import PlanLeido, leer, resultados_ajenos
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.puertos.planificacion import Parte

LARGO_DE_CODIGO = 20
LARGO_DE_PLAN = 30
LARGO_DE_NOMBRE = 600
LARGO_DE_RELATO = 4000
LARGO_CORTO = 200
ANIOS_A_LA_VISTA = 12
"""Más años en columnas no caben en una hoja que alguien pueda leer."""
anio = entero(1994, 2100)

CLASES: Mapping[str, tuple[str, ...]] = {
    ClaseDeElemento.MISION: ("misión",),
    ClaseDeElemento.VISION: ("visión",),
    ClaseDeElemento.POTENCIALIDAD: ("potencialidad", "fortaleza", "oportunidad"),
    ClaseDeElemento.LIMITACION: ("limitación", "debilidad", "amenaza"),
    ClaseDeElemento.OBJETIVO: ("objetivo", "objetivo estratégico"),
    ClaseDeElemento.LINEAMIENTO: ("lineamiento", "lineamiento estratégico"),
    ClaseDeElemento.POLITICA: ("política", "política pública"),
    ClaseDeElemento.PROGRAMA: ("programa",),
    ClaseDeElemento.PROYECTO: ("proyecto", "proyecto estratégico"),
    ClaseDeElemento.RESULTADO: ("resultado", "meta", "resultado o meta"),
    INDICADOR: ("indicador",),
    ALIANZA: ("alianza", "pacto", "convenio"),
}
DIMENSIONES = {
    Dimension.EQUIDAD: ("equidad social", "equidad", "social"),
    Dimension.DEMOCRACIA: ("democracia", "política", "político"),
    Dimension.COMPETITIVIDAD: ("competitividad", "competitividad económica", "económica"),
    Dimension.EFICIENCIA: ("eficiencia", "eficiencia administrativa", "administrativa"),
}
ALIADOS = {
    ClaseDeAliado.MUNICIPIOS: ("municipios", "otros municipios", "municipio"),
    ClaseDeAliado.PRIVADO: ("sector privado", "privado", "empresa"),
    ClaseDeAliado.ESTADO: ("otro nivel del estado", "gobernación", "ministerio", "estado"),
    ClaseDeAliado.SOCIEDAD: ("organizaciones sociales", "sociedad"),
}


def decimal_de(texto: str) -> str:
    """Un número exacto, como texto: «12,50» → `12.5`."""
    return format(numero(texto).normalize(), "f")


def _alineados(texto: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.strip().upper() for p in texto.split(";") if p.strip()))


def columnas(anios: Iterable[int] = ()) -> tuple[Columna, ...]:
    """Las fijas y cuatro por cada gestión del plan."""
    codigo = codigo_de(LARGO_DE_CODIGO)
    fijas = (
        Columna("plan", "Plan", codigo_de(LARGO_DE_PLAN), ("codigo del plan",)),
        Columna("clase", "Clase", opcion(CLASES), ("que es",), obligatoria=True),
        Columna("codigo", "Código", codigo, ("codigo del elemento",)),
        Columna("nombre", "Nombre", texto_de(LARGO_DE_NOMBRE), ("texto",), obligatoria=True),
        Columna("padre", "Cuelga de", codigo, ("depende de", "padre", "objetivo que mide")),
        Columna("dimension", "Dimensión", opcion(DIMENSIONES)),
        Columna("descripcion", "Descripción", texto_de(LARGO_DE_RELATO), ("detalle",)),
        Columna("responsable", "Unidad responsable", codigo_de(LARGO_DE_UNIDAD), ("unidad",)),
        Columna("alineados", "Se alinea con", _alineados, ("alineado con",)),
        Columna("medida", "Unidad de medida", texto_de(LARGO_CORTO)),
        Columna("base", "Línea de base", decimal_de),
        Columna("anio_de_base", "Año de la línea de base", anio),
        Columna("medio", "Medio de verificación", texto_de(LARGO_DE_NOMBRE)),
        Columna("con_quien", "Con quién", texto_de(LARGO_DE_NOMBRE), ("aliado",)),
        Columna("aliado", "Clase de aliado", opcion(ALIADOS)),
        Columna("monto", "Monto (Bs)", dinero_no_negativo),
        Columna("desde", "Desde (gestión)", anio),
        Columna("hasta", "Hasta (gestión)", anio),
        Columna("documento", "Documento", texto_de(LARGO_DE_NOMBRE), ("convenio numero",)),
    )
    return (*fijas, *(c for a in anios for c in _del_anio(a)))


def _del_anio(a: int) -> Iterable[Columna]:
    yield Columna(f"inversion_{a}", f"Inversión {a} (Bs)", dinero_no_negativo)
    yield Columna(f"meta_{a}", f"Meta {a}", decimal_de)
    yield Columna(f"alcanzado_{a}", f"Alcanzado {a}", decimal_de)
    yield Columna(f"fuente_{a}", f"Fuente de lo alcanzado {a}", texto_de(LARGO_DE_NOMBRE))


def anios_de(planes: Iterable[Plan]) -> list[int]:
    """Las gestiones de los planes propios, sin pasar de las que caben."""
    propios = sorted({a for p in planes if p.propio for a in p.anios})
    return propios[:ANIOS_A_LA_VISTA]


# ── De ida ──────────────────────────────────────────────────────────────────────────────────────


def importar(
    contexto: Contexto,
    unidad: Unidad,
    planilla: Planilla,
    *,
    parcial: bool = False,
    avance: Avance | None = None,
    ensayo: bool = False,
    codigo: str = "",
) -> Importacion:
    """Agrega las partes que faltan a los planes que se pueden editar.

    La identidad es plan y código. Sin columna «Plan» van a `codigo` o, si hay un solo borrador, a
    ese. Cada parte va después que aquella de la que cuelga.
    """
    with unidad:
        if not ensayo:
            unidad.reservar()
        editables = [p for p in unidad.planes.todos() if p.editable]
        if codigo and codigo not in {p.codigo for p in editables}:
            raise NoExiste("plan", codigo, [p.codigo for p in editables])
        leidos = {p.codigo: leer(unidad, p.id) for p in editables}
        mesa = _Mesa(leidos, unidad.estructura.todas(), codigo, resultados_ajenos(unidad))
        nuevas: list[Parte]
        importacion, nuevas = importar_filas(
            planilla,
            columnas(sorted({*anios_de(editables), *anios_nombrados(planilla)})),
            mesa.procesar,
            parcial=parcial,
            avance=avance,
            ensayo=ensayo,
        )
        if nuevas:
            unidad.planes.agregar_partes(nuevas)
            unidad.anotar(hecho("plan.importado", contexto, importacion))
            unidad.confirmar()
    return importacion


@dataclass
class _Mesa:
    """Los planes que se pueden editar, con lo que la planilla les va agregando."""

    planes: dict[str, PlanLeido]
    unidades: Sequence[UnidadOperativa]
    codigo: str
    ajenos: dict[str, ElementoDePlan]

    def procesar(self, fila: Fila) -> Parte | None:
        """La parte nueva, o `None` si ya estaba igual; levanta `FilaRechazada`."""
        leido = self._plan_de(fila)
        dato = dict(fila.valores)
        clase = dato["clase"]
        if clase in UNICAS:
            dato["codigo"] = str(clase).upper()
        if "codigo" not in dato:
            raise rechazo("codigo", N_("falta este dato"))
        exigir_columnas(fila, clase, leido.plan.anios)
        nueva = parte_de_fila(leido.plan, clase, dato)
        todas: tuple[Parte, ...] = (*leido.elementos, *leido.indicadores, *leido.alianzas)
        if antes := next((p for p in todas if p.codigo == nueva.codigo), None):
            callados = dict.fromkeys(fila.valores.keys() - {"plan"})
            exigir_igual({**callados, **celdas_de(antes)}, fila)
            return None
        self._agregar(leido, nueva)
        return nueva

    def _plan_de(self, fila: Fila) -> PlanLeido:
        propios = [c for c, leido in self.planes.items() if leido.plan.propio]
        unico = propios[0] if len(propios) == 1 else ""
        cual = fila.valores.get("plan") or self.codigo or unico
        if cual not in self.planes:
            texto = N_("diga de qué plan es; se pueden cambiar: %(planes)s")
            raise rechazo("plan", texto, planes=", ".join(self.planes) or "ninguno")
        return self.planes[cual]

    def _agregar(self, leido: PlanLeido, nueva: Parte) -> None:
        if isinstance(nueva, ElementoDePlan):
            nueva.orden = max((e.orden for e in leido.elementos), default=0) + 1
        try:
            exigir_parte(nueva, replace(leido, ajenos=self.ajenos), self.unidades)
        except (CodigoRepetido, PadreInvalido, VigenciaAlReves) as error:
            raise rechazo(*_donde(error, nueva)) from None
        self.planes[leido.plan.codigo] = _con(leido, nueva)
        if isinstance(nueva, ElementoDePlan) and not leido.plan.propio:
            self.ajenos[f"{leido.plan.codigo}/{nueva.codigo}"] = nueva


def _con(leido: PlanLeido, nueva: Parte) -> PlanLeido:
    match nueva:
        case Indicador():
            return replace(leido, indicadores=[*leido.indicadores, nueva])
        case Alianza():
            return replace(leido, alianzas=[*leido.alianzas, nueva])
        case _:
            return replace(leido, elementos=[*leido.elementos, nueva])


def _donde(error: ErrorDeNegocio, parte: Parte) -> tuple[str, str]:
    """La columna que está mal y por qué."""
    cual = error.datos.get("padre")
    match error:
        case PadreInvalido() if cual and cual in getattr(parte, "alineados", ()):
            return "alineados", N_("ese resultado no está en ningún plan ajeno registrado")
        case PadreInvalido() if cual and cual == getattr(parte, "responsable", ""):
            return "responsable", N_("esa unidad no está en la estructura del municipio")
        case PadreInvalido():
            return "padre", N_("no está más arriba, o no es de una clase de la que pueda colgar")
        case VigenciaAlReves():
            return "hasta", N_("termina antes de empezar")
        case _:
            return "codigo", N_("ya se usa en este plan")


def parte_de_fila(plan: Plan, clase: str, dato: Mapping[str, Any]) -> Parte:
    """La parte que dicen esos datos, con los nombres de las columnas."""
    comun = {"id": nuevo_id(), "plan_id": plan.id, "codigo": dato["codigo"]}
    if clase == INDICADOR:
        return Indicador(
            **comun,
            nombre=dato["nombre"],
            elemento=dato.get("padre", ""),
            **_dichos(dato, "medida", "base", "medio"),
            anio_de_base=dato.get("anio_de_base"),
            metas=_por_anio(dato, "meta", str),
            alcanzados={
                a: {"valor": v, "fuente": dato.get(f"fuente_{a}", "")}
                for a, v in _por_anio(dato, "alcanzado", str).items()
            },
        )
    if clase == ALIANZA:
        return Alianza(
            **comun,
            objeto=dato["nombre"],
            con_quien=dato.get("con_quien", ""),
            aliado=ClaseDeAliado(dato.get("aliado", ClaseDeAliado.ESTADO)),
            monto=dato.get("monto"),
            desde=dato.get("desde"),
            hasta=dato.get("hasta"),
            documento=dato.get("documento", ""),
            elemento=dato.get("padre", ""),
        )
    return ElementoDePlan(
        **comun,
        clase=ClaseDeElemento(clase),
        nombre=dato["nombre"],
        **_dichos(dato, "padre", "descripcion", "responsable"),
        dimension=Dimension(dato["dimension"]) if dato.get("dimension") else None,
        alineados=tuple(dato.get("alineados", ())),
        inversion=_por_anio(dato, "inversion", str),
    )


def _dichos(dato: Mapping[str, Any], *nombres: str) -> dict[str, Any]:
    return {n: dato.get(n, "") for n in nombres}


def _por_anio(dato: Mapping[str, Any], que: str, como: Callable[[Any], str]) -> dict[str, str]:
    """`{"meta_2027": "5"}` → `{"2027": "5"}`."""
    return {
        clave.removeprefix(f"{que}_"): como(valor)
        for clave, valor in sorted(dato.items())
        if clave.startswith(f"{que}_")
    }


# ── De vuelta ───────────────────────────────────────────────────────────────────────────────────


def celdas_de(parte: Parte) -> dict[str, Any]:
    """Lo que una parte dice, por clave de columna."""
    if isinstance(parte, Indicador):
        return _de_indicador(parte)
    if isinstance(parte, Alianza):
        return {
            "clase": ALIANZA, "codigo": parte.codigo, "nombre": parte.objeto,
            "padre": parte.elemento, "con_quien": parte.con_quien, "aliado": parte.aliado,
            "monto": parte.monto, "desde": parte.desde, "hasta": parte.hasta,
            "documento": parte.documento,
        }  # fmt: skip
    return {
        "clase": parte.clase,
        "codigo": parte.codigo,
        "nombre": parte.nombre,
        "padre": parte.padre,
        "dimension": parte.dimension,
        "descripcion": parte.descripcion,
        "responsable": parte.responsable,
        "alineados": tuple(parte.alineados),
        **{f"inversion_{a}": m for a, m in parte.montos.items()},
    }


def _de_indicador(i: Indicador) -> dict[str, Any]:
    return {
        "clase": INDICADOR,
        "codigo": i.codigo,
        "nombre": i.nombre,
        "padre": i.elemento,
        "medida": i.medida,
        "base": i.base,
        "anio_de_base": i.anio_de_base,
        "medio": i.medio,
        **{f"meta_{a}": v for a, v in i.metas.items()},
        **{f"alcanzado_{a}": d["valor"] for a, d in i.alcanzados.items()},
        **{f"fuente_{a}": d["fuente"] for a, d in i.alcanzados.items()},
    }


Celda = str | int | Decimal | None


def en_tabla(leido: PlanLeido) -> tuple[list[str], list[list[Celda]]]:
    """Títulos y filas; se puede volver a importar tal cual en otro borrador."""
    partes: list[Parte] = [*en_orden(arbol(leido.elementos)), *leido.indicadores, *leido.alianzas]
    dichas = [{**celdas_de(parte), "plan": leido.plan.codigo} for parte in partes]
    con_datos = {int(c[-4:]) for celdas in dichas for c in celdas if c[-4:].isdigit()}
    todas = columnas(sorted({*anios_de([leido.plan]), *con_datos}))
    filas = [[escrita(c.clave, celdas.get(c.clave)) for c in todas] for celdas in dichas]
    return [c.nombre for c in todas], filas


def escrita(clave: str, valor: Any) -> Celda:
    """El valor como se escribe en una celda para que se lea igual."""
    opciones: Mapping[str, Mapping[Any, tuple[str, ...]]] = {
        "clase": CLASES, "dimension": DIMENSIONES, "aliado": ALIADOS,
    }  # fmt: skip
    if valor in (None, "", ()):
        return None
    if clave in opciones:
        return opciones[clave][valor][0]
    if isinstance(valor, tuple):
        return "; ".join(valor)
    if clave == "base" or clave.startswith(("meta_", "alcanzado_")):
        return Decimal(valor)
    if hasattr(valor, "centavos"):
        return Decimal(str(valor))
    return valor if isinstance(valor, int) else str(valor)
