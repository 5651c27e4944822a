"""Llenar un formulario paso a paso: nada de lo escrito se pierde."""

from uuid import UUID

from nucleo.dominio.contexto import ahora
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.roles import Rol
from nucleo.servicios.priorizacion import congelar
from tests.web.casa import (
    PLATAFORMA,
    TUNARI,
    entrar,
    entrar_como,
    enviar,
    fundar_organizacion,
)
from tests.web.formularios.pasos import (
    AGUA,
    ASAMBLEA,
    AULAS,
    LISTA,
    borradores,
    demandas,
    empezar,
    llenar,
    presentar,
)
from tests.web.paginas import formulario_de


def test_la_dirigenta_llena_revisa_y_presenta(casa, challa, dirigenta):
    base = empezar(dirigenta)
    cada = [
        ("asamblea", ASAMBLEA, "situacion"),
        ("situacion", {"agua": "Se acarrea"}, "demandas/1"),
        ("demandas/1", AGUA, "demandas/2"),
        ("demandas/2", AULAS, "revisar"),
    ]
    for numero, (este, campos, siguiente) in enumerate(cada, 1):
        assert f"Paso {numero} de 5" in dirigenta.get(f"{base}/{este}").text
        respuesta = enviar(dirigenta, f"{base}/{este}", **campos)
        assert (respuesta.status_code, respuesta.location) == (303, f"{base}/{siguiente}")
    revision = dirigenta.get(f"{base}/revisar").text
    for dicho in ("Escuela &lt;b&gt;vieja&lt;/b&gt;", "Se acarrea", "Dos aulas", "Mujeres"):
        assert dicho in revision
    respuesta = presentar(dirigenta, base)
    assert respuesta.location == f"{base}/recibo"
    agua, aulas = demandas(casa)
    assert (agua.codigo, aulas.codigo) == ("2027-0001", "2027-0002")
    assert agua.titulo == "Sistema de agua para Ch’alla"
    assert agua.organizacion_id == challa.id
    with casa.unidad_de_lectura(TUNARI) as unidad:
        formulario = unidad.asambleas.formulario(UUID(base.rsplit("/", 1)[1]))
    assert formulario.membresia_id == dirigenta.membresia.id
    assert formulario.presentado_por.startswith("Rosa Quispe, Dirigencia de OTB [")
    assert formulario.situacion == {"agua": "Se acarrea"}
    assert not borradores(casa)


def test_presentar_dos_veces_lleva_al_mismo_recibo(casa, dirigenta):
    base = empezar(dirigenta)
    llenar(dirigenta, base)
    pagina = formulario_de(dirigenta.get(f"{base}/revisar").text)
    for _ in range(2):
        respuesta = dirigenta.post(f"{base}/revisar", data=pagina.valores)
        assert respuesta.location == f"{base}/recibo"
    assert len(demandas(casa)) == 2
    for resto in ("", "/asamblea", "/demandas/1", "/revisar", "/descartar"):
        assert dirigenta.get(base + resto).location == f"{base}/recibo"


def test_se_guarda_aunque_este_mal_y_se_dice_que_corregir(dirigenta):
    base = empezar(dirigenta)
    respuesta = enviar(dirigenta, f"{base}/demandas/1", **AGUA | {"costo": "1,500", "sector": ""})
    assert respuesta.status_code == 422
    assert 'href="#costo"' in respuesta.text
    assert 'aria-describedby="costo-ayuda costo-error"' in respuesta.text
    assert "quedó guardado" in respuesta.text
    otra_vez = formulario_de(dirigenta.get(f"{base}/demandas/1").text)
    assert otra_vez.valores["costo"] == "1,500"
    assert otra_vez.valores["demanda"] == AGUA["demanda"]


def test_corregir_lo_que_estaba_mal_no_choca_con_uno_mismo(dirigenta):
    base = empezar(dirigenta)
    mal = enviar(dirigenta, f"{base}/asamblea", **ASAMBLEA | {"fecha": "40/13/2026"})
    assert mal.status_code == 422
    corregido = formulario_de(mal.text).valores | {"fecha": ASAMBLEA["fecha"]}
    respuesta = dirigenta.post(f"{base}/asamblea", data=corregido)
    assert (respuesta.status_code, respuesta.location) == (303, f"{base}/situacion")


def test_lo_raro_va_aparte_y_se_abre_si_tiene_algo(dirigenta):
    base = empezar(dirigenta)
    assert "<details><summary>" in dirigenta.get(f"{base}/demandas/1").text
    respuesta = enviar(dirigenta, f"{base}/demandas/1", **AGUA, contraparte="mucho")
    assert "<details open><summary>" in respuesta.text


