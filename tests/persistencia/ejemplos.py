"""Entidades de ejemplo, sin base de datos."""

from datetime import UTC, date, datetime
from itertools import count

from nucleo.dominio.actas import Acta
from nucleo.dominio.adjuntos import Adjunto, ClaseDeAdjunto, TipoDeArchivo
from nucleo.dominio.agrupadas import Descarte
from nucleo.dominio.ajustes import Ajuste
from nucleo.dominio.anclajes import Anclaje, Contenido, PuntoPublicado, contenido_llano
from nucleo.dominio.asambleas import Asamblea, Constancia, Formulario, MedioDeConstancia
from nucleo.dominio.asistencias import Asistencia, Sexo
from nucleo.dominio.avances import Avance
from nucleo.dominio.borradores import Borrador
from nucleo.dominio.constancias import Conformidad, MedioDeConformidad
from nucleo.dominio.convocatorias import Convocatoria, MedioDeConvocatoria
from nucleo.dominio.corridas import Corrida, Proceso, Puesto
from nucleo.dominio.demandas import Competencia, Demanda, ObservacionEscrita, codigo_de
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.distritos import Distrito
from nucleo.dominio.ejecuciones import Ejecucion
from nucleo.dominio.entregas import Entrega
from nucleo.dominio.evaluaciones import (
    Condicion,
    Cumplimiento,
    Etapa,
    Evaluacion,
    Revision,
    guardada,
)
from nucleo.dominio.eventos import Evento, GestionAbierta
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.indicadores import Indicador
from nucleo.dominio.informes import Informe
from nucleo.dominio.inversiones import Inversion
from nucleo.dominio.llano import en_llano
from nucleo.dominio.nombres import plegar
from nucleo.dominio.ofertas import Compromiso, Oferta, TipoDeOferente
from nucleo.dominio.organizaciones import Lengua, Organizacion, TipoDeOrganizacion
from nucleo.dominio.papeletas import Papeleta
from nucleo.dominio.personas import Personas
from nucleo.dominio.planes import (
    Alianza,
    ClaseDeAliado,
    ClaseDeElemento,
    ElementoDePlan,
    EstadoDePlan,
    NivelDePlan,
    Plan,
)
from nucleo.dominio.poa import EstadoDePoa, LineaDePoa, Poa
from nucleo.dominio.techos import Techo
from nucleo.dominio.unidades_operativas import UnidadOperativa
from nucleo.dominio.versiones_de_techo import EstadoDeTecho, VersionDeTecho
from tests.persistencia.ejemplos_de_mesa import de_una_mesa
from tests.persistencia.ejemplos_de_seguimiento import del_control_social

HORA = datetime(2027, 8, 1, 15, 30, 0, 123456, UTC)
GESTION = 2027
NUMEROS = count(1)


def organizacion(nombre="OTB Ch’alla Pampa", **otros):
    datos = {"tipo": TipoDeOrganizacion.COMUNIDAD, "distrito": "D-1", "idioma": Lengua.QUECHUA}
    return Organizacion(nuevo_id(), nombre, plegar(nombre), **(datos | otros))


def asamblea(de, **otros):
    datos = {"fecha": date(2026, 7, 12), "lugar": "Sede", "asistentes": Personas(30, 21)}
    return Asamblea(nuevo_id(), de.id, GESTION, **(datos | otros))


def formulario(de, **otros):
    return Formulario(
        nuevo_id(), de.id, de.gestion, **({"situacion": {"agua": "vertiente"}} | otros)
    )


def demanda(de, en, titulo="Posta", costo="1500.50", **otros):
    numero = otros.pop("numero", None) or next(NUMEROS)
    datos = {"sector": "salud", "beneficiarios": Personas(40, 35), "gestion": GESTION}
    return Demanda(
        nuevo_id(),
        de.id,
        en.id,
        numero=numero,
        referencia=f"fila {numero}",
        titulo=titulo,
        clave=plegar(titulo),
        costo=Dinero.de(costo),
        **(datos | otros),
    )


