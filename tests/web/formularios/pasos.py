"""Llenar un formulario como lo llena una persona, y mirar lo que quedó."""

from tests.web.casa import (
    PLATAFORMA,
    TUNARI,
    enviar,
)

LISTA = "/villa-tunari/formularios"
ASAMBLEA = {
    "fecha": "10/08/2024",
    "lugar_asamblea": "Escuela <b>vieja</b>",
    "asistentes_mujeres": "41",
    "asistentes_hombres": "37",
}
AGUA = {
    "demanda": "Sistema de agua para Ch'alla",
    "sector": "sin_clasificar",
    "problema": "Se seca la vertiente",
    "costo": "120.000",
    "pedida_por": "mujeres",
}
AULAS = {"demanda": "Dos aulas", "sector": "sin_clasificar", "costo": "90000"}
RESERVADO = "Huella del pulgar derecho, folio 12"


def empezar(cliente, organizacion=None):
    """La dirección de un formulario nuevo, sin nada guardado."""
    consulta = f"&organizacion={organizacion.id}" if organizacion else ""
    respuesta = cliente.get(f"{LISTA}/nuevo?gestion=2027{consulta}")
    assert respuesta.status_code == 303, respuesta.text
    return respuesta.location.removesuffix("/asamblea")


def llenar(cliente, base, **nombre):
    enviar(cliente, f"{base}/asamblea", **ASAMBLEA)
    enviar(cliente, f"{base}/situacion", agua="Se acarrea del río")
    enviar(cliente, f"{base}/demandas/1", **AGUA)
    enviar(cliente, f"{base}/demandas/2", **AULAS)
    if nombre:
        enviar(cliente, f"{base}/nombre", **nombre)


def presentar(cliente, base):
    return enviar(cliente, f"{base}/revisar")


def a_nombre_de(dirigencia):
    return {
        "dirigencia": str(dirigencia.id),
        "medio": "huella",
        "detalle": RESERVADO,
        "motivo": "sin_cuenta",
    }


def demandas(casa, ambito=TUNARI):
    with casa.unidad_de_lectura(ambito) as unidad:
        return list(unidad.demandas.de_gestion(2027))


def borradores(casa):
    with casa.unidad_de_lectura(TUNARI) as unidad:
        return [b for u in _usuarios(casa) for b in unidad.borradores.de_usuario(u.id)]


def _usuarios(casa):
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        return unidad.usuarios.todos()
