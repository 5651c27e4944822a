"""Un ámbito sale entero y vuelve entero: en otra base, en otro motor y sin su plugin."""

from contextlib import contextmanager

import pytest

from nucleo.arranque import Pasajera
from nucleo.dominio.ambito import EnPlataforma, EnRegion
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import (
    DatosInvalidos,
    DatosPorReponer,
    MunicipioSinAlta,
    MunicipioSuspendido,
    VersionFutura,
)
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.municipios import Alta
from nucleo.dominio.volcado import Forma, Tabla, resumen_de, resumir_tabla
from nucleo.persistencia.base import base_pasajera
from nucleo.persistencia.registro import registro
from nucleo.servicios.apartados import reponer_todo
from nucleo.servicios.bitacora import verificar
from tests.persistencia.conftest import DOS, PLUGINS, UNO, sembrar
from tests.persistencia.ejemplos import (
    HORA,
    corrida,
    entrega,
    inversion,
    proceso,
    sembrar_lo_de_personas,
    techo,
)
from tests.persistencia.plugin_de_prueba.modelos import Establecimiento

HECHO = Hecho("municipio.restaurado", "prueba", HORA, {})
DE_PLATAFORMA = {"usuarios", "membresias", "enlaces", "sesiones", "intentos"}
"""Quién entra no es de ningún municipio: no va en su exportación."""


@pytest.fixture
def lleno(base):
    """Dos municipios con filas en todas las tablas, propias y de un plugin, y una región."""
    for municipio in (UNO, DOS):
        with base.unidad(municipio) as unidad:
            unidad.altas.agregar(Alta(municipio.id, HORA, "consola:ana"))
            demandas = sembrar(unidad, f"OTB «Ch’alla» {municipio.id}")
            o = unidad.organizaciones.todas()[0]
            unidad.techos.reemplazar(2027, [techo()])
            unidad.inversiones.agregar_todas([inversion(o)])
            unidad.priorizaciones.abrir(proceso())
            unidad.priorizaciones.guardar(corrida(demandas))
            unidad.entregas.agregar_todas([entrega("uninominal-24", demandas[0])])
            sembrar_lo_de_personas(unidad, o, demandas[0])
            unidad.agregar_de_plugin([Establecimiento(nuevo_id(), o.id, "Posta", 4)])
            unidad.anotar(Hecho("prueba.sembrada", "prueba", HORA, {"ñ": [1, 2.5, None]}))
            unidad.confirmar()
    return base


def volcar(base, ambito):
    """Todo lo del ámbito, ya leído: tabla → filas."""
    with base.unidad_de_lectura(ambito) as unidad:
        return [(t, list(unidad.volcado.filas(t))) for t in unidad.volcado.tablas()]


def resumir(base, ambito):
    return resumen_de((resumir_tabla(t.nombre, filas) for t, filas in volcar(base, ambito)), [])


def restaurar(base, ambito, volcado):
    with base.unidad(ambito) as unidad:
        for tabla, filas in volcado:
            unidad.volcado.cargar(tabla, iter(filas))
        unidad.anotar_en_plataforma(HECHO)
        unidad.confirmar()


def reponer(base):
    """Con las desechables que arma una instalación que tiene esos plugins."""

    @contextmanager
    def desechable(paquetes):
        with base_pasajera() as pasajera:
            pasajera.llevar(paquetes, PLUGINS)
            yield Pasajera(pasajera, PLUGINS)

    contexto = Contexto(EnPlataforma(), "Tinkuy", "prueba", 0, {})
    return list(reponer_todo(contexto, UNO, base.unidad(UNO), desechable))


def vaciar(base, ambito):
    with base.unidad(ambito) as unidad:
        unidad.volcado.vaciar()
        unidad.anotar_en_plataforma(HECHO)
        unidad.confirmar()


def test_el_volcado_trae_todas_las_tablas_con_filas_y_ninguna_ajena(lleno):
    tablas = {t.nombre for t, _ in volcar(lleno.base, UNO)}
    assert tablas == set(registro.metadata.tables) - {"apartados", "salud_accesos"} - DE_PLATAFORMA
    assert str(DOS.id) not in repr(volcar(lleno.base, UNO))


