"""Importar demandas contra una unidad en memoria."""

import pytest

from nucleo.dominio.corridas import Paso, Proceso
from nucleo.dominio.demandas import Competencia, Observacion, PedidaPor
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import ArchivoIlegible, ErrorDePlugin
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion, TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.dominio.sectores import Sector
from nucleo.ganchos import implementa
from nucleo.pruebas import MEDIODIA, UnidadEnMemoria, conjunto_de, contexto_de_prueba
from nucleo.servicios.columnas import columnas_de_demandas
from nucleo.servicios.demandas import importar
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.inversiones import columnas as columnas_de_inversiones
from nucleo.servicios.organizaciones import COLUMNAS as COLUMNAS_DE_ORGANIZACIONES
from nucleo.servicios.organizaciones import Padron
from nucleo.servicios.techos import COLUMNAS as COLUMNAS_DE_TECHOS

SECTORES = (
    Sector("educacion", "Educación", ("escuela", "aulas")),
    Sector("salud", "Salud", ("posta",)),
    Sector("caminos", "Caminos vecinales", ("camino",)),
    Sector("riego", "Riego"),
)


class Impide:
    @implementa
    def revisar_demanda(self, demanda, organizacion):
        if "cancha" in demanda.clave:
            return [
                Observacion(
                    Mensaje("%(otb)s ya tiene cancha", {"otb": organizacion.nombre}), impide=True
                )
            ]
        return [Observacion(Mensaje("falta el informe"))]


class Falla:
    @implementa
    def revisar_demanda(self):
        raise ZeroDivisionError


class DaCualquierCosa:
    @implementa
    def revisar_demanda(self):
        return ["una frase suelta"]


class DaNombresDeSector:
    @implementa
    def sectores(self):
        return ["salud"]


class DaSectores:
    @implementa
    def sectores(self):
        salud = Sector("salud", "Otra salud", ("ambulancia",), origen=TipoDeOrganizacion.DILOS)
        return [salud, Sector("agua", "Agua segura")]


@pytest.fixture
def unidad():
    unidad = UnidadEnMemoria()
    for nombre in ("Ch’alla Pampa", "Cañada", "San Isidro", "San José", "Puerto San Francisco"):
        tipo = TipoDeOrganizacion.COMUNIDAD
        unidad.organizaciones.agregar(Organizacion(nuevo_id(), nombre, plegar(nombre), tipo))
    return unidad


def planilla(encabezado, *filas):
    renglones = [encabezado, *filas]
    return Planilla("demandas.csv", [(n, r.split("|")) for n, r in enumerate(renglones, 1)])


def pedir(unidad, hoja, ganchos=None, **opciones):
    return importar(
        contexto_de_prueba(), unidad, ganchos or conjunto_de(), SECTORES, hoja, **opciones
    )


def cuadra(r):
    return r.leidas == r.creadas + r.repetidas + r.filas_rechazadas + r.detenidas


def test_entra_con_su_asamblea_su_formulario_y_su_historia(unidad):
    hoja = planilla(
        "COMUNIDAD|Proyecto|Costo total (Bs.)|Mujeres|Hombres|Sector|Pedida por|Competencia"
        "|Contraparte Bs|Fecha de asamblea|Asistentes mujeres|Asistentes hombres|Simulado|Folio",
        "CHALLA PAMPA|Refacción de la escuela|1.234.567,50|40|35|Aulas|mujeres|GAM|500"
        "|12/07/2026|30|20|sí|0012",
    )
    r = pedir(unidad, hoja)
    assert r.como_json() == {"leidas": 1, "creadas": 1, "repetidas": 0, "rechazadas": []}
    (demanda,) = unidad.demandas.filas
    (asamblea,), (formulario,) = unidad.asambleas.filas, unidad.asambleas.formularios
    assert demanda.costo == Dinero.de("1234567.50")
    assert demanda.beneficiarios == Personas(40, 35)
    assert (demanda.sector, demanda.pedida_por) == ("educacion", PedidaPor.MUJERES)
    assert demanda.competencia is Competencia.MUNICIPAL
    assert demanda.valor_de_contraparte == Dinero.de(500)
    assert demanda.codigo == "2027-0001"
    assert demanda.simulada
    assert demanda.formulario_id == formulario.id
    assert formulario.asamblea_id == asamblea.id
    assert formulario.folio == "0012"
    assert asamblea.asistentes == Personas(30, 20)
    assert [(c.estado, c.quien) for c in demanda.historial] == [("registrada", "prueba")]
    assert unidad.confirmada
    (hecho,) = unidad.hechos
    assert hecho.que == "demandas.importadas"
    assert hecho.carga["creadas"] == 1
    assert len(hecho.carga["resumen"]) == 64


