"""Lo que no es demanda: plan, unidades, ofertas, papeletas y techo por versiones."""

from datetime import date

from nucleo.dominio.actas import Acta
from nucleo.dominio.anclajes import (
    AcuerdoPublicado,
    Anclaje,
    Contenido,
    PuntoPublicado,
    Secretaria,
    contenido_llano,
)
from nucleo.dominio.asistencias import Asistencia, Sexo
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.constancias import Conformidad, MedioDeConformidad
from nucleo.dominio.convocatorias import Convocatoria, MedioDeConvocatoria
from nucleo.dominio.cuadros import Cuadro
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.evaluaciones import Condicion, Cumplimiento, Evaluacion, Revision, guardada
from nucleo.dominio.eventos import Evento, GestionAbierta
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.indicadores import Indicador
from nucleo.dominio.informes import ApartadoEscrito, Informe, InformeEnLlano
from nucleo.dominio.llano import en_llano
from nucleo.dominio.nombres import plegar
from nucleo.dominio.observaciones_de_acta import ObservacionEnActa
from nucleo.dominio.ofertas import Compromiso, Oferta, TipoDeOferente
from nucleo.dominio.papeletas import Papeleta
from nucleo.dominio.planes import (
    Alianza,
    ClaseDeAliado,
    ClaseDeElemento,
    ElementoDePlan,
    EstadoDePlan,
    NivelDePlan,
    Plan,
)
from nucleo.dominio.unidades_operativas import UnidadOperativa
from nucleo.dominio.versiones_de_techo import (
    Bruto,
    EstadoDeTecho,
    Obligatorio,
    PasoDeTecho,
    VersionDeTecho,
    paso_como_json,
)
from nucleo.servicios.informes import PRESENTADO
from tests.persistencia.ejemplos_de_mesa import de_una_mesa, documento
from tests.persistencia.ejemplos_de_seguimiento import del_control_social

UN_DIA = date(2027, 3, 1)


def presupuestar(unidad, m, gestion, demandas, cuando):
    """Una fila marcada en cada tabla, y sus identificadores en `m.ids`."""
    m.ids += [str(con_plan(unidad, m)), str(con_oferta(unidad, m, gestion, demandas[0], cuando))]
    unidad.estructura.agregar_todas(
        [
            UnidadOperativa(
                nuevo_id(), f"U{m.lugar}", f"Obras {m.reservada}", responsable=m.reservada,
                competencias=m.reservada, fuente=m.reservada,
            )
        ]
    )  # fmt: skip
    unidad.versiones_de_techo.agregar(version_de_techo(m, gestion, cuando))
    unidad.evaluaciones.agregar(evaluacion(m, gestion, demandas[1].codigo, cuando))
    abierta = GestionAbierta(nuevo_id(), gestion, "mgmp", UN_DIA, cuando, m.reservada, m.reservada)
    reunion = Evento(nuevo_id(), gestion, "rdc", 1, f"R{m.lugar}", m.reservada, UN_DIA)
    reunion.lugar = m.reservada
    unidad.calendarios.abrir(abierta, [reunion])
    con_gente(unidad, m, gestion, demandas[0].organizacion_id, cuando)
    for nuevo in de_una_mesa(gestion, demandas[1].organizacion_id, m.reservada):
        unidad.mesas.agregar(nuevo)
    for nuevo in del_control_social(gestion, demandas[1].organizacion_id, m.reservada):
        unidad.seguimientos.agregar(nuevo)
        m.ids.append(str(nuevo.id))
    unidad.actas.agregar(acta_marcada(m, gestion, cuando))
    unidad.anclajes.agregar(anclaje_marcado(m, cuando))
    con_informe(unidad, m, gestion, cuando)
    votan, ajenas = demandas[2].organizacion_id, [d.codigo for d in demandas[:2]]
    unidad.papeletas.agregar_todas(
        [Papeleta(nuevo_id(), gestion, votan, ajenas, cuando, m.reservada, procedencia=m.reservada)]
    )


def con_gente(unidad, m, gestion, de, cuando):
    """Una persona que llegó al encuentro y la constancia de que la llamaron."""
    llego = Asistencia(
        nuevo_id(), gestion, "rdc", m.reservada, plegar(m.reservada), Sexo.MUJER, "otb", cuando,
        m.reservada, de, m.reservada,
    )  # fmt: skip
    llamada = Convocatoria(
        nuevo_id(), gestion, "rdc", de, MedioDeConvocatoria.VERBAL, UN_DIA, cuando, m.reservada,
        m.reservada, m.reservada,
    )  # fmt: skip
    unidad.asistencias.agregar_todas([llego])
    unidad.convocatorias.agregar_todas([llamada])
    unidad.mesas.agregar(documento(gestion, m.reservada, evento="rdc"))
    m.ids += [str(llego.id), str(llamada.id)]


