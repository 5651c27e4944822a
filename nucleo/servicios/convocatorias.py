"""Convocar a un encuentro: a quién, y la constancia de que cada organización lo recibió."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nucleo.dominio.asistencias import SE_ANOTA_EN, convocadas_a
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.ciclos import TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.convocatorias import (
    Convocatoria,
    ConvocatoriaCerrada,
    EntregaPorVenir,
    MedioDeConvocatoria,
)
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.eventos import EstadoDeEvento, Evento
from nucleo.dominio.identidad import OrdenUsada
from nucleo.dominio.organizaciones import Organizacion
from nucleo.servicios.calendarios import evento_de, hoy_de
from nucleo.servicios.puertos import Unidad

LARGO_DE_RECIBIO = 150
LARGO_DE_NOTA = 300
SE_CONVOCA_EN = (EstadoDeEvento.PROGRAMADO, EstadoDeEvento.CONVOCADO, *SE_ANOTA_EN)


@dataclass(frozen=True, slots=True)
class DatosDeConvocatoria:
    """Cómo le llegó. Sin `fecha`, hoy."""

    organizacion_id: UUID
    medio: MedioDeConvocatoria
    fecha: date | None = None
    recibio: str = ""
    nota: str = ""


@dataclass(frozen=True, slots=True)
class Llamado:
    """Un encuentro y a quién se llama: cada organización convocada con sus constancias."""

    evento: Evento
    tipo: TipoDeEvento | None
    constancias: Sequence[tuple[Organizacion, Sequence[Convocatoria]]]

    @property
    def avisadas(self) -> int:
        """De cuántas consta que la recibieron."""
        return sum(bool(suyas) for _, suyas in self.constancias)

    @property
    def por_medio(self) -> Mapping[MedioDeConvocatoria, int]:
        """Cuántas constancias hay de cada medio que se usó."""
        medios = [c.medio for _, suyas in self.constancias for c in suyas]
        return {m: medios.count(m) for m in MedioDeConvocatoria if m in medios}

    @property
    def abierto(self) -> bool:
        """Si todavía se puede anotar."""
        return self.evento.estado in SE_CONVOCA_EN


def llamado(contexto: Contexto, unidad: Unidad, clave: str) -> Llamado:
    """A quién se llama y a quién ya le llegó. Con la unidad abierta."""
    evento = evento_de(unidad, contexto.gestion, clave)
    tipo = contexto.ciclo.eventos.get(clave)
    todas = unidad.organizaciones.todas()
    dadas = unidad.convocatorias.de_evento(contexto.gestion, clave)
    convocadas = convocadas_a(tipo, todas)
    otras = {c.organizacion_id for c in dadas} - {o.id for o in convocadas}
    quienes = [*convocadas, *(o for o in todas if o.id in otras)]
    return Llamado(
        evento, tipo, [(o, [c for c in dadas if c.organizacion_id == o.id]) for o in quienes]
    )


def constatar(
    contexto: Contexto, unidad: Unidad, clave: str, nueva: UUID, datos: DatosDeConvocatoria
) -> Convocatoria:
    """Anota que una organización recibió la convocatoria. Repetirla con ese `id` no la duplica.

    `ConvocatoriaCerrada` si el acta ya se cerró; un día que no llegó es `EntregaPorVenir`. Con ese
    `id` y otros datos, `OrdenUsada`.
    """
    with unidad:
        unidad.reservar()
        evento = _que_se_convoca(unidad, contexto.gestion, clave)
        suya = unidad.organizaciones.de(datos.organizacion_id)
        if suya is None:
            raise NoExiste("organización", datos.organizacion_id)
        dia = datos.fecha or hoy_de(contexto)
        if dia > hoy_de(contexto):
            raise EntregaPorVenir(f"{dia:%d/%m/%Y}")
        if ya := unidad.convocatorias.de(nueva):
            if (ya.gestion, ya.evento, ya.organizacion_id, ya.medio, ya.recibio, ya.nota) != (
                evento.gestion, clave, suya.id, datos.medio, datos.recibio, datos.nota,
            ):  # fmt: skip
                raise OrdenUsada(suya.nombre)
            return ya
        constancia = Convocatoria(
            nueva, evento.gestion, clave, suya.id, datos.medio, dia, contexto.ahora(),
            contexto.quien, datos.recibio, datos.nota,
        )  # fmt: skip
        unidad.convocatorias.agregar_todas([constancia])
        _anotar(contexto, unidad, "convocatoria.constatada", constancia)
        unidad.confirmar()
    return constancia


def quitar(contexto: Contexto, unidad: Unidad, clave: str, cual: UUID) -> Convocatoria:
    """Quita una constancia anotada por error; `NoExiste` si no es de ese encuentro."""
    with unidad:
        unidad.reservar()
        _que_se_convoca(unidad, contexto.gestion, clave)
        constancia = constancia_de(unidad, contexto.gestion, clave, cual)
        unidad.convocatorias.quitar(constancia)
        _anotar(contexto, unidad, "convocatoria.quitada", constancia)
        unidad.confirmar()
    return constancia


def constancia_de(unidad: Unidad, gestion: int, clave: str, cual: UUID) -> Convocatoria:
    """La de ese encuentro, o `NoExiste`. Con la unidad abierta."""
    hallada = unidad.convocatorias.de(cual)
    if hallada is None or (hallada.gestion, hallada.evento) != (gestion, clave):
        raise NoExiste("constancia", cual)
    return hallada


def _que_se_convoca(unidad: Unidad, gestion: int, clave: str) -> Evento:
    evento = evento_de(unidad, gestion, clave)
    if evento.estado not in SE_CONVOCA_EN:
        raise ConvocatoriaCerrada(evento.sigla)
    return evento


def _anotar(contexto: Contexto, unidad: Unidad, que: str, constancia: Convocatoria) -> None:
    """Sin quién la recibió: la memoria no se borra, y la persona podría pedirlo."""
    carga = {
        "gestion": constancia.gestion,
        "evento": constancia.evento,
        "convocatoria": str(constancia.id),
        "organizacion": str(constancia.organizacion_id),
        "medio": constancia.medio.value,
        "fecha": constancia.fecha.isoformat(),
    }
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
