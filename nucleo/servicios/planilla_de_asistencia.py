"""La lista firmada en papel, transcrita: de una planilla a las personas que llegaron."""

from collections.abc import Callable, Sequence
from uuid import UUID

from nucleo.dominio.asistencias import Asistencia, Sexo
from nucleo.dominio.ciclos import Ciclo
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.eventos import Evento
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.lectura import hora_de, ilegible, opcion, reparar_enie, si_o_no, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import plegar
from nucleo.servicios.asistencias import (
    LARGO_DE_CARGO,
    LARGO_DE_NOMBRE,
    DatosDeAsistencia,
    Presencia,
    armada,
    que_recibe,
)
from nucleo.servicios.encabezados import Columna, Planilla, encabezar
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
from nucleo.servicios.organizaciones import Padron
from nucleo.servicios.puertos import Unidad

SEXOS = {
    Sexo.MUJER: ("mujer", "femenino", "f"),
    Sexo.HOMBRE: ("hombre", "h", "varón", "v", "masculino"),
    Sexo.SIN_DATO: ("sin dato", "sin_dato", "no se anotó"),
}
M = "m"
"""En una planilla es mujer y en otra masculino: lo dicen las demás letras de su columna."""
M_AMBIGUA = N_("puede ser mujer o masculino: escriba «mujer» u «hombre»")
TITULOS = (
    "Nombre", "Sexo", "Organización", "A quién representa", "Cargo", "Sin inscripción previa",
    "Hora",
)  # fmt: skip
"""Los de la lista que se descarga; en castellano siempre, porque se vuelve a cargar."""
Identidad = tuple[str, UUID | None]


def columnas(padron: Padron, ciclo: Ciclo, es_m: Sexo | None = None) -> tuple[Columna, ...]:
    """Las de la lista; con el nombre basta. `es_m` es lo que quiere decir «M» en esa planilla."""
    quienes = {c: (p.nombre, c) for c, p in ciclo.participantes.items()}
    return (
        Columna(
            "nombre", "Nombre", texto_de(LARGO_DE_NOMBRE),
            ("nombre completo", "nombres y apellidos", "nombre y apellido", "apellidos y nombres",
             "participante", "asistente", "persona"),
            obligatoria=True,
        ),
        Columna("sexo", "Sexo", lector_de_sexo(es_m), ("genero",)),
        Columna(
            "organizacion", "Organización", padron.hallar,
            ("otb", "comunidad", "junta vecinal", "institucion", "nombre de la otb"),
        ),
        Columna("representa", "A quién representa", opcion(quienes),
                ("representa", "representacion", "en representacion de", "sector")),
        Columna("cargo", "Cargo", texto_de(LARGO_DE_CARGO), ("cartera",)),
        Columna("sin_inscripcion", "Sin inscripción previa", si_o_no,
                ("sin inscripcion", "llego sin inscripcion")),
        Columna("hora", "Hora", hora_de, ("hora de llegada", "llegada")),
    )  # fmt: skip


def lector_de_sexo(es_m: Sexo | None) -> Callable[[str], Sexo]:
    """El de la lista, que además lee «M» si se sabe qué quiere decir."""
    de_la_lista = opcion(SEXOS)

    def leer(texto: str) -> Sexo:
        if plegar(texto) != M:
            return de_la_lista(texto)
        if es_m is None:
            raise ilegible(M_AMBIGUA)
        return es_m

    return leer


def que_es_m(planilla: Planilla, suyas: Sequence[Columna]) -> Sexo | None:
    """Con alguna «F» es masculino; con alguna «H» o «V», mujer. Con las dos, o sola, no se sabe."""
    encabezado = encabezar(planilla, suyas)
    textos = (encabezado.por_clave(celdas) for _, celdas in encabezado.renglones)
    escritos = {plegar(t["sexo"]) for t in textos if "sexo" in t}
    con_f, con_h = "f" in escritos, bool(escritos & {"h", "v"})
    if con_f == con_h:
        return None
    return Sexo.HOMBRE if con_f else Sexo.MUJER


def filas_de(leida: Presencia, ciclo: Ciclo) -> list[tuple[str, ...]]:
    """La lista como se descarga: se completa y se vuelve a cargar tal cual."""
    nombres = {c: p.nombre for c, p in ciclo.participantes.items()}
    return [
        (
            a.nombre,
            SEXOS[a.sexo][0],
            leida.organizaciones[a.organizacion_id].nombre if a.organizacion_id else "",
            nombres.get(a.representa, ""),
            a.cargo,
            "sí" if a.sin_inscripcion else "no",
            a.hora,
        )
        for a in leida.asistencias
    ]


def importar(
    contexto: Contexto,
    unidad: Unidad,
    clave: str,
    planilla: Planilla,
    *,
    parcial: bool = False,
    avance: Avance | None = None,
    ensayo: bool = False,
) -> Importacion:
    """Agrega a quienes faltan en la lista del encuentro. Identidad: nombre y organización.

    `AsistenciaFueraDeTiempo` si no está en curso ni realizado.
    """
    with unidad:
        if not ensayo:
            unidad.reservar()
        evento = que_recibe(unidad, contexto.gestion, clave)
        padron = Padron(unidad.organizaciones.todas())
        antes = {
            (a.clave, a.organizacion_id): a
            for a in unidad.asistencias.de_evento(contexto.gestion, clave)
        }

        def procesar(fila: Fila) -> Asistencia | None:
            return _procesar(contexto, unidad, evento, antes, fila)

        es_m = que_es_m(planilla, columnas(padron, contexto.ciclo))
        importacion, nuevas = importar_filas(
            planilla, columnas(padron, contexto.ciclo, es_m), procesar,
            parcial=parcial, avance=avance, ensayo=ensayo,
        )  # fmt: skip
        if nuevas:
            unidad.asistencias.agregar_todas(nuevas)
            donde = {"gestion": contexto.gestion, "evento": clave}
            unidad.anotar(hecho("asistencia.importada", contexto, importacion, **donde))
            unidad.confirmar()
    return importacion


def _procesar(
    contexto: Contexto,
    unidad: Unidad,
    evento: Evento,
    antes: dict[Identidad, Asistencia],
    fila: Fila,
) -> Asistencia | None:
    dichos = fila.valores
    nombre = reparar_enie(dichos["nombre"])
    if not (plegado := plegar(nombre)):
        raise rechazo("nombre", N_("no tiene letras ni números"))
    suya = dichos.get("organizacion")
    suya_id = suya.id if suya else None
    if ya := antes.get((plegado, suya_id)):
        dicho = {"sexo": ya.sexo, "representa": ya.representa, "cargo": ya.cargo}
        exigir_igual(dicho, fila)
        return None
    datos = DatosDeAsistencia(
        nombre,
        dichos.get("sexo", Sexo.SIN_DATO),
        suya_id,
        dichos.get("representa", ""),
        dichos.get("cargo", ""),
        sin_inscripcion=dichos.get("sin_inscripcion", False),
        hora=dichos.get("hora", ""),
    )
    nueva = armada(contexto, unidad, evento, nuevo_id(), datos)
    antes[plegado, suya_id] = nueva
    return nueva
