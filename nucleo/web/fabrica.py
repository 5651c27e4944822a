"""La aplicación web: toma las piezas ya armadas y cuelga de ellas las pantallas."""

import logging
from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, Flask

from nucleo.servicios.piezas import Piezas
from nucleo.web import (
    ambito,
    codigos,
    correos,
    errores,
    estaticos,
    fichas,
    formato,
    frontera,
    graficos,
    idiomas,
    limites,
    paginas,
    permisos,
    recuerdo,
    reservadas,
    sesion,
)
from nucleo.web.catalogos import Catalogos, de_la_casa
from nucleo.web.frontera import Observador
from nucleo.web.vistas import (
    actas,
    acuerdos,
    adjuntos,
    administracion,
    agendas_de_edc,
    agrupacion,
    ajustes,
    altas,
    anclajes,
    asistencias,
    avances,
    bandeja,
    cambios,
    ciclo,
    conformidades,
    control_social,
    convocatorias,
    correcciones,
    cruce,
    cuenta,
    demandas,
    demostracion,
    dictamenes,
    dirigencias,
    distritos,
    documentos,
    documentos_de_punto,
    encargos,
    encuentros,
    entrada,
    entregas,
    escudos,
    estado,
    estructura,
    estructurantes,
    evaluaciones,
    factores,
    firmezas,
    formularios,
    historia,
    informes,
    inversiones,
    invitaciones,
    invitar,
    lineas_de_poa,
    llenado,
    marcas,
    memoria,
    mesas,
    modulos,
    municipios,
    observaciones,
    observaciones_de_acta,
    ofertas,
    organizaciones,
    papeletas,
    partes_de_plan,
    pasos,
    pasos_de_poa,
    pendientes,
    personas,
    planes,
    planilla_de_asistencia,
    planilla_de_poa,
    planillas,
    planillas_en_blanco,
    porques,
    portada,
    presupuesto,
    presupuesto_del_plan,
    priorizacion,
    proveedor,
    proyector,
    recibos,
    reclamos,
    recuperar,
    redaccion_de_informes,
    regiones,
    salidas,
    salon,
    seguimientos,
    seguridad,
    techos,
    trabajo,
    verificables,
    versiones_de_techo,
)

REGISTRO = logging.getLogger(__name__)
RAIZ = Path(__file__).parents[2]
VISTAS = (
    estado,
    entrada,
    demostracion,
    cuenta,
    seguridad,
    factores,
    invitaciones,
    recuperar,
    proveedor,
    bandeja,
    personas,
    invitar,
    administracion,
    altas,
    portada,
    regiones,
    municipios,
    demandas,
    organizaciones,
    dirigencias,
    distritos,
    estructura,
    presupuesto_del_plan,
    planes,
    partes_de_plan,
    correcciones,
    agrupacion,
    estructurantes,
    observaciones,
    observaciones_de_acta,
    adjuntos,
    priorizacion,
    evaluaciones,
    memoria,
    inversiones,
    dictamenes,
    presupuesto,
    lineas_de_poa,
    pasos_de_poa,
    planilla_de_poa,
    porques,
    ofertas,
    cruce,
    trabajo,
    pasos,
    acuerdos,
    verificables,
    papeletas,
    salon,
    firmezas,
    planillas,
    techos,
    versiones_de_techo,
    encuentros,
    convocatorias,
    asistencias,
    planilla_de_asistencia,
    mesas,
    documentos_de_punto,
    proyector,
    reclamos,
    control_social,
    encargos,
    seguimientos,
    salidas,
    documentos,
    entregas,
    avances,
    formularios,
    planillas_en_blanco,
    llenado,
    recibos,
    historia,
    ajustes,
    modulos,
    escudos,
    cambios,
    ciclo,
    informes,
    redaccion_de_informes,
    actas,
    agendas_de_edc,
    anclajes,
    conformidades,
    marcas,
    pendientes,
)


def crear_app(
    piezas: Piezas,
    planos: Sequence[tuple[str, Blueprint]] = (),
    catalogos: Catalogos | None = None,
    observadores: Sequence[Observador] = (),
) -> Flask:
    """Arma la aplicación. `planos` son las pantallas de los plugins, con el nombre de cada uno.

    Cuelgan de `/<municipio>/<plugin>/` y responden 404 donde el plugin no está activo. Las que
    pisarían otras se anotan y quedan fuera. A cada observador se le cuenta cada petición cuando
    termina.
    """
    duenos: dict[str, str] = {}
    app = Flask(__name__, static_folder=None, template_folder="plantillas")
    app.extensions["tinkuy"] = piezas
    app.url_map.strict_slashes = False
    idiomas.instalar(app, catalogos or de_la_casa(RAIZ))
    ambito.instalar(app, duenos)
    limites.instalar(app, piezas.servidor)
    fichas.instalar(app, piezas.secreto)
    correos.instalar(app)
    reservadas.instalar(app)
    partes = (errores, estaticos, formato, graficos, codigos, paginas, sesion, permisos, recuerdo)
    for parte in partes:
        parte.instalar(app)
    for vista in VISTAS:
        app.register_blueprint(vista.plano)
    for plugin, plano in planos:
        if _pisa(app, plugin, plano):
            REGISTRO.error("Las pantallas de %s pisan otras y quedan fuera", plugin)
            continue
        duenos[plano.name] = plugin
        app.register_blueprint(plano, url_prefix=f"/<municipio>/{plugin}")
    frontera.instalar(app, piezas.servidor.proxies, observadores)
    return app


def _pisa(app: Flask, plugin: str, plano: Blueprint) -> bool:
    """Si se llama como otras (el nombre decide qué se recuerda) o cae en la dirección de otras."""
    raiz = f"/<municipio>/{plugin}"
    partidas = (regla.rule.replace(".", "/") + "/" for regla in app.url_map.iter_rules())
    return plano.name in app.blueprints or any(r.startswith(f"{raiz}/") for r in partidas)
