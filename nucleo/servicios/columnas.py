"""Las columnas con que llegan las demandas y cómo se lee cada una."""

from collections.abc import Mapping

from nucleo.dominio.demandas import Competencia, PedidaPor
from nucleo.dominio.lectura import (
    dinero_no_negativo,
    dinero_positivo,
    entero,
    fecha,
    opcion,
    si_o_no,
    texto_de,
)
from nucleo.dominio.sectores import Sector
from nucleo.servicios.encabezados import Columna
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE, Padron
from nucleo.servicios.sectores import lector_de_sector

LARGO_DE_TITULO = 300
LARGO_DE_CODIGO = 80
LARGO_CORTO = 200
LARGO_DE_RELATO = 4000
ULTIMA_PRIORIDAD = 999

PEDIDA_POR = {
    PedidaPor.MUJERES: ("mujeres", "mujer", "m", "las mujeres", "organización de mujeres"),
    PedidaPor.HOMBRES: ("hombres", "hombre", "h", "varones", "los hombres"),
    PedidaPor.AMBOS: ("ambos", "ambas", "mixto", "mujeres y hombres", "hombres y mujeres", "todos"),
    PedidaPor.SIN_DATO: ("sin dato", "no se sabe", "s d", "sd"),
}
COMPETENCIAS = {
    Competencia.MUNICIPAL: ("municipal", "municipio", "gam", "alcaldía"),
    Competencia.DEPARTAMENTAL: ("departamental", "departamento", "gobernación", "gad"),
    Competencia.NACIONAL: ("nacional", "nivel central", "central", "estado", "gobierno central"),
    Competencia.CONCURRENTE: ("concurrente", "compartida", "varios niveles"),
}


def columnas_de_demandas(padron: Padron, sectores: Mapping[str, Sector]) -> tuple[Columna, ...]:
    """Todas, en el orden de la plantilla; la OTB y el sector se buscan en los del municipio."""
    sector = Columna("sector", "Sector", lector_de_sector(sectores), ("rubro", "area", "programa"))
    return (
        *_principales(padron),
        sector,
        *_de_personas(),
        *_de_contraparte(),
        *_de_descripcion(),
        *_de_asamblea(),
        *_de_origen(),
    )


def _principales(padron: Padron) -> tuple[Columna, ...]:
    """Quién pide qué, por cuánto y en qué orden."""
    return (
        Columna(
            "otb", "OTB", padron.hallar, obligatoria=True,
            sinonimos=(
                "organizacion", "comunidad", "junta", "junta vecinal", "nombre de la otb",
                "nombre otb", "nombre de la organizacion", "nombre de la comunidad", "sindicato",
                "barrio", "otb comunidad", "otb o comunidad", "comunidad u otb", "solicitante",
                "organizacion solicitante",
            ),
        ),
        Columna(
            "demanda", "Demanda", texto_de(LARGO_DE_TITULO), obligatoria=True,
            sinonimos=(
                "proyecto", "obra", "titulo", "descripcion", "nombre del proyecto",
                "nombre de la demanda", "nombre de la obra", "nombre proyecto", "proyecto u obra",
                "obra o proyecto", "demanda priorizada", "proyecto demandado", "pedido",
                "descripcion del proyecto", "descripcion de la demanda", "titulo de la demanda",
            ),
        ),
        Columna(
            "costo", "Costo (Bs)", dinero_positivo, obligatoria=True,
            sinonimos=(
                "monto", "presupuesto", "costo bs", "costo total", "costo total bs", "monto bs",
                "monto total", "presupuesto bs", "costo estimado", "costo estimado bs", "importe",
                "costo aproximado", "presupuesto estimado", "costo en bs", "costo bolivianos",
                "monto en bs", "total bs", "presupuesto referencial", "costo referencial",
            ),
        ),
        Columna(
            "prioridad", "Prioridad", entero(1, ULTIMA_PRIORIDAD),
            ("orden", "nro de prioridad", "orden de prioridad", "prioridad de la asamblea"),
        ),
    )  # fmt: skip


def _de_origen() -> tuple[Columna, ...]:
    """De dónde sale el dato y con qué código lo lleva su fuente."""
    return (
        Columna(
            "fuente", "Fuente del dato", texto_de(LARGO_DE_FUENTE), ("fuente", "origen del dato")
        ),
        Columna(
            "codigo", "Código", texto_de(LARGO_DE_CODIGO),
            ("referencia", "id", "cod", "codigo de la demanda", "identificador", "sisin",
             "codigo sisin"),
        ),
        Columna(
            "simulado", "Simulado", si_o_no,
            ("simulada", "dato simulado", "es simulado", "ficticio"),
        ),
    )  # fmt: skip


