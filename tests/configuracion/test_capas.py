from nucleo.configuracion.capas import Capa, aplanar, fundir


def test_la_ultima_capa_manda_clave_por_clave():
    configuracion = fundir(
        [
            Capa("a", {"idiomas": ["es"], "plugins": {"x": {"uno": 1, "dos": 2}}}),
            Capa("b", {"idiomas": ["es", "qu"], "plugins": {"x": {"dos": 3}}}),
        ]
    )
    assert configuracion.idiomas == ("es", "qu")
    assert configuracion.plugins == {"x": {"uno": 1, "dos": 3}}
    assert configuracion.origenes == {
        "idiomas": "b",
        "plugins.x": "a",
        "plugins.x.uno": "a",
        "plugins.x.dos": "b",
    }


def test_un_plugin_esta_activo_si_su_tabla_existe():
    assert fundir([Capa("a", {"plugins": {"x": {}}})]).activos == {"x"}
    assert fundir([Capa("a", {})]).activos == frozenset()


def test_false_apaga_lo_heredado_con_sus_ajustes():
    configuracion = fundir(
        [
            Capa("a", {"plugins": {"x": {"uno": 1}, "xy": {"uno": 1}}}),
            Capa("b", {"plugins": {"x": False}}),
        ]
    )
    assert configuracion.activos == {"xy"}
    assert configuracion.origenes == {"plugins.x": "b", "plugins.xy": "a", "plugins.xy.uno": "a"}


def test_volver_a_encender_no_recupera_los_ajustes_de_antes():
    capas = [
        Capa("a", {"plugins": {"x": {"uno": 1}}}),
        Capa("b", {"plugins": {"x": False}}),
        Capa("c", {"plugins": {"x": {"dos": 2}}}),
    ]
    configuracion = fundir(capas)
    assert configuracion.plugins == {"x": {"dos": 2}}
    assert configuracion.origenes == {"plugins.x": "c", "plugins.x.dos": "c"}


def test_las_tablas_anidadas_se_funden_y_las_listas_se_reemplazan():
    configuracion = fundir(
        [
            Capa("a", {"plugins": {"x": {"t": {"p": 1, "q": 1}, "lista": [1, 2]}}}),
            Capa("b", {"plugins": {"x": {"t": {"q": 2}, "lista": [3]}}}),
        ]
    )
    assert configuracion.plugins["x"] == {"t": {"p": 1, "q": 2}, "lista": [3]}
    assert configuracion.origenes["plugins.x.t.p"] == "a"
    assert configuracion.origenes["plugins.x.t.q"] == "b"


def test_el_vocabulario_llega_y_se_muestra():
    configuracion = fundir([Capa("a.toml", {"idiomas": ["es"], "vocabulario": "sindicato"})])
    assert configuracion.vocabulario == "sindicato"
    assert ("vocabulario", "sindicato", "a.toml") in aplanar(configuracion)


def test_aplanar_dice_cada_valor_con_su_origen():
    configuracion = fundir(
        [
            Capa("a", {"idiomas": ["es"], "plugins": {"x": {"uno": 1}, "y": {}}}),
            Capa("b", {"regla_de_seleccion": "lista", "plugins": {"y": False}}),
        ]
    )
    assert aplanar(configuracion) == [
        ("idiomas", ["es"], "a"),
        ("regla_de_seleccion", "lista", "b"),
        ("plugins.x", True, "a"),
        ("plugins.x.uno", 1, "a"),
        ("plugins.y", False, "b"),
    ]
