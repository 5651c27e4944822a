"""Un municipio pequeño y conocido, para que cada prueba cuente solo lo que cambia."""

from nucleo.dominio.demandas import Contraparte, Demanda, PedidaPor
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.inversiones import Inversion
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.personas import Personas
from nucleo.dominio.techos import Techo
from nucleo.pruebas import UnidadEnMemoria, demanda_de_prueba, organizacion_de_prueba

GESTION = 2027


def comunidades() -> list[Organizacion]:
    """Una grande y atendida, una chica y olvidada, y una de la que poco se sabe."""
    return [
        organizacion_de_prueba(
            "Aldana", poblacion=Personas(300, 300), carencias={"agua": 10.0, "seguro": 20.0}
        ),
        organizacion_de_prueba(
            "Bella Vista", poblacion=Personas(40, 60), carencias={"agua": 95.0, "seguro": 60.0}
        ),
        organizacion_de_prueba("Ch’alla Pampa"),
    ]


def demandas(organizaciones: list[Organizacion]) -> list[Demanda]:
    """Seis: Aldana trae tres, y la tercera no entra a la matriz."""
    aldana, bella, challa = organizaciones
    ambos = PedidaPor.AMBOS
    return [
        demanda(1, aldana, 90_000, (200, 200), "Empedrado", sector="vialidad", pedida_por=ambos),
        demanda(2, aldana, 30_000, (100, 90), "Aulas", prioridad=2, pedida_por=PedidaPor.MUJERES),
        demanda(3, aldana, 10_000, (50, 50), "Graderías", sector="deporte", prioridad=3),
        demanda(
            4, bella, 60_000, (40, 60), "Posta de salud", sector="salud",
            pedida_por=PedidaPor.MUJERES, contraparte=Contraparte("terreno", Dinero.de(15_000)),
        ),
        demanda(5, bella, 45_000, (40, 60), "Red de agua", sector="agua_y_saneamiento",
                prioridad=2, pedida_por=PedidaPor.HOMBRES),
        demanda(6, challa, 20_000, (0, 0), "Mobiliario escolar"),
    ]  # fmt: skip


def demanda(
    numero: int,
    organizacion: Organizacion,
    costo: int,
    personas: tuple[int, int],
    titulo: str,
    **cambios: object,
) -> Demanda:
    beneficiarios = Personas(*personas)
    return demanda_de_prueba(
        numero, organizacion, costo=costo, titulo=titulo, beneficiarios=beneficiarios, **cambios
    )


def techos(**montos: int) -> list[Techo]:
    """`techos(a41_113=100_000)` → la fuente 41, organismo 113."""
    pares = [(clave[1:].split("_"), monto) for clave, monto in montos.items()]
    return [Techo(nuevo_id(), GESTION, f, o, Dinero.de(monto)) for (f, o), monto in pares]


def inversiones(organizaciones: list[Organizacion]) -> list[Inversion]:
    """Aldana recibió mucho hace poco; lo de 2015 ya no cuenta."""
    aldana, bella, _ = organizaciones
    return [
        Inversion(nuevo_id(), aldana.id, 2024, "Coliseo", Dinero.de(600_000)),
        Inversion(nuevo_id(), bella.id, 2015, "Tinglado", Dinero.de(900_000)),
    ]


def municipio_sembrado(**montos: int) -> UnidadEnMemoria:
    """La unidad con todo lo anterior; sin montos, un techo de 120 000 en 41-113 y 41-119."""
    unidad, organizaciones = UnidadEnMemoria(), comunidades()
    unidad.organizaciones.agregar_todas(organizaciones)
    unidad.demandas.agregar_todas(demandas(organizaciones))
    unidad.inversiones.agregar_todas(inversiones(organizaciones))
    unidad.techos.reemplazar(GESTION, techos(**(montos or {"a41_113": 80_000, "a41_119": 40_000})))
    return unidad