def _de_personas() -> tuple[Columna, ...]:
    """A cuántas personas beneficia y quién la pidió."""
    return (
        Columna(
            "beneficiarias", "Beneficiarias (mujeres)", entero(),
            ("mujeres", "mujeres beneficiarias", "mujeres beneficiadas", "beneficiarias mujeres",
             "beneficiarios mujeres", "n de mujeres", "numero de mujeres", "beneficiarios m"),
        ),
        Columna(
            "beneficiarios", "Beneficiarios (hombres)", entero(),
            ("hombres", "varones", "hombres beneficiarios", "hombres beneficiados",
             "varones beneficiarios", "beneficiarios hombres", "beneficiarios varones",
             "n de hombres", "numero de hombres", "beneficiarios h"),
        ),
        Columna(
            "familias", "Familias", entero(),
            ("familias beneficiadas", "familias beneficiarias", "n de familias",
             "numero de familias", "beneficiarios familias"),
        ),
        Columna(
            "pedida_por", "Pedida por", opcion(PEDIDA_POR),
            ("quien la pidio", "quien pide", "solicitada por", "solicitado por", "demanda de",
             "pedido por", "quien solicita"),
        ),
        Columna(
            "orden_mujeres", "Orden de las mujeres", entero(1, ULTIMA_PRIORIDAD),
            ("prioridad mujeres", "prioridad de las mujeres"),
        ),
        Columna(
            "orden_hombres", "Orden de los hombres", entero(1, ULTIMA_PRIORIDAD),
            ("prioridad hombres", "prioridad de los hombres", "prioridad varones"),
        ),
    )  # fmt: skip


def _de_contraparte() -> tuple[Columna, ...]:
    """Lo que pone la comunidad y a qué nivel del Estado le toca."""
    return (
        Columna(
            "contraparte", "Contraparte (Bs)", dinero_no_negativo,
            ("contraparte bs", "aporte", "aporte comunal", "aporte de la comunidad",
             "valor de la contraparte", "monto contraparte"),
        ),
        Columna(
            "tipo_contraparte", "Tipo de contraparte", texto_de(LARGO_CORTO),
            ("contraparte tipo", "tipo de aporte", "clase de contraparte"),
        ),
        Columna(
            "competencia", "Competencia", opcion(COMPETENCIAS),
            ("nivel", "nivel competente", "quien puede hacerla"),
        ),
    )  # fmt: skip


def _de_descripcion() -> tuple[Columna, ...]:
    """Qué es, dónde y qué tan preparada está."""
    return (
        Columna(
            "tipo", "Tipo de obra o servicio", texto_de(LARGO_CORTO),
            ("tipo de demanda", "tipo de proyecto", "tipo de obra"),
        ),
        Columna(
            "problema", "Problema", texto_de(LARGO_DE_RELATO),
            ("problema que resuelve", "justificacion", "necesidad"),
        ),
        Columna(
            "lugar", "Lugar", texto_de(LARGO_CORTO),
            ("ubicacion", "sitio", "localizacion", "lugar de la obra"),
        ),
        Columna(
            "preparacion", "Preparación", texto_de(LARGO_CORTO),
            ("estado previo", "estado de preparacion", "avance previo", "estudios"),
        ),
    )  # fmt: skip


def _de_asamblea() -> tuple[Columna, ...]:
    """La asamblea que la decidió y su formulario de papel."""
    return (
        Columna(
            "fecha", "Fecha de la asamblea", fecha,
            ("fecha asamblea", "fecha de asamblea", "fecha de reunion"),
        ),
        Columna(
            "lugar_asamblea", "Lugar de la asamblea", texto_de(LARGO_CORTO),
            ("lugar asamblea", "lugar de reunion"),
        ),
        Columna(
            "asistentes_mujeres", "Asistentes mujeres", entero(),
            ("mujeres asistentes", "asistencia mujeres"),
        ),
        Columna(
            "asistentes_hombres", "Asistentes hombres", entero(),
            ("hombres asistentes", "asistencia hombres", "asistentes varones"),
        ),
        Columna(
            "folio", "Folio", texto_de(LARGO_DE_CODIGO),
            ("numero de formulario", "nro de formulario", "formulario"),
        ),
    )  # fmt: skip