def techo(fuente="41", organismo="113", monto="9000"):
    return Techo(nuevo_id(), GESTION, fuente, organismo, Dinero.de(monto))


def version_de_techo(numero=1, **otros):
    datos = {"renglones": [], "descuentos": [], "pasos": []}
    estado = EstadoDeTecho.BORRADOR
    return VersionDeTecho(nuevo_id(), GESTION, numero, estado, **(datos | otros))


def inversion(de, gestion=2025, monto="500"):
    return Inversion(nuevo_id(), de and de.id, gestion, "Empedrado", Dinero.de(monto))


def gestion_abierta(**otros):
    datos = {"limite": date(2026, 9, 8), "abierta_en": HORA, "quien": "ana", "fuente": "RM 1"}
    return GestionAbierta(nuevo_id(), GESTION, "mgmp", **(datos | otros))


def acta(evento="cumbre-2", **otros):
    papel = MedioDeConformidad.PAPEL
    constancia = Conformidad(papel, "otb", "Ana", "OTB Norte", HORA.isoformat(), "Beto")
    datos = {"secciones": {"apertura": "Ch’alla"}, "constancias": [en_llano(constancia)]}
    return Acta(nuevo_id(), GESTION, evento, HORA, "Ana", **(datos | otros))


def informe(clave="fisico", numero=1, **otros):
    datos = {"apartados": {"hecho": "Ch’alla"}, "cargo": "tecnico_municipal"}
    return Informe(
        nuevo_id(), GESTION, "cumbre-1", clave, numero, "Alcalde: ejecución física", "ejecutivo",
        HORA, "Ana", **(datos | otros),
    )  # fmt: skip


def evento(clave="cumbre-2", orden=1, **otros):
    datos = {"fecha": date(2026, 8, 18), "hora": "09:00", "lugar": "Coliseo"}
    return Evento(nuevo_id(), GESTION, clave, orden, "Cumbre 2", "Segunda", **(datos | otros))


def asistencia(de, nombre="Juana Mamani", **otros):
    datos = {"sexo": Sexo.MUJER, "representa": "otb", "anotada_en": HORA, "quien": "ana"}
    datos |= {"cargo": "secretaria general", "hora": "09:15"} | otros
    suya = de and de.id
    return Asistencia(
        nuevo_id(), GESTION, "cumbre-2", nombre, plegar(nombre), organizacion_id=suya, **datos
    )


def convocatoria(de, **otros):
    datos = {"fecha": date(2026, 8, 1), "recibio": "Juana Mamani", "nota": "en mano"} | otros
    medio = MedioDeConvocatoria.VERBAL
    return Convocatoria(
        nuevo_id(), GESTION, "cumbre-2", de.id, medio, anotada_en=HORA, quien="ana", **datos
    )


def proceso(**otros):
    return Proceso(nuevo_id(), GESTION, **otros)


def corrida(demandas, cuando=HORA, **otros):
    puestos = [
        Puesto(
            nuevo_id(),
            lugar,
            d.id,
            1000 - lugar,
            lugar == 1,
            "41-113",
            {"texto": "cabe", "datos": {}},
            [{"clave": "equidad.poblacion", "crudo": 75.0}],
        )
        for lugar, d in enumerate(demandas, 1)
    ]
    datos = {"pesos": {"b": 1.0, "a": 2.0}, "techos": {"41-119": "1.00", "41-113": "2.00"}}
    return Corrida(
        nuevo_id(), GESTION, cuando, "consola:ana", "lista", resumen="f" * 64, puestos=puestos,
        **(datos | otros),
    )  # fmt: skip


def entrega(region, demanda, **otros):
    datos = {
        "organizacion": "OTB",
        "sector": demanda.sector,
        "competencia": Competencia.MUNICIPAL,
        "costo": demanda.costo,
        "beneficiarios": demanda.beneficiarios,
        "puesto": demanda.numero,
        "puntaje": 500,
        "en_poa": False,
        "simulada": False,
        "fuente": "acta",
        "entregada_en": HORA,
        "entregada_por": "consola:ana",
    }
    codigo = codigo_de(demanda.gestion, demanda.numero)
    nueva = Entrega(
        nuevo_id(), demanda.gestion, demanda.id, codigo, demanda.titulo, **(datos | otros)
    )
    nueva.region = region
    return nueva


