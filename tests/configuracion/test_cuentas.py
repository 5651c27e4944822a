"""Las tablas `[correo]` y `[oidc]` de `plataforma.toml`, y la dirección que las dos exigen."""

import pytest

from nucleo.dominio.configuracion import ConfiguracionDeCorreo, ConfiguracionDeOidc, Seguridad
from nucleo.dominio.errores import ConfiguracionInvalida
from tests.configuracion.conftest import PLATAFORMA, datos_de

CORREO = '\n[correo]\nservidor = "smtp.bo"\nremitente = "tinkuy@alcaldia.bo"\n'
OIDC = '\n[oidc]\nnombre = "Ciudadanía Digital"\nemisor = "https://id.gob.bo"\ncliente = "t"\n'
CON_DIRECCION = PLATAFORMA.replace(
    "[plataforma]", '[plataforma]\ndireccion = "https://tropico.gob.bo"'
)


def test_sin_las_tablas_no_hay_ni_correo_ni_proveedor(configuraciones, escribir):
    escribir("plataforma.toml", PLATAFORMA)
    plataforma = configuraciones.plataforma()
    assert (plataforma.correo, plataforma.oidc, plataforma.direccion) == (None, None, "")


def test_lo_que_no_se_dice_es_lo_prudente(configuraciones, escribir):
    escribir("plataforma.toml", CON_DIRECCION + CORREO + OIDC + 'ambitos = ["email"]')
    plataforma = configuraciones.plataforma()
    assert plataforma.correo == ConfiguracionDeCorreo(
        "smtp.bo", "tinkuy@alcaldia.bo", 587, Seguridad.STARTTLS
    )
    assert plataforma.oidc == ConfiguracionDeOidc(
        "Ciudadanía Digital", "https://id.gob.bo", "t", ("openid", "email")
    )


@pytest.mark.parametrize("tabla", [CORREO, OIDC], ids=["correo", "oidc"])
def test_lo_que_sale_de_casa_exige_decir_la_direccion(configuraciones, escribir, tabla):
    escribir("plataforma.toml", PLATAFORMA + tabla)
    with pytest.raises(ConfiguracionInvalida) as error:
        configuraciones.plataforma()
    assert datos_de(error)[2] == "plataforma.direccion"


@pytest.mark.parametrize(
    ("viejo", "nuevo", "clave"),
    [
        ('"tinkuy@alcaldia.bo"', '"tinkuy"', "correo.remitente"),
        ('servidor = "smtp.bo"', 'servidor = "smtp.bo"\nseguridad = "ssl"', "correo.seguridad"),
        ('servidor = "smtp.bo"', 'servidor = "smtp.bo"\nclave = "x"', "correo.clave"),
        ('"https://id.gob.bo"', '"http://id.gob.bo"', "oidc.emisor"),
        ('"https://tropico.gob.bo"', '"tropico.gob.bo"', "plataforma.direccion"),
        ('"https://tropico.gob.bo"', '"https://tropico.gob.bo/"', "plataforma.direccion"),
    ],
)
def test_lo_malo_se_dice_por_su_clave(configuraciones, escribir, viejo, nuevo, clave):
    escribir("plataforma.toml", (CON_DIRECCION + CORREO + OIDC).replace(viejo, nuevo))
    with pytest.raises(ConfiguracionInvalida) as error:
        configuraciones.plataforma()
    assert datos_de(error)[2] == clave
