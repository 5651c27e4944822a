"""La vida de un ámbito entero: resumirlo, exportarlo, restaurarlo y borrarlo."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from nucleo.dominio.ambito import Ambito, EnMunicipio, EnPlataforma
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import (
    AmbitoOcupado,
    CadenaRota,
    DatosInvalidos,
    ExportacionVieja,
    MunicipioSinAlta,
    ResumenDistinto,
)
from nucleo.dominio.volcado import ResumenDeTabla, resumen_de, resumir_tabla
from nucleo.servicios.bitacora import verificar
from nucleo.servicios.legibilidad import (
    Regiones,
    exigir_legible,
    exigir_propias,
    sin_contenido,
)
from nucleo.servicios.piezas import Adjuntos, Desechable
from nucleo.servicios.puertos import Exportacion, Origen, Unidad

EXPORTADO = "municipio.exportado"
RESTAURADO = "municipio.restaurado"
BORRADO = "municipio.borrado"
RESPALDO_RESTAURADO = "respaldo.restaurado"
AMBITO_RESTAURADO = "ambito.restaurado"


@dataclass(frozen=True, slots=True)
class Resumen:
    """Lo que hay en un ámbito, tabla por tabla; `total` es el SHA-256 de todo."""

    tablas: Sequence[ResumenDeTabla]
    adjuntos: Sequence[str]

    @property
    def total(self) -> str:
        return resumen_de(self.tablas, self.adjuntos)

    @property
    def filas(self) -> int:
        return sum(tabla.filas for tabla in self.tablas)


def resumir(origen: Origen, adjuntos: Iterable[str]) -> Resumen:
    """El resumen de lo que hay ahora; con la unidad abierta."""
    tablas = [resumir_tabla(tabla.nombre, origen.filas(tabla)) for tabla in origen.tablas()]
    return Resumen(tablas, list(adjuntos))


def anotar_exportacion(contexto: Contexto, unidad: Unidad, exportacion: Exportacion) -> None:
    """Deja dicho que existe una copia, en la cadena de la plataforma.

    La unidad se abre en el ámbito de la plataforma: el municipio no cambia por copiarlo.
    """
    with unidad:
        unidad.anotar(hecho(contexto, EXPORTADO, exportacion))
        unidad.confirmar()


def hecho(contexto: Contexto, que: str, exportacion: Exportacion) -> Hecho:
    """Lo que se hizo con un archivo: de quién era, con qué datos y cuál exactamente."""
    ambito = exportacion.ambito
    carga: dict[str, Any] = {
        "ambito": ambito.clave,
        "resumen": exportacion.resumen,
        "archivo": exportacion.archivo,
        "sha256": exportacion.sha256,
    }
    if isinstance(ambito, EnMunicipio):
        carga["codigo"] = f"{ambito.id:06d}"
    return Hecho(que, contexto.quien, contexto.ahora(), carga)


def hecho_de_restaurar(contexto: Contexto, exportacion: Exportacion) -> Hecho:
    """Restaurar la plataforma es restaurar el respaldo del que viene."""
    match exportacion.ambito:
        case EnMunicipio():
            que = RESTAURADO
        case EnPlataforma():
            que = RESPALDO_RESTAURADO
        case _:
            que = AMBITO_RESTAURADO
    return hecho(contexto, que, exportacion)


def exigir_lugar(unidad: Unidad, exportacion: Exportacion) -> None:
    """Con la unidad abierta: que no haya nada suyo, ni su alta. O `AmbitoOcupado`."""
    if esta_hospedado(unidad, exportacion.ambito) or unidad.volcado.tablas():
        raise AmbitoOcupado(exportacion.nombre)


def esta_hospedado(unidad: Unidad, ambito: Ambito) -> bool:
    return isinstance(ambito, EnMunicipio) and ambito.id in unidad.altas.codigos()


def comprobar(contexto: Contexto, exportacion: Exportacion, desechable: Desechable) -> None:
    """Restaura el archivo en la base desechable, donde debe quedar igual y con su cadena entera.

    Levanta `DatosInvalidos` (también si a un adjunto le falta su contenido), `ResumenDistinto` o
    `CadenaRota`.
    """
    ambito = exportacion.ambito
    if falta := sin_contenido(exportacion, exportacion.adjuntos()):
        raise DatosInvalidos("adjuntos", 0, f"falta el contenido de {falta}")
    trasladar(contexto, exportacion, exportacion, desechable.unidad(ambito), exportacion.resumen)
    es_municipio = isinstance(ambito, EnMunicipio)
    if roto := verificar(desechable.unidad(ambito), alta=es_municipio):
        raise CadenaRota(exportacion.nombre, roto)


def exigir_aceptable(ambito: Ambito, desechable: Desechable, regiones: Regiones) -> None:
    """Que lo comprobado, ya puesto al día, diga algo posible: antes de tocar la base de verdad.

    Levanta `DatosInvalidos` o, si un municipio entregó a una región que no integra, `RegionAjena`.
    """
    if isinstance(ambito, EnMunicipio):
        with desechable.unidad(ambito) as unidad:
            exigir_legible(unidad)
            exigir_propias(unidad, ambito, regiones)


def restaurar(
    contexto: Contexto,
    exportacion: Exportacion,
    desechable: Desechable,
    unidad: Unidad,
    adjuntos: Adjuntos,
) -> None:
    """Lleva a la base de verdad lo que `comprobar` y `exigir_aceptable` dieron por bueno.

    Si algo falla no queda nada, ni los adjuntos. Nada de otro ámbito se toca.
    """
    with desechable.unidad(exportacion.ambito) as comprobada:
        origen: Origen = comprobada.volcado
        if isinstance(exportacion.ambito, EnPlataforma):
            origen = exportacion  # a la cadena de la desechable ya se le sumaron hechos
        esperado = resumir(origen, exportacion.adjuntos()).total
        trasladar(contexto, exportacion, origen, unidad, esperado, adjuntos)


def trasladar(
    contexto: Contexto,
    exportacion: Exportacion,
    origen: Origen,
    destino: Unidad,
    esperado: str,
    adjuntos: Adjuntos | None = None,
) -> None:
    """Carga las filas de `origen` en una sola transacción, si el resumen es el esperado.

    La cadena vuelve eslabón por eslabón; lo que se hizo queda en la de la plataforma.
    """
    ambito = exportacion.ambito
    with destino:
        destino.reservar()
        exigir_lugar(destino, exportacion)
        with puestos(exportacion, adjuntos) as guardados:
            for tabla in destino.volcado.en_orden(origen.tablas()):
                destino.volcado.cargar(tabla, origen.filas(tabla))
            hallado = resumir(destino.volcado, guardados).total
            if hallado != esperado:
                raise ResumenDistinto(exportacion.nombre, esperado, hallado)
            if isinstance(ambito, EnMunicipio) and not esta_hospedado(destino, ambito):
                raise DatosInvalidos("altas", 0, "falta el alta del municipio")
            destino.anotar_en_plataforma(hecho_de_restaurar(contexto, exportacion))
            destino.confirmar()


@contextmanager
def puestos(exportacion: Exportacion, adjuntos: Adjuntos | None) -> Iterator[Sequence[str]]:
    """Guarda los adjuntos, y los quita si lo demás no se llega a confirmar.

    Va con el ámbito reservado y vacío: los que hubiera son restos de un intento que no terminó.
    Sin dónde guardarlos, da los del archivo.
    """
    if adjuntos is None:
        yield exportacion.adjuntos()
        return
    adjuntos.vaciar()
    try:
        for resumen in exportacion.adjuntos():
            adjuntos.guardar(exportacion.adjunto(resumen))
        yield adjuntos.resumenes()
    except BaseException:
        adjuntos.vaciar()
        raise


def exigir_vigente(unidad: Unidad, adjuntos: Adjuntos, exportacion: Exportacion) -> None:
    """Con la unidad abierta: que el archivo tenga todo lo que hay ahora. O `ExportacionVieja`."""
    if resumir(unidad.volcado, adjuntos.resumenes()).total != exportacion.resumen:
        raise ExportacionVieja(exportacion.archivo, exportacion.nombre)


def borrar(
    contexto: Contexto, exportacion: Exportacion, unidad: Unidad, adjuntos: Adjuntos
) -> None:
    """Borra el municipio entero, si el archivo ya comprobado tiene todo lo suyo.

    En la cadena de la plataforma queda cuál archivo lo contiene. Si algo falla, no se borra nada.
    """
    with unidad:
        unidad.reservar()
        if not esta_hospedado(unidad, exportacion.ambito):
            raise MunicipioSinAlta(exportacion.nombre)
        exigir_vigente(unidad, adjuntos, exportacion)
        unidad.volcado.vaciar()
        unidad.anotar_en_plataforma(hecho(contexto, BORRADO, exportacion))
        unidad.confirmar()
    with unidad:
        unidad.reservar()
        if not unidad.volcado.tablas():  # nadie lo restauró mientras tanto
            adjuntos.vaciar()