def test_reimportar_no_duplica_ni_escribe(unidad):
    hoja = planilla("OTB|Demanda|Costo", "Cañada|Camino|1000", "CA¿ADA|Riego|2000")
    pedir(unidad, hoja)
    unidad.hechos.clear()
    r = pedir(unidad, hoja)
    assert (r.leidas, r.creadas, r.repetidas) == (2, 0, 2)
    assert len(unidad.demandas.filas) == 2
    assert unidad.hechos == []
    assert not unidad.confirmada


def test_la_misma_fila_dos_veces_en_la_planilla_cuenta_como_repetida(unidad):
    r = pedir(unidad, planilla("OTB|Demanda|Costo", "Cañada|Camino|1000", "cañada|CAMINO|1.000"))
    assert (r.creadas, r.repetidas) == (1, 1)
    assert cuadra(r)


def test_misma_identidad_con_otros_datos_dice_que_habia(unidad):
    pedir(unidad, planilla("OTB|Demanda|Costo|Sector", "Cañada|Camino|1000|camino"))
    otra = planilla("OTB|Demanda|Costo|Sector", "Cañada|Camino|1500|posta")
    r = pedir(unidad, otra, parcial=True)
    assert [(x.fila, x.columna, x.valor) for x in r.rechazadas] == [
        (2, "Costo", "1500"),
        (2, "Sector", "posta"),
    ]
    assert "Bs 1.000,00" in str(r.rechazadas[0].motivo)
    assert r.filas_rechazadas == 1
    assert cuadra(r)


def test_la_celda_vacia_no_contradice(unidad):
    pedir(unidad, planilla("OTB|Demanda|Costo|Sector", "Cañada|Camino|1000|camino"))
    r = pedir(unidad, planilla("OTB|Demanda|Costo|Sector", "Cañada|Camino|1000|"))
    assert r.repetidas == 1


def test_sin_parcial_una_mala_detiene_a_todas(unidad):
    hoja = planilla("OTB|Demanda|Costo", "Cañada|Camino|1000", "Cañada|Riego|mucho")
    r = pedir(unidad, hoja)
    assert (r.leidas, r.creadas, r.detenidas, r.filas_rechazadas) == (2, 0, 1, 1)
    assert cuadra(r)
    assert unidad.demandas.filas == []
    assert unidad.asambleas.filas == []
    assert not unidad.confirmada


def test_con_parcial_entra_lo_bueno_y_lo_malo_vuelve_para_corregir(unidad):
    hoja = planilla(
        "OTB|Demanda|Costo|Notas", "Cañada|Camino|1000|a", "Kañada|Riego|-5|b", "Cañada||0|c"
    )
    r = pedir(unidad, hoja, parcial=True)
    assert (r.leidas, r.creadas, r.filas_rechazadas) == (3, 1, 2)
    assert cuadra(r)
    assert len(r.rechazadas) == 4
    assert any("Notas" in str(a) for a in r.avisos)
    devuelta = r.planilla_de_rechazos()
    assert devuelta[0] == ["OTB", "Demanda", "Costo", "Notas", "motivo"]
    assert devuelta[1][:4] == ["Kañada", "Riego", "-5", "b"]
    assert "Cañada" in devuelta[1][4]
    devuelta[1][0], devuelta[1][2] = "Cañada", "5"
    devuelta[2][1], devuelta[2][2] = "Posta", "7"
    corregida = Planilla("R.csv", list(enumerate(devuelta, 1)))
    r = pedir(unidad, corregida)
    assert (r.leidas, r.creadas) == (2, 2)
    assert not any("motivo" in str(a) for a in r.avisos)
    assert len(unidad.demandas.filas) == 3


def test_otb_desconocida_sugiere_las_tres_mas_parecidas(unidad):
    r = pedir(unidad, planilla("OTB|Demanda|Costo", "San Isidrio|Camino|1000"))
    motivo = str(r.rechazadas[0].motivo)
    assert motivo.index("San Isidro") < motivo.index("San José")
    assert motivo.count(",") == 2


