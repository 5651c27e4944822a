"""Hospedar el EDC de una región: anclarlo, publicar su mesa, designar la Secretaría y retirarlo."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.dominio.actas import ActaCerrada
from nucleo.dominio.ambito import EnRegion
from nucleo.dominio.anclajes import (
    Anclaje,
    EncuentroYaAnclado,
    Secretaria,
    SecretariaAlReves,
    SinAnclar,
    YaAnclado,
)
from nucleo.dominio.errores import FueraDeLaRegion, NoExiste
from nucleo.dominio.eventos import Evento, FechaFueraDeAnio
from nucleo.dominio.lectura import hora_de, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.mesas import MesaCerrada
from nucleo.dominio.politica import Accion
from nucleo.dominio.regiones import Region
from nucleo.servicios import anclajes, calendarios, gestiones
from nucleo.servicios.anclajes import Llamado
from nucleo.textos.errores import frase
from nucleo.textos.nombres import de_region
from nucleo.textos.traduccion import gettext, ngettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_de_lectura, piezas
from nucleo.web.conflictos import Edicion, exigir_version
from nucleo.web.edc_anclado import leer_edc, regiones_de_aqui
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.ciclo import un_dia
from nucleo.web.vistas.encuentros import LARGO_DE_LUGAR, del_encuentro
from nucleo.web.vistas.mesas import version_pedida
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("anclajes", __name__)
Pagina = tuple[str, int]
RAIZ = "/<municipio>/ciclo/<encuentro>/anclaje"
LARGO_DE_CONVOCATORIA = 600
LARGO_DE_ACTOR = 120


class EsquemaDeLlamado(Schema):
    """Dónde y cuándo es el EDC de una región ya elegida."""

    fecha = un_dia(N_("Qué día es"), N_("Como 18/08/2026."), required=True)
    hora = Leido(
        hora_de, metadata={"etiqueta": N_("A qué hora empieza"), "ayuda": N_("Como 09:00.")}
    )
    lugar = Leido(
        texto_de(LARGO_DE_LUGAR),
        metadata={"etiqueta": N_("Dónde"), "ayuda": N_("Por ejemplo: el coliseo municipal.")},
    )
    convocatoria = Leido(
        texto_de(LARGO_DE_CONVOCATORIA),
        metadata={
            "etiqueta": N_("Qué se les dice a los demás municipios"),
            "ayuda": N_("Se publica con la convocatoria: qué traer, a quién avisar."),
            "clase": "parrafo",
        },
    )


class EsquemaDeAnclaje(EsquemaDeLlamado):
    """Lo mismo, eligiendo la región."""

    class Meta:
        """La región se pregunta primero."""

        fields = ("region", "fecha", "hora", "lugar", "convocatoria")

    region = fields.String(
        required=True,
        metadata={
            "etiqueta": N_("De qué región"),
            "ayuda": N_("Sus municipios y autoridades verán que se hace aquí."),
            "clase": "opcion",
        },
    )


class EsquemaDeSecretaria(Schema):
    """Quién tiene la Secretaría Pro Tempore, y hasta cuándo."""

    cual = fields.String(
        metadata={
            "etiqueta": N_("Qué municipio"),
            "ayuda": N_("Quien la tiene convoca el siguiente EDC."),
            "clase": "opcion",
        }
    )
    actor = Leido(
        texto_de(LARGO_DE_ACTOR),
        metadata={
            "etiqueta": N_("O qué actor, si no es un municipio"),
            "ayuda": N_("Un cargo o una organización, no el nombre de una persona."),
        },
    )
    desde = un_dia(N_("Desde qué día"), N_("Como 18/08/2026."), required=True)
    hasta = un_dia(N_("Hasta qué día"), N_("Vacío: hasta que se designe otra."))


@plano.route(RAIZ, methods=["GET", "POST"])
@permite(Accion.ENTREGAR)
def anclar(encuentro: str) -> Pagina | Response:
    """Decir a una región que su EDC se hace aquí; o corregir el día, el lugar y lo que se avisa."""
    gestion = gestion_de_trabajo()
    evento, propio = leer(gestion, encuentro)
    opciones = {"region": [(r.slug, de_region(r)) for r in regiones_de_aqui()]}
    esquema = EsquemaDeLlamado() if propio else EsquemaDeAnclaje()
    formulario = Formulario(esquema, inicial_de(evento, propio), opciones)
    edicion = Edicion(formulario, propio.version if propio else 0)

    def guardar(datos: Mapping[str, Any], version: int) -> None:
        destino = region_de(propio.region if propio else datos["region"])
        llamado = Llamado(
            datos["fecha"], *(datos.get(c, "") for c in ("hora", "lugar", "convocatoria"))
        )
        contexto = contexto_de(Accion.ENTREGAR, aqui(), gestion)
        lectura = piezas().leer_region(EnRegion(destino.slug))
        try:
            anclajes.anclar(
                contexto, piezas().unidad(aqui()), lectura, destino, encuentro, llamado, version
            )
        except FechaFueraDeAnio as error:
            formulario.fallar("fecha", frase(error))
        except ActaCerrada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        except (YaAnclado, EncuentroYaAnclado) as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO if propio else "region", frase(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        ahora_es, suyo = leer(gestion, encuentro)
        return inicial_de(ahora_es, suyo), suyo.version if suyo else 0

    if edicion.guardar(guardar, releer):
        flash(gettext("Quedó anclado: los municipios y las autoridades de la región ya lo ven."))
        return a(al_encuentro(encuentro, gestion))
    return pintar(
        "anclaje.html", edicion=edicion, gestion=gestion, evento=evento, propio=propio,
        turnos=turnos_de(region_de(propio.region)) if propio else turnos(),
    ), edicion.estado  # fmt: skip


@plano.route(f"{RAIZ}/publicar", methods=["GET", "POST"])
@permite(Accion.ENTREGAR)
def publicar(encuentro: str) -> Pagina | Response:
    """Qué verá la región, y confirmarlo: la agenda, los acuerdos y la constancia del acta."""
    gestion = gestion_de_trabajo()
    evento, propio = exigir_anclado(gestion, encuentro)
    ambito = municipio_de_lectura()
    ganchos = piezas().ganchos(ambito)
    if request.method == "POST":
        contexto = contexto_de(Accion.ENTREGAR, aqui(), gestion)
        anclajes.publicar(contexto, piezas().unidad(aqui()), ganchos, encuentro, version_pedida())
        flash(gettext("La región ya ve la agenda, los acuerdos y el acta como están ahora."))
        return a(al_encuentro(encuentro, gestion))
    with piezas().unidad_de_lectura(aqui()) as unidad:
        contexto = piezas().contexto(ambito, gestion)
        contenido = anclajes.contenido_de(contexto, unidad, ganchos, evento)
    return pintar(
        "anclaje-publicar.html", gestion=gestion, evento=evento, propio=propio,
        contenido=contenido, destino=region_de(propio.region), ciclo=contexto.ciclo,
        falta=anclajes.falta_publicar(propio, evento, contenido),
        hoy=calendarios.hoy_de(contexto), por_id=piezas().territorio.por_id,
    ), 200  # fmt: skip


@plano.route(f"{RAIZ}/secretaria", methods=["GET", "POST"])
@permite(Accion.ENTREGAR)
def secretaria(encuentro: str) -> Pagina | Response:
    """A quién designó el encuentro para la Secretaría Pro Tempore."""
    gestion = gestion_de_trabajo()
    evento, propio = exigir_anclado(gestion, encuentro)
    destino = region_de(propio.region)
    nombres = {str(m): nombre for m, nombre in destino.nombres.items()}
    inicial = de_secretaria(propio.leido.secretaria, evento)
    formulario = Formulario(EsquemaDeSecretaria(), inicial, {"cual": [*nombres.items()]})
    edicion = Edicion(formulario, propio.version)

    def guardar(datos: Mapping[str, Any], version: int) -> None:
        cual, actor = datos.get("cual", ""), datos.get("actor", "")
        if bool(cual) == bool(actor):
            formulario.fallar("cual", gettext("Elija un municipio o escriba un actor: uno solo."))
            return
        contexto = contexto_de(Accion.ENTREGAR, aqui(), gestion)
        desde, hasta = datos["desde"].isoformat(), datos.get("hasta")
        try:
            dicha = Secretaria(
                nombres.get(cual, actor), desde, hasta.isoformat() if hasta else "", int(cual or 0)
            )
            anclajes.designar(contexto, piezas().unidad(aqui()), destino, encuentro, dicha, version)
        except SecretariaAlReves as error:
            formulario.fallar("hasta", frase(error))
        except (MesaCerrada, FueraDeLaRegion) as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        ahora_es, suyo = exigir_anclado(gestion, encuentro)
        return de_secretaria(suyo.leido.secretaria, ahora_es), suyo.version

    if edicion.guardar(guardar, releer):
        flash(gettext("Quedó designada la Secretaría Pro Tempore, a la vista de la región."))
        return a(al_encuentro(encuentro, gestion))
    return pintar(
        "anclaje-secretaria.html", edicion=edicion, gestion=gestion, evento=evento,
        destino=destino, turnos=turnos_de(destino),
    ), edicion.estado  # fmt: skip


@plano.route(f"{RAIZ}/retirar", methods=["GET", "POST"])
@permite(Accion.ENTREGAR)
def retirar(encuentro: str) -> Pagina | Response:
    """Qué deja de verse, y confirmarlo. Otro municipio puede anclarlo después."""
    gestion = gestion_de_trabajo()
    evento, propio = leer(gestion, encuentro)
    if propio is None:
        flash(gettext("Ese encuentro ya no estaba anclado."), "aviso")
        return a(al_encuentro(encuentro, gestion))
    if request.method == "POST":
        exigir_version(propio)
        contexto = contexto_de(Accion.ENTREGAR, aqui(), gestion)
        anclajes.retirar(contexto, piezas().unidad(aqui()), encuentro, propio.version)
        flash(gettext("La región ya no ve este EDC: otro municipio puede anclarlo."))
        return a(al_encuentro(encuentro, gestion))
    return pintar(
        "anclaje-retirar.html", gestion=gestion, evento=evento, propio=propio.leido,
        destino=region_de(propio.region),
    ), 200  # fmt: skip


@plano.route(f"{RAIZ}/traer", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def traer(encuentro: str) -> Pagina | Response:
    """Los acuerdos del EDC anterior que faltan en la mesa, y traerlos para revisarlos."""
    gestion = gestion_de_trabajo()
    evento, propio = exigir_anclado(gestion, encuentro)
    if request.method == "POST":
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        lectura = piezas().leer_region(EnRegion(propio.region))
        cuantos = len(anclajes.traer(contexto, piezas().unidad(aqui()), lectura, encuentro))
        flash(
            ngettext(
                "Se trajo %(num)s acuerdo: está en el cumplimiento de la mesa.",
                "Se trajeron %(num)s acuerdos: están en el cumplimiento de la mesa.",
                cuantos,
            )
            if cuantos
            else gettext("No faltaba ningún acuerdo.")
        )
        return a(al_encuentro(encuentro, gestion))
    leido = leer_edc(region_de(propio.region))
    with piezas().unidad_de_lectura(aqui()) as unidad:
        faltan = anclajes.por_traer(unidad, leido, gestion)
    return pintar(
        "anclaje-traer.html", gestion=gestion, evento=evento, faltan=faltan, hoy=leido.hoy,
        por_id=piezas().territorio.por_id,
    ), 200  # fmt: skip


@plano.route(f"{RAIZ}/dia/<destino>", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def dia(encuentro: str, destino: str) -> Pagina | Response:
    """Poner en el calendario de aquí el día del EDC que hospeda otro municipio de la región."""
    gestion = gestion_de_trabajo()
    region = region_de(destino)
    edc = leer_edc(region).de_gestion(gestion)
    if edc is None:
        raise NoExiste("EDC", f"{region.slug} {gestion}")
    evento, _ = leer(gestion, encuentro)
    if (evento.fecha, evento.hora, evento.lugar) == (edc.fecha, edc.hora, edc.lugar):
        flash(gettext("Ese día ya estaba en el calendario."), "aviso")
        return a(al_encuentro(encuentro, gestion))
    if request.method == "POST":
        exigir_version(evento)
        contexto, puesto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion), edc
        gestiones.programar(
            contexto, piezas().unidad(aqui()), encuentro, evento.version,
            puesto.fecha, puesto.hora, puesto.lugar,
        )  # fmt: skip
        flash(gettext("Quedó en el calendario el día del EDC de la región."))
        return a(al_encuentro(encuentro, gestion))
    return pintar(
        "anclaje-dia.html", gestion=gestion, evento=evento, edc=edc, destino=region,
        anfitrion=piezas().territorio.por_id[edc.origen_id],
    ), 200  # fmt: skip


def leer(gestion: int, encuentro: str) -> tuple[Evento, Anclaje | None]:
    """El encuentro y lo que tiene dado a una región."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        evento = calendarios.evento_de(unidad, gestion, encuentro)
        return evento, anclajes.vigente_de(unidad, gestion, encuentro)


