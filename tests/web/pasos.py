"""Un municipio sembrado en una casa de verdad, para las pruebas de los pasos de la Cumbre."""

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.techos import Techo
from nucleo.servicios import priorizacion
from tests.ejemplos import comunidades, demandas, inversiones
from tests.persistencia.ejemplos import asamblea, formulario
from tests.web.casa import TUNARI

GESTION = 2027
RAIZ = "/villa-tunari"
PANEL = f"{RAIZ}/priorizacion"
PESOS = {"equidad.poblacion": 3.0, "equidad.mujeres": 2.0}


def sembrar(casa, ambito=TUNARI, montos=(("113", 80_000), ("119", 40_000))):
    """Tres organizaciones y seis demandas, cinco en la matriz; y el techo, si se dice."""
    organizaciones = comunidades()
    with casa.unidad(ambito) as unidad:
        unidad.organizaciones.agregar_todas(organizaciones)
        suyas = demandas(organizaciones)
        for o in organizaciones:
            a = asamblea(o)
            f = formulario(a)
            unidad.asambleas.agregar_todas([a])
            unidad.asambleas.agregar_formularios([f])
            for d in suyas:
                if d.organizacion_id == o.id:
                    d.formulario_id = f.id
                    d.nacer("prueba", ahora())
        unidad.demandas.agregar_todas(suyas)
        unidad.inversiones.agregar_todas(inversiones(organizaciones))
        unidad.techos.reemplazar(
            GESTION,
            [
                Techo(nuevo_id(), GESTION, "41", o, Dinero.de(m), n)
                for n, (o, m) in enumerate(montos)
            ],
        )
        unidad.anotar(Hecho("prueba.sembrada", "prueba", ahora(), {}))
        unidad.confirmar()
    return suyas


def hasta(casa, paso, ambito=TUNARI):
    """Da los pasos hasta ese, inclusive."""
    contexto, ganchos = casa.contexto(ambito, GESTION, "prueba"), casa.ganchos(ambito)
    regla = casa.configuracion(ambito).regla_de_seleccion
    pasos = {
        "congelar": lambda: priorizacion.congelar(contexto, casa.unidad(ambito)),
        "acordar": lambda: priorizacion.acordar(contexto, casa.unidad(ambito), ganchos, {}, regla),
        "calificar": lambda: priorizacion.calificar(contexto, casa.unidad(ambito), ganchos, regla),
        "publicar": lambda: priorizacion.publicar(contexto, casa.unidad(ambito)),
    }
    for nombre, dar in pasos.items():
        dar()
        if nombre == paso:
            return


def proceso_de(casa, ambito=TUNARI):
    with casa.unidad_de_lectura(ambito) as unidad:
        return unidad.priorizaciones.proceso(GESTION)


def corridas_de(casa, ambito=TUNARI):
    """Cuántas calificaciones hay guardadas, según la bitácora."""
    with casa.unidad_de_lectura(ambito) as unidad:
        return sum(e.que == "priorizacion.calificada" for e in unidad.bitacora.eslabones())


def hechos_de(casa, ambito=TUNARI):
    with casa.unidad_de_lectura(ambito) as unidad:
        return [e.que for e in unidad.bitacora.eslabones()]
