"""El control social por pantalla: se organiza, programa, vuelve con algo y lo reclama."""

from datetime import timedelta

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.poa import EstadoDePoa, LineaDePoa, Poa
from nucleo.dominio.roles import Rol
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, enviar, fundar_organizacion

RAIZ = "/villa-tunari/control-social"
GESTION = dia_en_bolivia(ahora()).year
AQUI = f"?gestion={GESTION}"
LISTA, PROGRAMA = f"{RAIZ}/organizacion{AQUI}", f"{RAIZ}/programa{AQUI}"
NUEVO = f"{RAIZ}/encargos/nuevo{AQUI}"
HOY = dia_en_bolivia(ahora())


def en_dias(dias):
    return f"{HOY + timedelta(dias):%d/%m/%Y}"


def linea(orden, nombre, demanda, **datos):
    return LineaDePoa(nuevo_id(), orden, nombre, Dinero.de(1000), demanda=demanda, **datos)


def con_poa(casa, ambito=TUNARI, numero=1, lineas=()):
    lineas = lineas or (linea(1, "Riego Alto", "A", programa="110"), linea(2, "Escuela", "B"))
    estado = EstadoDePoa.EN_EJECUCION
    with casa.unidad(ambito) as unidad:
        for otra in unidad.poas.versiones(GESTION):
            otra.estado = EstadoDePoa.REFORMULADO
        unidad.poas.agregar(
            Poa(nuevo_id(), GESTION, numero, estado, ahora(), "x", lineas=[*lineas])
        )
        unidad.anotar(Hecho("prueba.poa", "prueba", ahora(), {}))
        unidad.confirmar()


@pytest.fixture
def otb(casa):
    con_poa(casa)
    return fundar_organizacion(casa, nombre="OTB Chipiriri")


@pytest.fixture
def control(casa, otb):  # noqa: ARG001 - con POA y una organización
    return entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI)


@pytest.fixture
def encargado(control, otb):
    assert enviar(control, f"{NUEVO}&que=obra:A", organizacion=str(otb.id)).status_code == 303
    return control


def suyos(casa, que="encargos"):
    with casa.unidad_de_lectura(TUNARI) as unidad:
        leer = unidad.seguimientos
        return [*(leer.encargos if que == "encargos" else leer.de_gestion)(GESTION)]


def programar(casa, cliente, dias=3, **campos):
    """La dirección de la actividad nueva."""
    [encargo, *_] = suyos(casa)
    datos = {"clase": "visita", "que": "Ver el muro", "fecha": en_dias(dias)} | campos
    direccion = f"{RAIZ}/actividades/nueva{AQUI}&encargo={encargo.id}"
    respuesta = enviar(cliente, direccion, **datos)
    assert respuesta.status_code == 303, respuesta.text
    return respuesta.headers["Location"]


@pytest.mark.usefixtures("otb")
def test_el_vacio_se_ve_sin_cuenta_y_nada_invita_a_escribir(casa):
    publica = anonimo(casa)
    inicio = publica.get(f"{RAIZ}{AQUI}").text
    assert "cosas que nadie sigue" in inicio
    assert "Riego Alto" in inicio
    lista = publica.get(f"{LISTA}&ver=nadie").text
    assert "Riego Alto" in lista
    assert "Escuela" in lista
    assert "Encargar lo marcado" not in lista
    assert "Todavía no hay programa" in publica.get(PROGRAMA).text


def test_se_marca_en_la_lista_y_se_encarga_de_una_vez(casa, control, otb):
    assert "Encargar lo marcado" in control.get(LISTA).text
    pedida = f"{NUEVO}&que=obra:A&que=obra:B&que=obra:Z"
    pagina = control.get(pedida).text
    assert "Riego Alto · Bs 1.000,00" in pagina
    assert "obra:Z" not in pagina, "lo que no está en el POA no se ofrece"
    for _ in range(2):
        dicho = enviar(control, pedida, organizacion=str(otb.id), servicio="Posta de salud")
        assert dicho.headers["Location"].endswith(LISTA)
    assert [e.nombre for e in suyos(casa)] == ["Riego Alto", "Escuela", "Posta de salud"]
    enviar(control, f"{NUEVO}&que=obra:A", comision="Comisión de agua")
    lista = anonimo(casa).get(f"{LISTA}&ver=varios").text
    assert "Riego Alto" in lista
    assert "Escuela" not in lista
    assert "sin dirigencia vigente" in lista
    assert "Riego Alto" not in anonimo(casa).get(f"{LISTA}&ver=nadie").text
    assert "Riego Alto" in anonimo(casa).get(f"{LISTA}&texto=comision").text


