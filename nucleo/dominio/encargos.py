"""La organización del control social: qué se puede seguir de un POA y quién sigue cada cosa."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.nombres import plegar
from nucleo.dominio.poa import LineaDePoa, sumar

SEPARADOR = ":"


class QueSeSigue(StrEnum):
    """De qué informa el control social (lámina 37): obras, programas, servicios y recursos."""

    OBRA = "obra"
    PROGRAMA = "programa"
    SERVICIO = "servicio"
    COPARTICIPACION = "coparticipacion"
    PLAN_Y_POA = "plan_y_poa"


class SinNadaQueSeguir(ErrorDeNegocio):
    """No se dijo qué se va a seguir."""

    campos = ()


class FaltaQuienSigue(ErrorDeNegocio):
    """Sigue una organización o una comisión con nombre: una de las dos, y no ambas."""

    campos = ()


class EncargoRepetido(ErrorDeNegocio):
    """`quien` ya sigue `que`."""

    campos = ("quien", "que")


class EncargoConSeguimientos(ErrorDeNegocio):
    """Tiene actividades en el programa: lo programado no se queda sin quien lo haga."""

    campos = ("que", "cuantas")


@dataclass(frozen=True, slots=True)
class QuienSigue:
    """Una organización, por su dirigencia vigente, o una comisión con nombre. Nunca una persona."""

    organizacion_id: UUID | None = None
    comision: str = ""

    def __post_init__(self) -> None:
        if bool(self.organizacion_id) == bool(self.comision):
            raise FaltaQuienSigue

    def es(self, otro: "QuienSigue") -> bool:
        """Si es la misma, aunque el nombre de la comisión vaya con otras tildes."""
        return (self.organizacion_id, plegar(self.comision)) == (
            otro.organizacion_id,
            plegar(otro.comision),
        )


@dataclass(frozen=True, slots=True)
class Asunto:
    """Algo que se puede seguir. `codigo` es con qué se lo reconoce en cualquier versión del POA.

    `programa` es el de una obra: quien sigue el programa sigue sus obras. `linea` es su primera
    línea en esta versión; cero si no es de ninguna. `simulada`, que alguna lleva un dato supuesto.
    """

    sigue: QueSeSigue
    codigo: str
    nombre: str
    monto: Dinero | None = None
    programa: str = ""
    linea: int = 0
    simulada: bool = False

    @property
    def clave(self) -> str:
        """Una sola palabra que lo nombra entero: `obra:2027-0001`."""
        return f"{self.sigue.value}{SEPARADOR}{self.codigo}"


@dataclass(eq=False)
class Encargo(DelMunicipio):
    """Quién sigue una cosa. Guarda cómo se llamaba: si sale del POA, se sigue sabiendo qué era."""

    id: UUID
    gestion: int
    sigue: QueSeSigue
    codigo: str
    nombre: str
    encargado_en: datetime
    quien: str
    organizacion_id: UUID | None = None
    comision: str = ""
    version: int = 0

    @property
    def clave(self) -> str:
        """La de lo que sigue, igual a `Asunto.clave`."""
        return f"{self.sigue.value}{SEPARADOR}{self.codigo}"

    @property
    def llamado(self) -> str:
        """Cómo se lo nombra en una frase: lo que no tiene nombre propio, por lo que es."""
        return self.nombre or self.codigo or self.sigue

    @property
    def de_quien(self) -> QuienSigue:
        """A quién se le encargó."""
        return QuienSigue(self.organizacion_id, self.comision)


@dataclass(frozen=True, slots=True)
class Seguido:
    """Un asunto con quienes lo siguen; `por_programa` son los que siguen el programa de esa obra.

    Si ya no `vive`, la versión del POA que rige no lo trae.
    """

    asunto: Asunto
    encargos: tuple[Encargo, ...]
    por_programa: tuple[Encargo, ...] = ()
    vive: bool = True

    @property
    def nadie(self) -> bool:
        """Si nadie lo sigue. Un programa se sigue obra por obra: sin encargo propio no es vacío."""
        suelto = self.asunto.sigue is not QueSeSigue.PROGRAMA
        return suelto and not (self.encargos or self.por_programa)

    @property
    def varios(self) -> bool:
        """Si lo siguen más de uno."""
        return len(self.encargos) + len(self.por_programa) > 1


def codigo_de(linea: LineaDePoa) -> str:
    """Con qué se la reconoce en otra versión del POA, de lo más seguro a lo más flojo.

    Su demanda, su SISIN, su categoría programática o, sin nada de eso, su nombre. El número de
    línea no sirve: al volver a cargar la planilla puede ser de otra. Dos líneas con el mismo código
    (la obra y su supervisión) se siguen juntas.
    """
    propia = linea.proyecto.strip("0") or linea.actividad.strip("0")
    categoria = linea.categoria if propia else ""
    nombre = plegar(linea.denominacion) or linea.denominacion
    return linea.demanda or linea.sisin or categoria or nombre


def clave_de(linea: LineaDePoa) -> str:
    """La del asunto de una línea: la obra a la que pertenece."""
    return f"{QueSeSigue.OBRA.value}{SEPARADOR}{codigo_de(linea)}"


def asuntos_del_poa(lineas: Sequence[LineaDePoa]) -> list[Asunto]:
    """Lo que un POA tiene para seguir: él mismo, la coparticipación, sus programas y sus obras.

    El plan y la coparticipación van siempre: se siguen aunque el POA todavía no esté.
    """
    por_codigo: dict[str, list[LineaDePoa]] = {}
    por_programa: dict[str, list[LineaDePoa]] = {}
    for linea in lineas:
        por_codigo.setdefault(codigo_de(linea), []).append(linea)
        if linea.programa:
            por_programa.setdefault(linea.programa, []).append(linea)
    return [
        Asunto(QueSeSigue.PLAN_Y_POA, "", ""),
        Asunto(QueSeSigue.COPARTICIPACION, "", ""),
        *(
            Asunto(
                QueSeSigue.PROGRAMA, p, "", sumar(suyas), simulada=any(x.simulada for x in suyas)
            )
            for p, suyas in sorted(por_programa.items())
        ),
        *(
            Asunto(
                QueSeSigue.OBRA,
                c,
                suyas[0].denominacion,
                sumar(suyas),
                suyas[0].programa,
                suyas[0].orden,
                any(x.simulada for x in suyas),
            )
            for c, suyas in por_codigo.items()
        ),
    ]


def cobertura(asuntos: Iterable[Asunto], encargos: Sequence[Encargo]) -> list[Seguido]:
    """Cada asunto con quien lo sigue; al final, los encargos de lo que el POA ya no trae.

    Un servicio no es del POA: está mientras alguien lo siga.
    """
    por_clave: dict[str, list[Encargo]] = {}
    for encargo in encargos:
        por_clave.setdefault(encargo.clave, []).append(encargo)
    de_programa = {e.codigo: por_clave[e.clave] for e in encargos if e.sigue is QueSeSigue.PROGRAMA}
    seguidos = [
        Seguido(
            a,
            tuple(por_clave.pop(a.clave, ())),
            tuple(de_programa.get(a.programa, ()) if a.programa else ()),
        )
        for a in asuntos
    ]
    sueltos = [
        Seguido(
            Asunto(suyos[0].sigue, suyos[0].codigo, suyos[0].nombre),
            tuple(suyos),
            vive=suyos[0].sigue is QueSeSigue.SERVICIO,
        )
        for suyos in por_clave.values()
    ]
    return [*seguidos, *sueltos]