def sembrar_un_plan(unidad):
    """Con una parte de cada clase."""
    plan = Plan(
        nuevo_id(), "PTDI-2026", 1, "ptdi", NivelDePlan.MUNICIPAL, "Plan", 2026, 2030,
        EstadoDePlan.BORRADOR,
    )  # fmt: skip
    unidad.planes.agregar(plan)
    objetivo, aliado = ClaseDeElemento.OBJETIVO, ClaseDeAliado.PRIVADO
    monto = {"2027": "10.50"}
    unidad.planes.agregar_partes(
        [
            ElementoDePlan(nuevo_id(), plan.id, objetivo, "OE1", "Agua", inversion=monto),
            Indicador(nuevo_id(), plan.id, "I1", "OE1", "Hogares", metas={"2027": "5"}),
            Alianza(nuevo_id(), plan.id, "A1", "Empresa", aliado, "Pozo", Dinero(5)),
        ]
    )
    return plan


def unidad_operativa(codigo="SMOP", **otros):
    datos = {"nombre": "Obras Públicas", "sectores": ("caminos",), "desde": 2027}
    return UnidadOperativa(nuevo_id(), codigo, **(datos | otros))


def evaluacion(codigo):
    """Ya pasó una etapa y le revisaron una condición."""
    revisadas = {Condicion.TERRENO: Revision(Cumplimiento.PENDIENTE, "folio", date(2027, 3, 1))}
    nueva = Evaluacion(
        nuevo_id(), GESTION, codigo, HORA, "Ana, Técnico", condiciones=guardada(revisadas)
    )
    nueva.pasar_a(Etapa.ITCP, "Ana, Técnico", HORA, "le toca al municipio")
    return nueva


def ejecucion(monto="10.50", fuente="MEFP"):
    datos = "ingresos_y_cuenta", "inversion", "Inversión", Dinero.de(monto)
    return Ejecucion(nuevo_id(), 2025, *datos, fuente)


def distrito(nombre="D-1"):
    return Distrito(nuevo_id(), nombre, plegar(nombre))


def dirigencia(de, nombre="Juana Mamani", **otros):
    return Dirigencia(nuevo_id(), de.id, nombre, "secretaria general", **otros)


def observacion(de, texto="Falta el acta.", **otros):
    return ObservacionEscrita(nuevo_id(), de.id, texto, HORA, "Ana, Control Social", **otros)


def borrador(de, usuario_id=None, **datos):
    return Borrador(nuevo_id(), usuario_id or nuevo_id(), de.id, GESTION, HORA, datos)


def adjunto(formulario_id, resumen="a" * 64):
    return Adjunto(
        nuevo_id(), formulario_id, ClaseDeAdjunto.PLANILLA, "planilla.jpg", TipoDeArchivo.JPEG,
        resumen, 1234, HORA, "Ana, Técnico",
    )  # fmt: skip


def avance(region="departamento-cochabamba", **otros):
    pasos = dict.fromkeys(("congelada_en", "acordada_en", "calificada_en", "publicada_en"))
    dinero = {"costo": Dinero.de(9), "techo": Dinero.de(8)}
    cuentas = {"organizaciones": 3, "asambleas": 2, "demandas": 5, "en_poa": 1, "entregadas": 1}
    nuevo = Avance(
        id=nuevo_id(), gestion=GESTION, paso="priorizacion.congelada", cuando=HORA,
        **(pasos | dinero | cuentas | otros),
    )  # fmt: skip
    nuevo.region = region
    return nuevo


