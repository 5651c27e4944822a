"""La matriz calificada: con qué criterios y pesos, y el puesto y el puntaje de cada demanda."""

from nucleo.dominio.corridas import Paso, Proceso
from nucleo.dominio.mensajes import N_
from nucleo.dominio.priorizacion import puntos
from nucleo.servicios.lecturas import CorridaLeida, PuestoLeido
from nucleo.textos import documentos as textos
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import piezas
from nucleo.web.documentos.pedido import Cuerpo, Pedido
from nucleo.web.formato import decimal, dinero, momento
from nucleo.web.papel import ANCHA, CORTA, DOBLE, Bloque, Rotulo
from nucleo.web.vistas.priorizacion import Columna, aportes_de, columnas_de

POR_ESCRIBIR = 20
CABEN = 10
"""Con más criterios, los puntos de cada uno no entran a lo ancho: quedan en la planilla."""


def matriz(p: Pedido) -> Cuerpo:
    """Los criterios, el sello y la tabla; sin calificar, una tabla para llenar a mano."""
    with piezas().leer_municipio(p.ambito) as lectura:
        corrida = lectura.corrida(p.evento.gestion)
        proceso = lectura.proceso(p.evento.gestion)
    criterios = columnas_de(corrida)
    return Cuerpo(
        (_criterios(p, criterios, proceso, corrida), _tabla(p, criterios, corrida), _firmas(p)),
        apaisada=True,
    )


def _criterios(
    p: Pedido, criterios: list[Columna], proceso: Proceso | None, corrida: CorridaLeida | None
) -> Bloque:
    total = sum(c.peso for c in criterios) or 1
    filas = [
        [f"C{n}", c.nombre, decimal(100 * c.peso / total, 1)] for n, c in enumerate(criterios, 1)
    ]
    columnas = [(N_("N.º"), CORTA), (N_("Criterio"), ANCHA), (N_("Peso de 100"), CORTA)]
    return p.hoja.bloque(
        N_("Criterios y pesos acordados"),
        columnas=columnas, filas=filas, numeros=True, en_blanco=0 if filas else 5,
        avisos=[] if corrida else [p.hoja.rotulo(textos.SIN_CALIFICAR)],
        al_pie=_sello(p, proceso, corrida),
    )  # fmt: skip


def _sello(p: Pedido, proceso: Proceso | None, corrida: CorridaLeida | None) -> list[Rotulo]:
    r, dichos = p.hoja.rotulo, []
    if proceso and proceso.cuando(Paso.ACORDAR):
        cuando, codigo = momento(proceso.cuando(Paso.ACORDAR)), proceso.codigo or "—"
        dichos.append(
            r(
                N_("Acordados y sellados: %(cuando)s. Código público: %(codigo)s."),
                cuando=cuando, codigo=codigo,
            )
        )  # fmt: skip
    if corrida:
        dichos.append(
            r(
                N_("Calificada: %(cuando)s. Resumen (SHA-256) de la corrida: %(resumen)s."),
                cuando=momento(corrida.cuando), resumen=corrida.resumen,
            )
        )  # fmt: skip
    return dichos


def _tabla(p: Pedido, criterios: list[Columna], corrida: CorridaLeida | None) -> Bloque:
    aparte = criterios if len(criterios) <= CABEN else []
    columnas = [
        (N_("Puesto"), CORTA), (N_("Código"), CORTA), (N_("Demanda"), DOBLE),
        (N_("Organización"), ANCHA), (N_("Costo"), CORTA),
        *((f"C{n}", CORTA) for n in range(1, len(aparte) + 1)), (N_("Puntaje"), CORTA),
    ]  # fmt: skip
    puestos = corrida.puestos if corrida else ()
    simuladas = sum(x.fila.simulada for x in puestos)
    aviso = [p.hoja.rotulo(textos.SIMULADAS, n=simuladas)] if simuladas else []
    return p.hoja.bloque(
        N_("Demandas, de la primera a la última"),
        columnas=columnas, filas=[_fila(x, aparte) for x in puestos], avisos=aviso,
        numeros=True, en_blanco=0 if puestos else POR_ESCRIBIR,
    )  # fmt: skip


def _fila(x: PuestoLeido, criterios: list[Columna]) -> list[str]:
    aportes = aportes_de(x)
    return [
        str(x.puesto), x.fila.codigo, titulo_de(x), x.fila.organizacion, dinero(x.fila.costo),
        *(decimal(float(aportes.get(c.clave) or 0), 1) for c in criterios),
        decimal(puntos(x.puntaje), 2),
    ]  # fmt: skip


def titulo_de(x: PuestoLeido) -> str:
    """El título, con su aviso si algún dato no es real."""
    return f"{x.fila.titulo} [{gettext('simulado')}]" if x.fila.simulada else x.fila.titulo


def _firmas(p: Pedido) -> Bloque:
    return p.hoja.bloque(
        N_("Firmas"),
        firmas=[(quien, gettext("Nombre y CI:")) for quien in textos.PARTES.values()],
    )
