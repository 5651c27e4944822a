"""Lo cambiado por pantalla, releído solo cuando la bitácora de su ámbito creció.

Todo cambio deja un hecho en la misma transacción: la cabeza de la cadena es la versión de la capa,
en cualquier proceso. La del municipio ya se lee en cada página. La del departamento, al heredarla,
se mira a lo sumo una vez por segundo en cada proceso: una página recordada no cuesta otra consulta.
"""

import time
from collections.abc import Callable

from flask import g, has_app_context

from nucleo.configuracion.capas import NADA_DICHO, Dichas, capas_de
from nucleo.dominio.ajustes import vigentes
from nucleo.dominio.ambito import Ambito, EnDepartamento
from nucleo.servicios.puertos import Unidad

Unidades = Callable[[Ambito], Unidad]
RESPIRO = 1.0  # segundos


class Pantallas:
    """Una por proceso: ámbito → hasta dónde llegaba su cadena y lo que entonces regía."""

    def __init__(self, reloj: Callable[[], float] = time.monotonic) -> None:
        self._leidas: dict[str, tuple[str, Dichas]] = {}
        self._miradas: dict[str, float] = {}
        self._reloj = reloj

    def de(self, unidades: Unidades, ambito: Ambito, version: str | None = None) -> Dichas:
        """El mismo objeto mientras nada cambie; dentro de una petición se mira una sola vez.

        `version` es hasta dónde llega la cadena, si quien pregunta ya la sabe.
        """
        vistas: dict[str, Dichas] = g.setdefault("pantallas", {}) if has_app_context() else {}
        if ambito.clave not in vistas:
            vistas[ambito.clave] = self._al_dia(unidades, ambito, version)
        return vistas[ambito.clave]

    def heredadas(self, unidades: Unidades, ambito: Ambito) -> Dichas:
        """Lo mismo, para quien hereda de ese ámbito: puede tener hasta un segundo."""
        vista = self._miradas.get(ambito.clave)
        if vista is not None and self._reloj() - vista < RESPIRO:
            return self._leidas[ambito.clave][1]
        return self.de(unidades, ambito)

    def _al_dia(self, unidades: Unidades, ambito: Ambito, version: str | None) -> Dichas:
        sabida, dichas = self._leidas.get(ambito.clave, (None, NADA_DICHO))
        if sabida is not None and sabida == version:
            return dichas
        ahora = self._reloj()
        with unidades(ambito) as unidad:
            cabeza = unidad.bitacora.cabeza()
            vista = cabeza.resumen if cabeza else ""
            if vista != sabida:
                rigen = vigentes(unidad.ajustes.todos()).values()
                nuevas = capas_de(rigen, del_departamento=isinstance(ambito, EnDepartamento))
                dichas = dichas if nuevas == dichas else nuevas
                self._leidas[ambito.clave] = vista, dichas
        self._miradas[ambito.clave] = ahora
        return dichas