def acta_marcada(m, gestion, cuando):
    """Un borrador abierto a observaciones, con la marca en todo lo que una persona escribe."""
    r, dia = m.reservada, cuando.isoformat()
    observacion = ObservacionEnActa(r, r, r, dia, r)
    constancia = Conformidad(MedioDeConformidad.HUELLA, r, r, r, dia, r, testigo=r, por=r)
    return Acta(
        nuevo_id(), gestion, "rdc", cuando, r, secciones={"apertura": r},
        observaciones=[en_llano(observacion)], constancias=[en_llano(constancia)], contenido=r,
    )  # fmt: skip


def anclaje_marcado(m, cuando):
    """Con la marca pública donde lo lee una región; quien no entregó a ninguna, lo retiró."""
    marca = m.publica if m.region else m.reservada
    acuerdo = AcuerdoPublicado(nuevo_id(), m.gestion_propia, m.id, marca, marca, cuando.isoformat())
    dado = Contenido((PuntoPublicado(marca),), (acuerdo,), acta="b" * 64)
    anclaje = Anclaje(
        nuevo_id(), m.gestion_propia, "rdc", UN_DIA, cuando, m.reservada, "09:00", marca, marca,
        contenido_llano(dado), en_llano(Secretaria(marca, UN_DIA.isoformat())),
    )  # fmt: skip
    anclaje.region = m.region or "uninominal-24"
    if not m.region:
        anclaje.retirar(m.reservada, cuando)
    return anclaje


def con_informe(unidad, m, gestion, cuando):
    """Un informe presentado, con la marca en lo que una persona escribe y en lo que queda fijo.

    Va también en la bitácora: lo que ella no recuerda no se muestra.
    """
    r = m.reservada
    suyo = Informe(nuevo_id(), gestion, "rdc", "fisico", 1, r, "ejecutivo", cuando, r)
    suyo.apartados = {"hecho": r}
    escrito, cuadro = ApartadoEscrito(r, r), Cuadro("c", r, (r,), ((r,),))
    dice = InformeEnLlano(
        r, m.id, gestion, "rdc", "RDC", "fisico", r, "ejecutivo", r, 1, (escrito,), (cuadro,),
        "alcaldia", cuando.isoformat(),
    )  # fmt: skip
    suyo.presentar(dice, cuando, r)
    unidad.informes.agregar(suyo)
    carga = {"gestion": gestion, "evento": "rdc", "informe": "fisico", "version": 1,
             "resumen": suyo.resumen}  # fmt: skip
    unidad.anotar(Hecho(PRESENTADO, r, cuando, carga))


def con_plan(unidad, m):
    """El identificador del plan, que rige y tiene una parte de cada clase."""
    plan = Plan(
        nuevo_id(), f"PTDI-{m.lugar}", 1, "ptdi", NivelDePlan.MUNICIPAL, f"Plan {m.reservada}",
        2026, 2040, EstadoDePlan.VIGENTE, fuente=m.reservada, constancia=m.reservada,
    )  # fmt: skip
    objetivo, aliado = ClaseDeElemento.OBJETIVO, ClaseDeAliado.PRIVADO
    unidad.planes.agregar(plan)
    unidad.planes.agregar_partes(
        [
            ElementoDePlan(
                nuevo_id(), plan.id, objetivo, "OE1", m.reservada, m.reservada,
                inversion={"2027": "10.50"},
            ),
            Indicador(nuevo_id(), plan.id, "I1", "OE1", m.reservada, metas={"2027": "5"}),
            Alianza(nuevo_id(), plan.id, "A1", m.reservada, aliado, m.reservada, Dinero(5)),
        ]
    )  # fmt: skip
    return plan.id


def con_oferta(unidad, m, gestion, demanda, cuando):
    """El identificador de la oferta, ya comprometida con esa demanda."""
    oferente, que = f"Gobernación {m.reservada}", f"Riego {m.reservada}"
    oferta = Oferta(
        nuevo_id(), gestion, plegar(f"{oferente} {que}"), oferente, TipoDeOferente.GOBERNACION,
        que, Dinero.de("90.50"), condiciones=m.reservada, fuente=m.reservada,
    )  # fmt: skip
    unidad.ofertas.agregar_todas([oferta])
    unidad.ofertas.comprometer(
        Compromiso(
            nuevo_id(), oferta.id, demanda.id, gestion, Dinero.de("10.50"), UN_DIA, m.reservada,
            cuando, m.reservada,
        )
    )  # fmt: skip
    return oferta.id


def version_de_techo(m, gestion, cuando):
    estado = EstadoDeTecho.BORRADOR
    abierta = paso_como_json(PasoDeTecho(estado, cuando, m.reservada, m.reservada))
    version = VersionDeTecho(nuevo_id(), gestion, 1, estado, [], [], [abierta], motivo=m.reservada)
    version.escribir(
        [Bruto("41-113", Dinero.de(9000), m.reservada)],
        [Obligatorio("20 0 99", m.reservada, "41-113", Dinero.de(90), m.reservada)],
    )
    return version


def evaluacion(m, gestion, codigo, cuando):
    terreno = Revision(Cumplimiento.PENDIENTE, m.reservada, UN_DIA)
    return Evaluacion(
        nuevo_id(), gestion, codigo, cuando, m.reservada, responsable=m.reservada,
        observaciones=m.reservada, condiciones=guardada({Condicion.TERRENO: terreno}),
    )  # fmt: skip
