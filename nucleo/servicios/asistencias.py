"""Quién llegó a un encuentro: anotarlo, corregirlo, quitarlo, y si con eso hay cuórum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from nucleo.dominio.asistencias import (
    SE_ANOTA_EN,
    Asistencia,
    AsistenciaFueraDeTiempo,
    AsistenciaRepetida,
    Cuenta,
    EstadoDelCuorum,
    Sexo,
    contar,
    convocadas_a,
    cuorum_de,
    representa_de,
)
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.ciclos import TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dias import BOLIVIA
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import EstadoDeEvento, Evento
from nucleo.dominio.identidad import OrdenUsada
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion
from nucleo.servicios.calendarios import evento_de
from nucleo.servicios.puertos import Unidad

LARGO_DE_NOMBRE = 150
LARGO_DE_CARGO = 100


@dataclass(frozen=True, slots=True)
class DatosDeAsistencia:
    """Lo que se anota de quien llega. Sin `representa`, lo que su organización dice.

    Sin `hora`, con el encuentro en curso, la de ahora.
    """

    nombre: str
    sexo: Sexo = Sexo.SIN_DATO
    organizacion_id: UUID | None = None
    representa: str = ""
    cargo: str = ""
    sin_inscripcion: bool = False
    hora: str = ""


@dataclass(frozen=True, slots=True)
class Presencia:
    """Un encuentro con su lista, ya contada. Sin `tipo`, el ciclo ya no lo tiene.

    `ausentes` son las convocadas de las que no llegó nadie; `organizaciones`, todas, por `id`.
    """

    evento: Evento
    tipo: TipoDeEvento | None
    asistencias: Sequence[Asistencia]
    organizaciones: Mapping[UUID, Organizacion]
    ausentes: Sequence[Organizacion]
    cuenta: Cuenta
    cuorum: EstadoDelCuorum | None

    @property
    def abierta(self) -> bool:
        """Si todavía se puede anotar."""
        return self.evento.estado in SE_ANOTA_EN


def presencia(contexto: Contexto, unidad: Unidad, clave: str) -> Presencia:
    """Quién está y cuánto falta. Con la unidad abierta; `GestionSinAbrir` o `NoExiste`."""
    evento = evento_de(unidad, contexto.gestion, clave)
    tipo = contexto.ciclo.eventos.get(clave)
    todas = unidad.organizaciones.todas()
    asistencias = unidad.asistencias.de_evento(contexto.gestion, clave)
    convocadas = convocadas_a(tipo, todas)
    cuenta = contar(tipo, asistencias, convocadas)
    llegaron = {a.organizacion_id for a in asistencias}
    ausentes = [o for o in convocadas if o.id not in llegaron]
    por_id = {o.id: o for o in todas}
    return Presencia(evento, tipo, asistencias, por_id, ausentes, cuenta, cuorum_de(tipo, cuenta))


def anotar(
    contexto: Contexto, unidad: Unidad, clave: str, nueva: UUID, datos: DatosDeAsistencia
) -> Asistencia:
    """Anota a una persona. Repetirla con el mismo `id` no la duplica.

    `AsistenciaFueraDeTiempo`, o `AsistenciaRepetida` si ya está por esa organización. Con ese `id`
    y otros datos, `OrdenUsada`.
    """
    with unidad:
        unidad.reservar()
        evento = que_recibe(unidad, contexto.gestion, clave)
        llega = armada(contexto, unidad, evento, nueva, datos)
        if ya := unidad.asistencias.de(nueva):
            if (ya.evento, ya.clave, ya.organizacion_id, ya.sexo, ya.cargo) != (
                clave, llega.clave, llega.organizacion_id, llega.sexo, llega.cargo,
            ):  # fmt: skip
                raise OrdenUsada(ya.nombre)
            return ya
        for otra in unidad.asistencias.de_evento(contexto.gestion, clave):
            if otra.es_la_de(llega.clave, llega.organizacion_id):
                raise AsistenciaRepetida(otra.nombre)
        unidad.asistencias.agregar_todas([llega])
        _anotar(contexto, unidad, "asistencia.anotada", llega)
        unidad.confirmar()
    return llega


CORREGIBLES = (
    "nombre", "clave", "sexo", "organizacion_id", "representa", "cargo", "sin_inscripcion", "hora",
)  # fmt: skip


def corregir(
    contexto: Contexto,
    unidad: Unidad,
    clave: str,
    cual: UUID,
    version: int,
    datos: DatosDeAsistencia,
) -> Asistencia:
    """Lo que se anotó mal, si sigue como se lo vio; guardar lo que ya dice no hace nada.

    Sigue siendo la misma persona: su constancia en el acta no se pierde. La bitácora dice qué datos
    se corrigieron, sin el nombre. `AsistenciaRepetida` si quedaría igual a otra.
    """
    with unidad:
        unidad.reservar()
        evento = que_recibe(unidad, contexto.gestion, clave)
        esta = asistencia_de(unidad, contexto.gestion, clave, cual)
        queda = replace(armada(contexto, unidad, evento, cual, datos), hora=datos.hora)
        cambios = [c for c in CORREGIBLES if getattr(esta, c) != getattr(queda, c)]
        if not cambios:
            return esta
        if esta.version != version:
            raise EdicionConcurrente
        for otra in unidad.asistencias.de_evento(contexto.gestion, clave):
            if otra.id != cual and otra.es_la_de(queda.clave, queda.organizacion_id):
                raise AsistenciaRepetida(otra.nombre)
        for campo in cambios:
            setattr(esta, campo, getattr(queda, campo))
        _anotar(contexto, unidad, "asistencia.corregida", esta, cambios=cambios)
        unidad.confirmar()
    return esta


def quitar(contexto: Contexto, unidad: Unidad, clave: str, cual: UUID) -> Asistencia:
    """Quita a quien se anotó por error; `NoExiste` si no está en ese encuentro."""
    with unidad:
        unidad.reservar()
        que_recibe(unidad, contexto.gestion, clave)
        asistencia = asistencia_de(unidad, contexto.gestion, clave, cual)
        unidad.asistencias.quitar(asistencia)
        _anotar(contexto, unidad, "asistencia.quitada", asistencia)
        unidad.confirmar()
    return asistencia


def asistencia_de(unidad: Unidad, gestion: int, clave: str, cual: UUID) -> Asistencia:
    """La de ese encuentro, o `NoExiste`. Con la unidad abierta."""
    hallada = unidad.asistencias.de(cual)
    if hallada is None or (hallada.gestion, hallada.evento) != (gestion, clave):
        raise NoExiste("asistencia", cual)
    return hallada


def que_recibe(unidad: Unidad, gestion: int, clave: str) -> Evento:
    """El encuentro, si está en curso o realizado; si no, `AsistenciaFueraDeTiempo`."""
    evento = evento_de(unidad, gestion, clave)
    if evento.estado not in SE_ANOTA_EN:
        raise AsistenciaFueraDeTiempo(evento.sigla, evento.estado)
    return evento


def armada(
    contexto: Contexto, unidad: Unidad, evento: Evento, nueva: UUID, datos: DatosDeAsistencia
) -> Asistencia:
    """La asistencia con lo que se deduce: a quién representa y a qué hora llegó."""
    representa = datos.representa
    if representa and representa not in contexto.ciclo.participantes:
        raise NoExiste("participante", representa, [*contexto.ciclo.participantes])
    if datos.organizacion_id is not None:
        suya = unidad.organizaciones.de(datos.organizacion_id)
        if suya is None:
            raise NoExiste("organización", datos.organizacion_id)
        representa = representa or representa_de(suya, contexto.ciclo)
    ahora = contexto.ahora()
    llega_ahora = evento.estado is EstadoDeEvento.EN_CURSO and not datos.hora
    return Asistencia(
        id=nueva,
        gestion=evento.gestion,
        evento=evento.clave,
        nombre=datos.nombre,
        clave=plegar(datos.nombre),
        sexo=datos.sexo,
        representa=representa,
        anotada_en=ahora,
        quien=contexto.quien,
        organizacion_id=datos.organizacion_id,
        cargo=datos.cargo,
        sin_inscripcion=datos.sin_inscripcion,
        hora=f"{ahora.astimezone(BOLIVIA):%H:%M}" if llega_ahora else datos.hora,
    )


def _anotar(
    contexto: Contexto, unidad: Unidad, que: str, asistencia: Asistencia, **mas: object
) -> None:
    """Sin el nombre: la memoria no se borra, y la persona podría pedirlo."""
    carga = {
        "gestion": asistencia.gestion,
        "evento": asistencia.evento,
        "asistencia": str(asistencia.id),
        "organizacion": str(asistencia.organizacion_id or ""),
        "representa": asistencia.representa,
        "sexo": asistencia.sexo.value,
        "sin_inscripcion": asistencia.sin_inscripcion,
        **mas,
    }
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