def test_los_padres_van_antes_que_sus_hijas(lleno):
    orden = [t.nombre for t, _ in volcar(lleno.base, UNO)]
    for tabla in registro.metadata.tables.values():
        for foranea in tabla.foreign_keys:
            padre = foranea.column.table.name
            if tabla.name in orden and padre != tabla.name:
                assert orden.index(padre) < orden.index(tabla.name)


def test_vuelve_igual_a_otra_base_y_a_otro_motor(lleno):
    antes = {m: resumir(lleno.base, m) for m in (UNO, DOS)}
    with base_pasajera() as otra:
        otra.migrar(PLUGINS)
        restaurar(otra, UNO, volcar(lleno.base, UNO))
        assert resumir(otra, UNO) == antes[UNO]
        assert verificar(otra.unidad(UNO), alta=True) is None
        vaciar(lleno.base, UNO)
        assert volcar(lleno.base, UNO) == []
        assert resumir(lleno.base, DOS) == antes[DOS]
        restaurar(lleno.base, UNO, volcar(otra, UNO))
    assert {m: resumir(lleno.base, m) for m in (UNO, DOS)} == antes
    assert verificar(lleno.base.unidad(UNO), alta=True) is None
    assert verificar(lleno.base.unidad(EnPlataforma())) is None


def test_lo_vaciado_no_deja_ni_una_fila_por_debajo(lleno):
    vaciar(lleno.base, UNO)
    for tabla in registro.metadata.tables.values():
        columna = next(iter(tabla.primary_key.columns)).name
        de_quien = UNO.clave if columna == "ambito" else UNO.id
        suyas = lleno.crudo(f"SELECT * FROM {tabla.name} WHERE {columna} = ?", de_quien)  # noqa: S608 - de la metadata
        assert suyas == []


def test_el_de_la_plataforma_y_el_de_una_region_no_traen_lo_de_un_municipio(lleno):
    vaciar(lleno.base, DOS)
    assert {t.nombre for t, _ in volcar(lleno.base, EnPlataforma())} == {"eslabones", "cabezas"}
    assert volcar(lleno.base, EnRegion("uninominal-24")) == []


def test_lo_de_un_plugin_ausente_se_aparta_no_cambia_el_resumen_y_vuelve_al_instalarlo(lleno):
    volcado, antes = volcar(lleno.base, UNO), resumir(lleno.base, UNO)
    with base_pasajera() as otra:
        otra.migrar({})
        restaurar(otra, UNO, volcado)
        with otra.unidad_de_lectura(UNO) as unidad:
            assert unidad.volcado.apartados.ausentes() == ["prueba"]
        assert resumir(otra, UNO) == antes
        otra.migrar(PLUGINS)
        with otra.unidad(UNO) as unidad, pytest.raises(DatosPorReponer):
            unidad.volcado.tablas()
        assert [r.falla for r in reponer(otra)] == [None]
        with otra.unidad(UNO) as unidad:
            assert unidad.volcado.apartados.ausentes() == []
            assert [e.camas for e in unidad.de_plugin(Establecimiento)] == [4]
        assert resumir(otra, UNO) == antes
        assert verificar(otra.unidad(UNO), alta=True) is None
        assert list(reponer(otra)) == []


def test_lo_que_no_calza_queda_relegado_y_asi_sale_y_vuelve(lleno):
    """Su organización ya no está: la fila no puede volver a su tabla, y tampoco se pierde."""
    volcado = volcar(lleno.base, UNO)
    with base_pasajera() as otra, base_pasajera() as tercera:
        otra.migrar({})
        sin_plugin = [par for par in volcado if par[0].paquete != "prueba"]
        [(tabla, [fila])] = [par for par in volcado if par[0].paquete == "prueba"]
        huerfana = fila | {"organizacion_id": str(nuevo_id())}
        restaurar(otra, UNO, [*sin_plugin, (tabla, [huerfana])])
        otra.migrar(PLUGINS)
        for _ in range(2):
            [hecha] = reponer(otra)
            assert isinstance(hecha.falla, DatosInvalidos)
        despues = volcar(otra, UNO)
        [relegadas] = [filas for t, filas in despues if t.nombre == "apartados"]
        relegadas.sort(key=lambda f: f["numero"])
        assert [f["fila"] for f in relegadas] == [dict(tabla.columnas), huerfana]
        tercera.migrar({})
        restaurar(tercera, UNO, despues)
        assert resumir(tercera, UNO) == resumir(otra, UNO)
        vaciar(otra, UNO)
        assert volcar(otra, UNO) == []
        restaurar(otra, UNO, despues)
        with otra.unidad(UNO) as unidad:
            unidad.volcado.cargar(tabla, [fila])
            unidad.anotar_en_plataforma(HECHO)
            unidad.confirmar()
        nombres = [t.nombre for t, _ in volcar(otra, UNO)]
        assert nombres.count("prueba_establecimientos") == 1
        assert "apartados" in nombres


