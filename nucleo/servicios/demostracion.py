"""Las siete personas con que se prueba una demostración, y entrar como una de ellas.

No son nadie: su nombre lo dice. Su correo termina en `.invalid`, que no existe, y no tienen
contraseña: solo se entra por aquí, y quien llama comprueba que la base sea de demostración.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from nucleo.dominio.ambito import Ambito
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import CredencialInvalida
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mensajes import N_
from nucleo.dominio.roles import Rol
from nucleo.dominio.usuarios import Membresia, Usuario
from nucleo.servicios import entradas
from nucleo.servicios.entradas import Entrada
from nucleo.servicios.puertos import Unidad

SEMBRADAS = "identidad.demostracion"


@dataclass(frozen=True, slots=True)
class Papel:
    """Una de las siete entradas directas: cómo se llama en pantalla y qué se prueba con ella."""

    clave: str
    rol: Rol
    nombre: str
    para: str

    @property
    def correo(self) -> str:
        return f"{self.clave}@demostracion.invalid"


PAPELES = (
    Papel(
        "dirigenta",
        Rol.DIRIGENCIA,
        N_("Dirigenta de OTB (demostración)"),
        N_("Presenta lo que pidió su comunidad."),
    ),
    Papel(
        "tecnico",
        Rol.TECNICO_MUNICIPAL,
        N_("Técnico municipal (demostración)"),
        N_("Registra, carga planillas y lleva los pasos de la Cumbre."),
    ),
    Papel(
        "alcaldesa",
        Rol.ALCALDIA,
        N_("Alcaldesa (demostración)"),
        N_("Publica el resultado, lo lleva a la región e invita a su gente."),
    ),
    Papel(
        "control-social",
        Rol.CONTROL_SOCIAL,
        N_("Control Social (demostración)"),
        N_(
            "Organiza quién sigue cada obra, informa en los encuentros y se pronuncia sobre el POA."
        ),
    ),
    Papel(
        "concejo",
        Rol.CONCEJO,
        N_("Concejo Municipal (demostración)"),
        N_("Aprueba el POA con el número de su ley o resolución."),
    ),
    Papel(
        "diputado",
        Rol.DIPUTACION,
        N_("Diputado uninominal (demostración)"),
        N_("Ve lo que los municipios llevan a su mesa."),
    ),
    Papel(
        "gobernacion",
        Rol.ADMINISTRACION_DEPARTAMENTAL,
        N_("Gobernación (demostración)"),
        N_("Da de alta municipios y mira el avance que autorizaron."),
    ),
)


@dataclass(frozen=True, slots=True)
class Lugar:
    """Dónde tiene su cargo, y por cuál organización habla si el cargo es de una."""

    sobre: Ambito
    organizacion_id: UUID | None = None


def sembrar(contexto: Contexto, unidad: Unidad, lugares: Mapping[str, Lugar]) -> int:
    """Crea las que falten y devuelve el mandato a la que lo perdió. Cuántos mandatos dio.

    La unidad se abre en la plataforma. `lugares` va por la clave del papel.
    """
    cuando = contexto.ahora()
    dados: list[str] = []
    with unidad:
        unidad.reservar()
        for papel in PAPELES:
            usuario = unidad.usuarios.por_correo(papel.correo)
            if usuario is None:
                usuario = Usuario(nuevo_id(), papel.correo, papel.nombre, cuando)
                unidad.usuarios.agregar(usuario)
            if _tiene(unidad, usuario, papel, lugares[papel.clave], contexto):
                continue
            unidad.membresias.agregar(_mandato(usuario, papel, lugares[papel.clave], contexto))
            dados.append(papel.clave)
        if dados:
            unidad.anotar(Hecho(SEMBRADAS, contexto.quien, cuando, {"papeles": dados}))
            unidad.confirmar()
    return len(dados)


def _tiene(
    unidad: Unidad, usuario: Usuario, papel: Papel, lugar: Lugar, contexto: Contexto
) -> bool:
    hoy = dia_en_bolivia(contexto.ahora())
    return any(
        m.rol is papel.rol and m.sobre == lugar.sobre.clave and m.vigente(hoy)
        for m in unidad.membresias.de_usuario(usuario.id)
    )


def _mandato(usuario: Usuario, papel: Papel, lugar: Lugar, contexto: Contexto) -> Membresia:
    cuando = contexto.ahora()
    return Membresia(
        id=nuevo_id(),
        usuario_id=usuario.id,
        sobre=lugar.sobre.clave,
        rol=papel.rol,
        desde=dia_en_bolivia(cuando) - timedelta(days=1),
        hasta=None,
        dada_en=cuando,
        dada_por=contexto.quien,
        organizacion_id=lugar.organizacion_id,
    )


def disponibles(unidad: Unidad) -> Sequence[Papel]:
    """Los papeles que esta base tiene sembrados."""
    with unidad:
        return [p for p in PAPELES if unidad.usuarios.por_correo(p.correo)]


def entrar_como(contexto: Contexto, unidad: Unidad, clave: str, aparato: str) -> Entrada:
    """Una sesión de esa persona de demostración, sin contraseña ni segundo factor.

    `CredencialInvalida` si no es una de las seis o no está sembrada.
    """
    papel = next((p for p in PAPELES if p.clave == clave), None)
    with unidad:
        unidad.reservar()
        usuario = unidad.usuarios.por_correo(papel.correo) if papel else None
        if usuario is None:
            raise CredencialInvalida
        entrada = entradas.abrir(unidad, usuario, contexto.ahora(), aparato)
        entrada.sesion.confirmada = True
        unidad.confirmar_pasajero()
    return entrada