def test_sector_desconocido_sugiere_tres(unidad):
    r = pedir(unidad, planilla("OTB|Demanda|Costo|Sector", "Cañada|Camino|1000|Edukación"))
    motivo = str(r.rechazadas[0].motivo)
    assert "Educación" in motivo
    assert motivo.count(",") == 2


def test_los_sectores_de_un_plugin_completan_y_agregan(unidad):
    hoja = planilla(
        "OTB|Demanda|Costo|Sector", "Cañada|A|1|ambulancia", "Cañada|B|1|agua segura", "Cañada|C|1|"
    )
    pedir(unidad, hoja, conjunto_de(plugin=DaSectores()))
    assert [d.sector for d in unidad.demandas.filas] == ["salud", "agua", "sin_clasificar"]


def test_la_prioridad_sigue_el_orden_de_la_otb(unidad):
    pedir(unidad, planilla("OTB|Demanda|Costo", "Cañada|A|1", "San José|B|1", "Cañada|C|1"))
    pedir(unidad, planilla("OTB|Demanda|Costo", "Cañada|D|1"))
    assert [(d.numero, d.prioridad) for d in unidad.demandas.filas] == [
        (1, 1),
        (2, 1),
        (3, 2),
        (4, 3),
    ]


def test_el_codigo_distingue_titulos_iguales(unidad):
    hoja = planilla("OTB|Demanda|Costo|Código", "Cañada|A|1|X1", "Cañada|A|1|X2")
    assert pedir(unidad, hoja).creadas == 2
    assert pedir(unidad, hoja).repetidas == 2
    assert pedir(unidad, planilla("OTB|Demanda|Costo", "Cañada|A|1")).repetidas == 1


def test_ponerle_codigo_despues_no_duplica(unidad):
    pedir(unidad, planilla("OTB|Demanda|Costo", "Cañada|A|1"))
    assert pedir(unidad, planilla("OTB|Demanda|Costo|Código", "Cañada|A|1|X1")).repetidas == 1


def test_el_mismo_codigo_con_otro_titulo_se_rechaza(unidad):
    pedir(unidad, planilla("OTB|Demanda|Costo|Código", "Cañada|A|1|X1"))
    r = pedir(unidad, planilla("OTB|Demanda|Costo|Código", "Cañada|B|1|X1"))
    assert [x.columna for x in r.rechazadas] == ["Demanda"]


def test_lo_que_un_plugin_impide_se_rechaza_y_lo_demas_queda_anotado(unidad):
    hoja = planilla("OTB|Demanda|Costo", "Cañada|Cancha|1", "Cañada|Posta|1")
    r = pedir(unidad, hoja, conjunto_de(deporte=Impide()), parcial=True)
    assert str(r.rechazadas[0].motivo) == "Cañada ya tiene cancha"
    (demanda,) = unidad.demandas.filas
    assert (demanda.numero, demanda.prioridad) == (1, 1)
    assert demanda.observaciones == [
        {"plugin": "deporte", "texto": "falta el informe", "datos": {}}
    ]
    assert len(unidad.asambleas.filas) == 1


def test_un_plugin_que_falla_no_deja_nada(unidad):
    with pytest.raises(ErrorDePlugin):
        pedir(unidad, planilla("OTB|Demanda|Costo", "Cañada|A|1"), conjunto_de(malo=Falla()))
    assert unidad.demandas.filas == []
    assert not unidad.confirmada


@pytest.mark.parametrize("plugin", [DaCualquierCosa(), DaNombresDeSector()])
def test_lo_que_no_promete_el_gancho_se_atribuye_al_plugin(unidad, plugin):
    with pytest.raises(ErrorDePlugin) as error:
        pedir(unidad, planilla("OTB|Demanda|Costo", "Cañada|A|1"), conjunto_de(raro=plugin))
    assert (error.value.datos["plugin"], error.value.datos["ambito"]) == ("raro", "Villa Tunari")
    assert unidad.demandas.filas == []


def test_la_enie_perdida_se_repara_dentro_de_la_palabra(unidad):
    r = pedir(unidad, planilla("OTB|Demanda|Costo", "ca¿ada|CONST. BA¿OS ¿nuevos?|1"))
    assert unidad.demandas.filas[0].titulo == "CONST. BAÑOS ¿nuevos?"
    assert any("BAÑOS" in str(a) for a in r.avisos)