def test_se_repone_y_se_relega_igual_en_los_dos_motores(lleno):
    """La base ya tiene el plugin y además algo suyo guardado aparte: primero calza y luego no."""
    volcado, antes = volcar(lleno.base, UNO), resumir(lleno.base, UNO)
    [(tabla, [fila])] = [par for par in volcado if par[0].paquete == "prueba"]

    def apartar(filas):
        with lleno.base.unidad(UNO) as unidad:
            unidad.volcado.apartados.guardar(tabla, filas)
            unidad.anotar_en_plataforma(HECHO)
            unidad.confirmar()

    vaciar(lleno.base, UNO)
    restaurar(lleno.base, UNO, [par for par in volcado if par[0] != tabla])
    apartar([fila])
    assert [r.falla for r in reponer(lleno.base)] == [None]
    assert resumir(lleno.base, UNO) == antes
    apartar([fila])
    for _ in range(2):
        [repetida] = reponer(lleno.base)
        assert isinstance(repetida.falla, DatosInvalidos)
    despues = {t.nombre: filas for t, filas in volcar(lleno.base, UNO)}
    assert despues["prueba_establecimientos"] == [fila]
    assert fila in [f["fila"] for f in despues["apartados"]]
    assert resumir(lleno.base, DOS) != antes
    assert verificar(lleno.base.unidad(EnPlataforma())) is None


APARTADAS_MALAS = {
    "tabla": Tabla("t" * 121, "fantasma", "0001", {}),
    "paquete": Tabla("t", "f" * 121, "0001", {}),
    "revisión": Tabla("t", "fantasma", "0" * 121, {}),
}


@pytest.mark.parametrize("tabla", APARTADAS_MALAS.values(), ids=APARTADAS_MALAS)
def test_un_nombre_que_no_cabe_se_rechaza_igual_en_los_dos_motores(base, tabla):
    with pytest.raises(DatosInvalidos):
        restaurar(base.base, UNO, [(tabla, [{}])])


def test_lo_relegado_no_se_hace_pasar_por_otra_tabla(base):
    forma = dict.fromkeys(("paquete", "revision", "tabla"), Forma.TEXTO)
    tabla = Tabla("apartados", "nucleo", "0001", {"id": Forma.IDENTIFICADOR} | forma)
    with pytest.raises(DatosInvalidos):
        restaurar(base.base, UNO, [(tabla, [{"tabla": "demandas"}])])


def test_lo_de_un_plugin_que_ya_no_esta_en_disco_tambien_sale(lleno):
    """Su tabla sigue en la base aunque nadie la haya mapeado: se lee de la base."""
    with base_pasajera() as otra:
        otra.migrar(PLUGINS)
        restaurar(otra, UNO, volcar(lleno.base, UNO))
        otra.migrar({})
        assert "prueba_establecimientos" in {t.nombre for t, _ in volcar(otra, UNO)}


def test_una_revision_desconocida_es_del_futuro():
    with base_pasajera() as otra, pytest.raises(VersionFutura):
        otra.llevar({"nucleo": "9999"}, PLUGINS)


