"""El recibo de un formulario presentado: qué consta, y el resumen con que se comprueba."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from nucleo.dominio.asambleas import Asamblea, Constancia, Formulario
from nucleo.dominio.bitacora import canonico, en_texto
from nucleo.dominio.demandas import Demanda
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.formularios import codigo_de
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.personas import Personas
from nucleo.servicios.puertos import Unidad

CORTO = 16


@dataclass(frozen=True, slots=True)
class Recibo:
    """Lo que se presentó. `constancia` trae detalles reservados: la página pública no los muestra.

    `contenido` es lo presentado, tal como está hoy, en la forma que se resume: su SHA-256 es
    `resumen` mientras nadie lo haya corregido. `fuera` dice que llegó con la matriz ya cerrada.
    """

    id: UUID
    gestion: int
    organizacion_id: UUID
    organizacion: str
    fecha: date | None
    lugar: str
    asistentes: Personas | None
    folio: str
    situacion: Mapping[str, str]
    demandas: Sequence[Demanda]
    presentado_en: datetime
    presentado_por: str
    a_nombre_de: str
    constancia: Constancia | None
    fuera: bool
    resumen: str
    contenido: str

    @property
    def codigo(self) -> str:
        """El del formulario, para quien no puede leer el QR."""
        return codigo_de(self.id)

    @property
    def corto(self) -> str:
        """El comienzo del resumen, en grupos: `3f2a 90c1 b7de 55aa`."""
        return " ".join(self.resumen[i : i + 4] for i in range(0, CORTO, 4))

    @property
    def intacto(self) -> bool:
        """Si lo de hoy es lo que se presentó."""
        return resumir(self.contenido) == self.resumen


def recibo_de(unidad: Unidad, formulario_id: UUID) -> Recibo:
    """El de un formulario presentado, con la unidad ya abierta. O `NoExiste`."""
    formulario = unidad.asambleas.formulario(formulario_id)
    if formulario is None or formulario.presentado_en is None:
        raise NoExiste("formulario", formulario_id)
    asamblea = unidad.asambleas.asamblea(formulario.asamblea_id)
    organizacion = unidad.organizaciones.de(asamblea.organizacion_id) if asamblea else None
    if asamblea is None or organizacion is None:
        raise NoExiste("formulario", formulario_id)
    demandas = unidad.demandas.del_formulario(formulario.id)
    return armar(unidad, formulario, asamblea, organizacion, demandas)


def armar(
    unidad: Unidad,
    formulario: Formulario,
    asamblea: Asamblea,
    organizacion: Organizacion,
    demandas: Sequence[Demanda],
) -> Recibo:
    """El mismo, de lo que ya está a mano."""
    cuando = formulario.presentado_en
    if cuando is None:
        raise NoExiste("formulario", formulario.id)
    proceso = unidad.priorizaciones.proceso(formulario.gestion)
    congelada_en = proceso.congelada_en if proceso else None
    quien = unidad.dirigencias.de(formulario.dirigencia_id) if formulario.dirigencia_id else None
    return Recibo(
        id=formulario.id,
        gestion=formulario.gestion,
        organizacion_id=organizacion.id,
        organizacion=organizacion.nombre,
        fecha=asamblea.fecha,
        lugar=asamblea.lugar,
        asistentes=asamblea.asistentes,
        folio=formulario.folio,
        situacion=formulario.situacion,
        demandas=demandas,
        presentado_en=cuando,
        presentado_por=formulario.presentado_por,
        a_nombre_de=con_su_cargo(quien) if quien else "",
        constancia=formulario.constancia,
        fuera=congelada_en is not None and congelada_en <= cuando,
        resumen=formulario.resumen,
        contenido=contenido_de(formulario, asamblea, demandas),
    )


def con_su_cargo(d: Dirigencia) -> str:
    """«Juana Mamani, secretaria general»."""
    return f"{d.nombre}, {d.cargo}" if d.cargo else d.nombre


def resumir(contenido: str) -> str:
    return hashlib.sha256(contenido.encode()).hexdigest()


def contenido_de(formulario: Formulario, asamblea: Asamblea, demandas: Sequence[Demanda]) -> str:
    """Lo presentado, en JSON canónico y sin nada reservado: cualquiera puede volver a resumirlo.

    El estado y la prioridad no entran: cambian con los pasos y no por corregir.
    """
    return canonico(
        {
            "formulario": str(formulario.id),
            "gestion": formulario.gestion,
            "organizacion": str(asamblea.organizacion_id),
            "fecha": asamblea.fecha.isoformat() if asamblea.fecha else None,
            "lugar": asamblea.lugar,
            "asistentes": _personas(asamblea.asistentes),
            "situacion": dict(formulario.situacion),
            "presentado_en": formulario.presentado_en and en_texto(formulario.presentado_en),
            "presentado_por": formulario.presentado_por,
            "a_nombre_de": str(formulario.dirigencia_id) if formulario.dirigencia_id else None,
            "medio": formulario.constancia.medio.value if formulario.constancia else None,
            "demandas": [_demanda(d) for d in sorted(demandas, key=lambda d: d.numero)],
        }
    )


def _demanda(d: Demanda) -> dict[str, object]:
    return {
        "codigo": d.codigo,
        "titulo": d.titulo,
        "sector": d.sector,
        "tipo": d.tipo,
        "problema": d.problema,
        "lugar": d.lugar,
        "costo": str(d.costo),
        "beneficiarios": _personas(d.beneficiarios),
        "familias": d.familias,
        "pedida_por": d.pedida_por.value,
        "orden_mujeres": d.orden_mujeres,
        "orden_hombres": d.orden_hombres,
        "contraparte": str(d.contraparte.valor) if d.contraparte else None,
        "tipo_contraparte": d.contraparte.tipo if d.contraparte else None,
        "competencia": d.competencia.value,
        "preparacion": d.preparacion,
    }


def _personas(p: Personas | None) -> list[int] | None:
    return [p.mujeres, p.hombres] if p else None