@pytest.mark.parametrize(
    ("campos", "dice"),
    [
        ({}, "Diga quién lo sigue"),
        ({"organizacion": "otb", "comision": "Comisión"}, "no ambas"),
        ({"organizacion": "ajena"}, "Elija una de la lista"),
        ({"comision": "x" * 121}, "120"),
    ],
)
def test_quien_lo_sigue_se_dice_una_vez_y_bien(casa, control, otb, campos, dice):
    quienes = {"otb": str(otb.id), "ajena": str(nuevo_id())}
    puestos = {c: quienes.get(v, v) for c, v in campos.items()}
    respuesta = enviar(control, f"{NUEVO}&que=obra:A", **puestos)
    assert (respuesta.status_code, dice in respuesta.text) == (422, True)
    assert not suyos(casa)


def test_sin_marcar_nada_dice_donde_se_marca(casa, control, otb):
    assert "Marcar en la lista" in control.get(NUEVO).text
    nada = enviar(control, NUEVO, organizacion=str(otb.id))
    assert (nada.status_code, "marque algo del POA" in nada.text) == (422, True)
    quito = enviar(control, f"{NUEVO}&que=obra:A", quitar=("que",), organizacion=str(otb.id))
    assert (quito.status_code, suyos(casa)) == (422, [])


def test_cambiar_de_manos_y_quitar_con_confirmacion(casa, encargado):
    [encargo] = suyos(casa)
    suya = f"{RAIZ}/encargos/{encargo.id}"
    cambiado = enviar(encargado, f"{suya}/cambiar", quitar=("organizacion",), comision="Agua")
    assert cambiado.status_code == 303
    assert suyos(casa)[0].comision == "Agua"
    viejo = enviar(encargado, f"{suya}/cambiar", comision="Otra", version="0")
    assert (viejo.status_code, "Otra" in viejo.text) == (409, True)
    assert "vuelve a la lista de lo que nadie sigue" in encargado.get(f"{suya}/quitar").text
    assert enviar(encargado, f"{suya}/quitar", version="0").status_code == 409
    assert enviar(encargado, f"{suya}/quitar").status_code == 303
    assert not suyos(casa)
    assert encargado.get(f"{suya}/quitar").status_code == 404


def test_con_actividades_el_encargo_no_se_quita(casa, encargado):
    programar(casa, encargado)
    [encargo] = suyos(casa)
    pagina = encargado.get(f"{RAIZ}/encargos/{encargo.id}/quitar").text
    assert "1 actividad en el programa" in pagina
    assert "Sí, quitarlo" not in pagina


def test_si_la_linea_sale_del_poa_se_dice(casa, encargado):
    con_poa(casa, numero=2, lineas=[linea(1, "Escuela", "B")])
    assert "1 cosa que se sigue ya no está en el POA" in encargado.get(f"{RAIZ}{AQUI}").text
    lista = encargado.get(f"{LISTA}&ver=fuera").text
    assert "Riego Alto" in lista
    assert "ya no está en el POA" in lista


def test_la_linea_del_poa_dice_quien_la_sigue(casa, encargado, otb):
    publica = anonimo(casa)
    suya = publica.get(f"/villa-tunari/poa/lineas/1{AQUI}").text
    assert otb.nombre in suya
    otra = publica.get(f"/villa-tunari/poa/lineas/2{AQUI}").text
    assert "Ninguna organización ni comisión" in otra
    assert "Encargar que alguien la siga" not in otra
    enlace = f"{RAIZ}/encargos/nuevo?gestion={GESTION}&amp;que=obra%3AB"
    assert enlace in encargado.get(f"/villa-tunari/poa/lineas/2{AQUI}").text
    enviar(encargado, f"{NUEVO}&que=programa:110", comision="Comisión de agua")
    assert "por su programa" in publica.get(f"/villa-tunari/poa/lineas/1{AQUI}").text


