"""Un informe como se lo mira: el que se presentó o, si falta, su plantilla con lo que se sabe hoy.

Y quién puede escribirlo, y cómo va en papel.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Flask, g

from nucleo.documentos.composicion import componer
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.ciclos import Apartado, Ciclo, TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.cuadros import Cuadro
from nucleo.dominio.errores import SinPermiso
from nucleo.dominio.eventos import Evento
from nucleo.dominio.informes import (
    Informe,
    InformeEnActa,
    InformeEnLlano,
    InformeSinPresentar,
    es_a_nombre,
    informan_por,
    preguntas_de,
)
from nucleo.dominio.politica import PERMISOS, Accion
from nucleo.dominio.roles import CARGOS, Rol
from nucleo.dominio.territorio import Municipio
from nucleo.dominio.usuarios import Membresia
from nucleo.servicios import informes
from nucleo.servicios.encuentros import tipo_sin_caerse
from nucleo.servicios.identidad import firma
from nucleo.servicios.informes import CON_ACTA, Autoria, Debido
from nucleo.textos.saberes import mirada_de
from nucleo.textos.traduccion import gettext, ngettext
from nucleo.web.ambito import municipio_de_lectura, piezas
from nucleo.web.consola import desde_la_consola
from nucleo.web.formato import momento
from nucleo.web.permisos import persona_en_regla
from nucleo.web.sesion import exigir_persona

RENGLONES = 7
"""Cuántas rayas se dejan para responder a mano cada pregunta."""


@dataclass(frozen=True, slots=True)
class Mirado:
    """Un informe de un encuentro. Sin `evento`, la gestión no se abrió y nadie lo escribe.

    `dice` es lo presentado; si falta o se pide, `cuadros` trae lo que el sistema sabe ahora de
    esas `gestiones`.
    """

    contexto: Contexto
    tipo: TipoDeEvento
    evento: Evento | None
    debido: Debido
    versiones: Sequence[Informe]
    dice: InformeEnLlano | None
    cuadros: Sequence[Cuadro]
    gestiones: Sequence[int]

    @property
    def preguntas(self) -> tuple[Apartado, ...]:
        """Las de su plantilla, y las que su borrador respondió cuando todavía se hacían."""
        return preguntas_de(self.debido.renglon, self.debido.borrador)

    @property
    def quien(self) -> str:
        """Cómo se llama quien lo debe."""
        return llamado(self.contexto.ciclo, self.debido.renglon.informa)

    @property
    def cambia(self) -> bool:
        """Si todavía se puede escribir: hay encuentro y su acta no se cerró."""
        return self.evento is not None and self.evento.estado not in CON_ACTA

    @property
    def se_ven(self) -> Sequence[Cuadro]:
        """Los cuadros que le tocan: los que quedaron fijos o los de ahora."""
        return self.dice.cuadros if self.dice else self.cuadros

    @property
    def de_que_gestiones(self) -> str:
        """De qué POA hablan los cuadros de hoy: no siempre es el de la gestión de la página."""
        return ngettext(
            "Lo del POA y del dinero es de la gestión %(cuales)s.",
            "Lo del POA y del dinero es de las gestiones %(cuales)s.",
            len(self.gestiones),
            cuales=", ".join(map(str, self.gestiones)),
        )


def mirar(
    gestion: int, encuentro: str, clave: str, version: int = 0, *, de_hoy: bool = False
) -> Mirado:
    """El informe, en su última versión presentada o en la pedida; `NoExiste`.

    Con `de_hoy` trae también lo que el sistema sabe ahora, aunque ya se haya presentado.
    """
    aqui = municipio_de_lectura()
    contexto, ganchos = piezas().contexto(aqui, gestion), piezas().ganchos(aqui)
    tipo = tipo_sin_caerse(contexto, ganchos, encuentro).tipo
    with piezas().unidad_de_lectura(aqui) as unidad:
        suyo = informes.debido(contexto, unidad, ganchos, encuentro, clave)
        eventos = unidad.calendarios.eventos(gestion)
        todas = unidad.informes.del_encuentro(gestion, encuentro)
        suyas = [i for i in todas if i.clave == clave and i.presentado]
        elegida = suyo.presentado
        if version:
            elegida = next((i for i in suyas if i.numero == version), None)
            if elegida is None:
                raise InformeSinPresentar(suyo.renglon.texto)
        mirada = replace(
            mirada_de(piezas(), contexto, unidad, tipo), habla_de=suyo.renglon.gestiones
        )
        dice = informes.dicho_en(contexto, unidad, elegida) if elegida else None
        hoy = de_hoy or dice is None
        return Mirado(
            contexto,
            tipo,
            next((e for e in eventos if e.clave == encuentro), None),
            suyo,
            suyas,
            dice,
            informes.cuadros_de(mirada, ganchos, suyo.renglon) if hoy else (),
            mirada.gestiones,
        )


def llamado(ciclo: Ciclo, participante: str) -> str:
    """Cómo se llama un participante del ciclo, traducido."""
    suyo = ciclo.participantes.get(participante)
    return gettext(suyo.nombre) if suyo else participante


def mandato_para(participante: str) -> Membresia | None:
    """Con qué mandato escribe quien mira el informe de ese participante; el propio va antes."""
    persona = persona_en_regla()
    roles = informan_por(participante)
    suyos = [
        m
        for m in (persona.mandatos if persona else ())
        if m.sobre == EnMunicipio(g.municipio.id).clave
        and m.rol in roles
        and Accion.INFORMAR in PERMISOS[m.rol]
    ]
    return min(suyos, key=lambda m: es_a_nombre(participante, m.rol), default=None)


def firmado(gestion: int, participante: str) -> tuple[Contexto, Autoria]:
    """El contexto de quien escribe ese informe, y con qué cargo; o `SinPermiso`."""
    mandato = mandato_para(participante)
    if mandato is None:
        raise SinPermiso(Accion.INFORMAR.value)
    quien = firma(exigir_persona().nombre, mandato)
    autoria = Autoria(mandato.rol.value, es_a_nombre(participante, mandato.rol))
    return piezas().contexto(EnMunicipio(g.municipio.id), gestion, quien), autoria


def autoria_de(dice: InformeEnLlano) -> str:
    """«Presentado el … por Alcaldía», sin nombre de persona; y si fue a nombre de otro."""
    cargo = gettext(CARGOS[Rol(dice.cargo)]) if dice.cargo in {r.value for r in Rol} else dice.cargo
    cuando = momento(datetime.fromisoformat(dice.presentado_en))
    if dice.a_nombre:
        return gettext(
            "Presentado el %(cuando)s por %(cargo)s, a nombre de %(quien)s.",
            cuando=cuando, cargo=cargo, quien=gettext(dice.informante),
        )  # fmt: skip
    return gettext("Presentado el %(cuando)s por %(cargo)s.", cuando=cuando, cargo=cargo)


def en_el_acta(i: InformeEnActa) -> list[str]:
    """Cómo lo nombra el acta: cuál, de quién, qué versión y su resumen."""
    quien = gettext(i.informante)
    if i.a_nombre:
        quien = gettext("%(quien)s (lo presentó la oficina a su nombre)", quien=quien)
    return [gettext(i.titulo), quien, str(i.numero), i.resumen[:16]]


def en_papel(mirado: Mirado, *, en_blanco: bool) -> bytes:
    """El presentado o la hoja para llenar a mano, con los cuadros ya puestos.

    `InformeSinPresentar` si se pide el presentado y no lo hay.
    """
    renglon, dice = mirado.debido.renglon, mirado.dice
    if not en_blanco and dice is None:
        raise InformeSinPresentar(renglon.texto)
    presentado = None if en_blanco else dice
    cuadros = presentado.cuadros if presentado else mirado.cuadros
    return componer(
        "informe",
        {
            "titulo": gettext(renglon.texto),
            "subtitulo": " · ".join(
                (mirado.contexto.nombre, gettext(mirado.tipo.nombre), str(mirado.contexto.gestion))
            ),
            "idioma": g.idioma.etiqueta,
            "pie": _pie(mirado, presentado),
            "notas": _notas(mirado, presentado),
            "apartados": _apartados(mirado, presentado),
            "renglones": RENGLONES,
            "cuadros_titulo": gettext("Lo que el sistema sabía ese día")
            if presentado
            else gettext("Lo que el sistema sabe hoy"),
            "cuadros": [_cuadro(c) for c in cuadros],
            "firma": "" if presentado else gettext("Nombre, cargo y firma de quien informa"),
        },
    )


def _pie(mirado: Mirado, dice: InformeEnLlano | None) -> str:
    partes = [gettext(mirado.tipo.sigla), mirado.contexto.nombre, str(mirado.contexto.gestion)]
    if dice:
        suyo = next(i for i in mirado.versiones if i.numero == dice.numero)
        partes.append(f"SHA-256 {suyo.resumen[:16]}")
    return " · ".join(partes)


def _notas(mirado: Mirado, dice: InformeEnLlano | None) -> list[str]:
    quien = gettext("Informa: %(quien)s", quien=mirado.quien)
    if dice is None:
        hoja = gettext("Hoja para llenar a mano. Los cuadros son los de hoy.")
        return [quien, hoja, *([mirado.de_que_gestiones] if mirado.cuadros else [])]
    notas = [quien, autoria_de(dice)]
    if dice.motivo:
        notas.append(
            gettext(
                "Versión %(numero)s. Se rehízo porque: %(motivo)s",
                numero=dice.numero,
                motivo=dice.motivo,
            )
        )
    return notas


def _apartados(mirado: Mirado, dice: InformeEnLlano | None) -> list[dict[str, object]]:
    if dice is None:
        return [{"pregunta": gettext(p.texto), "parrafos": []} for p in mirado.preguntas]
    return [
        {
            "pregunta": gettext(a.pregunta),
            "parrafos": a.texto.split("\n\n") if a.texto else [gettext("No se respondió.")],
        }
        for a in dice.apartados
    ]


def _cuadro(cuadro: Cuadro) -> dict[str, object]:
    return {
        "titulo": gettext(cuadro.titulo),
        "encabezados": [gettext(e) for e in cuadro.encabezados],
        "filas": [[c.replace("Bs ", "Bs\u00a0") for c in f] for f in cuadro.filas],
        "vacio": gettext(cuadro.vacio) if cuadro.vacio else "",
    }


def imprimir(
    app: Flask, municipio: Municipio, gestion: int, encuentro: str, clave: str, *, en_blanco: bool
) -> bytes:
    """Para la consola: la hoja o el presentado. O `NoExiste`, `InformeSinPresentar`."""
    with desde_la_consola(app, municipio):
        return en_papel(mirar(gestion, encuentro, clave, de_hoy=en_blanco), en_blanco=en_blanco)
