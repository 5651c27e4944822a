"""Presentar el formulario de una asamblea por pantalla: es importar una fila, con recibo.

Las reglas son las de la planilla (`servicios.demandas`): las mismas columnas, los mismos lectores,
las mismas repetidas y los mismos plugins. Aquí se agrega lo que una planilla no trae: quién lo
presenta, a nombre de quién, y un identificador que llega acuñado.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.asambleas import (
    MOTIVOS,
    SERVICIOS,
    Asamblea,
    Constancia,
    Formulario,
    MedioDeConstancia,
)
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import Demanda
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.formularios import (
    Falla,
    FormularioAjeno,
    FormularioRechazado,
    es_de,
    gestion_de,
)
from nucleo.dominio.lectura import ilegible, opcion, texto_de
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.sectores import Sector
from nucleo.servicios import avances
from nucleo.servicios.columnas import LARGO_CORTO, columnas_de_demandas
from nucleo.servicios.demandas import Importador, fuera_de_la_matriz
from nucleo.servicios.encabezados import Columna
from nucleo.servicios.importacion import Fila, FilaRechazada, convertida
from nucleo.servicios.organizaciones import Padron
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.recibos import Recibo, armar, contenido_de, recibo_de, resumir
from nucleo.servicios.sectores import sectores_de

PRESENTADO = "formularios.presentado"
ASAMBLEA, SITUACION, NOMBRE = "asamblea", "situacion", "nombre"
MAXIMO_DE_DEMANDAS = 10
A_LA_MATRIZ = 2
LARGO_DE_SITUACION = 500
DE_ASAMBLEA = ("fecha", "lugar_asamblea", "asistentes_mujeres", "asistentes_hombres", "folio")
DE_DEMANDA = (
    "demanda", "sector", "problema", "lugar", "costo", "beneficiarias", "beneficiarios", "familias",
    "pedida_por", "orden_mujeres", "orden_hombres", "tipo", "tipo_contraparte", "contraparte",
    "competencia", "preparacion",
)  # fmt: skip
OBLIGATORIAS = frozenset({"fecha", "sector"})
"""Además de las de la planilla: por pantalla se puede preguntar."""


def identificador(texto: str) -> UUID:
    try:
        return UUID(texto)
    except ValueError:
        raise ilegible(N_("elija una de la lista")) from None


DE_NOMBRE = (
    Columna("dirigencia", "A nombre de", identificador, obligatoria=True),
    Columna(
        "medio",
        "Cómo consta",
        opcion({m: (m.value,) for m in MedioDeConstancia}),
        (),
        obligatoria=True,
    ),
    Columna("detalle", "Detalle", texto_de(LARGO_CORTO), obligatoria=True),
    Columna("motivo", "Por qué", opcion({m: (m,) for m in MOTIVOS}), obligatoria=True),
)
DE_SITUACION = tuple(
    Columna(clave, nombre, texto_de(LARGO_DE_SITUACION)) for clave, nombre in SERVICIOS.items()
)


@dataclass(frozen=True, slots=True)
class Pedido:
    """Un formulario como se escribió: campo → texto, por paso. `id` viene acuñado.

    `nombre` va vacío si se presenta a nombre propio. `version` es la del borrador que se vio.
    """

    id: UUID
    organizacion_id: UUID
    asamblea: Mapping[str, str]
    demandas: Sequence[Mapping[str, str]]
    situacion: Mapping[str, str] = field(default_factory=dict)
    nombre: Mapping[str, str] = field(default_factory=dict)
    membresia_id: UUID | None = None
    version: int | None = None


@dataclass
class Revision:
    """Qué pasaría: lo que quedaría guardado, o las fallas; y lo que conviene saber antes."""

    fallas: list[Falla] = field(default_factory=list)
    avisos: list[Mensaje] = field(default_factory=list)
    demandas: list[Demanda] = field(default_factory=list)


def presentar(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    sectores: Sequence[Sector],
    pedido: Pedido,
) -> Recibo:
    """Registra asamblea, formulario y demandas, y da el recibo. Dos veces, o dos a la vez, es una.

    Levanta `FormularioRechazado` con todo lo que hay que corregir, `FormularioAjeno` si el
    identificador no es de esa organización, `EdicionConcurrente` si el borrador ya no es el que se
    vio y `ErrorDePlugin` si un plugin falla: no queda nada.
    """
    with unidad:
        unidad.reservar()
        lectura = _Lectura(contexto, unidad, ganchos, pedido)
        if unidad.asambleas.formulario(pedido.id):
            return recibo_de(unidad, pedido.id)
        borrador = unidad.borradores.de(pedido.id)
        if pedido.version not in {None, borrador.version if borrador else None}:
            raise EdicionConcurrente
        lectura.leer(sectores_de(contexto, ganchos, sectores))
        if lectura.revision.fallas:
            raise FormularioRechazado(lectura.revision.fallas)
        recibo = lectura.guardar(unidad)
        if borrador:
            unidad.borradores.quitar(borrador)
        avances.renovar(contexto, unidad, PRESENTADO)
        unidad.confirmar()
    return recibo


def revisar(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    sectores: Sequence[Sector],
    pedido: Pedido,
) -> Revision:
    """Lo que pasaría al presentarlo, sin guardar nada: sirve una unidad de solo lectura."""
    with unidad:
        lectura = _Lectura(contexto, unidad, ganchos, pedido)
        lectura.leer(sectores_de(contexto, ganchos, sectores))
        lectura.revision.avisos += fuera_de_la_matriz(contexto, unidad)
    return lectura.revision


def columnas_de_asamblea(sectores: Mapping[str, Sector]) -> tuple[Columna, ...]:
    return _elegidas(sectores, DE_ASAMBLEA)


def columnas_de_demanda(sectores: Mapping[str, Sector]) -> tuple[Columna, ...]:
    return _elegidas(sectores, DE_DEMANDA)


def _elegidas(sectores: Mapping[str, Sector], cuales: Sequence[str]) -> tuple[Columna, ...]:
    """Las de la planilla con esas claves, en ese orden; la organización ya se sabe cuál es."""
    todas = {c.clave: c for c in columnas_de_demandas(Padron(()), sectores)}
    elegidas = (todas[clave] for clave in cuales)
    return tuple(replace(c, obligatoria=c.obligatoria or c.clave in OBLIGATORIAS) for c in elegidas)


def dirigencias_de(
    contexto: Contexto, unidad: Unidad, organizacion_id: UUID, asamblea: date | None
) -> Sequence[Dirigencia]:
    """Por quién se puede presentar, con la unidad ya abierta: quien dirige hoy o dirigía ese día.

    Una planilla puede llegar cuando quien la firmó ya dejó el cargo.
    """
    hoy = dia_en_bolivia(contexto.ahora())
    suyas = unidad.dirigencias.de_organizacion(organizacion_id)
    return [d for d in suyas if d.vigente(hoy) or (asamblea and d.vigente(asamblea))]


class _Lectura:
    """Un pedido mientras se lee contra lo que ya está registrado."""

    def __init__(
        self, contexto: Contexto, unidad: Unidad, ganchos: Ganchos, pedido: Pedido
    ) -> None:
        self.contexto, self.pedido = contexto, pedido
        self.revision = Revision()
        self.organizacion = self._organizacion(unidad)
        self.importador = Importador(contexto, unidad, ganchos, pedido.id)
        self.registro = self.importador.registro
        self.unidad = unidad
        self.constancia: Constancia | None = None
        self.dirigencia: Dirigencia | None = None
        self.situacion: Mapping[str, str] = {}

    def _organizacion(self, unidad: Unidad) -> Organizacion:
        """La del pedido, si el identificador es suyo."""
        p, ambito = self.pedido, self.contexto.ambito
        municipio = ambito.id if isinstance(ambito, EnMunicipio) else 0
        suyo = es_de(p.id, municipio, p.organizacion_id)
        if not suyo or gestion_de(p.id) != self.contexto.gestion:
            raise FormularioAjeno(str(p.id))
        organizacion = unidad.organizaciones.de(p.organizacion_id)
        if organizacion is None:
            raise NoExiste("organización", p.organizacion_id)
        return organizacion

    def leer(self, sectores: Mapping[str, Sector]) -> None:
        """Llena `revision`. Se lee todo antes de decir qué falla: se corrige de una vez."""
        p = self.pedido
        asamblea = self._valores(ASAMBLEA, p.asamblea, columnas_de_asamblea(sectores))
        self.situacion = self._valores(SITUACION, p.situacion, DE_SITUACION)
        self._leer_nombre(asamblea.get("fecha"))
        columnas = columnas_de_demanda(sectores)
        leidas = [
            (paso, textos, self._valores(paso, textos, columnas)) for paso, textos in self._pasos()
        ]
        if not leidas:
            self._fallar("demandas/1", "demanda", N_("Escriba al menos una demanda."))
        self._exigir_asamblea(asamblea)
        if not self.revision.fallas:
            for numero, (paso, textos, valores) in enumerate(leidas, 1):
                fila = Fila(numero, (), {**p.asamblea, **textos}, {**asamblea, **valores})
                self._procesar(paso, fila)

    def _pasos(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Las demandas con algo escrito, cada una con su paso."""
        for numero, textos in enumerate(self.pedido.demandas[:MAXIMO_DE_DEMANDAS], 1):
            if any(t.strip() for t in textos.values()):
                yield f"demandas/{numero}", textos

    def _valores(
        self, paso: str, textos: Mapping[str, str], columnas: Sequence[Columna]
    ) -> dict[str, Any]:
        llenos = {clave: t.strip() for clave, t in textos.items() if t.strip()}
        try:
            return dict(convertida(Fila(0, (), llenos, {}), columnas).valores)
        except FilaRechazada as rechazada:
            self._anotar(paso, rechazada)
            return {}

    def _exigir_asamblea(self, valores: Mapping[str, Any]) -> None:
        fecha = valores.get("fecha")
        if fecha is None:
            return
        if fecha > dia_en_bolivia(self.contexto.ahora()):
            self._fallar(ASAMBLEA, "fecha", N_("Esa fecha todavía no llega."))
        if ya := self.registro.formulario_de(self.organizacion, fecha):
            suyas = [d for d in self.registro.demandas.values() if d.formulario_id == ya.id]
            codigos = ", ".join(sorted(d.codigo for d in suyas)) or "—"
            texto = N_(
                "La asamblea de esa fecha ya está registrada, con sus demandas: %(codigos)s."
            )
            self._fallar(ASAMBLEA, "fecha", texto, codigos=codigos)

    def _leer_nombre(self, asamblea: date | None) -> None:
        if not self.pedido.nombre:
            return
        dicho = self._valores(NOMBRE, self.pedido.nombre, DE_NOMBRE)
        if not dicho:
            return
        posibles = dirigencias_de(self.contexto, self.unidad, self.organizacion.id, asamblea)
        self.dirigencia = next((d for d in posibles if d.id == dicho["dirigencia"]), None)
        if self.dirigencia is None:
            self._fallar(NOMBRE, "dirigencia", N_("Esa persona no dirige esta organización."))
        self.constancia = Constancia(dicho["medio"], dicho["detalle"], dicho["motivo"])

    def _procesar(self, paso: str, fila: Fila) -> None:
        """Una demanda, por las mismas reglas que una fila de la planilla."""
        clave = plegar(fila.valores["demanda"])
        if ya := self.registro.repetida(None, self.organizacion, clave):
            texto = N_("Su organización ya tiene esa demanda: es la %(codigo)s.")
            if ya in self.revision.demandas:
                texto = N_("Es la misma que otra de este formulario (%(codigo)s).")
            self._fallar(paso, "demanda", texto, codigo=ya.codigo)
            return
        try:
            nueva = self.importador.procesar(
                replace(fila, valores={**fila.valores, "otb": self.organizacion})
            )
        except FilaRechazada as rechazada:
            self._anotar(paso, rechazada)
            return
        if nueva:
            self.revision.demandas.append(nueva)
            self._avisar(nueva)

    def _avisar(self, nueva: Demanda) -> None:
        if nueva.prioridad > A_LA_MATRIZ:
            texto = N_(
                "«%(titulo)s» queda en el lugar %(lugar)s de su organización: a la Cumbre van las "
                "dos primeras."
            )
            datos: dict[str, str | int] = {"titulo": nueva.titulo, "lugar": nueva.prioridad}
            self.revision.avisos.append(Mensaje(texto, datos))
        self.revision.avisos += [Mensaje.de_json(o) for o in nueva.observaciones]

    def _anotar(self, paso: str, rechazada: FilaRechazada) -> None:
        self.revision.fallas += [Falla(paso, campo, motivo) for campo, motivo in rechazada.motivos]

    def _fallar(self, paso: str, campo: str, texto: str, **datos: str | int) -> None:
        self.revision.fallas.append(Falla(paso, campo, Mensaje(texto, datos)))

    def guardar(self, unidad: Unidad) -> Recibo:
        """Lo leído pasa a la unidad, con su hecho; falta confirmar."""
        formulario = self.registro.formularios[self.pedido.id]
        asamblea = self.registro.asambleas[formulario.asamblea_id]
        self._firmar(formulario)
        demandas = self.revision.demandas
        formulario.resumen = resumir(contenido_de(formulario, asamblea, demandas))
        self.registro.guardar(unidad)
        unidad.demandas.agregar_todas(demandas)
        unidad.anotar(self._hecho(formulario, asamblea))
        return armar(unidad, formulario, asamblea, self.organizacion, demandas)

    def _firmar(self, formulario: Formulario) -> None:
        formulario.situacion = dict(self.situacion)
        formulario.presentado_en = self.contexto.ahora()
        formulario.presentado_por = self.contexto.quien
        formulario.membresia_id = self.pedido.membresia_id
        formulario.dirigencia_id = self.dirigencia.id if self.dirigencia else None
        formulario.constancia = self.constancia

    def _hecho(self, formulario: Formulario, asamblea: Asamblea) -> Hecho:
        """Quién, por quién y por qué, con identificadores: ni nombres ni el detalle de nadie."""
        c = self.constancia
        carga = {
            "formulario": str(formulario.id),
            "organizacion": str(asamblea.organizacion_id),
            "gestion": formulario.gestion,
            "demandas": [d.codigo for d in self.revision.demandas],
            "membresia": str(formulario.membresia_id) if formulario.membresia_id else None,
            "dirigencia": str(formulario.dirigencia_id) if formulario.dirigencia_id else None,
            "medio": c.medio.value if c else None,
            "motivo": c.motivo if c else None,
            "resumen": formulario.resumen,
        }
        cuando = formulario.presentado_en or self.contexto.ahora()
        return Hecho(PRESENTADO, self.contexto.quien, cuando, carga)
