"""Una gestión entera, simulada, en tres municipios con ciclos distintos.

Cada encuentro se hace; cada compuerta se tropieza una vez antes de cumplirla, y una se salta.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from nucleo.configuracion.catalogos import leer_territorio
from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.evaluaciones import Etapa, Evaluacion
from nucleo.dominio.eventos import CompuertaCerrada, EstadoDeEvento
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.inversiones import Inversion
from nucleo.dominio.poa import EstadoDePoa, LineaDePoa, Poa
from nucleo.pruebas import UnidadEnMemoria, conjunto_de
from nucleo.servicios import calendarios, compuertas, eventos, gestiones, priorizacion
from plugins.equidad import ganchos as equidad
from plugins.lista_con_techo import ganchos as lista
from tests.configuracion.conftest import CATALOGO, CONFIGURACIONES, PLATAFORMA
from tests.ejemplos import GESTION, municipio_sembrado

CONJUNTO = conjunto_de(equidad, lista)
EN_CURSO, REALIZADO = EstadoDeEvento.EN_CURSO, EstadoDeEvento.REALIZADO
ENERO = date(GESTION - 1, 1, 4)
LIMITE = date(GESTION - 1, 9, 8)
DE_LA_CASA = ""
DE_TARIJA = """
[ciclo.eventos.eda-1]
sigla = "ATC"
nombre = "Audiencia de Transparencia y Rendición de Cuentas"
[ciclo.eventos.ecos]
sigla = "ECOS"
nombre = "Encuentro de Concertación Social"
bloque = "planificacion"
nivel = "distrito"
desde = "06-01"
hasta = "07-31"
despues_de = "cumbre-1"
sigue_a = "cumbre-1"
preparar = 5
participan = ["otb", "funcionales"]
[ciclo.eventos.ecos.compuertas]
anterior = { para = "en_curso", exige = "anterior_realizado", texto = "La Cumbre 1 ya se hizo" }
[ciclo.eventos]
mujeres = false
"""
DE_MARKA = """
[ciclo.eventos]
rdc = false
edc = false
[ciclo.eventos.acs]
sigla = "Marka"
nombre = "Asamblea de marka"
[ciclo.eventos.cumbre-2]
sigue_a = "acs"
[ciclo.eventos.cumbre-2.compuertas]
publicar = { para = "publicar", exige = "demanda_calificada", texto = "La marka conoce los puntos" }
[ciclo.gestiones.2027.entrega]
concejo = 3
"""


@dataclass
class Mundo:
    """Un municipio con su reloj, y lo que pasó al hacer avanzar su año."""

    contexto: object
    unidad: UnidadEnMemoria
    dia: date = ENERO
    tropezadas: set = field(default_factory=set)
    saltadas: set = field(default_factory=set)

    def ahora(self):
        return replace(self.contexto, ahora=lambda: datetime.combine(self.dia, time(16), UTC))

    def evento(self, clave):
        return calendarios.evento_de(self.unidad, GESTION, clave)

    def llevar(self, clave, hacia, **mas):
        version = self.evento(clave).version
        return eventos.avanzar(self.ahora(), self.unidad, clave, version, hacia, **mas)

    def tropezar(self, clave, para, hacer):
        """Lo intenta con lo que falte, y anota qué compuertas lo detuvieron."""
        miradas = compuertas.revisar(self.ahora(), self.unidad, self.evento(clave), para)
        cerradas = {(clave, r.compuerta.clave) for r in miradas if r.falta}
        antes = len(self.unidad.hechos)
        if cerradas:
            with pytest.raises(CompuertaCerrada):
                hacer()
            assert len(self.unidad.hechos) == antes
        self.tropezadas |= cerradas


@pytest.fixture
def mundo(tmp_path, contexto):
    def armar(propio):
        (tmp_path / "ciclos").mkdir()
        for nombre, texto in {
            "plataforma.toml": PLATAFORMA,
            "bolivia/cochabamba/shinahota.toml": propio,
            "ciclos/mgmp.toml": (CONFIGURACIONES / "ciclos" / "mgmp.toml").read_text("utf-8"),
        }.items():
            ruta = tmp_path / nombre
            ruta.parent.mkdir(parents=True, exist_ok=True)
            ruta.write_text(propio if "shinahota" in nombre else texto, encoding="utf-8")
        return contexto, Configuraciones(tmp_path)

    return armar


def ciclo_de(configuraciones):
    territorio = leer_territorio(CATALOGO)
    shinahota = territorio.municipio("shinahota")
    suyo = configuraciones.de_municipio(
        shinahota, territorio.departamento_de[shinahota.departamento]
    )
    return configuraciones.ciclo(suyo, GESTION)


def vivir(mundo, ciclo):
    """El año entero, en el orden en que los encuentros quedaron en fecha."""
    recibidas = municipio_sembrado()
    for clave in sorted(
        ciclo.eventos, key=lambda c: (mundo.evento(c).fecha, [*ciclo.eventos].index(c))
    ):
        mundo.dia = max(mundo.dia, mundo.evento(clave).fecha)
        mundo.tropezar(clave, "en_curso", lambda c=clave: mundo.llevar(c, EN_CURSO))
        cumplir(mundo, clave, recibidas)
        mundo.llevar(clave, EN_CURSO)
        if clave == "cumbre-2":
            cumbre_2(mundo)
        mundo.llevar(clave, REALIZADO)
        mundo.dia += timedelta(days=1)


def cumplir(mundo, clave, recibidas):
    """Lo que la gente hace para poder empezar ese encuentro."""
    u = mundo.unidad
    if clave in {"rdc", "cumbre-2"} and not u.demandas.todas():
        u.organizaciones, u.asambleas = recibidas.organizaciones, recibidas.asambleas
        u.demandas, u.techos = recibidas.demandas, recibidas.techos
    if clave == "cumbre-2":
        otb = u.organizaciones.todas()[0]
        u.inversiones.agregar(Inversion(nuevo_id(), otb.id, GESTION - 3, "Muro", Dinero.de(5)))
        priorizacion.congelar(mundo.ahora(), u)
    if clave == "cumbre-3":
        cuando = mundo.ahora().ahora()
        for d in u.demandas.de_gestion(GESTION):
            u.evaluaciones.agregar(
                Evaluacion(nuevo_id(), GESTION, d.codigo, cuando, "ana", Etapa.VIABLE)
            )
        linea = LineaDePoa(nuevo_id(), 1, "Muro", Dinero.de(1))
        u.poas.agregar(
            Poa(nuevo_id(), GESTION, 1, EstadoDePoa.ANTEPROYECTO, cuando, "ana", lineas=[linea])
        )


def cumbre_2(mundo):
    """Acordar a la vista de la matriz, tropezar con lo que falta, calificar y publicar."""

    def calificar(**mas):
        return priorizacion.calificar(mundo.ahora(), mundo.unidad, CONJUNTO, **mas)

    mundo.tropezar("cumbre-2", "realizado", lambda: mundo.llevar("cumbre-2", REALIZADO))
    [criterios] = compuertas.revisar(
        mundo.ahora(), mundo.unidad, mundo.evento("cumbre-2"), "calificar"
    )
    assert criterios.falta.texto == compuertas.SIN_ACORDAR
    mundo.tropezadas.add(("cumbre-2", "criterios"))
    priorizacion.acordar(mundo.ahora(), mundo.unidad, CONJUNTO, {})
    calificar()
    priorizacion.publicar(mundo.ahora(), mundo.unidad)


@pytest.mark.parametrize(
    ("propio", "tiene", "no_tiene"),
    [
        (DE_LA_CASA, {"eda-1", "rdc", "mujeres"}, {"ecos"}),
        (DE_TARIJA, {"ecos", "rdc"}, {"mujeres"}),
        (DE_MARKA, {"acs"}, {"rdc", "edc"}),
    ],
    ids=["mgmp", "tarija", "marka"],
)
def test_el_anio_entero(mundo, propio, tiene, no_tiene):
    contexto, configuraciones = mundo(propio)
    ciclo = ciclo_de(configuraciones)
    assert tiene <= ciclo.eventos.keys()
    assert not no_tiene & ciclo.eventos.keys()
    vivo = Mundo(replace(contexto, ciclo=ciclo), UnidadEnMemoria())
    gestiones.abrir(vivo.ahora(), vivo.unidad, LIMITE)
    assert calendarios.calendario(vivo.ahora(), vivo.unidad).avisos == []
    for clave in ciclo.eventos:  # recién abierta, todo lo que pide algo se detiene
        vivo.tropezar(clave, "en_curso", lambda c=clave: vivo.llevar(c, EN_CURSO))
    saltar_una(vivo, ciclo)
    vivir(vivo, ciclo)
    leido = calendarios.calendario(vivo.ahora(), vivo.unidad)
    assert all(f.evento.estado is REALIZADO for f in leido.fechas)
    assert leido.en_curso is None
    que_pide = {(c, p.clave) for c, t in ciclo.eventos.items() for p in t.compuertas}
    se_cumplen_solas = {("cumbre-2", "publicar")}
    assert vivo.tropezadas | se_cumplen_solas == que_pide | se_cumplen_solas
    [salto] = [h for h in vivo.unidad.hechos if h.que == "evento.compuerta_saltada"]
    assert salto.carga["motivo"] == "Se publica en la radio"


def saltar_una(vivo, ciclo):
    """La de las asambleas posteriores: antes de que haga falta, con motivo."""
    clave, cual = "acs-3", "publicado"
    assert cual in {c.clave for c in ciclo.eventos[clave].compuertas}
    version = vivo.evento(clave).version
    compuertas.saltar(vivo.ahora(), vivo.unidad, clave, cual, version, "Se publica en la radio")