def exigir_anclado(gestion: int, encuentro: str) -> tuple[Evento, Anclaje]:
    """Lo mismo; `SinAnclar` si no dio nada."""
    evento, propio = leer(gestion, encuentro)
    if propio is None:
        raise SinAnclar(evento.sigla)
    return evento, propio


def region_de(slug: str) -> Region:
    """Una de las que integra este municipio."""
    suyas = {r.slug: r for r in regiones_de_aqui()}
    if slug not in suyas:
        raise NoExiste("región", slug, [*suyas])
    return suyas[slug]


def turnos() -> list[tuple[Region, str]]:
    """A quién le toca convocar en cada región de aquí, donde se sabe y no es este municipio."""
    return [t for r in regiones_de_aqui() for t in turnos_de(r)]


def turnos_de(region: Region) -> list[tuple[Region, str]]:
    """Lo mismo, de una sola."""
    vigente = leer_edc(region).vigente
    if vigente is None or vigente.secretaria.municipio == municipio_de_lectura().id:
        return []
    return [(region, vigente.secretaria.quien)]


def inicial_de(evento: Evento, propio: Anclaje | None) -> dict[str, Any]:
    """Con qué aparece lleno: lo dicho a la región o, si nada, lo del calendario."""
    de = propio or evento
    fecha = propio.fecha if propio else evento.dia
    puesto = {"fecha": fecha, "hora": de.hora, "lugar": de.lugar}
    return {**puesto, "convocatoria": propio.convocatoria if propio else ""}


def de_secretaria(dicha: Secretaria | None, evento: Evento) -> dict[str, Any]:
    """Con qué aparece lleno: lo designado o, si nada, desde el día del encuentro."""
    if dicha is None:
        return {"desde": evento.dia}
    actor = "" if dicha.municipio else dicha.quien
    cual = str(dicha.municipio) if dicha.municipio else ""
    return {"cual": cual, "actor": actor, "desde": dicha.empieza, "hasta": dicha.termina or ""}


def al_encuentro(encuentro: str, gestion: int) -> str:
    """A lo de la región en la página del encuentro."""
    return f"{del_encuentro(encuentro, gestion)}#region"
