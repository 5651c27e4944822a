"""Lo de cada quien: sus mandatos, y lo que su cargo puede y debe hacer."""

from dataclasses import dataclass

from flask import Blueprint, current_app, request

from nucleo.dominio.contexto import ahora
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import PERMISOS, Accion
from nucleo.dominio.roles import DE_ORGANIZACION, Rol
from nucleo.servicios import personas
from nucleo.servicios.personas import FilaDeMandato
from nucleo.textos.funciones import DEBERES, SEMILLA
from nucleo.textos.politica import accion
from nucleo.web.lugares import lugar_de_trabajo, nombre_de_ambito
from nucleo.web.organizaciones import nombres_de_organizaciones
from nucleo.web.paginas import pintar
from nucleo.web.permisos import con_sesion, publica
from nucleo.web.sesion import de_plataforma, exigir_persona, persona_actual

plano = Blueprint("cuenta", __name__)
PROPIAS = (
    ("/mi/funciones", N_("Mis funciones"), N_("Qué puede y qué debe hacer su cargo.")),
    ("/mi/historia", N_("Mi historia"), N_("Lo que se registró por usted o a su nombre.")),
    (
        "/mi/encuentros.ics",
        N_("Mis encuentros"),
        N_("Los de los municipios donde tiene un cargo, para su teléfono o su calendario."),
    ),
    ("/mi/seguridad", N_("Mi seguridad"), N_("Contraseña y segundo paso para entrar.")),
    ("/mi/sesiones", N_("Mis sesiones"), N_("En qué aparatos está abierta su cuenta.")),
)
"""Las páginas de la cuenta; la que esta instalación no atiende no se ofrece."""


@dataclass(frozen=True, slots=True)
class MandatoPropio:
    """Un cargo de quien mira: dónde vale, por quién habla y a dónde lo lleva."""

    fila: FilaDeMandato
    lugar: str
    organizacion: str
    trabajo: str


@plano.get("/mi")
@con_sesion
def inicio() -> str:
    """Con qué cargos se entra, a dónde lleva cada uno, y los que ya terminaron."""
    filas = personas.mandatos_de(de_plataforma(), exigir_persona().usuario_id, ahora())
    atendidas = {r.rule for r in current_app.url_map.iter_rules()}
    return pintar(
        "mi.html",
        vigentes=[propio(f) for f in filas if f.rige],
        por_empezar=[propio(f) for f in filas if not f.rige and not f.termino],
        terminados=[propio(f) for f in filas if f.termino],
        propias=[p for p in PROPIAS if p[0] in atendidas],
    )


def propio(fila: FilaDeMandato) -> MandatoPropio:
    nombres = nombres_de_organizaciones([fila.organizacion_id], fila.sobre)
    return MandatoPropio(
        fila,
        nombre_de_ambito(fila.sobre),
        nombres.get(fila.organizacion_id, "") if fila.organizacion_id else "",
        lugar_de_trabajo(fila.rol, fila.sobre) if fila.rige else "",
    )


@plano.get("/mi/funciones")
@publica
def funciones() -> str:
    """Qué puede y qué debe hacer cada cargo: primero los de quien mira, y la lista entera."""
    persona = persona_actual()
    mios = list(dict.fromkeys(m.rol for m in persona.mandatos)) if persona else []
    elegido = request.args.get("cargo", "")
    if elegido and elegido not in {r.value for r in Rol}:
        raise NoExiste("cargo", elegido)
    return pintar(
        "funciones.html",
        cargos=[Rol(elegido)] if elegido else mios,
        mios=mios,
        todos=list(Rol),
        elegido=elegido,
        puede_hacer={r: [accion(x) for x in Accion if x in PERMISOS[r]] for r in Rol},
        de_organizacion=DE_ORGANIZACION,
        deberes=DEBERES,
        semilla=SEMILLA,
    )
