"""Lo que cada organización recibió en gestiones anteriores: importarlo, anotarlo y corregirlo."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.inversiones import Inversion
from nucleo.dominio.lectura import dinero_positivo, entero, reparar_enie, si_o_no, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import que_piden
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
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE, Padron, avisar_reparados
from nucleo.servicios.puertos import Unidad

LARGO_DE_PROYECTO = 300
LARGO_DE_CLAVE = 100
PRIMERA_GESTION, ULTIMA_GESTION = 1994, 2100  # la Ley 1551 crea los municipios de hoy en 1994

SE_CORRIGEN = (
    "organizacion_id", "gestion", "proyecto", "monto", "sector", "estado", "fuente", "simulada",
)  # fmt: skip
Identidad = tuple[UUID | None, int, str]


def columnas(padron: Padron) -> tuple[Columna, ...]:
    """Sin OTB, la inversión es del municipio entero."""
    return (
        Columna(
            "otb", "OTB", padron.hallar,
            ("organizacion", "comunidad", "junta", "junta vecinal", "nombre de la otb"),
        ),
        Columna(
            "gestion", "Gestión", entero(PRIMERA_GESTION, ULTIMA_GESTION), ("año", "anio", "poa"),
            obligatoria=True,
        ),
        Columna(
            "proyecto", "Proyecto", texto_de(LARGO_DE_PROYECTO),
            ("obra", "descripcion", "nombre del proyecto", "actividad", "titulo"),
            obligatoria=True,
        ),
        Columna(
            "monto", "Monto (Bs)", dinero_positivo,
            ("monto bs", "costo", "ejecutado", "monto ejecutado", "inversion", "importe",
             "presupuesto", "devengado", "total"),
            obligatoria=True,
        ),
        Columna("sector", "Sector", texto_de(LARGO_DE_CLAVE), ("programa", "rubro")),
        Columna("estado", "Estado", texto_de(LARGO_DE_CLAVE), ("situacion", "avance")),
        Columna("fuente", "Fuente del dato", texto_de(LARGO_DE_FUENTE), ("fuente", "origen")),
        Columna("simulado", "Simulado", si_o_no, ("simulada", "dato simulado", "es simulado")),
    )  # fmt: skip


def importar(
    contexto: Contexto,
    unidad: Unidad,
    planilla: Planilla,
    *,
    parcial: bool = False,
    avance: Avance | None = None,
    ensayo: bool = False,
) -> Importacion:
    """Agrega al historial las inversiones que faltan.

    La identidad es organización, gestión y proyecto plegado; una repetida con otro dato se rechaza.
    """
    with unidad:
        if not ensayo:
            unidad.reservar()
        padron = Padron(que_piden(unidad.organizaciones.todas()))
        historial = Historial(unidad)
        importacion, nuevas = importar_filas(
            planilla,
            columnas(padron),
            historial.procesar,
            parcial=parcial,
            avance=avance,
            ensayo=ensayo,
        )
        avisar_reparados(importacion, historial.reparados)
        if nuevas:
            unidad.inversiones.agregar_todas(nuevas)
            unidad.anotar(hecho("inversiones.importadas", contexto, importacion))
            unidad.confirmar()
    return importacion


class Historial:
    """Las inversiones ya registradas, por identidad; crece con cada fila."""

    def __init__(self, unidad: Unidad) -> None:
        self.registradas: dict[Identidad, Inversion] = {}
        self.reparados: list[str] = []
        for i in unidad.inversiones.todas():
            self.registradas[i.organizacion_id, i.gestion, plegar(i.proyecto)] = i

    def procesar(self, fila: Fila) -> Inversion | None:
        """La inversión nueva de la fila o `None` si ya estaba; levanta `FilaRechazada`."""
        proyecto = reparar_enie(fila.valores["proyecto"])
        if not plegar(proyecto):
            raise rechazo("proyecto", N_("no tiene letras ni números"))
        nueva = _nueva(proyecto, fila)
        identidad = (nueva.organizacion_id, nueva.gestion, plegar(proyecto))
        if antes := self.registradas.get(identidad):
            exigir_igual(_dicho(antes), fila)
            return None
        if proyecto != fila.valores["proyecto"]:
            self.reparados.append(proyecto)
        self.registradas[identidad] = nueva
        return nueva


def _nueva(proyecto: str, fila: Fila) -> Inversion:
    dato = fila.valores
    return Inversion(
        id=nuevo_id(),
        organizacion_id=dato["otb"].id if "otb" in dato else None,
        gestion=dato["gestion"],
        proyecto=proyecto,
        monto=dato["monto"],
        sector=dato.get("sector", ""),
        estado=dato.get("estado", ""),
        fuente=dato.get("fuente", ""),
        simulada=dato.get("simulado", False),
    )


def _dicho(i: Inversion) -> dict[str, object]:
    return {
        "monto": i.monto,
        "sector": i.sector,
        "estado": i.estado,
        "fuente": i.fuente,
        "simulado": i.simulada,
    }


def inversion_de(unidad: Unidad, inversion_id: UUID) -> Inversion:
    """La de ese identificador, o `NoExiste`. Con la unidad abierta."""
    inversion = unidad.inversiones.de(inversion_id)
    if inversion is None:
        raise NoExiste("inversión", inversion_id)
    return inversion


def registrar(
    contexto: Contexto, unidad: Unidad, inversion_id: UUID, datos: Mapping[str, Any]
) -> None:
    """Añade una. Su `id` nace en la página: enviarla dos veces es una.

    `datos` son los campos de `Inversion`. La que ya está levanta `FilaRechazada`; con ese `id` y
    otros datos, `OrdenUsada`.
    """
    with unidad:
        unidad.reservar()
        if ya := unidad.inversiones.de(inversion_id):
            if any(getattr(ya, campo) != valor for campo, valor in datos.items()):
                raise OrdenUsada(ya.proyecto)
            return
        _exigir_unica(unidad, datos)
        unidad.inversiones.agregar_todas([Inversion(id=inversion_id, **datos)])
        _anotar(contexto, unidad, "inversiones.registrada", inversion_id, _en_llano(datos))
        unidad.confirmar()


def corregir(
    contexto: Contexto,
    unidad: Unidad,
    inversion_id: UUID,
    version: int,
    datos: Mapping[str, Any],
) -> bool:
    """La deja como dicen `datos` y dice si algo cambió; el hecho guarda qué había y qué quedó.

    `EdicionConcurrente` si otra persona guardó después de esa `version`.
    """
    with unidad:
        unidad.reservar()
        inversion = inversion_de(unidad, inversion_id)
        if inversion.version != version:
            raise EdicionConcurrente
        antes = {campo: getattr(inversion, campo) for campo in datos}
        cambian = [campo for campo in datos if antes[campo] != datos[campo]]
        if not cambian:
            return False
        _exigir_unica(unidad, datos, menos=inversion_id)
        for campo in cambian:
            setattr(inversion, campo, datos[campo])
        viejo, nuevo = _en_llano(antes), _en_llano(datos)
        cambios = {campo: [viejo[campo], nuevo[campo]] for campo in cambian}
        _anotar(contexto, unidad, "inversiones.corregida", inversion_id, {"cambios": cambios})
        unidad.confirmar()
    return True


def quitar(contexto: Contexto, unidad: Unidad, inversion_id: UUID, version: int) -> None:
    """La quita; el hecho guarda lo que decía. `EdicionConcurrente` si ya no es la que se vio."""
    with unidad:
        unidad.reservar()
        inversion = inversion_de(unidad, inversion_id)
        if inversion.version != version:
            raise EdicionConcurrente
        decia = _en_llano({campo: getattr(inversion, campo) for campo in SE_CORRIGEN})
        unidad.inversiones.quitar(inversion)
        _anotar(contexto, unidad, "inversiones.quitada", inversion_id, decia)
        unidad.confirmar()


def _exigir_unica(unidad: Unidad, datos: Mapping[str, Any], menos: UUID | None = None) -> None:
    """Organización, gestión y proyecto la identifican, como al importar."""
    suya = (datos["organizacion_id"], datos["gestion"], plegar(datos["proyecto"]))
    if not suya[2]:
        raise rechazo("proyecto", N_("no tiene letras ni números"))
    for i in unidad.inversiones.todas():
        if i.id != menos and (i.organizacion_id, i.gestion, plegar(i.proyecto)) == suya:
            raise rechazo("proyecto", N_("ya está anotada para ese año y esa organización"))


def _en_llano(datos: Mapping[str, Any]) -> dict[str, object]:
    """Como va en la bitácora: textos y números."""
    return {c: str(v) if isinstance(v, Dinero | UUID) else v for c, v in datos.items()}


def _anotar(
    contexto: Contexto, unidad: Unidad, que: str, cual: UUID, carga: Mapping[str, object]
) -> None:
    datos = {"inversion": str(cual), **carga}
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), datos))