def test_los_renglones_de_la_plantilla_sin_demanda_no_cuentan(unidad):
    r = pedir(unidad, planilla("OTB|Demanda|Costo|Prioridad", "Cañada|||1", "Cañada|||2"))
    assert r.leidas == 0
    assert r.rechazadas == []
    assert r.avisos


def test_faltar_una_columna_dice_que_se_hallo_y_que_se_esperaba(unidad):
    with pytest.raises(ArchivoIlegible) as error:
        pedir(unidad, planilla("OTB|Demanda|Cosot", "Cañada|A|1"))
    motivo = str(error.value.datos["motivo"])
    assert "Costo" in motivo
    assert "Cosot" in motivo


def test_dos_columnas_para_lo_mismo_se_rechazan(unidad):
    with pytest.raises(ArchivoIlegible):
        pedir(unidad, planilla("OTB|Demanda|Costo|Monto", "Cañada|A|1|2"))


def test_el_encabezado_puede_venir_debajo_de_titulos(unidad):
    hoja = planilla(
        "GOBIERNO AUTÓNOMO MUNICIPAL", "Comunidad:|Todas|Gestión|2027", "OTB|Demanda|Costo",
        "Cañada|A|x",
    )  # fmt: skip
    r = pedir(unidad, hoja)
    assert r.rechazadas[0].fila == 4


def test_las_siglas_del_encabezado_pueden_llevar_puntos(unidad):
    r = pedir(unidad, planilla("NOMBRE DE LA O.T.B.|Demanda|Costo Bs.", "Cañada|A|10"))
    assert (r.creadas, r.avisos) == (1, [])


def test_con_la_matriz_congelada_se_registra_fuera_y_se_avisa(unidad):
    proceso = Proceso(nuevo_id(), 2027)
    proceso.dar(Paso.CONGELAR, MEDIODIA)
    unidad.priorizaciones.abrir(proceso)
    r = pedir(unidad, planilla("OTB|Demanda|Costo", "Cañada|A|1"))
    assert r.creadas == 1
    assert any("ya se cerró" in str(a) for a in r.avisos)
    assert unidad.demandas.filas[0].estado == "registrada"


def test_dos_filas_que_contradicen_la_misma_asamblea(unidad):
    hoja = planilla(
        "OTB|Demanda|Costo|Fecha|Asistentes mujeres",
        "Cañada|A|1|12/07/2026|30",
        "Cañada|B|1|2026-07-12|31",
        "Cañada|C|1|13/07/2026|40",
    )
    r = pedir(unidad, planilla("OTB|Demanda|Costo|Fecha de asamblea|Asistentes mujeres", *[
        "|".join(celdas) for _, celdas in hoja.renglones[1:]
    ]), parcial=True)  # fmt: skip
    assert [(x.fila, x.columna) for x in r.rechazadas] == [(3, "Asistentes mujeres")]
    assert [a.fecha.day for a in unidad.asambleas.filas] == [12, 13]


def test_el_avance_llega_hasta_el_total(unidad):
    pasos = []
    filas = [f"Cañada|A{n}|1" for n in range(60)]
    pedir(unidad, planilla("OTB|Demanda|Costo", *filas), avance=lambda h, t: pasos.append((h, t)))
    assert pasos == [(25, 60), (50, 60), (60, 60)]


def test_beneficiarios_sin_mujeres_se_avisa(unidad):
    r = pedir(unidad, planilla("OTB|Demanda|Costo|Beneficiarios", "Cañada|A|1|70"))
    assert any("se leyó como hombres" in str(a) for a in r.avisos)
    r = pedir(unidad, planilla("OTB|Demanda|Costo|Mujeres|Hombres", "Cañada|B|1|35|35"))
    assert r.avisos == []


def test_columnas_con_datos_y_sin_nombre_se_avisan(unidad):
    r = pedir(unidad, planilla("OTB|Demanda|Costo", "Cañada|A|1||algo", "Cañada|B|1||"))
    assert ["5" in str(a) for a in r.avisos] == [True]


def test_ningun_nombre_de_columna_sirve_para_dos():
    demandas = columnas_de_demandas(Padron([]), {})
    for columnas in (
        demandas,
        COLUMNAS_DE_ORGANIZACIONES,
        COLUMNAS_DE_TECHOS,
        columnas_de_inversiones(Padron([])),
    ):
        por_nombre = {}
        for columna in columnas:
            for nombre in columna.nombres():
                assert por_nombre.setdefault(nombre, columna.clave) == columna.clave
