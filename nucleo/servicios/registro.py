"""Lo ya registrado en una gestión, para que una fila nueva encuentre su lugar o su repetida."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from nucleo.dominio.asambleas import Asamblea, Formulario
from nucleo.dominio.bitacora import canonico
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import Demanda
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.personas import Personas
from nucleo.servicios.importacion import Fila, exigir_igual
from nucleo.servicios.puertos import Unidad

POR_TITULO = "titulo:"


def referencia_por_titulo(organizacion: Organizacion, clave: str) -> str:
    """La identidad de una demanda sin código propio: quién pide y qué."""
    datos = canonico([organizacion.clave, clave]).encode()
    return POR_TITULO + hashlib.sha256(datos).hexdigest()[:32]


class Registro:
    """Las demandas, asambleas y formularios de una gestión, indizados; crece con cada fila.

    `formulario_id` es el que llevará el formulario que nazca, si ya venía acuñado.
    """

    def __init__(
        self, contexto: Contexto, unidad: Unidad, formulario_id: UUID | None = None
    ) -> None:
        self._formulario_id = formulario_id
        self.gestion = contexto.gestion
        self.demandas: dict[str, Demanda] = {}
        self.por_titulo: dict[tuple[UUID, str], Demanda] = {}
        self.ultimo_numero = 0
        self.ultima_prioridad: dict[UUID, int] = defaultdict(int)
        self.asambleas = {a.id: a for a in unidad.asambleas.de_gestion(self.gestion)}
        self.formularios = {f.id: f for f in unidad.asambleas.formularios_de(self.gestion)}
        self.asambleas_nuevas: list[Asamblea] = []
        self.formularios_nuevos: list[Formulario] = []
        self._de_organizacion: dict[UUID, list[Asamblea]] = defaultdict(list)
        self._de_asamblea = {f.asamblea_id: f for f in self.formularios.values()}
        for asamblea in self.asambleas.values():
            self._de_organizacion[asamblea.organizacion_id].append(asamblea)
        for demanda in sorted(unidad.demandas.de_gestion(self.gestion), key=lambda d: d.numero):
            self.sumar(demanda)

    def sumar(self, d: Demanda) -> None:
        """Una demanda más: la que ya estaba o la que acaba de entrar. Manda la que sigue en pie."""
        self.demandas[d.referencia] = d
        titulo = (d.organizacion_id, d.clave)
        if titulo not in self.por_titulo or not self.por_titulo[titulo].viva:
            self.por_titulo[titulo] = d
        self.ultimo_numero = max(self.ultimo_numero, d.numero)
        if not d.viva:
            return
        prioridad = max(self.ultima_prioridad[d.organizacion_id], d.prioridad)
        self.ultima_prioridad[d.organizacion_id] = prioridad

    def repetida(
        self, codigo: str | None, organizacion: Organizacion, clave: str
    ) -> Demanda | None:
        """La demanda que esta fila repite.

        Con código, la de ese código o la de igual título que se registró sin código; sin código,
        la de igual organización y título, o la que entró con ese título y después se corrigió.
        """
        igual_titulo = self.por_titulo.get((organizacion.id, clave)) or self.demandas.get(
            referencia_por_titulo(organizacion, clave)
        )
        if codigo is None:
            return igual_titulo
        sin_codigo = igual_titulo and igual_titulo.referencia.startswith(POR_TITULO)
        return self.demandas.get(codigo) or (igual_titulo if sin_codigo else None)

    def formulario_de(self, organizacion: Organizacion, fecha: date | None) -> Formulario | None:
        """El de la asamblea que esa organización hizo ese día, si ya está registrado."""
        for asamblea in self._de_organizacion[organizacion.id]:
            if asamblea.fecha == fecha and asamblea.id in self._de_asamblea:
                return self._de_asamblea[asamblea.id]
        return None

    def lugar_para(self, organizacion: Organizacion, fila: Fila) -> tuple[Asamblea, Formulario]:
        """La asamblea y el formulario de la fila: los que ya están o unos nuevos, sin guardar aún.

        Sin fecha vale cualquier asamblea de la organización en la gestión.
        """
        asamblea = self._asamblea(organizacion, fila.valores.get("fecha"))
        formulario = self._de_asamblea.get(asamblea.id) or Formulario(
            self._formulario_id or nuevo_id(), asamblea.id, self.gestion
        )
        conocido = datos_de_asamblea(asamblea, formulario)
        exigir_igual({c: v for c, v in conocido.items() if v is not None}, fila)
        return asamblea, formulario

    def _asamblea(self, organizacion: Organizacion, fecha: date | None) -> Asamblea:
        for asamblea in self._de_organizacion[organizacion.id]:
            if fecha in (None, asamblea.fecha):
                return asamblea
        return Asamblea(nuevo_id(), organizacion.id, self.gestion, fecha)

    def asentar(self, asamblea: Asamblea, formulario: Formulario, fila: Fila) -> None:
        """La fila entró: quedan su asamblea y su formulario, con lo que la fila sabe de ellos."""
        _completar(asamblea, formulario, fila.valores)
        if asamblea.id not in self.asambleas:
            self.asambleas[asamblea.id] = asamblea
            self._de_organizacion[asamblea.organizacion_id].append(asamblea)
            self.asambleas_nuevas.append(asamblea)
        if formulario.id not in self.formularios:
            self.formularios[formulario.id] = formulario
            self._de_asamblea[asamblea.id] = formulario
            self.formularios_nuevos.append(formulario)

    def guardar(self, unidad: Unidad) -> None:
        """Las asambleas y formularios nuevos, antes que las demandas que los nombran."""
        unidad.asambleas.agregar_todas(self.asambleas_nuevas)
        unidad.asambleas.agregar_formularios(self.formularios_nuevos)


def datos_de_asamblea(a: Asamblea, formulario: Formulario) -> dict[str, object]:
    """Lo registrado de una asamblea y su formulario, por columna; `None` donde no se sabe."""
    return {
        "lugar_asamblea": a.lugar or None,
        "asistentes_mujeres": a.asistentes.mujeres if a.asistentes else None,
        "asistentes_hombres": a.asistentes.hombres if a.asistentes else None,
        "folio": formulario.folio or None,
    }


def _completar(asamblea: Asamblea, formulario: Formulario, valores: Mapping[str, Any]) -> None:
    asamblea.lugar = asamblea.lugar or valores.get("lugar_asamblea", "")
    asamblea.fuente = asamblea.fuente or valores.get("fuente", "")
    formulario.folio = formulario.folio or valores.get("folio", "")
    contadas = "asistentes_mujeres" in valores or "asistentes_hombres" in valores
    if asamblea.asistentes is None and contadas:
        asamblea.asistentes = Personas(
            valores.get("asistentes_mujeres", 0), valores.get("asistentes_hombres", 0)
        )
