"""El formulario que se llena en esta petición: de quién es, quién lo escribe y qué lleva."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.borradores import Borrador, BorradorAjeno
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import ErrorDePlugin, NoExiste, SinPermiso
from nucleo.dominio.formularios import codigo_de, es_de, gestion_de
from nucleo.dominio.lectura import DatoIlegible, fecha
from nucleo.dominio.organizaciones import Organizacion, que_piden
from nucleo.dominio.politica import PERMISOS, Accion
from nucleo.dominio.roles import DE_ORGANIZACION
from nucleo.dominio.sectores import Sector
from nucleo.dominio.usuarios import Membresia, Persona
from nucleo.servicios.borradores import paso_de
from nucleo.servicios.formularios import (
    ASAMBLEA,
    NOMBRE,
    SITUACION,
    Pedido,
    columnas_de_asamblea,
    columnas_de_demanda,
    dirigencias_de,
)
from nucleo.servicios.identidad import firma
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.recibos import con_su_cargo
from nucleo.servicios.sectores import sectores_de
from nucleo.web.ambito import municipio_actual, nombres_de_sectores, piezas
from nucleo.web.formularios import Formulario
from nucleo.web.pasos import (
    DEMANDA,
    Paso,
    columnas_fijas,
    esquema_de,
    numero_de,
    opciones_de,
    opciones_de_nombre,
    pasos_de,
)
from nucleo.web.sesion import exigir_persona

REGISTRO = logging.getLogger(__name__)


def aqui() -> EnMunicipio:
    return EnMunicipio(municipio_actual().id)


@dataclass
class Llenado:
    """Un formulario sin presentar, con su borrador si ya tiene algo escrito.

    `mandato` es con el que se escribe: el de la organización o el de la oficina que transcribe.
    """

    id: UUID
    organizacion: Organizacion
    persona: Persona
    mandato: Membresia
    borrador: Borrador | None

    @property
    def gestion(self) -> int:
        return gestion_de(self.id)

    @property
    def codigo(self) -> str:
        return codigo_de(self.id)

    @property
    def oficina(self) -> bool:
        """Si lo escribe el municipio, a nombre de la organización."""
        return self.mandato.rol not in DE_ORGANIZACION

    @cached_property
    def contexto(self) -> Contexto:
        """Firmado con ese mandato."""
        return piezas().contexto(aqui(), self.gestion, firma(self.persona.nombre, self.mandato))

    @cached_property
    def sectores(self) -> Mapping[str, Sector]:
        """Si un módulo falla, los del clasificador: se sigue escribiendo y se presenta después."""
        try:
            return sectores_de(self.contexto, piezas().ganchos(aqui()), piezas().sectores)
        except ErrorDePlugin:
            REGISTRO.exception("El formulario sale sin los sectores de un módulo")
            return {s.clave: s for s in piezas().sectores}

    @cached_property
    def dirigencias(self) -> Sequence[tuple[str, str]]:
        """Por quién se puede presentar: identificador y nombre con su cargo."""
        with piezas().unidad_de_lectura(aqui()) as unidad:
            suyas = dirigencias_de(self.contexto, unidad, self.organizacion.id, self._fecha())
            return [(str(d.id), con_su_cargo(d)) for d in suyas]

    def _fecha(self) -> date | None:
        """La de la asamblea, si ya se escribió y se entiende."""
        try:
            return fecha(self.del_paso(ASAMBLEA).get("fecha", ""))
        except DatoIlegible:
            return None

    @property
    def escrito(self) -> Mapping[str, Any]:
        return self.borrador.datos if self.borrador else {}

    def del_paso(self, clave: str) -> Mapping[str, str]:
        return paso_de(self.borrador, clave)

    def pasos(self, hasta: int = 0) -> list[Paso]:
        return pasos_de(self.escrito, oficina=self.oficina, hasta=hasta)

    def direccion(self, clave: str = "") -> str:
        base = f"/{municipio_actual().slug}/formularios/{self.id}"
        return f"{base}/{clave}" if clave else base

    def formulario(self, clave: str, *, todo_opcional: bool = False) -> Formulario:
        """El de un paso, con lo que ya se escribió."""
        numero = numero_de(clave)
        columnas = columnas_fijas(clave)
        if columnas is None:
            elegidas = columnas_de_demanda if numero else columnas_de_asamblea
            columnas = elegidas(self.sectores)
        opciones = opciones_de(nombres_de_sectores(aqui(), self.gestion)) if numero else {}
        if clave == NOMBRE:
            opciones = opciones_de_nombre(self.dirigencias)
        esquema = esquema_de(columnas, todo_opcional=todo_opcional)
        return Formulario(esquema, inicial=self.del_paso(clave), opciones=opciones)

    def pedido(self) -> Pedido:
        """Lo escrito, listo para revisarlo o presentarlo."""
        ultimo = max((numero_de(clave) for clave in self.escrito), default=0)
        return Pedido(
            id=self.id,
            organizacion_id=self.organizacion.id,
            asamblea=self.del_paso(ASAMBLEA),
            situacion=self.del_paso(SITUACION),
            demandas=[self.del_paso(f"{DEMANDA}{n}") for n in range(1, ultimo + 1)],
            nombre=self._nombre() if self.oficina else {},
            membresia_id=self.mandato.id,
        )

    def _nombre(self) -> Mapping[str, str]:
        """La oficina presenta siempre a nombre de alguien: lo que falte se dice al revisar."""
        return self.del_paso(NOMBRE) or {"dirigencia": ""}


def abrir(formulario_id: UUID) -> Llenado | None:
    """El de la dirección; `None` si ya se presentó. Para quien no es suyo, no existe."""
    persona = exigir_persona()
    with piezas().unidad_de_lectura(aqui()) as unidad:
        if ya_presentado(unidad, formulario_id):
            return None
        borrador = unidad.borradores.de(formulario_id)
        organizacion = duena_de(unidad, formulario_id)
    mandato = organizacion and mandato_para(persona, organizacion.id)
    if not organizacion or not mandato:
        raise NoExiste("formulario", codigo_de(formulario_id))
    if borrador and borrador.usuario_id != persona.usuario_id:
        raise BorradorAjeno
    return Llenado(formulario_id, organizacion, persona, mandato, borrador)


def ya_presentado(unidad: Unidad, formulario_id: UUID) -> bool:
    formulario = unidad.asambleas.formulario(formulario_id)
    return formulario is not None and formulario.presentado_en is not None


def duena_de(unidad: Unidad, formulario_id: UUID) -> Organizacion | None:
    """La organización para la que se acuñó ese identificador, si es de este municipio."""
    todas, municipio = que_piden(unidad.organizaciones.todas()), aqui().id
    return next((o for o in todas if es_de(formulario_id, municipio, o.id)), None)


def mandato_para(persona: Persona, organizacion_id: UUID) -> Membresia | None:
    """El propio de la organización; si no, el que permite presentar a nombre de otras."""
    ambito = aqui()
    for m in persona.mandatos:
        propio = m.rol in DE_ORGANIZACION and m.organizacion_id == organizacion_id
        if propio and m.sobre == ambito.clave and Accion.PRESENTAR in PERMISOS[m.rol]:
            return m
    return persona.mandato_para(Accion.PRESENTAR_A_NOMBRE, ambito)


def exigir_mandato(persona: Persona, organizacion_id: UUID) -> Membresia:
    mandato = mandato_para(persona, organizacion_id)
    if mandato is None:
        raise SinPermiso(Accion.PRESENTAR.value)
    return mandato
