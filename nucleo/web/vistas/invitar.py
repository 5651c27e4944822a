"""Invitar a una persona: primero el cargo y dónde, después quién y hasta cuándo."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import Blueprint, Response, request
from marshmallow import Schema, fields, validate

from nucleo.dominio.ambito import Ambito, EnMunicipio, EnPlataforma
from nucleo.dominio.contexto import ahora
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.lectura import fecha
from nucleo.dominio.mensajes import N_
from nucleo.dominio.organizaciones import OTB, Organizacion, TipoDeOrganizacion
from nucleo.dominio.politica import Accion
from nucleo.dominio.roles import Rol
from nucleo.servicios import personas
from nucleo.servicios.identidad import Invitacion
from nucleo.web.administrados import (
    cargos_que_da,
    contexto_para,
    en_cada_ambito,
    migas_de_personas,
    mirada_actual,
    pide_organizacion,
    raiz_de_personas,
)
from nucleo.web.ambito import piezas
from nucleo.web.formularios import Formulario, Leido, estado_de, recibido
from nucleo.web.lugares import nombre_de_ambito
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.vistas.personas import entregar_enlace

plano = Blueprint("invitar", __name__)
Pagina = tuple[str, int]
TIPOS_DE = {
    Rol.DIRIGENCIA: OTB,
    Rol.ORGANIZACION_DE_MUJERES: frozenset({TipoDeOrganizacion.MUJERES}),
    Rol.ORGANIZACION_FUNCIONAL: frozenset({TipoDeOrganizacion.FUNCIONAL}),
    Rol.DILOS: frozenset({TipoDeOrganizacion.DILOS}),
    Rol.EDUCACION: frozenset({TipoDeOrganizacion.EDUCACION}),
}
"""Por qué organizaciones puede hablar cada cargo."""
MAL_CORREO = N_("Escriba un correo completo, como nombre@ejemplo.bo.")


class EsquemaDeInvitacion(Schema):
    """A quién se invita y hasta cuándo."""

    correo = fields.String(
        required=True,
        validate=validate.Email(error=MAL_CORREO),
        metadata={
            "etiqueta": N_("Su correo electrónico"),
            "ayuda": N_("Ahí le llega el enlace. Con él creará su cuenta."),
            "clase": "correo",
            "autocompletar": "off",
        },
    )
    nombre = fields.String(
        load_default="",
        validate=validate.Length(max=120),
        metadata={"etiqueta": N_("Su nombre y apellidos"), "autocompletar": "off"},
    )
    desde = Leido(
        fecha,
        escribir=lambda d: f"{d:%d/%m/%Y}",
        load_default=None,
        metadata={
            "etiqueta": N_("Desde qué día vale el cargo"),
            "ayuda": N_("Vacío: desde hoy."),
            "clase": "fecha",
        },
    )
    hasta = Leido(
        fecha,
        escribir=lambda d: f"{d:%d/%m/%Y}",
        load_default=None,
        metadata={
            "etiqueta": N_("Hasta qué día"),
            "ayuda": N_("Es el último día que vale. Vacío: hasta que alguien lo cierre."),
            "clase": "fecha",
        },
    )


class EsquemaDeDirigencia(EsquemaDeInvitacion):
    """Como el otro, y a quién de la organización corresponde la cuenta."""

    dirigencia = fields.UUID(
        load_default=None,
        metadata={
            "etiqueta": N_("¿Es alguien que ya está anotado?"),
            "ayuda": N_(
                "Si la elige, lo que se registró a nombre de esa persona aparecerá en su cuenta."
            ),
        },
    )


@dataclass(frozen=True, slots=True)
class Eleccion:
    """Lo ya elegido antes del formulario: el cargo, dónde y por cuál organización."""

    rol: Rol | None = None
    sobre: Ambito | None = None
    organizacion: Organizacion | None = None
    lugares: Sequence[Ambito] = ()
    organizaciones: Sequence[Organizacion] = ()

    @property
    def completa(self) -> bool:
        falta_cual = self.rol is not None and pide_organizacion(self.rol) and not self.organizacion
        return self.rol is not None and self.sobre is not None and not falta_cual


@en_cada_ambito(plano, "/invitar", "GET", "POST")
@permite(Accion.INVITAR)
def invitar() -> str | Pagina | Response:
    """Elegir el cargo y dónde; después, el formulario. Al guardar, el enlace para entregar."""
    eleccion = elegido()
    if not eleccion.completa:
        return _pintar("invitar_cargo.html", eleccion, cargos=cargos_que_da())
    formulario = formulario_para(eleccion)
    if recibido(formulario) and (invitacion := armar(formulario, eleccion)):
        return hacer(invitacion, orden_del_formulario())
    return _pintar("invitar.html", eleccion, formulario=formulario, orden=uuid4()), estado_de(
        formulario
    )


def _pintar(plantilla: str, eleccion: Eleccion, **datos: object) -> str:
    return pintar(
        plantilla,
        raiz=raiz_de_personas(),
        migas=migas_de_personas(),
        este_ambito=nombre_de_ambito(mirada_actual().desde),
        e=eleccion,
        nombre_de_ambito=nombre_de_ambito,
        **datos,
    )


def elegido() -> Eleccion:
    """Lo que dice la dirección; un cargo que quien mira no puede dar no existe para ella."""
    pedido = request.args.get("rol", "")
    if not pedido:
        return Eleccion()
    rol = next((r for r in cargos_que_da() if r.value == pedido), None)
    if rol is None:
        raise NoExiste("cargo", pedido)
    lugares = mirada_actual().donde(rol)
    donde = request.args.get("sobre", "")
    sobre = next((x for x in lugares if x.clave == donde), None)
    if donde and sobre is None:
        raise NoExiste("lugar", donde)
    if len(lugares) == 1:
        sobre = lugares[0]
    if not (pide_organizacion(rol) and isinstance(sobre, EnMunicipio)):
        return Eleccion(rol, sobre, None, lugares)
    suyas = organizaciones_para(rol, sobre)
    cual = request.args.get("organizacion", "")
    organizacion = next((o for o in suyas if str(o.id) == cual), None)
    if cual and organizacion is None:
        raise NoExiste("organización", cual[-6:])
    return Eleccion(rol, sobre, organizacion, lugares, suyas)


def organizaciones_para(rol: Rol, sobre: EnMunicipio) -> list[Organizacion]:
    """Por las que ese cargo puede hablar, por nombre."""
    with piezas().unidad_de_lectura(sobre) as unidad:
        todas = [o for o in unidad.organizaciones.todas() if o.tipo in TIPOS_DE[rol]]
    return sorted(todas, key=lambda o: o.clave)


def formulario_para(eleccion: Eleccion) -> Formulario:
    """Con las dirigencias vigentes de su organización, si las hay."""
    dirigencias = dirigencias_de(eleccion)
    if not dirigencias:
        return Formulario(EsquemaDeInvitacion())
    otra = [("", N_("No, es otra persona"))]
    return Formulario(EsquemaDeDirigencia(), opciones={"dirigencia": [*otra, *dirigencias]})


def dirigencias_de(eleccion: Eleccion) -> list[tuple[str, str]]:
    if eleccion.organizacion is None or eleccion.sobre is None:
        return []
    hoy = dia_en_bolivia(ahora())
    with piezas().unidad_de_lectura(eleccion.sobre) as unidad:
        return [
            (str(d.id), f"{d.nombre}, {d.cargo}")
            for d in unidad.dirigencias.todas()
            if d.organizacion_id == eleccion.organizacion.id and d.vigente(hoy)
        ]


def armar(formulario: Formulario, eleccion: Eleccion) -> Invitacion | None:
    """La invitación, si las fechas tienen sentido; si no, el formulario queda con su error."""
    datos = formulario.datos
    if eleccion.rol is None or eleccion.sobre is None:
        return None
    hoy = dia_en_bolivia(ahora())
    desde, hasta = datos["desde"] or hoy, datos["hasta"]
    if hasta and hasta < max(desde, hoy):
        formulario.fallar("hasta", N_("El último día no puede ser anterior al primero ni a hoy."))
        return None
    return Invitacion(
        datos["correo"],
        eleccion.rol,
        eleccion.sobre,
        datos["nombre"],
        desde,
        hasta,
        eleccion.organizacion.id if eleccion.organizacion else None,
        datos.get("dirigencia"),
    )


def orden_del_formulario() -> UUID:
    """El identificador con que nace lo que el formulario crea: enviarlo dos veces no duplica."""
    try:
        return UUID(request.form.get("orden", ""))
    except ValueError as error:
        raise NoExiste("formulario", request.form.get("orden", "")) from error


def hacer(invitacion: Invitacion, orden: UUID) -> Response:
    """La crea y lleva a la página que muestra su enlace; repetida, lleva a la misma página."""
    contexto, unidad = contexto_para(Accion.INVITAR), piezas().unidad(EnPlataforma())
    if secreto := personas.invitar(contexto, unidad, mirada_actual(), invitacion, orden):
        entregar_enlace(orden, secreto, invitacion, contexto.quien)
    return a(f"{raiz_de_personas()}/invitaciones/{orden}")