def test_programar_reprogramar_anotar_y_reclamar(casa, encargado, otb):
    ficha = programar(casa, encargado, hora="9:00", lugar="En la obra", van="Presidenta")
    publica = anonimo(casa)
    assert "Anotar qué se halló" not in publica.get(ficha).text
    assert "Anotar qué se halló" in encargado.get(ficha).text
    sin_motivo = enviar(encargado, f"{ficha}/reprogramar", fecha=en_dias(5))
    assert (sin_motivo.status_code, "Falta este dato" in sin_motivo.text) == (422, True)
    bien = enviar(encargado, f"{ficha}/reprogramar", fecha=en_dias(5), motivo="Llovió mucho")
    assert bien.status_code == 303
    assert "Llovió mucho" in publica.get(ficha).text
    callado = enviar(encargado, f"{ficha}/anotar", resultado="observado")
    assert (callado.status_code, "escriba qué se vio" in callado.text) == (422, True)
    manana = enviar(encargado, f"{ficha}/anotar", resultado="conforme", dia=en_dias(1))
    assert (manana.status_code, "todavía no llega" in manana.text) == (422, True)
    visto = {"resultado": "observado", "hallado": "Falta el desagüe", "constancia": "Acta 3"}
    assert enviar(encargado, f"{ficha}/anotar", **visto).status_code == 303
    assert "Falta el desagüe" in publica.get(f"{PROGRAMA}&ver=observadas").text
    assert encargado.get(f"{ficha}/reprogramar").status_code == 422
    pagina = encargado.get(f"{ficha}/reclamar").text
    assert "Riego Alto" in pagina
    assert "Falta el desagüe" in pagina
    assert enviar(encargado, f"{ficha}/reclamar").status_code == 303
    assert encargado.get(f"{ficha}/reclamar").status_code == 303, "uno por actividad"
    reclamos = publica.get(f"/villa-tunari/reclamos{AQUI}").text
    assert "Falta el desagüe" in reclamos
    assert "Seguimiento del control social" in reclamos
    assert otb.nombre in reclamos
    assert "Sin respuesta" in publica.get(ficha).text
    tarde = encargado.get(f"{ficha}/anotar")
    assert (tarde.status_code, "ya salió un reclamo" in tarde.text) == (422, True)


def test_reprogramar_sin_cambiar_nada_no_dice_que_se_reprogramo(casa, encargado):
    ficha = programar(casa, encargado, hora="9:00")
    igual = enviar(encargado, f"{ficha}/reprogramar", motivo="Llovió")
    assert (igual.status_code, "ya está para ese día" in igual.text) == (422, True)
    enviar(encargado, f"{ficha}/reprogramar", hora="10:00", motivo="Llegan tarde")
    assert (
        "El mismo día, a otra hora o en otro lugar: Llegan tarde" in anonimo(casa).get(ficha).text
    )


def test_un_reclamo_no_se_levanta_con_el_identificador_de_otro(casa, encargado):
    def observada(que):
        ficha = programar(casa, encargado, que=que)
        enviar(encargado, f"{ficha}/anotar", resultado="observado", hallado=f"{que}: rajado")
        return ficha

    una, otra = observada("Muro"), observada("Techo")
    enviar(encargado, f"{una}/reclamar")
    with casa.unidad_de_lectura(TUNARI) as unidad:
        [reclamo] = unidad.mesas.reclamos_hasta(GESTION)
    pisado = enviar(encargado, f"{otra}/reclamar", orden=str(reclamo.id))
    assert pisado.status_code == 422
    assert enviar(encargado, f"{otra}/reclamar").status_code == 303
    publica = anonimo(casa).get(f"/villa-tunari/reclamos{AQUI}").text
    assert "Muro: rajado" in publica
    assert "Techo: rajado" in publica


def test_lo_de_una_comision_lo_reclama_el_control_social(casa, control):
    enviar(control, f"{NUEVO}&que=obra:A", comision="Comisión de agua")
    ficha = programar(casa, control)
    enviar(control, f"{ficha}/anotar", resultado="observado", hallado="Está rajado")
    enviar(control, f"{ficha}/reclamar")
    publica = anonimo(casa)
    assert "El control social" in publica.get(f"/villa-tunari/reclamos{AQUI}").text
    assert "Una persona" not in publica.get(ficha).text
    assert "Seguimiento" in publica.get(f"/villa-tunari/reclamos.csv{AQUI}").text


def test_enviar_dos_veces_la_misma_actividad_es_una(casa, encargado):
    [encargo] = suyos(casa)
    direccion = f"{RAIZ}/actividades/nueva{AQUI}&encargo={encargo.id}"
    orden = str(nuevo_id())
    datos = {"clase": "visita", "que": "Ver", "fecha": en_dias(1), "orden": orden}
    assert [enviar(encargado, direccion, **datos).status_code for _ in range(2)] == [303, 303]
    otra = enviar(encargado, direccion, **(datos | {"que": "Otra cosa"}))
    assert (otra.status_code, "ya guardó «Ver»" in otra.text) == (422, True)
    assert len(suyos(casa, "programa")) == 1


