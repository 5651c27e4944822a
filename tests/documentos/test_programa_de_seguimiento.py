"""El programa de seguimiento en papel: qué dice, qué le falta y dónde se firma."""

from datetime import UTC, date, datetime

from nucleo.documentos.composicion import componer
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.encargos import Asunto, Encargo, QueSeSigue, Seguido
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.seguimientos import ClaseDeSeguimiento, Hallazgo, Seguimiento
from nucleo.servicios.encargos import Organizacion
from nucleo.textos.programas import RENGLONES_EN_BLANCO, VACIOS_A_LA_VISTA, hoja_del_programa

HORA, HOY = datetime(2027, 3, 1, 14, tzinfo=UTC), date(2027, 3, 5)


def encargo(comision="Comisión #1"):
    return Encargo(nuevo_id(), 2027, QueSeSigue.OBRA, "A", "Riego", HORA, "x", comision=comision)


def asunto(codigo, nombre="Riego", **mas):
    return Asunto(QueSeSigue.OBRA, codigo, nombre, Dinero.de(10), **mas)


def actividad(de, fecha, **mas):
    return Seguimiento(
        nuevo_id(), 2027, de.id, ClaseDeSeguimiento.VISITA, "Ver *el* muro", fecha, HORA, "x", **mas
    )


def hoja(seguidos=(), encargos=(), actividades=()):
    organizacion = Organizacion(2027, None, [*seguidos], [*encargos])
    return hoja_del_programa("Villa Tunari", organizacion, [*actividades], HOY, idioma="es")


def test_dice_quien_sigue_que_lo_que_salio_y_lo_que_nadie_sigue():
    suyo = encargo()
    dada = hoja(
        [
            Seguido(asunto("A", simulada=True), (suyo,), vive=False),
            *(Seguido(asunto(str(n), f"Obra {n}"), ()) for n in range(VACIOS_A_LA_VISTA + 2)),
        ],
        [suyo],
    )
    [fila] = dada["tablas"][0]["filas"]
    assert fila == ["Riego (simulado) (ya no está en el POA)", "Bs 10,00", "Comisión #1"]
    assert dada["vacio"].endswith("; y 2 más.")
    assert dada["version"].startswith("Esta gestión todavía no tiene")
    assert componer("programa-de-seguimiento", dada).startswith(b"%PDF-")


def test_cada_actividad_con_su_resultado_y_una_firma_por_quien_sigue():
    uno, otro = encargo(), encargo()
    hecha = actividad(uno, date(2027, 3, 2), lugar="La obra", van="Presidenta")
    hecha.anotar(Hallazgo.OBSERVADO, "Está rajado", "", date(2027, 3, 3), HORA)
    dada = hoja(
        [], [uno, otro], [hecha, actividad(otro, HOY, hora="09:00"), actividad(uno, HORA.date())]
    )
    una, otra, vencida = dada["tablas"][1]["filas"]
    assert una[0] == "03/03/2027"
    assert una[3:] == ["Comisión #1 · Presidenta", "Con observación. Está rajado"]
    assert (otra[0], otra[4], vencida[4]) == ("05/03/2027 09:00", "", "Vencida sin anotar")
    assert dada["firmas"]["filas"] == ["Comisión #1", *[""] * RENGLONES_EN_BLANCO]
    assert componer("programa-de-seguimiento", dada).startswith(b"%PDF-")


def test_muchas_firmas_siguen_en_otra_hoja():
    dada = hoja([], [encargo(f"Comisión {n}") for n in range(60)])
    assert componer("programa-de-seguimiento", dada).startswith(b"%PDF-")
