"""Los repositorios de un municipio, como listas."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from nucleo.dominio.adjuntos import Adjunto
from nucleo.dominio.agrupadas import Descarte
from nucleo.dominio.ajustes import Ajuste
from nucleo.dominio.asambleas import Asamblea, Formulario
from nucleo.dominio.avances import Avance, Cuentas
from nucleo.dominio.borradores import Borrador
from nucleo.dominio.corridas import Corrida, Proceso
from nucleo.dominio.demandas import ClaseDeDemanda, Demanda, Estado, ObservacionEscrita
from nucleo.dominio.dinero import CERO
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.distritos import Distrito
from nucleo.dominio.entregas import Entrega
from nucleo.dominio.inversiones import Inversion
from nucleo.dominio.municipios import Alta
from nucleo.dominio.organizaciones import Organizacion, que_piden
from nucleo.dominio.techos import Techo
from nucleo.pruebas.listas import EnMemoria, PorGestion, PorId

if TYPE_CHECKING:
    from nucleo.pruebas.memoria import UnidadEnMemoria


class AsambleasEnMemoria(PorGestion[Asamblea]):
    """Las asambleas con sus formularios."""

    def __init__(self) -> None:
        super().__init__()
        self.formularios: list[Formulario] = []

    def agregar_formularios(self, formularios: Sequence[Formulario], /) -> None:
        self.formularios += formularios

    def formularios_de(self, gestion: int, /) -> Sequence[Formulario]:
        return [f for f in self.formularios if f.gestion == gestion]

    def formulario(self, formulario_id: UUID, /) -> Formulario | None:
        return next((f for f in self.formularios if f.id == formulario_id), None)

    def asamblea(self, asamblea_id: UUID, /) -> Asamblea | None:
        return next((a for a in self.filas if a.id == asamblea_id), None)


class DemandasEnMemoria(PorGestion[Demanda]):
    """Las demandas con lo que se observó de ellas."""

    def __init__(self) -> None:
        super().__init__()
        self.observaciones: PorId[ObservacionEscrita] = PorId()
        self.descartadas: PorGestion[Descarte] = PorGestion()

    def hay(self, gestion: int, /) -> bool:
        return any(d.estado is not Estado.RETIRADA for d in self.de_gestion(gestion))

    def numeros(self, gestion: int, estado: Estado, /) -> Sequence[int]:
        return sorted(d.numero for d in self.de_gestion(gestion) if d.estado is estado)

    def de(self, gestion: int, numero: int, /) -> Demanda | None:
        return next((d for d in self.de_gestion(gestion) if d.numero == numero), None)

    def del_formulario(self, formulario_id: UUID, /) -> Sequence[Demanda]:
        return [d for d in self.filas if d.formulario_id == formulario_id]

    def del_grupo(self, grupo_id: UUID, /) -> Sequence[Demanda]:
        return [d for d in self.filas if d.grupo_id == grupo_id]

    def descartar(self, descarte: Descarte, /) -> None:
        self.descartadas.agregar(descarte)

    def descartes(self, gestion: int, /) -> Sequence[Descarte]:
        return self.descartadas.de_gestion(gestion)

    def observar(self, observacion: ObservacionEscrita, /) -> None:
        self.observaciones.agregar(observacion)

    def observacion(self, observacion_id: UUID, /) -> ObservacionEscrita | None:
        return self.observaciones.de(observacion_id)

    def observaciones_de(self, demanda_id: UUID, /) -> Sequence[ObservacionEscrita]:
        return [o for o in self.observaciones.filas if o.demanda_id == demanda_id]

    def sin_responder(self, gestion: int, /) -> Sequence[ObservacionEscrita]:
        suyas = {d.id for d in self.de_gestion(gestion)}
        esperan = (o for o in self.observaciones.filas if o.respondida_en is None)
        return [o for o in esperan if o.demanda_id in suyas]


class PriorizacionesEnMemoria:
    """Un proceso por gestión y todas sus corridas, la última al final."""

    def __init__(self) -> None:
        self.procesos: dict[int, Proceso] = {}
        self.corridas: list[Corrida] = []

    def proceso(self, gestion: int, /) -> Proceso | None:
        return self.procesos.get(gestion)

    def con_codigo(self, codigo: str, /) -> Proceso | None:
        return next((p for p in self.procesos.values() if p.codigo == codigo), None)

    def abrir(self, proceso: Proceso, /) -> None:
        self.procesos[proceso.gestion] = proceso

    def guardar(self, corrida: Corrida, /) -> None:
        self.corridas.append(corrida)

    def ultima(self, gestion: int, /) -> Corrida | None:
        return next((c for c in reversed(self.corridas) if c.gestion == gestion), None)


class TechosEnMemoria(PorGestion[Techo]):
    """Los techos, que se cambian todos juntos y se gastan por su orden."""

    def de_gestion(self, gestion: int, /) -> Sequence[Techo]:
        return sorted(super().de_gestion(gestion), key=lambda t: t.orden)

    def reemplazar(self, gestion: int, techos: Sequence[Techo], /) -> None:
        self.filas = [t for t in self.filas if t.gestion != gestion] + [*techos]


class EntregasEnMemoria(PorGestion[Entrega]):
    """Las entregas de un municipio a cualquier región."""

    def vigentes(self, region: str, gestion: int, /) -> Sequence[Entrega]:
        suyas = (e for e in self.de_gestion(gestion) if e.region == region)
        return [e for e in suyas if e.retirada_en is None]


class AltasEnMemoria(EnMemoria[Alta]):
    """Los municipios hospedados."""

    def quitar(self, alta: Alta, /) -> None:
        self.filas.remove(alta)

    def de(self, municipio_id: int, /) -> Alta | None:
        return next((a for a in self.filas if a.municipio_id == municipio_id), None)

    def codigos(self) -> set[int]:
        return {a.municipio_id for a in self.filas}


class DistritosEnMemoria(PorId[Distrito]):
    """Los distritos."""

    def todos(self) -> Sequence[Distrito]:
        return sorted(self.filas, key=lambda d: d.clave)


class BorradoresEnMemoria(PorId[Borrador]):
    """Lo que cada quien está escribiendo."""

    def de_usuario(self, usuario_id: UUID, /) -> Sequence[Borrador]:
        return [b for b in self.filas if b.usuario_id == usuario_id]


class InversionesEnMemoria(PorId[Inversion]):
    """Lo invertido en años anteriores."""

    def hay_entre(self, desde: int, hasta: int, /) -> bool:
        return any(desde <= i.gestion <= hasta and i.organizacion_id for i in self.filas)


class AdjuntosEnMemoria(PorId[Adjunto]):
    """Lo que se sabe de cada archivo, y qué archivos nombra la unidad entera."""

    def __init__(self, unidad: "UnidadEnMemoria") -> None:
        super().__init__()
        self._unidad = unidad

    def del_formulario(self, formulario_id: UUID, /) -> Sequence[Adjunto]:
        return [a for a in self.filas if a.formulario_id == formulario_id]

    def resumenes(self) -> Sequence[str]:
        """Los mismos dueños que la base: si falta uno, `barrer` lo borraría en las pruebas."""
        suya = self._unidad
        escaneos = {e for acta in suya.actas.filas for e in acta.escaneos}
        escudos = {str(a.valor.get("valor")) for a in suya.ajustes.todos()}
        documentos = {d.resumen for d in suya.mesas.presentados.filas}
        return sorted({a.resumen for a in self.filas} | escaneos | escudos | documentos)


class AvancesEnMemoria(PorId[Avance]):
    """Lo contado al departamento, y con qué se cuenta."""

    def __init__(self, unidad: "UnidadEnMemoria") -> None:
        super().__init__()
        self._unidad = unidad

    def cuentas(self, gestion: int, /) -> Cuentas:
        unidad = self._unidad
        de_gestion = unidad.demandas.de_gestion(gestion)
        demandas = [d for d in de_gestion if d.viva and d.clase is not ClaseDeDemanda.AGRUPADA]
        entregas = [e for e in unidad.entregas.de_gestion(gestion) if not e.retirada_en]
        return Cuentas(
            len(que_piden(unidad.organizaciones.todas())),
            len({a.organizacion_id for a in unidad.asambleas.de_gestion(gestion)}),
            len(demandas),
            sum((d.costo for d in demandas), CERO),
            sum((t.monto for t in unidad.techos.de_gestion(gestion)), CERO),
            sum(d.estado is Estado.EN_POA for d in demandas),
            len({e.demanda_id for e in entregas}),
        )

    def vigentes(self) -> Sequence[Avance]:
        return [a for a in self.filas if a.retirada_en is None]


class AjustesEnMemoria(PorId[Ajuste]):
    """Los cambios por pantalla."""

    def todos(self) -> Sequence[Ajuste]:
        return sorted(self.filas, key=lambda a: a.numero)


class OrganizacionesEnMemoria(PorId[Organizacion]):
    """Las organizaciones; `usadas` dice cuáles nombra otra fila."""

    def __init__(self, usadas: Callable[[], Iterable[UUID | None]]) -> None:
        super().__init__()
        self._usadas = usadas

    def con_clave(self, clave: str, /) -> Organizacion | None:
        return next((o for o in self.filas if o.clave == clave), None)

    def en_uso(self, organizacion_id: UUID, /) -> bool:
        return organizacion_id in set(self._usadas())


class DirigenciasEnMemoria(PorId[Dirigencia]):
    """Quién representa a cada organización."""

    def de_organizacion(self, organizacion_id: UUID, /) -> Sequence[Dirigencia]:
        return [d for d in self.filas if d.organizacion_id == organizacion_id]
