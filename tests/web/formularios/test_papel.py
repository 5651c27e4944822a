"""El recibo, la planilla en blanco y la lista de lo presentado."""

import hashlib
import re
from uuid import UUID

from nucleo.dominio.contexto import ahora
from nucleo.dominio.formularios import acunar, codigo_de, es_de, gestion_de
from nucleo.dominio.roles import Rol
from tests.web.casa import (
    CHIMORE,
    TUNARI,
    anonimo,
    configurar,
    entrar_como,
    enviar,
    fundar_organizacion,
)
from tests.web.formularios.pasos import (
    ASAMBLEA,
    LISTA,
    a_nombre_de,
    borradores,
    demandas,
    empezar,
    llenar,
    presentar,
)


def test_el_recibo_se_comprueba_sin_cuenta(casa, dirigenta):
    base = empezar(dirigenta)
    llenar(dirigenta, base)
    presentar(dirigenta, base)
    recibo = anonimo(casa).get(f"{base}/recibo").text
    contenido = anonimo(casa).get(f"{base}/recibo.json").data
    resumen = hashlib.sha256(contenido).hexdigest()
    assert resumen in recibo
    assert f"{resumen[:4]} {resumen[4:8]} {resumen[8:12]} {resumen[12:16]}" in recibo
    assert "es lo mismo que se presentó" in recibo
    assert codigo_de(UUID(base[-36:])) in recibo
    assert "<svg" in recibo
    assert "<b>" not in recibo


def test_lo_que_no_se_presento_no_tiene_recibo(casa, dirigenta):
    base = empezar(dirigenta)
    enviar(dirigenta, f"{base}/asamblea", **ASAMBLEA)
    for resto in ("recibo", "recibo.json"):
        assert anonimo(casa).get(f"{base}/{resto}").status_code == 404
    escaneado = anonimo(casa).get(base)
    assert escaneado.status_code == 200
    assert "todavía no se presentó" in escaneado.text
    assert "Ch’alla" not in escaneado.text


def codigos_de(pagina):
    return re.findall(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}(?=</p>)", pagina)


def test_cada_hoja_lleva_su_codigo_y_nada_se_guarda(casa, challa, tecnico):
    fundar_organizacion(casa, nombre="Cañada")
    hojas = tecnico.get(f"{LISTA}/planilla?gestion=2027&de=todas&cuantas=2").text
    codigos = codigos_de(hojas)
    assert len(codigos) == len(set(codigos)) == 4
    assert hojas.count('class="hoja"') == hojas.count("<svg") == 4
    assert len(codigos_de(tecnico.get(f"{LISTA}/planilla?gestion=2027&de=distrito:1").text)) == 2
    assert len(codigos_de(tecnico.get(f"{LISTA}/planilla?gestion=2027&de={challa.id}").text)) == 1
    with casa.unidad_de_lectura(TUNARI) as unidad:
        assert not unidad.asambleas.formularios_de(2027)
    assert not borradores(casa)


def test_lo_impreso_lleva_la_direccion_declarada_y_no_la_del_pedido(
    casa, challa, dirigenta, tecnico, monkeypatch
):
    base = empezar(dirigenta)
    llenar(dirigenta, base)
    recibo = presentar(dirigenta, base).location
    configurar(casa, direccion="https://tropico.gob.bo")
    monkeypatch.setitem(casa.web.jinja_env.globals, "qr", lambda direccion, _titulo: direccion)
    for quien, papel in (
        (anonimo(casa), recibo),
        (tecnico, f"{LISTA}/planilla?gestion=2027&de={challa.id}"),
    ):
        pagina = quien.get(papel).text
        assert f"https://tropico.gob.bo{LISTA}/" in pagina
        assert "//localhost" not in pagina


def test_transcribir_la_hoja_usa_su_codigo_y_dos_veces_no_duplica(casa, challa, juana, tecnico):
    [codigo] = codigos_de(tecnico.get(f"{LISTA}/planilla?gestion=2027&de={challa.id}").text)
    abierta = tecnico.get(f"{LISTA}?codigo={codigo.lower()}")
    base = abierta.location
    assert es_de(UUID(base[-36:]), TUNARI.id, challa.id)
    assert gestion_de(UUID(base[-36:])) == 2027
    assert tecnico.get(base).location == f"{base}/asamblea"
    llenar(tecnico, base, **a_nombre_de(juana))
    presentar(tecnico, base)
    otro = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    assert otro.get(f"{LISTA}?codigo={codigo}").location == base
    assert otro.get(base).location == f"{base}/recibo"
    assert anonimo(casa).get(base).location == f"{base}/recibo"
    assert len(demandas(casa)) == 2


def test_un_codigo_que_no_es_de_aqui_se_dice(casa, tecnico):
    en_chimore = fundar_organizacion(casa, CHIMORE)
    [ajeno] = acunar(CHIMORE.id, en_chimore.id, 2027, ahora())
    for codigo in (codigo_de(ajeno), "nada", "<script>"):
        pagina = tecnico.get(LISTA, query_string={"codigo": codigo})
        assert pagina.status_code == 200
        assert "Ese código no es de una planilla de este municipio" in pagina.text
        assert "<script>" not in pagina.text
    assert tecnico.get(f"{LISTA}/{ajeno}").status_code == 404


def test_cada_quien_ve_lo_de_su_organizacion_y_la_oficina_todo(casa, dirigenta, tecnico):
    base = empezar(dirigenta)
    llenar(dirigenta, base)
    presentar(dirigenta, base)
    vecina = entrar_como(casa, Rol.DIRIGENCIA, TUNARI)
    assert "1 formulario presentado" in dirigenta.get(LISTA).text
    assert "1 formulario presentado" in tecnico.get(f"{LISTA}?texto=CHALLA").text
    assert "Ninguna organización con ese nombre" in tecnico.get(f"{LISTA}?texto=zzz").text
    assert "Todavía no se presentó ninguno" in vecina.get(LISTA).text
    assert "2027-0001" in dirigenta.get(LISTA).text
