"""La planilla de lo que se ofrece financiar: de ida, en dos tiempos, y de vuelta."""

from collections.abc import Mapping, Sequence
from datetime import date

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import Competencia
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.lectura import dinero_positivo, fecha, opcion, si_o_no, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.ofertas import Oferta, TipoDeOferente
from nucleo.dominio.sectores import Sector
from nucleo.servicios.columnas import COMPETENCIAS, LARGO_CORTO, LARGO_DE_RELATO, LARGO_DE_TITULO
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
from nucleo.servicios.ofertas import clave_de
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.sectores import lector_de_sector, sectores_de

TIPOS_DE_OFERENTE = {
    TipoDeOferente.MUNICIPIO: ("municipio", "gobierno municipal", "alcaldía", "gam"),
    TipoDeOferente.GOBERNACION: ("gobernación", "gad", "gobierno departamental"),
    TipoDeOferente.ASAMBLEISTA: ("asambleísta", "asambleísta departamental"),
    TipoDeOferente.DIPUTACION: ("diputado", "diputada", "diputación", "diputado uninominal"),
    TipoDeOferente.NACIONAL: ("gobierno nacional", "nacional", "ministerio", "nivel central"),
    TipoDeOferente.OTRO: ("otro", "otra institución", "cooperación", "ong"),
}


def columnas(sectores: Mapping[str, Sector]) -> tuple[Columna, ...]:
    """En el orden de la plantilla. Varios sectores o distritos van separados por «;»."""
    de_sector, de_competencia = lector_de_sector(sectores), opcion(COMPETENCIAS)

    def varios_sectores(texto: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(de_sector, partidos(texto))))

    def varias_competencias(texto: str) -> tuple[str, ...]:
        leidas: Sequence[Competencia] = [de_competencia(p) for p in partidos(texto)]
        return tuple(dict.fromkeys(c.value for c in leidas))

    return (
        Columna(
            "oferente", "Quién ofrece", texto_de(LARGO_CORTO), obligatoria=True,
            sinonimos=("oferente", "institucion", "cargo", "autoridad", "entidad"),
        ),
        Columna(
            "tipo", "Tipo", opcion(TIPOS_DE_OFERENTE), obligatoria=True,
            sinonimos=("tipo de oferente", "nivel"),
        ),
        Columna(
            "que", "Qué ofrece", texto_de(LARGO_DE_TITULO), obligatoria=True,
            sinonimos=("oferta", "programa", "proyecto", "descripcion", "que financia"),
        ),
        Columna(
            "monto", "Monto (Bs)", dinero_positivo, obligatoria=True,
            sinonimos=("monto bs", "cuanto", "importe", "presupuesto", "total"),
        ),
        Columna("sectores", "Sectores", varios_sectores, ("sector", "rubro", "rubros")),
        Columna("distritos", "Distritos", varios_distritos, ("distrito",)),
        Columna(
            "competencias", "Competencias", varias_competencias, ("competencia", "a quien le toca"),
        ),
        Columna("condiciones", "Condiciones", texto_de(LARGO_DE_RELATO), ("requisitos",)),
        Columna("desde", "Desde", fecha, ("vigente desde", "inicio")),
        Columna("hasta", "Hasta", fecha, ("vigente hasta", "fin", "vence", "vencimiento")),
        Columna("fuente", "Fuente del dato", texto_de(LARGO_DE_FUENTE), ("fuente", "origen")),
        Columna("simulada", "Simulada", si_o_no, ("simulado", "dato simulado", "es simulada")),
    )  # fmt: skip


def partidos(texto: str) -> list[str]:
    """«riego; salud» → dos; sin punto y coma, uno solo."""
    return [parte.strip() for parte in texto.split(";") if parte.strip()]


def varios_distritos(texto: str) -> tuple[str, ...]:
    leer = texto_de(LARGO_CORTO)
    return tuple(dict.fromkeys(map(leer, partidos(texto))))


def importar(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    sectores: Sequence[Sector],
    planilla: Planilla,
    *,
    parcial: bool = False,
    avance: Avance | None = None,
    ensayo: bool = False,
) -> Importacion:
    """Agrega las ofertas que faltan. Identidad: quién y qué; con otro dato, se rechaza."""
    with unidad:
        if not ensayo:
            unidad.reservar()
        registradas = {
            o.clave: o for o in unidad.ofertas.de_gestion(contexto.gestion) if not o.retirada_en
        }

        def procesar(fila: Fila) -> Oferta | None:
            return _procesar(contexto, registradas, fila)

        conocidas = columnas(sectores_de(contexto, ganchos, sectores))
        importacion, nuevas = importar_filas(
            planilla, conocidas, procesar, parcial=parcial, avance=avance, ensayo=ensayo
        )
        if nuevas:
            unidad.ofertas.agregar_todas(nuevas)
            unidad.anotar(
                hecho("ofertas.importadas", contexto, importacion, gestion=contexto.gestion)
            )
            unidad.confirmar()
    return importacion


def _procesar(contexto: Contexto, registradas: dict[str, Oferta], fila: Fila) -> Oferta | None:
    dato = dict(fila.valores)
    clave = clave_de(dato["oferente"], dato["que"])
    if antes := registradas.get(clave):
        exigir_igual({c: _comparable(getattr(antes, c)) for c in dato if c in SE_COMPARAN}, fila)
        return None
    desde, hasta = dato.get("desde"), dato.get("hasta")
    if isinstance(desde, date) and isinstance(hasta, date) and hasta < desde:
        raise rechazo("hasta", N_("es antes que «desde»"))
    nueva = Oferta(nuevo_id(), contexto.gestion, clave, **dato)
    registradas[clave] = nueva
    return nueva


SE_COMPARAN = frozenset(
    {"tipo", "monto", "sectores", "distritos", "competencias", "condiciones", "desde", "hasta"}
)


def _comparable(valor: object) -> object:
    return tuple(valor) if isinstance(valor, list) else valor
