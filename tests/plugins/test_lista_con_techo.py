from nucleo.dominio.dinero import Dinero
from nucleo.dominio.seleccion import Candidata, Eleccion
from nucleo.pruebas import conjunto_de, contexto_de_prueba, fila_de_prueba
from plugins.lista_con_techo import ganchos
from plugins.lista_con_techo.reglas import seleccionar


def decidir(*costos, **techos):
    lista = [
        Candidata(puesto, 0, fila_de_prueba(puesto, costo=Dinero.de(costo)))
        for puesto, costo in enumerate(costos, 1)
    ]
    return seleccionar(
        Eleccion(lista, {fuente: Dinero.de(monto) for fuente, monto in techos.items()})
    )


def test_se_ofrece_como_regla():
    [(plugin, regla)] = conjunto_de(ganchos).recoger(
        "reglas_de_seleccion", "Toco", contexto=contexto_de_prueba()
    )
    assert (plugin, regla.clave, regla.seleccionar) == (
        "lista_con_techo", "lista_con_techo", seleccionar,
    )  # fmt: skip


def test_entra_en_orden_y_la_que_no_cabe_deja_pasar_a_la_siguiente():
    assert [d.entra for d in decidir(60, 50, 40, 1, a=100)] == [True, False, True, False]


def test_lo_justo_cabe():
    assert decidir(100, a=100)[0].entra
    assert not decidir("100.01", a=100)[0].entra


def test_gasta_de_la_primera_fuente_donde_cabe_entera_sin_repartir():
    decisiones = decidir(80, 50, 30, 60, primera=90, segunda=100)
    assert [d.fuente for d in decisiones] == ["primera", "segunda", "segunda", ""]
    assert str(decisiones[1].motivo) == (
        "Entra con la fuente segunda: cuesta Bs 50,00 y después quedan Bs 50,00."
    )


def test_dice_cuanto_le_falto_y_cual_la_supero():
    decisiones = decidir(80, 50, 40, 90, primera=90, segunda=100)
    assert str(decisiones[3].motivo) == (
        "No entra: a la fuente primera, la de mayor saldo, le faltan Bs 80,00. La última que "
        "entró antes con esa fuente es 2027-0001, en el puesto 1."
    )


def test_la_que_cuesta_mas_que_todo_lo_dice():
    [decision] = decidir(500, primera=90, segunda=100)
    assert str(decision.motivo) == (
        "No entra: cuesta Bs 500,00 y ni la fuente segunda, la de mayor saldo y todavía sin "
        "gastar, alcanza: le faltan Bs 400,00."
    )


def test_sin_techo_no_entra_nada_y_se_dice_que_falta_fijarlo():
    decisiones = decidir(10, 0)
    assert [d.entra for d in decisiones] == [False, False]
    assert "no tiene techo fijado" in str(decisiones[0].motivo)
