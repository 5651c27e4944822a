"""Las lecturas de un municipio: filas inmutables, acotadas solas, en una orden SQL."""

from dataclasses import FrozenInstanceError

import pytest
from sqlalchemy.exc import DBAPIError

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.demandas import Contraparte, Estado, PedidaPor
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.organizaciones import TipoDeOrganizacion
from nucleo.dominio.personas import NADIE, Personas
from nucleo.servicios.lecturas import Cifras, FiltroDeDemandas, ResumenDeSector
from tests.persistencia.conftest import DOS, UNO, sembrar
from tests.persistencia.ejemplos import (
    GESTION,
    HORA,
    asamblea,
    corrida,
    demanda,
    formulario,
    organizacion,
    proceso,
    techo,
)


def filtro(**otros):
    return FiltroDeDemandas(GESTION, **otros)


@pytest.fixture
def variadas(base):
    """Cinco demandas de dos organizaciones, con todo lo que un filtro distingue."""
    with base.unidad(DOS) as unidad:
        sembrar(unidad, "OTB ajena")
        unidad.confirmar()
    una, otra = organizacion("Ch'alla Pampa"), organizacion("Junta Ñuflo")
    asambleas = [asamblea(una), asamblea(otra, asistentes=None)]
    formularios = [formulario(a, folio="F-7") for a in asambleas]
    filas = [
        ("Posta de salud", "900", "salud", PedidaPor.MUJERES, 2, una),
        ("Riego por aspersión", "1000", "riego", PedidaPor.HOMBRES, 1, una),
        ("Aula 100% nueva", "50", "educacion", PedidaPor.AMBOS, 1, otra),
        ("Posta médica", "1000", "salud", PedidaPor.AMBOS, 1, otra),
        ("Año_nuevo", "7.05", "cultura", PedidaPor.SIN_DATO, 3, otra),
    ]
    demandas = [
        demanda(
            de,
            formularios[de is otra],
            titulo,
            costo,
            sector=sector,
            pedida_por=quien,
            prioridad=prioridad,
            numero=numero,
            beneficiarios=Personas(numero * 10, 1),
        )
        for numero, (titulo, costo, sector, quien, prioridad, de) in enumerate(filas, 1)
    ]
    demandas[4].estado = Estado.CONGELADA
    with base.unidad(UNO) as unidad:
        unidad.organizaciones.agregar_todas([una, otra])
        unidad.asambleas.agregar_todas(asambleas)
        unidad.asambleas.agregar_formularios(formularios)
        unidad.demandas.agregar_todas(demandas)
        unidad.confirmar()
    return demandas


@pytest.fixture
def lectura(base, variadas):
    assert variadas
    with base.base.leer_municipio(UNO) as abierta:
        yield abierta


def numeros(pagina):
    return [f.numero for f in pagina.filas]


@pytest.mark.parametrize(
    ("texto", "esperados"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("posta", [1, 4]),
        ("ASPERSION", [2]),
        ("challa", [1, 2]),
        ("CH’ALLA posta", [1]),
        ("nuflo", [3, 4, 5]),
        ("2027-0003", [3]),
        (" 2027-3 ", [3]),
        ("2026-0003", []),
        ("100", [3]),
        ("%", []),
        ("_", []),
        ("¿?", []),
        ("no existe", []),
    ],
)
def test_se_busca_plegado_o_por_codigo(lectura, texto, esperados):
    assert numeros(lectura.demandas(filtro(texto=texto))) == esperados


@pytest.mark.parametrize(
    ("condicion", "esperados"),
    [
        ({"sector": "salud"}, [1, 4]),
        ({"estado": "congelada"}, [5]),
        ({"estado": "inventado"}, []),
        ({"pedida_por": "ambos"}, [3, 4]),
        ({"pedida_por": "ambos", "sector": "salud", "texto": "posta"}, [4]),
    ],
)
def test_se_filtra(lectura, condicion, esperados):
    assert numeros(lectura.demandas(filtro(**condicion))) == esperados


