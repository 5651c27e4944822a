"""La memoria en pantalla: vacía dice qué hacer; con lo ejecutado, se dibuja y se descarga."""

from nucleo.servicios.ejecuciones import precargar
from tests.web.casa import TUNARI, anonimo

RAIZ = "/villa-tunari/memoria"
TITULOS = "sigep,codigo_ine,municipio,gestion,bloque,codigo,concepto,monto_bs"


def traer(casa):
    lineas = [
        "2025,ingresos_y_cuenta,inversion,inversion,36654909.54",
        "2025,ingresos_y_cuenta,copart,copart,81271623.83",
        "2025,gasto_por_funcion,sf_salud,sf_salud,24636597.52",
        "2024,ingresos_y_cuenta,inversion,inversion,10.00",
    ]
    filas = [TITULOS, *(f"1314,031003,Villa Tunari,{x}" for x in lineas)]
    renglones = enumerate((f.split(",") for f in filas), 1)
    municipio = casa.territorio.por_id[TUNARI.id]
    contexto = casa.contexto(TUNARI, 0, "prueba")
    precargar(contexto, casa.unidad(TUNARI), municipio, renglones, "nacional.csv", "La fuente")


def test_sin_nada_dice_como_traerlo(casa):
    assert "tinkuy municipio precargar" in anonimo(casa).get(RAIZ).text


def test_con_lo_ejecutado_se_ve_dibujado_con_su_fuente_y_se_descarga(casa):
    traer(casa)
    nadie = anonimo(casa)
    pagina = nadie.get(RAIZ).text
    for dicho in ("36.654.909,54", "Fuente: La fuente.", "Coparticipación tributaria", "Salud"):
        assert dicho in pagina
    assert "dibujo-inversion" in pagina
    assert "La fuente no lo trae." in nadie.get(f"{RAIZ}?gestion=2024").text
    hoja = nadie.get(f"{RAIZ}.csv").data.decode("utf-8-sig").splitlines()
    assert len(hoja) == 5
    assert "La fuente" in hoja[1]
