"""Cómo se llaman en pantalla las cosas que el código nombra con una clave."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from nucleo.dominio.adjuntos import ClaseDeAdjunto
from nucleo.dominio.asambleas import SERVICIOS, MedioDeConstancia
from nucleo.dominio.clasificadores import Clasificador
from nucleo.dominio.comparaciones import Antiguedad
from nucleo.dominio.corridas import Paso
from nucleo.dominio.demandas import ClaseDeDemanda, Competencia, Estado, PedidaPor
from nucleo.dominio.edc import Destinatario
from nucleo.dominio.mensajes import N_
from nucleo.dominio.ofertas import EstadoDeCompromiso, Grupo, TipoDeOferente
from nucleo.dominio.organizaciones import Area, Lengua, TipoDeOrganizacion
from nucleo.dominio.regiones import CargoDeRegion, Region, TipoDeRegion
from nucleo.dominio.roles import CARGOS
from nucleo.dominio.territorio import TipoDeGobierno
from nucleo.servicios.administracion import Cuales, EstadoDelMunicipio
from nucleo.textos import (
    actas,
    asistencias,
    ciclos,
    documentos,
    evaluaciones,
    informes,
    mesas,
    planificacion,
    poa,
    seguimientos,
    versiones_de_techo,
)
from nucleo.textos.mensajes import decir
from nucleo.textos.traduccion import gettext

NOMBRES_COMUNES: dict[StrEnum, str] = {
    Estado.REGISTRADA: N_("Registrada"),
    Estado.CONGELADA: N_("Lista para la Cumbre"),
    Estado.EN_POA: N_("Entra al POA"),
    Estado.EN_ESPERA: N_("En espera"),
    Estado.RETIRADA: N_("Retirada"),
    Clasificador.PROGRAMA: N_("Programa"),
    Clasificador.OBJETO: N_("Objeto del gasto"),
    Clasificador.FUENTE_ORGANISMO: N_("Fuente-organismo"),
    Clasificador.FINALIDAD: N_("Finalidad-función"),
    Clasificador.SECTOR: N_("Sector económico"),
    Clasificador.SISIN: N_("Código SISIN"),
    ClaseDeDemanda.DE_ORGANIZACION: N_("De una organización"),
    ClaseDeDemanda.AGRUPADA: N_("Compartida entre organizaciones"),
    ClaseDeDemanda.ESTRUCTURANTE: N_("Proyecto del municipio"),
    Competencia.MUNICIPAL: N_("Del municipio"),
    Competencia.DEPARTAMENTAL: N_("De la gobernación"),
    Competencia.NACIONAL: N_("Del nivel nacional"),
    Competencia.CONCURRENTE: N_("Compartida entre niveles"),
    Antiguedad.UNO: N_("1 año o menos"),
    Antiguedad.TRES: N_("2 o 3 años"),
    Antiguedad.CINCO: N_("4 o 5 años"),
    Antiguedad.MAS: N_("Más de 5 años"),
    Antiguedad.NINGUNA: N_("Ninguna obra registrada"),
    Antiguedad.SIN_HISTORIAL: N_("Sin historial: no se sabe"),
    PedidaPor.MUJERES: N_("Mujeres"),
    PedidaPor.HOMBRES: N_("Hombres"),
    PedidaPor.AMBOS: N_("Mujeres y hombres"),
    PedidaPor.SIN_DATO: N_("No se anotó"),
    TipoDeOrganizacion.COMUNIDAD: N_("Comunidad campesina"),
    TipoDeOrganizacion.PUEBLO: N_("Pueblo indígena"),
    TipoDeOrganizacion.JUNTA: N_("Junta vecinal"),
    TipoDeOrganizacion.MUJERES: N_("Organización de mujeres"),
    TipoDeOrganizacion.FUNCIONAL: N_("Organización funcional"),
    TipoDeOrganizacion.DILOS: N_("Directorio Local de Salud (DILOS)"),
    TipoDeOrganizacion.EDUCACION: N_("Dirección Distrital de Educación"),
    TipoDeOrganizacion.GOBIERNO: N_("Gobierno municipal"),
    TipoDeOferente.MUNICIPIO: N_("Gobierno municipal"),
    TipoDeOferente.GOBERNACION: N_("Gobernación"),
    TipoDeOferente.ASAMBLEISTA: N_("Asambleísta departamental"),
    TipoDeOferente.DIPUTACION: N_("Diputada o diputado"),
    TipoDeOferente.NACIONAL: N_("Gobierno nacional"),
    TipoDeOferente.OTRO: N_("Otra institución"),
    EstadoDeCompromiso.ACORDADO: N_("Acordado"),
    EstadoDeCompromiso.CUMPLIDO: N_("Cumplido"),
    EstadoDeCompromiso.RETIRADO: N_("Retirado"),
    Grupo.ATENDIBLE: N_("Con quien pueda financiarla"),
    Grupo.ACORDADA: N_("Ya acordada"),
    Grupo.EN_POA: N_("Solo con el POA"),
    Grupo.NO_VIABLE: N_("No viable"),
    Grupo.SIN_NADIE: N_("Sin nadie"),
    Area.URBANA: N_("Urbana"),
    Area.RURAL: N_("Rural"),
    Lengua.CASTELLANO: N_("castellano"),
    Lengua.QUECHUA: N_("quechua"),
    Lengua.AYMARA: N_("aymara"),
    Paso.CONGELAR: N_("Cerrar la lista de demandas"),
    Paso.ACORDAR: N_("Acordar los criterios y sus pesos"),
    Paso.CALIFICAR: N_("Calificar las demandas"),
    Paso.PUBLICAR: N_("Publicar el resultado"),
    TipoDeRegion.UNINOMINAL: N_("Circunscripción uninominal"),
    TipoDeRegion.ESPECIAL: N_("Circunscripción especial indígena"),
    TipoDeRegion.PROVINCIA: N_("Provincia"),
    TipoDeRegion.DEPARTAMENTO: N_("Departamento"),
    TipoDeRegion.MANCOMUNIDAD: N_("Mancomunidad"),
    MedioDeConstancia.PAPEL: N_("Planilla en papel, firmada"),
    MedioDeConstancia.HUELLA: N_("Huella dactilar"),
    MedioDeConstancia.TESTIGO: N_("Un testigo"),
    ClaseDeAdjunto.PLANILLA: N_("Foto de la planilla"),
    ClaseDeAdjunto.ACTA: N_("Acta de la asamblea"),
    ClaseDeAdjunto.CONSTANCIA: N_("Constancia"),
    ClaseDeAdjunto.OTRO: N_("Otro documento"),
    EstadoDelMunicipio.HOSPEDADO: N_("Usa la plataforma"),
    EstadoDelMunicipio.SUSPENDIDO: N_("Suspendido"),
    EstadoDelMunicipio.SIN_ALTA: N_("Sin alta"),
    Cuales.TODOS: N_("Todos"),
    Cuales.HOSPEDADOS: N_("Usan la plataforma"),
    Cuales.SIN_ALTA: N_("Sin alta"),
    Cuales.SUSPENDIDOS: N_("Suspendidos"),
    Cuales.ATRASADOS: N_("Con un encuentro atrasado"),
    Cuales.SIN_AUTORIZAR: N_("No cuentan su avance"),
    **dict[StrEnum, str](CARGOS.items()),
    TipoDeGobierno.GAM: N_("Gobierno Autónomo Municipal"),
    TipoDeGobierno.AIOC: N_("Autonomía Indígena Originario Campesina"),
}
DE_CADA_TEMA: Sequence[Mapping[StrEnum, str]] = (
    NOMBRES_COMUNES,
    actas.NOMBRES,
    ciclos.NOMBRES,
    documentos.NOMBRES,
    asistencias.NOMBRES,
    evaluaciones.NOMBRES,
    informes.NOMBRES,
    mesas.NOMBRES,
    seguimientos.NOMBRES,
    planificacion.NOMBRES,
    poa.NOMBRES,
    versiones_de_techo.NOMBRES,
)
NOMBRES: Mapping[StrEnum, str] = {v: n for tema in DE_CADA_TEMA for v, n in tema.items()}
DE_SU_CLASE: Mapping[tuple[type[StrEnum], str], str] = {
    (type(v), v.value): n for tema in DE_CADA_TEMA for v, n in tema.items()
}
"""Dos enumeraciones pueden tener un valor igual («programa») y para Python son la misma clave."""

GANCHOS = {
    "criterios_de_priorizacion": N_("Propone criterios para ordenar las demandas."),
    "reglas_de_seleccion": N_("Decide qué demandas entran al POA con el dinero que hay."),
    "sectores": N_("Agrega sectores o los completa con las palabras que usa la gente."),
    "revisar_demanda": N_("Revisa cada demanda y avisa si le falta algo."),
    "bloques_de_edc": N_("Prepara cuadros para la mesa del EDC."),
    "destinatarios_edc": N_("Dice a qué autoridad de la región le toca cada demanda."),
    "puntos_de_agenda": N_("Agrega puntos a la agenda de los encuentros."),
    "informes_de_evento": N_("Dice de qué más se informa en los encuentros."),
    "cuadros_de_informe": N_("Trae cuadros a los informes de los encuentros."),
    "esquema_de_ajustes": N_("Deja que cada municipio lo ajuste a su manera."),
    "tablas": N_("Guarda datos propios."),
    "vistas": N_("Agrega pantallas."),
    "comandos": N_("Agrega órdenes para quien administra."),
}

SUSTANTIVOS = {
    "municipio": N_("el municipio"),
    "región": N_("la región"),
    "region": N_("la región"),
    "departamento": N_("el departamento"),
    "demanda": N_("la demanda"),
    "gestión": N_("la gestión"),
    "gestion": N_("la gestión"),
    "destinatario": N_("la autoridad"),
    "organización": N_("la organización"),
    "organizacion": N_("la organización"),
    "archivo": N_("el archivo"),
    "oferta": N_("la oferta"),
    "punto": N_("el punto"),
    "votación": N_("la votación"),
    "acuerdo": N_("el acuerdo"),
    "informe": N_("el informe"),
    "reclamo": N_("el reclamo"),
    "encargo": N_("el encargo"),
    "actividad": N_("la actividad"),
    "asunto": N_("lo que se quiere seguir"),
    "compromiso": N_("el compromiso"),
    "plugin": N_("el módulo"),
    "página": N_("la página"),
    "línea": N_("la línea"),
    "POA": N_("el POA de la gestión"),
    "versión del POA": N_("la versión del POA"),
    "mandato": N_("el mandato"),
    "cuenta": N_("la cuenta"),
    "invitación": N_("la invitación"),
    "cargo": N_("el cargo"),
    "lugar": N_("el lugar"),
    "formulario": N_("el formulario"),
    "observación": N_("la observación"),
    "adjunto": N_("el archivo"),
    "dirigencia": N_("la dirigencia"),
    "distrito": N_("el distrito"),
    "unidad": N_("la unidad"),
    "plan": N_("el plan"),
    "tipo de plan": N_("el tipo de plan"),
    "parte del plan": N_("la parte del plan"),
    "borrador": N_("el borrador"),
    "ajuste": N_("el cambio"),
    "inversión": N_("la inversión"),
    "encuentro": N_("el encuentro"),
    "EDC": N_("el EDC"),
    "documento": N_("el documento"),
    "participante": N_("el participante"),
    "asistencia": N_("la persona anotada"),
    "constancia": N_("la constancia"),
    "carta": N_("la carta"),
    "cuenta con segundo factor": N_("la cuenta con segundo paso para entrar"),
}


def de_servicio(clave: str) -> str:
    """«Agua», «Caminos»: de qué se describe la situación; lo que no es de la lista, como vino."""
    return gettext(SERVICIOS.get(clave, clave))


def nombre(valor: StrEnum | None) -> str:
    """El nombre visible de un valor enumerado, traducido; lo que no es nada no se nombra."""
    return gettext(_dicho(valor)) if valor is not None else ""


def _dicho(valor: StrEnum) -> str:
    return DE_SU_CLASE.get((type(valor), valor.value)) or NOMBRES[valor]


def nombres(valores: Iterable[StrEnum], traducir: Callable[[str], str] = gettext) -> dict[str, str]:
    """Clave → nombre visible, para listas desplegables y para pintar muchas filas.

    Quien ya tiene a mano el traductor de la petición lo pasa en `traducir`.
    """
    return {v.value: traducir(_dicho(v)) for v in valores}


def aporte_de(gancho: str) -> str:
    """Lo que un plugin aporta con un gancho, en palabras llanas; si es ajeno, su propio nombre."""
    return gettext(GANCHOS.get(gancho, gancho))


def sustantivo(que: str) -> str:
    """El sustantivo de un `NoExiste` con su artículo; el que no se conoce se dice tal cual."""
    return gettext(SUSTANTIVOS.get(que, que))


def de_region(region: Region) -> str:
    """«Circunscripción uninominal 24 (Cochabamba)», en el idioma de quien lee."""
    return decir(region.titulo) or region.nombre


def de_cargo(c: CargoDeRegion) -> str:
    """«Diputado uninominal, circunscripción 24»: el cargo y dónde se ejerce."""
    return f"{gettext(c.cargo.nombre)}, {decir(c.lugar)}"


def de_autoridad(d: Destinatario) -> str:
    """Como `de_cargo`; la que no es un cargo del catálogo lleva el nombre que le dio su plugin."""
    return f"{gettext(d.cargo)}, {decir(d.lugar)}" if d.lugar else gettext(d.nombre)
