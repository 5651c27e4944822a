"""Un municipio con de todo, quien puede todo en él, y cada formulario que sus páginas ofrecen."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from werkzeug.exceptions import HTTPException

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.roles import Rol
from tests.persistencia.ejemplos import dirigencia, distrito, linea_de_poa, observacion, poa
from tests.web.casa import COCHABAMBA, PLATAFORMA, TUNARI, crear_usuario, dar_mandato, entrar
from tests.web.paginas import formularios_de
from tests.web.pasos import sembrar
from tests.web.rutas import direccion_de, metodos_de, reglas_de

PASAJERAS = ('"sesiones"', '"intentos"', '"borradores"')
CARGOS = (
    (Rol.ALCALDIA, TUNARI),
    (Rol.ADMINISTRACION_MUNICIPAL, TUNARI),
    (Rol.CONTROL_SOCIAL, TUNARI),
    (Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA),
    (Rol.ADMINISTRACION_DE_PLATAFORMA, PLATAFORMA),
)
NUMEROS = count(1)


@dataclass(frozen=True)
class Envio:
    """Un formulario hallado en una página, y la ruta a la que va."""

    regla: str
    pagina: str
    destino: str
    formulario: Any


def poblar(casa):
    """Lo que las páginas de editar necesitan que exista; devuelve con qué llenar las rutas."""
    demandas = sembrar(casa)
    una = demandas[0]
    with casa.unidad(TUNARI) as unidad:
        o = unidad.organizaciones.de(una.organizacion_id)
        d, x, z = dirigencia(o, desde=date(2026, 1, 2)), observacion(una), distrito()
        unidad.dirigencias.agregar(d)
        unidad.demandas.observar(x)
        unidad.distritos.agregar(z)
        unidad.poas.agregar(poa(lineas=[linea_de_poa(1)]))
        unidad.anotar(Hecho("prueba.poblada", "prueba", ahora(), {}))
        unidad.confirmar()
    return {
        "codigo": una.codigo,
        "dirigencia": d.id,
        "distrito": z.nombre,
        "formulario": una.formulario_id,
        "observacion": x.id,
        "organizacion": o.id,
    }


def quien_puede_todo(casa):
    usuario = crear_usuario(casa, con_factor=True)
    for rol, ambito in CARGOS:
        dar_mandato(casa, usuario, rol, ambito)
    return entrar(casa, usuario)


def envios_de(casa, cliente, existentes):
    """Cada formulario POST de cada página que se abre; los que cierran algo, al final."""
    hallados = {}
    for regla in reglas_de(casa.web):
        if "GET" not in metodos_de(regla):
            continue
        pagina = direccion_de(regla, **existentes)
        respuesta = cliente.get(pagina)
        if respuesta.status_code != 200 or respuesta.mimetype != "text/html":
            respuesta.close()
            continue
        for formulario in formularios_de(respuesta.text):
            destino = formulario.accion or pagina
            if formulario.metodo == "post" and destino != "/salir":
                regla_suya = regla_de(casa.web, destino)
                hallados[destino] = Envio(regla_suya, pagina, destino, formulario)
    return sorted(hallados.values(), key=lambda e: (cierra(e), e.destino))


def cierra(envio):
    """Después de estos ya no se puede seguir: van al final."""
    return envio.regla.startswith("/mi/sesiones"), "suspender" in envio.regla


def regla_de(app, destino):
    try:
        regla, _ = app.url_map.bind("localhost").match(
            destino.partition("?")[0], method="POST", return_rule=True
        )
    except HTTPException as error:
        raise AssertionError(destino) from error
    return regla.rule


def es_de_texto(atributos):
    """Donde se escribe lo que uno quiera."""
    if atributos["tag"] == "textarea":
        return True
    de_texto = atributos["tag"] == "input" and atributos.get("type", "text") in {"text", "search"}
    return de_texto and "inputmode" not in atributos


def llenar(formulario, texto):
    """El cuerpo que enviaría una persona; en cada campo de texto, `texto`."""
    datos = dict(formulario.valores)
    for nombre, atributos in formulario.campos.items():
        if es_de_texto(atributos):
            datos[nombre] = texto
        elif not datos.get(nombre):
            datos[nombre] = de_su_clase(nombre, atributos, formulario.opciones.get(nombre, []))
    return {nombre: valor for nombre, valor in datos.items() if valor not in {"", None}}


def de_su_clase(_nombre, atributos, opciones):
    elegibles = [o for o in opciones if o]
    if elegibles:
        return elegibles[0]
    if atributos.get("type") == "email":
        return f"alguien{next(NUMEROS)}@ejemplo.bo"
    if atributos.get("placeholder") == "dd/mm/aaaa":
        return "12/07/2026"
    return "7" if "inputmode" in atributos or atributos.get("type") == "tel" else ""


def guardado(casa):
    """Todo lo que la base recuerda, menos lo pasajero."""
    conexion = sqlite3.connect(casa.instancia / "base.db")
    try:
        lineas = [x for x in conexion.iterdump() if not any(t in x[:40] for t in PASAJERAS)]
    finally:
        conexion.close()
    return "\n".join(lineas)


def paginas(casa, cliente, existentes):
    """Todas las que se pueden abrir, con su texto."""
    for regla in reglas_de(casa.web):
        if "GET" in metodos_de(regla):
            respuesta = cliente.get(direccion_de(regla, **existentes))
            if respuesta.mimetype == "text/html":
                yield regla.rule, respuesta.text
            respuesta.close()
