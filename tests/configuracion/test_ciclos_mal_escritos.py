"""Lo que no cuadra en un ciclo se rechaza donde se escribió, con qué se esperaba."""

from collections.abc import Callable

import pytest

from nucleo.dominio.ciclos import Ciclo
from nucleo.dominio.documentos import PLANTILLAS
from nucleo.dominio.errores import ConfiguracionInvalida
from nucleo.servicios.saberes import SABERES
from tests.configuracion.conftest import datos_de

Escribir = Callable[[str, str], None]
SHINAHOTA = "bolivia/cochabamba/shinahota.toml"
# Lo que no dice nada por sí solo, y lo que la casa escribe de otro modo.
COMPLETO = """sigla = "A"
nombre = "A"
bloque = "planificacion"
nivel = "otb"
desde = "01-01"
hasta = "02-01"
"""
SIN_NADA = (
    "no hay encuentro «nada»; hay: eda-1, eda-2, edc, cumbre-1, acs, mujeres, rdc, cumbre-2, "
    "cumbre-3, acs-3"
)
SIN_MARCIANOS = (
    "no hay participante «marcianos»; hay: otb, control_social, concejo, ejecutivo, salud, "
    "educacion, mujeres, funcionales, presidente_control_social, presidente_concejo, "
    "alcalde, diputado, asambleista, subgobernador"
)


@pytest.mark.parametrize(
    ("texto", "linea", "clave", "motivo"),
    [
        ('[ciclo]\nbase = "otro"\n', 2, "ciclo.base", "no hay ciclo «otro»; hay: mgmp"),
        (
            '[ciclo.eventos.rdc]\nsigue_a = "nada"\n',
            2,
            "ciclo.eventos.rdc.sigue_a",
            SIN_NADA,
        ),
        (
            '[ciclo.eventos.acs]\nsigue_a = "rdc"\n',
            2,
            "ciclo.eventos.acs.sigue_a",
            "se sigue a sí mismo: acs, rdc, acs",
        ),
        (
            '[ciclo.eventos.marka]\nsigla = "M"\n',
            1,
            "ciclo.eventos.marka.nombre",
            "falta y es obligatoria",
        ),
        (
            '[ciclo.eventos.rdc]\ndesde = "31-08"\n',
            2,
            "ciclo.eventos.rdc.desde",
            "se esperaba un día como «08-31» (mes y día)",
        ),
        (
            '[ciclo.eventos.rdc]\nnonbre = "x"\n',
            2,
            "ciclo.eventos.rdc.nonbre",
            "clave desconocida; ¿quiso decir «nombre»?",
        ),
        (
            '[ciclo.eventos.rdc.agenda]\notro = { texto = "x", despues_de = "nada" }\n',
            2,
            "ciclo.eventos.rdc.agenda.otro.despues_de",
            "no hay nada con la clave «nada» para ir después",
        ),
        (
            '[ciclo.eventos.rdc]\nparticipan = ["marcianos"]\n',
            2,
            "ciclo.eventos.rdc.participan",
            SIN_MARCIANOS,
        ),
        (
            '[ciclo.eventos.rdc.agenda]\notro = { texto = "x", informa = "marcianos" }\n',
            2,
            "ciclo.eventos.rdc.agenda.otro.informa",
            SIN_MARCIANOS,
        ),
        (
            '[ciclo.eventos.rdc.agenda]\na = { texto = "x", despues_de = "a" }\n',
            2,
            "ciclo.eventos.rdc.agenda.a.despues_de",
            "se sigue a sí mismo: a",
        ),
        (
            "[ciclo.eventos]\nacs = false\n",
            2,
            "ciclo.eventos.acs",
            "no se puede quitar: «rdc» le sigue; póngale otro `sigue_a`",
        ),
        (
            "[ciclo.participantes]\nsalud = false\n",
            2,
            "ciclo.participantes.salud",
            "no se puede quitar: todavía va a «eda-1»",
        ),
        (
            f"[ciclo.eventos.abrir]\n{COMPLETO}",
            1,
            "ciclo.eventos.abrir",
            "«abrir» es una dirección del sistema: use otra clave",
        ),
        (
            '[ciclo]\nbase = "../plataforma"\n',
            2,
            "ciclo.base",
            "se esperaba un ciclo, como «mgmp»",
        ),
        (
            '[ciclo.eventos.rdc.documentos]\nacta = { plantilla = "hoja" }\n',
            2,
            "ciclo.eventos.rdc.documentos.acta.plantilla",
            f"no hay plantilla «hoja»; hay: {', '.join(PLANTILLAS)}",
        ),
        (
            '[ciclo.eventos.rdc.agenda]\nequidad = { plantilla = "acta" }\n',
            2,
            "ciclo.eventos.rdc.agenda.equidad.plantilla",
            "clave desconocida; se esperaba una de: despues_de, informa, laminas, texto",
        ),
        (
            '[ciclo.eventos.cumbre-1.informes.obras]\nsabe = ["obras", "obrras"]\n',
            2,
            "ciclo.eventos.cumbre-1.informes.obras.sabe",
            f"no hay saber «obrras»; hay: {', '.join(SABERES)}",
        ),
        (
            '[ciclo.eventos.cumbre-1.informes.obras.apartados]\nVisto = "Qué se vio"\n',
            2,
            "ciclo.eventos.cumbre-1.informes.obras.apartados.Visto",
            "se esperaba una clave en minúsculas, con guiones",
        ),
        (
            "[ciclo.eventos.cumbre-1.informes.obras]\napartados = { visto = 3 }\n",
            2,
            "ciclo.eventos.cumbre-1.informes.obras.apartados.visto",
            "se esperaba una pregunta de hasta 600 letras, o false para quitarla",
        ),
        (
            '[ciclo.eventos.cumbre-1.agenda.alcalde]\nsabe = ["obras"]\n',
            2,
            "ciclo.eventos.cumbre-1.agenda.alcalde.sabe",
            "clave desconocida; se esperaba una de: despues_de, informa, laminas, texto",
        ),
        (
            "[ciclo.gestiones.dosmil]\n",
            1,
            "ciclo.gestiones.dosmil",
            "se esperaba una gestión, como 2027",
        ),
    ],
)
def test_lo_que_no_cuadra_dice_archivo_linea_y_por_que(
    ciclo: Callable[..., Ciclo],
    escribir: Escribir,
    texto: str,
    linea: int,
    clave: str,
    motivo: str,
):
    escribir(SHINAHOTA, texto)
    with pytest.raises(ConfiguracionInvalida) as error:
        ciclo()
    assert datos_de(error) == (SHINAHOTA, linea, clave, motivo)