def anclaje(region="uninominal-24", gestion=GESTION, **otros):
    publicado = Contenido((PuntoPublicado("Bienvenida"),), acta="a" * 64)
    nuevo = Anclaje(
        nuevo_id(), gestion, "edc", date(2026, 6, 20), HORA, "consola:ana", "09:00", "Coliseo",
        contenido=contenido_llano(publicado), **otros,
    )  # fmt: skip
    nuevo.region = region
    return nuevo


def ajuste(numero=1, clave="idiomas", valor=("es",), antes=()):
    def dicho(que):
        return {"valor": list(que)} if que else {}

    return Ajuste(nuevo_id(), numero, clave, dicho(valor), dicho(antes), HORA, "Ana")


def poa(numero=1, lineas=()):
    """Un anteproyecto de 2027 con esas líneas."""
    return Poa(nuevo_id(), 2027, numero, EstadoDePoa.ANTEPROYECTO, HORA, "ana", lineas=list(lineas))


def linea_de_poa(orden=1, monto="10.50", **datos):
    return LineaDePoa(nuevo_id(), orden, f"Obra {orden}", Dinero.de(monto), **datos)


def papeleta(de, *codigos, **otros):
    """La de una organización, llenada por la oficina."""
    constancia = Constancia(MedioDeConstancia.PAPEL, "folio 3", "prefiere_papel")
    nueva = Papeleta(nuevo_id(), GESTION, de.id, list(codigos), HORA, "ana")
    nueva.constancia = constancia
    for campo, valor in otros.items():
        setattr(nueva, campo, valor)
    return nueva


def sembrar_lo_ofrecido(unidad, una):
    """Una oferta con su compromiso, y una propuesta de juntar que nadie quiso."""
    oferta = Oferta(
        nuevo_id(), GESTION, "gobernacion | riego", "Gobernación", TipoDeOferente.GOBERNACION,
        "Riego", Dinero.de("90.50"), sectores=["riego"], hasta=date(2027, 12, 31),
    )  # fmt: skip
    unidad.ofertas.agregar_todas([oferta])
    dia, monto = date(2026, 8, 20), Dinero.de("10.50")
    unidad.ofertas.comprometer(
        Compromiso(nuevo_id(), oferta.id, una.id, GESTION, monto, dia, "acta", HORA, "Ana")
    )
    juntas = [str(una.id), str(nuevo_id())]
    unidad.demandas.descartar(Descarte(nuevo_id(), GESTION, juntas, HORA, "Ana"))


def sembrar_lo_de_personas(unidad, de, una):
    """Una fila en cada tabla municipal de lo que se escribe por pantalla."""
    unidad.distritos.agregar(distrito())
    unidad.estructura.agregar_todas([unidad_operativa()])
    unidad.versiones_de_techo.agregar(version_de_techo())
    sembrar_un_plan(unidad)
    unidad.dirigencias.agregar(dirigencia(de, desde=date(2026, 1, 2)))
    unidad.demandas.observar(observacion(una))
    unidad.borradores.agregar(borrador(de, titulo="a medias"))
    unidad.adjuntos.agregar(adjunto(una.formulario_id))
    unidad.avances.agregar(avance())
    unidad.anclajes.agregar(anclaje(gestion=unidad._sesion.ambito.id))  # uno por región y gestión
    unidad.ajustes.agregar(ajuste())
    unidad.poas.agregar(poa(lineas=[linea_de_poa()]))
    unidad.papeletas.agregar_todas([papeleta(de, una.codigo)])
    unidad.evaluaciones.agregar(evaluacion(una.codigo))
    unidad.ejecuciones.agregar_todas([ejecucion()])
    unidad.calendarios.abrir(gestion_abierta(), [evento()])
    unidad.asistencias.agregar_todas([asistencia(de)])
    unidad.convocatorias.agregar_todas([convocatoria(de)])
    for nuevo in de_una_mesa(GESTION, de.id):
        unidad.mesas.agregar(nuevo)
    for nuevo in del_control_social(GESTION, de.id):
        unidad.seguimientos.agregar(nuevo)
    unidad.actas.agregar(acta())
    unidad.informes.agregar(informe())
    sembrar_lo_ofrecido(unidad, una)