def test_guardar_y_salir_o_volver_no_exige_nada(dirigenta):
    base = empezar(dirigenta)
    respuesta = enviar(dirigenta, f"{base}/demandas/1", demanda="A medias", accion="")
    assert respuesta.status_code == 422
    for accion, destino in (("volver", f"{base}/situacion"), ("salir", LISTA)):
        pagina = formulario_de(dirigenta.get(f"{base}/demandas/1").text)
        datos = pagina.valores | {"demanda": f"A medias, {accion}", "accion": accion}
        assert dirigenta.post(f"{base}/demandas/1", data=datos).location == destino
        guardado = formulario_de(dirigenta.get(f"{base}/demandas/1").text)
        assert guardado.valores["demanda"] == f"A medias, {accion}"
    assert "Ch’alla" in dirigenta.get(LISTA).text


def test_el_borrador_sobrevive_a_otra_sesion_y_a_la_vencida(casa, dirigenta):
    base = empezar(dirigenta)
    enviar(dirigenta, f"{base}/asamblea", **ASAMBLEA)
    pagina = formulario_de(dirigenta.get(f"{base}/situacion").text)
    with casa.unidad(PLATAFORMA) as unidad:
        for abierta in unidad.sesiones.de_usuario(dirigenta.usuario.id):
            abierta.cerrada_en = ahora()
        unidad.confirmar_pasajero()
    respuesta = dirigenta.post(f"{base}/situacion", data=pagina.valores)
    assert respuesta.location == f"/entrar?volver={base.replace('/', '%2F')}%2Fsituacion"
    otra = entrar(casa, dirigenta.usuario)
    assert otra.get(base).location == f"{base}/situacion"
    assert formulario_de(otra.get(f"{base}/asamblea").text).valores["fecha"] == "10/08/2024"


def test_dos_ventanas_en_el_mismo_paso_ven_la_diferencia(dirigenta):
    base = empezar(dirigenta)
    enviar(dirigenta, f"{base}/situacion", agua="Poca")
    vieja = formulario_de(dirigenta.get(f"{base}/situacion").text).valores
    enviar(dirigenta, f"{base}/situacion", agua="Ninguna")
    choque = dirigenta.post(f"{base}/situacion", data=vieja | {"agua": "Bastante"})
    assert choque.status_code == 409
    assert "Ninguna" in choque.text
    assert formulario_de(choque.text).valores["agua"] == "Bastante"
    assert formulario_de(dirigenta.get(f"{base}/situacion").text).valores["agua"] == "Ninguna"
    encima = dirigenta.post(f"{base}/situacion", data=formulario_de(choque.text).valores)
    assert encima.status_code == 303
    assert formulario_de(dirigenta.get(f"{base}/situacion").text).valores["agua"] == "Bastante"


def test_un_campo_ajeno_no_entra(dirigenta):
    base = empezar(dirigenta)
    respuesta = enviar(dirigenta, f"{base}/asamblea", **ASAMBLEA, organizacion_id=str(nuevo_id()))
    assert respuesta.status_code == 422
    assert "no es parte del formulario" in respuesta.text


def test_la_segunda_demanda_es_opcional_y_caben_mas(casa, dirigenta):
    base = empezar(dirigenta)
    enviar(dirigenta, f"{base}/asamblea", **ASAMBLEA)
    enviar(dirigenta, f"{base}/demandas/1", **AGUA)
    assert enviar(dirigenta, f"{base}/demandas/2").location == f"{base}/revisar"
    assert f'href="{base}/demandas/3"' in dirigenta.get(f"{base}/revisar").text
    assert "Paso 5 de 6" in dirigenta.get(f"{base}/demandas/3").text
    enviar(dirigenta, f"{base}/demandas/3", **AULAS)
    presentar(dirigenta, base)
    assert [d.titulo for d in demandas(casa)] == ["Sistema de agua para Ch’alla", "Dos aulas"]
    assert dirigenta.get(f"{base.replace(base[-36:], str(nuevo_id()))}/asamblea").status_code == 404


def test_revisar_lleva_a_lo_que_falta_y_no_deja_presentar(casa, dirigenta):
    base = empezar(dirigenta)
    enviar(dirigenta, f"{base}/asamblea", **ASAMBLEA | {"fecha": "mañana"})
    enviar(dirigenta, f"{base}/demandas/1", **AGUA | {"costo": "caro"})
    revision = dirigenta.get(f"{base}/revisar")
    assert f'href="{base}/asamblea?volver=revisar#fecha"' in revision.text
    assert f'href="{base}/demandas/1?volver=revisar#costo"' in revision.text
    assert ">Presentar</button>" not in revision.text
    corregir = dirigenta.get(f"{base}/demandas/1?volver=revisar")
    assert corregir.status_code == 200
    assert 'aria-describedby="costo-ayuda costo-error"' in corregir.text
    assert formulario_de(corregir.text).valores["costo"] == "caro"
    assert corregir.headers["Cache-Control"] == "no-store"
    [borrador] = borradores(casa)
    ficha = formulario_de(dirigenta.get(f"{base}/asamblea").text).valores["csrf_token"]
    datos = {"csrf_token": ficha, "version": str(borrador.version)}
    forzado = dirigenta.post(f"{base}/revisar", data=datos)
    assert forzado.status_code == 422
    assert not demandas(casa)
    corregido = enviar(dirigenta, f"{base}/asamblea?volver=revisar", **ASAMBLEA)
    assert corregido.location == f"{base}/revisar"


