"""Los documentos de un encuentro en papel: uno por archivo, y quién hace cada plantilla.

Para sumar una plantilla: su nombre en `nucleo.dominio.documentos.EN_PAPEL` y aquí, en `HACEN`,
la función que la dibuja.
"""

from collections.abc import Callable, Mapping

from nucleo.web.documentos.conformidad import conformidad
from nucleo.web.documentos.convenio import convenio
from nucleo.web.documentos.entrega import entrega
from nucleo.web.documentos.matriz import matriz
from nucleo.web.documentos.observaciones import observaciones
from nucleo.web.documentos.pedido import Cuerpo, Pedido
from nucleo.web.documentos.plan_de_trabajo import plan_de_trabajo
from nucleo.web.documentos.salida import salida

HACEN: Mapping[str, Callable[[Pedido], Cuerpo]] = {
    "convenio": convenio,
    "plan-de-trabajo": plan_de_trabajo,
    "matriz": matriz,
    "entrega": entrega,
    "conformidad": conformidad,
    "observaciones": observaciones,
    "salida": salida,
}
"""Plantilla → cómo se hace su PDF."""
PANTALLAS: Mapping[str, str] = {
    "convocatoria": "ciclo/%(encuentro)s/convocatoria",
    "asistencia": "ciclo/%(encuentro)s/asistencia",
    "acta": "ciclo/%(encuentro)s/acta",
    "matriz": "matriz",
}
"""Plantilla → la pantalla que ya lo muestra, dentro del municipio."""
CON_NOMBRES = frozenset({"conformidad"})
"""Las que, para firmar, pueden llevar los nombres de las personas."""