@pytest.mark.parametrize(
    ("campos", "dice"),
    [
        ({"fecha": "31/02/2027"}, "fecha"),
        ({"fecha": "01/01/2072"}, "queda fuera de esta gestión"),
        ({"hora": "25:00"}, "hora"),
        ({"clase": "espiar"}, "Elija"),
        ({"encargo": str(nuevo_id())}, "Elija una de la lista"),
        ({"que": ""}, "Falta este dato"),
        ({"quien": "otra persona"}, "no es parte del formulario"),
    ],
)
def test_lo_mal_escrito_vuelve_con_su_motivo(casa, encargado, campos, dice):
    [encargo] = suyos(casa)
    datos = {"clase": "visita", "que": "Ver", "fecha": en_dias(1)} | campos
    respuesta = enviar(encargado, f"{RAIZ}/actividades/nueva{AQUI}&encargo={encargo.id}", **datos)
    assert (respuesta.status_code, dice in respuesta.text) == (422, True), respuesta.text
    assert not suyos(casa, "programa")


def test_quitar_una_actividad_pide_confirmarlo(casa, encargado):
    ficha = programar(casa, encargado)
    assert "es mejor reprogramarla" in encargado.get(f"{ficha}/quitar").text
    assert enviar(encargado, f"{ficha}/quitar", version="0").status_code == 409
    assert enviar(encargado, f"{ficha}/quitar").status_code == 303
    assert encargado.get(ficha).status_code == 404


def test_sin_encargos_no_se_programa(control):
    pagina = control.get(f"{RAIZ}/actividades/nueva{AQUI}").text
    assert "Todavía no se dijo quién sigue qué" in pagina


@pytest.mark.parametrize(
    "rol", [Rol.TECNICO_MUNICIPAL, Rol.ALCALDIA, Rol.CONCEJO, Rol.DIRIGENCIA, Rol.AUDITORIA]
)
def test_solo_el_control_social_escribe(casa, encargado, rol):
    ficha = programar(casa, encargado)
    [encargo] = suyos(casa)
    otro = entrar_como(casa, rol, TUNARI)
    for camino in (
        NUEVO, f"{RAIZ}/encargos/{encargo.id}/cambiar", f"{RAIZ}/encargos/{encargo.id}/quitar",
        f"{RAIZ}/actividades/nueva", f"{ficha}/anotar", f"{ficha}/reprogramar",
        f"{ficha}/reclamar", f"{ficha}/quitar",
    ):  # fmt: skip
        assert otro.get(camino).status_code == 403, camino
    assert otro.get(ficha).status_code == 200


def test_lo_de_un_municipio_no_existe_en_otro(casa, encargado):
    ficha = programar(casa, encargado).replace("villa-tunari", "chimore")
    [encargo] = suyos(casa)
    ajeno = entrar_como(casa, Rol.CONTROL_SOCIAL, CHIMORE)
    assert ajeno.get(ficha).status_code == 404
    assert ajeno.get(f"{ficha}/anotar").status_code == 404
    otra = f"/chimore/control-social/encargos/{encargo.id}/quitar"
    assert ajeno.get(otra).status_code == 404
    assert ajeno.get(NUEVO).status_code == 403


def test_mi_trabajo_muestra_lo_proximo_y_lo_vencido(casa, encargado):
    programar(casa, encargado, que="Visita de mañana", dias=1)
    programar(casa, encargado, que="Visita olvidada", dias=-4)
    pagina = encargado.get("/villa-tunari/trabajo").text
    assert "Visita de mañana" in pagina
    assert "Visita olvidada" in pagina
    assert "Vencida sin anotar" in pagina
    tecnico = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI).get("/villa-tunari/trabajo").text
    assert "Visita" not in tecnico


def test_se_lleva_en_hoja_en_papel_y_en_agenda(casa, encargado, otb):
    programar(casa, encargado, hora="09:00", que='Ver; "medir"')
    publica = anonimo(casa)
    hoja = publica.get(f"{RAIZ}/programa.csv{AQUI}").text
    assert "medir" in hoja
    assert otb.nombre in publica.get(f"{RAIZ}/organizacion.csv{AQUI}").text
    for cual in ("organizacion.xlsx", "programa.xlsx"):
        assert publica.get(f"{RAIZ}/{cual}{AQUI}").status_code == 200
    pdf = publica.get(f"{RAIZ}/programa.pdf{AQUI}")
    assert pdf.data.startswith(b"%PDF")
    agenda = publica.get(f"{RAIZ}/programa.ics{AQUI}").text
    assert agenda.count("BEGIN:VEVENT") == 1
    assert "Riego Alto" in agenda


def test_desde_la_portada_y_desde_los_encuentros(casa):
    publica = anonimo(casa)
    assert f'href="{RAIZ}' in publica.get("/villa-tunari").text
    for encuentro in ("cumbre-3", "acs-3"):
        pagina = publica.get(f"/villa-tunari/ciclo/{encuentro}{AQUI}").text
        assert f"{RAIZ}/organizacion{AQUI}" in pagina
    assert f"{RAIZ}/organizacion" not in publica.get(f"/villa-tunari/ciclo/cumbre-1{AQUI}").text