@pytest.mark.parametrize(
    ("orden", "descendente", "esperados"),
    [
        ("numero", True, [5, 4, 3, 2, 1]),
        ("titulo", False, [5, 3, 1, 4, 2]),
        ("organizacion", True, [3, 4, 5, 1, 2]),
        ("sector", False, [5, 3, 2, 1, 4]),
        ("costo", False, [5, 3, 1, 2, 4]),
        ("costo", True, [2, 4, 1, 3, 5]),
        ("beneficiarios", True, [5, 4, 3, 2, 1]),
        ("estado", False, [5, 1, 2, 3, 4]),
        ("prioridad", False, [2, 3, 4, 1, 5]),
        ("inventado", False, [1, 2, 3, 4, 5]),
    ],
)
def test_se_ordena_y_lo_igual_va_por_numero(lectura, orden, descendente, esperados):
    pagina = lectura.demandas(filtro(orden=orden, descendente=descendente))
    assert numeros(pagina) == esperados


@pytest.mark.parametrize(
    ("pagina", "por_pagina", "esperados"),
    [(1, 2, [1, 2]), (3, 2, [5]), (4, 2, []), (1, 0, [1, 2, 3, 4, 5]), (0, 2, [1, 2])],
)
def test_se_pagina_y_el_total_es_siempre_el_mismo(lectura, pagina, por_pagina, esperados):
    leida = lectura.demandas(filtro(pagina=pagina, por_pagina=por_pagina))
    assert (numeros(leida), leida.total) == (esperados, 5)


@pytest.mark.parametrize(("por_pagina", "ordenes"), [(25, 1), (0, 1), (2, 2)])
def test_una_pagina_es_una_orden_y_otra_por_el_total(base, lectura, por_pagina, ordenes):
    hechas = base.contar(lambda: lectura.demandas(filtro(por_pagina=por_pagina)))
    assert len(hechas) == ordenes


def test_las_filas_no_cambian(lectura):
    filas = lectura.demandas(filtro()).filas
    assert (filas[0].codigo, filas[0].organizacion) == ("2027-0001", "Ch'alla Pampa")
    assert (filas[0].costo, filas[0].beneficiarios) == (Dinero(90000), Personas(10, 1))
    with pytest.raises(FrozenInstanceError):
        filas[0].titulo = "x"


def test_las_cifras_suman_exacto_y_solo_lo_propio(lectura):
    costo = Dinero.de("2957.05")
    esperadas = Cifras(2, 2, 5, costo, Personas(150, 5), Personas(30, 21))
    assert lectura.cifras(GESTION) == esperadas
    assert lectura.cifras(2030) == Cifras(2, 0, 0, CERO, NADIE, NADIE)


def test_por_sector_suma_lo_de_cada_uno(lectura):
    sectores = lectura.por_sector(GESTION)
    assert [s.sector for s in sectores] == ["cultura", "educacion", "riego", "salud"]
    assert sectores[3] == ResumenDeSector("salud", 2, Dinero.de(1900), Personas(50, 2))
    assert lectura.por_sector(2030) == []


def test_la_ficha_trae_asamblea_historia_y_contraparte(base):
    with base.unidad(UNO) as unidad:
        aporte = Contraparte("terreno", Dinero.de("300.10"))
        sembrar(unidad, "OTB Norte", contraparte=aporte, observaciones=({"texto": "falta"},))
        unidad.demandas.de_gestion(GESTION)[0].pasar_a(Estado.CONGELADA, "ana", HORA)
        unidad.confirmar()
    with base.base.leer_municipio(UNO) as lectura:
        ficha = lectura.demanda(GESTION, 1)
        assert lectura.demanda(GESTION, 99) is None
    assert (ficha.fila.titulo, ficha.fila.organizacion) == ("Posta de salud", "OTB Norte")
    assert ficha.tipo_de_organizacion is TipoDeOrganizacion.COMUNIDAD
    assert (ficha.contraparte, ficha.observaciones) == (aporte, ({"texto": "falta"},))
    assert (ficha.asistentes, ficha.asamblea_lugar) == (Personas(30, 21), "Sede")
    assert ficha.situacion == {"agua": "vertiente"}
    assert [p.estado for p in ficha.historia] == [Estado.REGISTRADA, Estado.CONGELADA]
    with base.base.leer_municipio(DOS) as ajena:
        assert ajena.demanda(GESTION, 1) is None


