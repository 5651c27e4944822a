"""La estructura operativa: anotar las unidades del municipio, cerrarlas e importarlas."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.lectura import codigo_de, entero, si_o_no, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import normalizar
from nucleo.dominio.planes import EstadoDePlan
from nucleo.dominio.sectores import Sector
from nucleo.dominio.unidades_operativas import (
    DependenciaInvalida,
    UnidadEnUso,
    UnidadOperativa,
    UnidadRepetida,
    exigir_dependencia,
    exigir_vigencia,
)
from nucleo.servicios.encabezados import Columna, Planilla
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
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE, LARGO_DE_NOMBRE
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.sectores import lector_de_sector

LARGO_DE_CODIGO = 12
LARGO_DE_COMPETENCIAS = 2000
PRIMERA_GESTION, ULTIMA_GESTION = 1994, 2100
gestion_de_vigencia = entero(PRIMERA_GESTION, ULTIMA_GESTION)


@dataclass(frozen=True, slots=True)
class DatosDeUnidad:
    """Lo que se escribe de una unidad; los campos son los de `UnidadOperativa`."""

    codigo: str
    nombre: str
    depende_de: str = ""
    responsable: str = ""
    competencias: str = ""
    sectores: tuple[str, ...] = ()
    desde: int | None = None
    hasta: int | None = None
    fuente: str = ""
    simulada: bool = False


def unidades_vigentes(unidad: Unidad, gestion: int) -> Mapping[str, str]:
    """Código → nombre de las que existen en la gestión; con la unidad de trabajo abierta."""
    return {u.codigo: u.nombre for u in unidad.estructura.todas() if u.vigente(gestion)}


def operativa_de(unidad: Unidad, cual: UUID, version: int | None = None) -> UnidadOperativa:
    """Con la unidad abierta. `NoExiste`, o `EdicionConcurrente` si ya no es esa versión."""
    operativa = unidad.estructura.de(cual)
    if operativa is None:
        raise NoExiste("unidad", cual)
    if version is not None and operativa.version != version:
        raise EdicionConcurrente
    return operativa


def usos_de(unidad: Unidad, operativa: UnidadOperativa) -> list[str]:
    """Qué la nombra, por su código: las que dependen de ella, los planes y los POA."""
    codigo = operativa.codigo
    escrito = codigo.casefold()  # el POA vale con el código en minúsculas
    hijas = [u.codigo for u in unidad.estructura.todas() if u.depende_de == codigo]
    poas = [
        f"POA {gestion}"
        for gestion in unidad.poas.gestiones()
        if any(
            li.unidad.casefold() == escrito
            for p in unidad.poas.versiones(gestion)
            for li in p.lineas
        )
    ]
    planes = [
        f"{plan.codigo} {e.codigo}"
        for plan in unidad.planes.todos()
        if plan.estado is not EstadoDePlan.REEMPLAZADO
        for e in unidad.planes.elementos(plan.id)
        if e.responsable == codigo
    ]
    return [*hijas, *planes, *poas]


def registrar(
    contexto: Contexto, unidad: Unidad, nueva: UUID, datos: DatosDeUnidad
) -> UnidadOperativa:
    """Agrega una unidad. Repetirla con el mismo `id` no la duplica.

    Con ese `id` y otros datos, `OrdenUsada`; con el código de otra, `UnidadRepetida`.
    """
    with unidad:
        unidad.reservar()
        if ya := unidad.estructura.de(nueva):
            if _dichos_de(ya) != _como_se_guardan(datos):
                raise OrdenUsada(ya.nombre)
            return ya
        _exigir(unidad, datos)
        for u in unidad.estructura.todas():
            if u.codigo == datos.codigo:
                raise UnidadRepetida(u.codigo, u.nombre)
        operativa = _de_los(datos, nueva)
        unidad.estructura.agregar_todas([operativa])
        _anotar(contexto, unidad, "estructura.registrada", operativa)
        unidad.confirmar()
    return operativa


def corregir(
    contexto: Contexto, unidad: Unidad, cual: UUID, version: int, datos: DatosDeUnidad
) -> UnidadOperativa:
    """Cambia sus datos, menos el código, si siguen como se los vio. O `EdicionConcurrente`.

    Guardar lo mismo no deja hecho ni cambia la versión.
    """
    with unidad:
        unidad.reservar()
        operativa = operativa_de(unidad, cual, version)
        datos = replace(datos, codigo=operativa.codigo)
        if _dichos_de(operativa) == _como_se_guardan(datos):
            return operativa
        _exigir(unidad, datos)
        _poner(operativa, datos)
        _anotar(contexto, unidad, "estructura.corregida", operativa)
        unidad.confirmar()
    return operativa


def cerrar(
    contexto: Contexto, unidad: Unidad, cual: UUID, version: int, hasta: int
) -> UnidadOperativa:
    """Deja de existir después de la gestión `hasta`; lo que la nombra queda como estaba."""
    with unidad:
        unidad.reservar()
        operativa = operativa_de(unidad, cual, version)
        if operativa.hasta == hasta:
            return operativa
        exigir_vigencia(operativa.desde, hasta)
        operativa.hasta = hasta
        _anotar(contexto, unidad, "estructura.cerrada", operativa)
        unidad.confirmar()
    return operativa


def quitar(contexto: Contexto, unidad: Unidad, cual: UUID, version: int) -> UnidadOperativa:
    """Borra la que se anotó por error. Si algo la nombra, `UnidadEnUso`."""
    with unidad:
        unidad.reservar()
        operativa = operativa_de(unidad, cual, version)
        if usos := usos_de(unidad, operativa):
            raise UnidadEnUso(operativa.codigo, usos)
        unidad.estructura.quitar(operativa)
        _anotar(contexto, unidad, "estructura.quitada", operativa)
        unidad.confirmar()
    return operativa


def _exigir(unidad: Unidad, datos: DatosDeUnidad) -> None:
    exigir_vigencia(datos.desde, datos.hasta)
    exigir_dependencia(datos.codigo, datos.depende_de, unidad.estructura.todas())


def _como_se_guardan(datos: DatosDeUnidad) -> DatosDeUnidad:
    return replace(datos, nombre=normalizar(datos.nombre), sectores=tuple(datos.sectores))


def _dichos_de(u: UnidadOperativa) -> DatosDeUnidad:
    return DatosDeUnidad(
        u.codigo,
        u.nombre,
        u.depende_de,
        u.responsable,
        u.competencias,
        tuple(u.sectores),
        u.desde,
        u.hasta,
        u.fuente,
        u.simulada,
    )


def _de_los(datos: DatosDeUnidad, nueva: UUID) -> UnidadOperativa:
    operativa = UnidadOperativa(nueva, datos.codigo, "")
    _poner(operativa, datos)
    return operativa


def _poner(operativa: UnidadOperativa, dichos: DatosDeUnidad) -> None:
    datos = _como_se_guardan(dichos)
    operativa.nombre, operativa.depende_de = datos.nombre, datos.depende_de
    operativa.responsable, operativa.competencias = datos.responsable, datos.competencias
    operativa.sectores = datos.sectores
    operativa.desde, operativa.hasta = datos.desde, datos.hasta
    operativa.fuente, operativa.simulada = datos.fuente, datos.simulada


def _anotar(contexto: Contexto, unidad: Unidad, que: str, operativa: UnidadOperativa) -> None:
    carga = {"unidad": operativa.codigo, "nombre": operativa.nombre}
    if operativa.hasta is not None:
        carga["hasta"] = str(operativa.hasta)
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))


# ── La planilla ─────────────────────────────────────────────────────────────────────────────────


def columnas(sectores: Mapping[str, Sector]) -> tuple[Columna, ...]:
    """Los sectores se buscan en los del municipio y van separados por punto y coma."""
    codigo = codigo_de(LARGO_DE_CODIGO)
    return (
        Columna(
            "codigo", "Código", codigo, ("sigla", "codigo de la unidad"), obligatoria=True
        ),
        Columna(
            "nombre", "Nombre", texto_de(LARGO_DE_NOMBRE), obligatoria=True,
            sinonimos=("unidad", "unidad organizacional", "nombre de la unidad", "dependencia"),
        ),
        Columna("depende_de", "Depende de", codigo, ("superior", "unidad superior")),
        Columna(
            "responsable", "Responsable (cargo)", texto_de(LARGO_DE_NOMBRE), ("cargo", "a cargo"),
        ),
        Columna(
            "competencias", "Competencias", texto_de(LARGO_DE_COMPETENCIAS), ("funciones",)
        ),
        Columna("sectores", "Sectores", _varios(lector_de_sector(sectores)), ("sector", "rubros")),
        Columna("desde", "Desde (gestión)", gestion_de_vigencia, ("primera gestion",)),
        Columna("hasta", "Hasta (gestión)", gestion_de_vigencia, ("ultima gestion",)),
        Columna("fuente", "Fuente", texto_de(LARGO_DE_FUENTE), ("fuente del dato", "norma")),
        Columna("simulada", "Simulado", si_o_no, ("simulada", "dato simulado", "es simulado")),
    )  # fmt: skip


def _varios(uno: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    """Sin repetir: «Salud; salud» es uno."""
    return lambda texto: tuple(dict.fromkeys(uno(p) for p in texto.split(";") if p.strip()))


def importar(
    contexto: Contexto,
    unidad: Unidad,
    sectores: Mapping[str, Sector],
    planilla: Planilla,
    *,
    parcial: bool = False,
    avance: Avance | None = None,
    ensayo: bool = False,
) -> Importacion:
    """Agrega las unidades que faltan; la identidad es el código.

    Cada una va después que aquella de la que depende, en la planilla o ya registrada.
    """
    with unidad:
        if not ensayo:
            unidad.reservar()
        conocidas = {u.codigo: u for u in unidad.estructura.todas()}

        def procesar(fila: Fila) -> UnidadOperativa | None:
            return _procesar(conocidas, fila)

        importacion, nuevas = importar_filas(
            planilla, columnas(sectores), procesar, parcial=parcial, avance=avance, ensayo=ensayo
        )
        if nuevas:
            unidad.estructura.agregar_todas(nuevas)
            unidad.anotar(hecho("estructura.importada", contexto, importacion))
            unidad.confirmar()
    return importacion


def _procesar(conocidas: dict[str, UnidadOperativa], fila: Fila) -> UnidadOperativa | None:
    dato = fila.valores
    if antes := conocidas.get(dato["codigo"]):
        exigir_igual(asdict(_dichos_de(antes)), fila)
        return None
    _exigir_fila(dato, conocidas.values())
    nueva = _de_los(DatosDeUnidad(**dato), nuevo_id())
    conocidas[nueva.codigo] = nueva
    return nueva


def _exigir_fila(dato: Mapping[str, object], conocidas: Iterable[UnidadOperativa]) -> None:
    desde, hasta = dato.get("desde"), dato.get("hasta")
    if isinstance(desde, int) and isinstance(hasta, int) and hasta < desde:
        raise rechazo("hasta", N_("termina antes de empezar"))
    superior = str(dato.get("depende_de", ""))
    try:
        exigir_dependencia(str(dato["codigo"]), superior, conocidas)
    except DependenciaInvalida:
        texto = N_("no hay ninguna unidad %(codigo)s más arriba: póngala antes")
        raise rechazo("depende_de", texto, codigo=superior) from None