def test_descartar_dice_que_se_pierde_y_lo_borra(casa, dirigenta):
    base = empezar(dirigenta)
    llenar(dirigenta, base)
    assert "Dos aulas" in dirigenta.get(f"{base}/descartar").text
    assert len(borradores(casa)) == 1
    assert enviar(dirigenta, f"{base}/descartar").location == LISTA
    assert not borradores(casa)
    assert dirigenta.get(f"{base}/descartar").location == LISTA


def test_con_la_matriz_cerrada_se_avisa_antes_y_despues(casa, dirigenta):
    otra = fundar_organizacion(casa)
    cliente = entrar_como(casa, Rol.DIRIGENCIA, TUNARI, otra.id)
    base = empezar(cliente)
    llenar(cliente, base)
    presentar(cliente, base)
    congelar(casa.contexto(TUNARI, 2027, "prueba"), casa.unidad(TUNARI))
    base = empezar(dirigenta)
    llenar(dirigenta, base)
    assert "ya se cerró" in dirigenta.get(f"{base}/revisar").text
    recibo = dirigenta.get(presentar(dirigenta, base).location).text
    assert "fuera de la matriz" in recibo


def test_con_la_lista_cerrada_lo_nuevo_es_para_la_gestion_que_sigue(casa, dirigenta):
    """Salvo que se pida la cerrada: ahí se avisa que queda fuera."""
    base = empezar(dirigenta)
    llenar(dirigenta, base)
    presentar(dirigenta, base)
    assert "Gestión 2027" in abrir_nuevo(dirigenta)
    congelar(casa.contexto(TUNARI, 2027, "prueba"), casa.unidad(TUNARI))
    assert "Gestión 2028" in abrir_nuevo(dirigenta)
    assert "Gestión 2027" in abrir_nuevo(dirigenta, "?gestion=2027")


def abrir_nuevo(cliente, consulta=""):
    return cliente.get(f"{LISTA}/nuevo{consulta}", follow_redirects=True).text


def test_lo_que_cambio_en_otra_pestana_no_se_presenta_sin_verlo(casa, dirigenta):
    base = empezar(dirigenta)
    llenar(dirigenta, base)
    vista = formulario_de(dirigenta.get(f"{base}/revisar").text).valores
    enviar(dirigenta, f"{base}/demandas/1", problema="El río se llevó la toma")
    for version in (vista["version"], "", "-1", "9" * 30):
        respuesta = dirigenta.post(f"{base}/revisar", data=vista | {"version": version})
        assert (respuesta.status_code, respuesta.location) == (303, f"{base}/revisar")
    assert not demandas(casa)
    pagina = dirigenta.get(f"{base}/revisar").text
    assert "algo cambió en este formulario" in pagina
    assert "El río se llevó la toma" in pagina
    assert presentar(dirigenta, base).location == f"{base}/recibo"
    assert demandas(casa)[0].problema == "El río se llevó la toma"


def test_lo_descartado_en_otra_pestana_no_se_presenta(casa, dirigenta):
    base = empezar(dirigenta)
    llenar(dirigenta, base)
    vista = formulario_de(dirigenta.get(f"{base}/revisar").text).valores
    enviar(dirigenta, f"{base}/descartar")
    assert dirigenta.post(f"{base}/revisar", data=vista).location == f"{base}/asamblea"
    assert not demandas(casa)


def test_lo_escrito_despues_de_presentar_se_dice_que_no_se_guardo(casa, dirigenta):
    base = empezar(dirigenta)
    llenar(dirigenta, base)
    vista = formulario_de(dirigenta.get(f"{base}/demandas/1").text).valores
    presentar(dirigenta, base)
    dirigenta.get(f"{base}/recibo")  # se lee «Presentado»
    respuesta = dirigenta.post(f"{base}/demandas/1", data=vista | {"problema": "Otro"})
    assert respuesta.location == f"{base}/recibo"
    assert "lo que acaba de escribir no se guardó" in dirigenta.get(respuesta.location).text
    assert demandas(casa)[0].problema == AGUA["problema"]
    assert not borradores(casa)