def test_la_corrida_se_lee_en_orden_y_un_puesto_solo(base, dos):
    with base.unidad(UNO) as unidad:
        unidad.priorizaciones.abrir(proceso(congelada_en=HORA))
        unidad.priorizaciones.guardar(corrida(dos[UNO][::-1]))
        unidad.techos.reemplazar(GESTION, [techo(), techo(organismo="119")])
        unidad.anotar(Hecho("uno", "ana", HORA, {}))
        unidad.anotar(Hecho("dos", "ana", HORA, {}))
        unidad.confirmar()
    with base.base.leer_municipio(UNO) as lectura:
        leida = lectura.corrida(GESTION)
        assert [(p.puesto, p.fila.numero) for p in leida.puestos] == [(1, 2), (2, 1)]
        assert (leida.resumen, list(leida.techos)) == ("f" * 64, ["41-119", "41-113"])
        assert lectura.puesto(GESTION, 1) == leida.puestos[1]
        assert lectura.puesto(GESTION, 9) is None
        assert lectura.proceso(GESTION).congelada_en == HORA
        assert list(lectura.techos(GESTION)) == ["41-113", "41-119"]
        assert [h.que for h in lectura.hechos(1)] == ["dos"]
        assert lectura.gestiones() == [GESTION]
    with base.base.leer_municipio(DOS) as ajena:
        assert (ajena.corrida(GESTION), ajena.puesto(GESTION, 1)) == (None, None)
        assert (ajena.proceso(GESTION), ajena.techos(GESTION)) == (None, {})
        assert {h.que for h in ajena.hechos(5)} == {"prueba.sembrada"}


def test_las_entidades_cuestan_dos_ordenes_y_no_una_por_demanda(base):
    o = organizacion()
    a = asamblea(o)
    f = formulario(a)
    with base.unidad(UNO) as unidad:
        unidad.organizaciones.agregar_todas([o])
        unidad.asambleas.agregar_todas([a])
        unidad.asambleas.agregar_formularios([f])
        ordenes = base.contar(
            lambda: unidad.demandas.agregar_todas([demanda(o, f) for _ in range(300)])
        )
        unidad.confirmar()
    assert len(ordenes) == 1
    with base.unidad(UNO) as unidad:
        assert len(base.contar(lambda: unidad.demandas.de_gestion(GESTION))) == 2


def test_una_lectura_no_puede_escribir(base):
    with base.base.leer_municipio(UNO) as lectura:
        lectura._sesion.add(organizacion())
        with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
            lectura._sesion.flush()
    with base.unidad(UNO) as unidad:
        unidad.organizaciones.agregar_todas([organizacion()])
        unidad.confirmar()


def test_una_lectura_ve_un_solo_momento(base):
    with base.base.leer_municipio(UNO) as lectura:
        antes = lectura.cifras(GESTION)
        with base.unidad(UNO) as unidad:
            sembrar(unidad, "OTB nueva")
            unidad.confirmar()
        assert lectura.cifras(GESTION) == antes
    with base.base.leer_municipio(UNO) as lectura:
        assert lectura.cifras(GESTION).demandas == 2


def test_lo_retirado_se_ve_con_su_motivo_y_no_suma(base, variadas):
    assert variadas
    with base.unidad(UNO) as unidad:
        unidad.demandas.de(GESTION, 1).pasar_a(Estado.RETIRADA, "ana", HORA, "ya se hizo")
        unidad.confirmar()
    with base.base.leer_municipio(UNO) as lectura:
        assert lectura.cifras(GESTION).demandas == 4
        assert lectura.cifras(GESTION).costo == Dinero.de("2057.05")
        assert {s.sector: s.demandas for s in lectura.por_sector(GESTION)}["salud"] == 1
        assert lectura.demandas(filtro()).total == 5
        assert [f.numero for f in lectura.demandas(filtro(estado="retirada")).filas] == [1]
        paso = lectura.demanda(GESTION, 1).historia[-1]
        assert (paso.estado, paso.quien, paso.motivo) == (Estado.RETIRADA, "ana", "ya se hizo")
