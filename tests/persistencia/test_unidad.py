"""Una transacción por caso de uso: entera o nada, con su bitácora dentro."""


from nucleo.dominio.demandas import Contraparte
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.personas import Personas
from tests.persistencia.conftest import UNO
from tests.persistencia.ejemplos import (
    GESTION,
    HORA,
    asamblea,
    corrida,
    demanda,
    formulario,
    inversion,
    organizacion,
    proceso,
)


def test_cada_entidad_vuelve_igual_que_se_fue(base):
    o = organizacion(poblacion=Personas(100, 90), carencias={"agua": 80.5})
    a, sin_asistentes = asamblea(o), asamblea(o, asistentes=None, fecha=None)
    f = formulario(a)
    d = demanda(
        o,
        f,
        contraparte=Contraparte("terreno", Dinero.de("300.10")),
        observaciones=({"texto": "falta acta", "datos": {}},),
    )
    d.nacer("consola:ana", HORA)
    with base.unidad(UNO) as unidad:
        unidad.organizaciones.agregar_todas([o])
        unidad.asambleas.agregar_todas([a, sin_asistentes])
        unidad.asambleas.agregar_formularios([f])
        unidad.demandas.agregar_todas([d, demanda(o, f)])
        unidad.inversiones.agregar_todas([inversion(o), inversion(None)])
        unidad.priorizaciones.abrir(proceso(pesos={"a": 1.0}))
        unidad.priorizaciones.guardar(corrida([d]))
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        [leida] = unidad.organizaciones.todas()
        assert (leida.poblacion, leida.carencias) == (Personas(100, 90), {"agua": 80.5})
        asistentes = {x.id: x.asistentes for x in unidad.asambleas.de_gestion(GESTION)}
        assert asistentes == {a.id: Personas(30, 21), sin_asistentes.id: None}
        assert unidad.asambleas.formularios_de(GESTION)[0].situacion == {"agua": "vertiente"}
        con, sin = unidad.demandas.de_gestion(GESTION)
        assert (con.costo, con.contraparte, sin.contraparte) == (d.costo, d.contraparte, None)
        assert (con.observaciones, sin.observaciones) == (d.observaciones, ())
        assert [(c.numero, c.cuando) for c in con.historial] == [(1, HORA)]
        assert [i.organizacion_id for i in unidad.inversiones.todas()] != [o.id, o.id]
        assert unidad.priorizaciones.proceso(GESTION).pesos == {"a": 1.0}
        guardada = unidad.priorizaciones.ultima(GESTION)
        assert list(guardada.techos) == ["41-119", "41-113"]
        assert guardada.puestos[0].desglose == ({"clave": "equidad.poblacion", "crudo": 75.0},)
