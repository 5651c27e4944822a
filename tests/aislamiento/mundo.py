"""Una instalación de verdad con cuatro municipios, cada uno con su marca en todo lo que guarda.

Cada municipio tiene dos marcas: la pública va en lo que entrega a una región; la reservada, en
todo lo demás. Una página ajena no puede traer ninguna; una regional, solo públicas y entregadas.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import product

from nucleo.dominio.ambito import EnMunicipio, EnPlataforma
from nucleo.dominio.asambleas import Asamblea, Formulario
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.demandas import Competencia, Contraparte, Demanda, PedidaPor
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.ejecuciones import Ejecucion
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.inversiones import Inversion
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion, TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.dominio.poa import EstadoDePoa, LineaDePoa, Poa
from nucleo.dominio.roles import Rol
from nucleo.dominio.techos import Techo
from nucleo.servicios import estructurantes
from nucleo.servicios.entregas import entregar
from nucleo.servicios.municipios import dar_de_alta, suspender
from nucleo.servicios.priorizacion import priorizar
from plugins.salud.accesos import Acceso
from tests.aislamiento.presupuestado import presupuestar
from tests.web.casa import crear_usuario, dar_mandato, entrar_sin_navegador

GESTION = 2027
UNINOMINAL, DEPARTAMENTO, SIN_ENTREGAS = (
    "uninominal-24",
    "departamento-cochabamba",
    "mancomunidad-tropico-de-cochabamba",
)


@dataclass
class Sembrado:
    """Lo de un municipio, y lo que hace falta para pedirlo desde otro."""

    id: int
    slug: str
    lugar: int
    region: str
    publica: str = ""
    reservada: str = ""
    palabra: str = ""
    ids: list[str] = field(default_factory=list)
    codigos: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.publica, self.reservada = f"publica{self.id}zq", f"reservada{self.id}zq"
        self.palabra = f"vertiente{'abcde'[self.lugar]}"

    @property
    def ambito(self):
        return EnMunicipio(self.id)

    @property
    def marcas(self):
        return {self.publica, self.reservada}

    @property
    def gestion_propia(self):
        """Una que los demás no tienen."""
        return 2030 + self.lugar


def municipios():
    """Dos que entregan a la misma región, uno que entrega a otra y uno suspendido."""
    return [
        Sembrado(31003, "villa-tunari", 0, UNINOMINAL),
        Sembrado(31602, "shinahota", 1, UNINOMINAL),
        Sembrado(31204, "chimore", 2, DEPARTAMENTO),
        Sembrado(31205, "puerto-villarroel", 3, ""),
    ]


def sembrar(casa):
    """Siembra los cuatro con los casos de uso de verdad y devuelve lo sembrado."""
    todos = municipios()
    for m in todos:
        sembrar_uno(casa, m)
    suspendido = todos[-1]
    suspender(
        casa.contexto(EnPlataforma(), 0, "prueba"),
        casa.unidad(EnPlataforma()),
        casa.territorio.por_id[suspendido.id],
        suspendido.reservada,
    )
    return todos


def sembrar_uno(casa, m):
    """Del alta a la entrega."""
    contexto = casa.contexto(m.ambito, GESTION, m.reservada)
    dar_de_alta(contexto, casa.unidad(m.ambito), casa.territorio.por_id[m.id])
    guardar(casa, m)
    regla = casa.configuracion(m.ambito).regla_de_seleccion
    unidad, ganchos = casa.unidad(m.ambito), casa.ganchos(m.ambito)
    propuesto = {"demanda": f"Terminal {m.reservada}", "costo": Dinero.de(300), "sector": "caminos"}
    estructurantes.proponer(contexto, unidad, ganchos, propuesto)
    priorizar(contexto, unidad, ganchos, regla=regla, confirmar=True)
    with casa.unidad(m.ambito) as unidad:
        m.codigos.append(unidad.priorizaciones.proceso(GESTION).codigo)
    if m.region:
        quien_entrega = casa.contexto(m.ambito, GESTION, m.publica)
        region = casa.regiones[m.region]
        entregar(quien_entrega, casa.unidad(m.ambito), region, codigos=m.codigos[:2])


def guardar(casa, m):
    """Filas en cada tabla que una pantalla podría leer, con su marca en todo texto."""
    contexto = casa.contexto(m.ambito, GESTION, m.reservada)
    visible, oculta = organizacion(m, m.publica), organizacion(m, m.reservada)
    with casa.unidad(m.ambito) as unidad:
        unidad.organizaciones.agregar_todas([visible, oculta])
        formularios = {}
        for o in (visible, oculta):
            for gestion in (GESTION, m.gestion_propia):
                a = Asamblea(
                    nuevo_id(), o.id, gestion, date(2026, 7, 12), m.reservada,
                    Personas(30, 21), m.reservada,
                )  # fmt: skip
                f = Formulario(
                    nuevo_id(), a.id, gestion, m.reservada, {f"Agua {m.reservada}": m.reservada}
                )
                unidad.asambleas.agregar_todas([a])
                unidad.asambleas.agregar_formularios([f])
                formularios[o.id, gestion] = f
        hechas = demandas(m, visible, oculta, formularios, contexto.ahora())
        unidad.demandas.agregar_todas(hechas)
        presupuestar(unidad, m, GESTION, hechas, contexto.ahora())
        for gestion in (GESTION, m.gestion_propia):
            unidad.techos.reemplazar(gestion, techos(m, gestion))
        for gestion, version in product((GESTION, m.gestion_propia), (1, 2)):
            unidad.poas.agregar(poa(m, gestion, version, contexto.ahora()))
        unidad.inversiones.agregar_todas([inversion(m, visible), inversion(m, None)])
        ejecutado = (2025, "ingresos_y_cuenta", "inversion", m.publica, Dinero.de(5), m.publica)
        unidad.ejecuciones.agregar_todas([Ejecucion(nuevo_id(), *ejecutado)])
        unidad.agregar_de_plugin([acceso(m, visible), acceso(m, oculta)])
        marcado = {"marca": m.reservada}
        unidad.anotar(Hecho("prueba.sembrada", m.reservada, contexto.ahora(), marcado))
        unidad.confirmar()


def entrar_con_todo(casa, m):
    """El secreto de una sesión de quien tiene en ese municipio todos los cargos de oficina."""
    usuario = crear_usuario(casa, con_factor=True)
    for rol in (Rol.ALCALDIA, Rol.ADMINISTRACION_MUNICIPAL, Rol.CONTROL_SOCIAL):
        dar_mandato(casa, usuario, rol, m.ambito)
    return entrar_sin_navegador(casa, usuario)


def organizacion(m, marca):
    nombre = f"Junta {m.palabra} {marca}"
    return Organizacion(
        nuevo_id(), nombre, plegar(nombre), TipoDeOrganizacion.JUNTA, m.reservada,
        poblacion=Personas(50, 50), carencias={"agua": 50.0, "seguro": 40.0}, fuente=m.reservada,
    )  # fmt: skip


def demandas(m, visible, oculta, formularios, cuando):
    """Se entregan las de título público; las demás, no."""
    renglones = [
        (visible, GESTION, m.publica, Competencia.CONCURRENTE, "salud"),
        (visible, GESTION, m.publica, Competencia.MUNICIPAL, "riego"),
        (oculta, GESTION, m.reservada, Competencia.CONCURRENTE, "salud"),
        (oculta, GESTION, m.reservada, Competencia.MUNICIPAL, "caminos"),
        (visible, GESTION, m.reservada, Competencia.MUNICIPAL, "deporte"),
        (oculta, m.gestion_propia, m.reservada, Competencia.MUNICIPAL, "turismo"),
    ]
    hechas = []
    for n, (quien, gestion, marca, competencia, sector) in enumerate(renglones, 1):
        d = demanda(m, quien, formularios[quien.id, gestion], n, marca, competencia, sector)
        d.nacer(m.reservada, cuando)
        hechas.append(d)
    m.ids += [str(hechas[0].id), str(visible.id), str(hechas[0].formulario_id)]
    m.codigos += [d.codigo for d in hechas if d.titulo.endswith(m.publica)]
    m.codigos += [d.codigo for d in hechas if d.titulo.endswith(m.reservada)]
    return hechas


def demanda(m, quien, formulario, n, marca, competencia, sector):
    titulo = f"Pedido {n} {m.palabra} {marca}"
    observacion = Mensaje("Falta el aval de %(quien)s.", {"quien": m.reservada}).como_json()
    return Demanda(
        nuevo_id(), quien.id, formulario.id, formulario.gestion, 100 * m.lugar + n,
        f"{m.reservada} {n}", titulo, plegar(titulo), sector, Dinero.de(1000 * n + m.lugar),
        prioridad=3 if sector == "deporte" else 1 + n % 2, beneficiarios=Personas(40, 35),
        pedida_por=PedidaPor.AMBOS, contraparte=Contraparte(m.reservada, Dinero.de(7)),
        competencia=competencia, tipo=m.reservada, problema=m.reservada, lugar=m.reservada,
        preparacion=m.reservada, fuente=marca, observaciones=[observacion],
    )  # fmt: skip


def techos(m, gestion):
    return [
        Techo(nuevo_id(), gestion, "41", organismo, Dinero.de(2500), n, m.reservada)
        for n, organismo in enumerate(("113", "119"))
    ]


def poa(m, gestion, version, cuando):
    """Dos versiones que no dicen lo mismo: la segunda sale de la primera."""
    linea = LineaDePoa(
        nuevo_id(), 1, f"Obra {m.palabra} {m.publica}", Dinero.de(100 * version), proyecto="1",
        distrito=m.reservada, nota=m.reservada, procedencia=m.reservada,
    )  # fmt: skip
    estado = EstadoDePoa.SIN_EFECTO if version == 1 else EstadoDePoa.ANTEPROYECTO
    hecho = Poa(nuevo_id(), gestion, version, estado, cuando, m.reservada, version - 1)
    hecho.observar([m.reservada], cuando, m.reservada)
    hecho.lineas.append(linea)
    return hecho


def inversion(m, quien):
    return Inversion(
        nuevo_id(), quien and quien.id, 2025, m.reservada, Dinero.de(500), "salud", m.reservada,
        m.reservada,
    )  # fmt: skip


def acceso(m, quien):
    return Acceso(nuevo_id(), quien.id, f"Posta {m.reservada}", 45, m.reservada)