MALAS = {
    "falta una columna": {"nombre": None},
    "tipo": {"distrito": 3},
    "id": {"id": "x"},
    "id en mayúsculas": {"id": "0190000A-0000-7000-8000-000000000001"},
    "entero": {"poblacion_mujeres": "3"},
    "si o no por entero": {"poblacion_mujeres": True},
    "muy grande": {"poblacion_mujeres": 10**30},
    "no cabe en su entero": {"poblacion_mujeres": 2**31},
    "no cabe en su texto": {"tipo": "t" * 41},
    "nulo": {"clave": None},
    "texto con cero": {"nombre": "a\0b"},
    "media letra": {"nombre": "\ud800"},
}


@pytest.mark.parametrize("cambio", MALAS.values(), ids=MALAS)
def test_una_fila_que_no_calza_se_rechaza_diciendo_cual(lleno, cambio):
    tabla, [fila] = next((t, f) for t, f in volcar(lleno.base, UNO) if t.nombre == "organizaciones")
    mala = {**fila, **cambio}
    if cambio == {"nombre": None}:
        del mala["nombre"]
    vaciar(lleno.base, UNO)
    with pytest.raises(DatosInvalidos) as error:
        restaurar(lleno.base, UNO, [(tabla, [mala])])
    assert error.value.datos["tabla"] == "organizaciones"
    assert volcar(lleno.base, UNO) == []


def test_una_foranea_sin_padre_y_una_tabla_que_no_existe_se_rechazan(lleno):
    volcado = volcar(lleno.base, UNO)
    demandas = next(par for par in volcado if par[0].nombre == "demandas")
    vaciar(lleno.base, UNO)
    with pytest.raises(DatosInvalidos):
        restaurar(lleno.base, UNO, [demandas])
    inventada = Tabla("inventada", "nucleo", "0001", {})
    with pytest.raises(DatosInvalidos):
        restaurar(lleno.base, UNO, [(inventada, [])])


def test_la_instantanea_no_ve_lo_que_pasa_despues(lleno):
    antes = resumir(lleno.base, UNO)
    with lleno.base.instantanea() as fija:
        with lleno.unidad(UNO) as unidad:
            unidad.techos.reemplazar(2027, [])
            unidad.confirmar()
        assert resumir(fija, UNO) == antes
    assert resumir(lleno.base, UNO) != antes


def test_un_municipio_suspendido_no_cambia_y_reactivado_si(lleno):
    def suspender(cuando):
        with lleno.base.unidad(EnPlataforma()) as unidad:
            alta = unidad.altas.de(UNO.id)
            alta.suspendida_en, alta.motivo = cuando, "deuda"
            unidad.anotar(Hecho("municipio.suspendido", "prueba", HORA, {}))
            unidad.confirmar()

    suspender(HORA)
    with lleno.unidad(UNO) as unidad, pytest.raises(MunicipioSuspendido):
        unidad.confirmar()
    with lleno.unidad(DOS) as unidad:
        unidad.confirmar()
    suspender(None)
    with lleno.unidad(UNO) as unidad:
        unidad.confirmar()


def test_el_hecho_de_la_plataforma_va_en_la_misma_transaccion(lleno):
    with lleno.base.unidad(UNO) as unidad:
        unidad.anotar_en_plataforma(HECHO)
        unidad.techos.reemplazar(2027, [])
        unidad.anotar(Hecho("prueba.rota", "prueba", HORA, {1: "a", "b": 2}))  # claves sin orden
        with pytest.raises(TypeError):
            unidad.confirmar()
    with lleno.base.unidad_de_lectura(EnPlataforma()) as unidad:
        assert list(unidad.bitacora.eslabones()) == []


@pytest.mark.parametrize("base", ["postgresql"], indirect=True)
def test_quien_escribia_mientras_se_borraba_no_deja_filas_sueltas(lleno):
    """En SQLite los escritores van de a uno: aquí dos se cruzan de verdad."""
    with lleno.base.unidad(UNO) as tardia:
        tardia.inversiones.agregar_todas([inversion(None)])
        tardia.anotar(Hecho("inversiones.importadas", "prueba", HORA, {}))
        with lleno.base.unidad(UNO) as unidad:
            unidad.reservar()
            unidad.volcado.vaciar()
            unidad.anotar_en_plataforma(HECHO)
            unidad.confirmar()
        with pytest.raises(MunicipioSinAlta):
            tardia.confirmar()
    assert volcar(lleno.base, UNO) == []
