"""Lo que la asistencia y la mesa dejaron de un encuentro, como va en su acta."""

from collections.abc import Mapping
from uuid import UUID

from nucleo.dominio.actas import (
    AcuerdoEnActa,
    CuentaDeVotos,
    CuorumEnActa,
    DisensoEnActa,
    Partes,
    ParticipanteEnActa,
    PuntoEnActa,
    ReclamoEnActa,
    VotacionEnActa,
)
from nucleo.dominio.acuerdos import EstadoDeAcuerdo
from nucleo.dominio.asistencias import Asistencia, EstadoDelCuorum, Sexo
from nucleo.dominio.ciclos import TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.documentos_de_punto import DocumentoEnActa, con_documentos
from nucleo.dominio.eventos import Evento
from nucleo.dominio.informes import Informe, InformeEnActa, vigente
from nucleo.dominio.mesas import agenda_de_mesa
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.reclamos import Reclamo
from nucleo.dominio.votaciones import EstadoDeVotacion, OpcionDeVoto, Votacion
from nucleo.servicios import acuerdos, reclamos
from nucleo.servicios.asistencias import presencia
from nucleo.servicios.puertos import Unidad

POR_SEXO = ("mujeres", "hombres")


def partes_de(contexto: Contexto, unidad: Unidad, tipo: TipoDeEvento, evento: Evento) -> Partes:
    """Quién estuvo, qué se trató, se votó, se acordó y se reclamó. Con la unidad abierta.

    Lo anulado y lo retirado no van: quedan en la bitácora.
    """
    estuvieron = presencia(contexto, unidad, evento.clave)
    nombres = {q: p.nombre for q, p in contexto.ciclo.participantes.items()}
    gestion, clave = evento.gestion, evento.clave
    return Partes(
        participantes=tuple(
            _participante(a, estuvieron.organizaciones, nombres) for a in estuvieron.asistencias
        ),
        cuorum=_cuorum(estuvieron.cuorum),
        puntos=_puntos(unidad, tipo, evento, nombres),
        votaciones=tuple(
            _votacion(v)
            for v in unidad.mesas.votaciones(gestion, clave)
            if v.estado is EstadoDeVotacion.CERRADA
        ),
        acuerdos=tuple(
            AcuerdoEnActa(a.que, a.responsable, a.fecha.isoformat() if a.fecha else "")
            for a in acuerdos.del_encuentro(unidad, gestion, clave)
            if a.estado is not EstadoDeAcuerdo.RETIRADO
        ),
        reclamos=tuple(
            _reclamo(r, estuvieron.organizaciones)
            for r in reclamos.del_encuentro(unidad, gestion, clave)
        ),
        informes=_informes(unidad, gestion, clave, nombres),
    )


def _informes(
    unidad: Unidad, gestion: int, clave: str, nombres: Mapping[str, str]
) -> tuple[InformeEnActa, ...]:
    """La última versión presentada de cada uno."""
    por_clave: dict[str, list[Informe]] = {}
    for informe in unidad.informes.del_encuentro(gestion, clave):
        por_clave.setdefault(informe.clave, []).append(informe)
    rigen = (vigente(suyos) for suyos in por_clave.values())
    return tuple(
        InformeEnActa(i.titulo, nombres.get(i.informa, i.informa), i.numero, i.resumen, i.a_nombre)
        for i in rigen
        if i
    )


def _participante(
    a: Asistencia, organizaciones: Mapping[UUID, Organizacion], nombres: Mapping[str, str]
) -> ParticipanteEnActa:
    suya = organizaciones.get(a.organizacion_id) if a.organizacion_id else None
    return ParticipanteEnActa(
        clave=str(a.id),
        nombre=a.nombre,
        organizacion=suya.nombre if suya else "",
        representacion=nombres.get(a.representa, a.representa),
        sexo="" if a.sexo is Sexo.SIN_DATO else a.sexo.value,
    )


def _cuorum(estado: EstadoDelCuorum | None) -> CuorumEnActa | None:
    if estado is None:
        return None
    regla = f"{estado.regla.por_ciento} % de {estado.regla.de.value}"
    return CuorumEnActa(estado.presentes, estado.necesarios, regla)


def _puntos(
    unidad: Unidad, tipo: TipoDeEvento, evento: Evento, nombres: Mapping[str, str]
) -> tuple[PuntoEnActa, ...]:
    tratados = unidad.mesas.puntos(evento.gestion, evento.clave)
    presentados = unidad.mesas.documentos(evento.gestion, evento.clave)
    return tuple(
        PuntoEnActa(
            p.texto,
            nombres.get(p.informa, p.informa),
            p.tratado.dicho if p.tratado else "",
            p.tratado.informo if p.tratado else "",
            tuple(DocumentoEnActa(d.titulo, d.resumen, d.publico) for d in suyos),
        )
        for p, suyos in con_documentos(agenda_de_mesa(tipo.agenda, tratados), presentados)
    )


def _votacion(v: Votacion) -> VotacionEnActa:
    return VotacionEnActa(
        clave=str(v.id),
        asunto=v.pregunta,
        cuentas=tuple(_cuenta(v, quienes) for quienes in (POR_SEXO if v.por_sexo else ("",))),
        disensos=tuple(DisensoEnActa(d["quien"], motivo=d["por_que"]) for d in v.disensos),
    )


def _cuenta(v: Votacion, quienes: str) -> CuentaDeVotos:
    def manos(opcion: OpcionDeVoto) -> int:
        contadas = v.conteo[opcion]
        return int((getattr(contadas, quienes) if quienes else contadas.total) or 0)

    favor, contra, abstencion = map(manos, OpcionDeVoto)
    return CuentaDeVotos(favor, contra, abstencion, quienes)


def _reclamo(r: Reclamo, organizaciones: Mapping[UUID, Organizacion]) -> ReclamoEnActa:
    suya = organizaciones.get(r.organizacion_id) if r.organizacion_id else None
    return ReclamoEnActa(
        texto=f"{r.asunto}: {r.texto}",
        de=suya.nombre if suya else "",
        responsable=r.responsable,
        hasta=r.plazo.isoformat() if r.plazo else "",
        respuesta=r.respuesta,
    )
