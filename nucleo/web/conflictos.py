"""Dos personas en el mismo formulario: quien guarda después ve la diferencia y no pierde lo suyo.

La página lleva la `version` de lo que mostró y, en `partida`, lo que decía cada campo. Si al
guardar la versión ya es otra, se responde 409 con lo escrito en su lugar y, campo por campo, lo
que había, lo que guardó la otra persona y lo que se escribió. Esa misma página lleva ya la versión
nueva: guardar otra vez es hacerlo encima, a sabiendas.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask import request
from marshmallow import fields

from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.lectura import DatoIlegible
from nucleo.textos.traduccion import gettext
from nucleo.web.formularios import Control, Formulario, Leido, estado_de, recibido

Guardar = Callable[[Any, int], object]
"""Recibe lo leído y la versión que la persona vio; levanta `EdicionConcurrente` si ya es otra."""
Releer = Callable[[], tuple[Mapping[str, Any], int]]
"""Lo que hay ahora, como `Formulario.inicial`, y su versión."""
NADA = "—"


class ConVersion(Protocol):
    """Lo que sube de versión cada vez que alguien lo guarda."""

    version: int


def exigir_version(esta: ConVersion) -> None:
    """Que la página enviada sea de la versión que hay; si no, `EdicionConcurrente`.

    Para lo que se confirma y no se compara: cerrar, quitar, avanzar.
    """
    if request.form.get("version") != str(esta.version):
        raise EdicionConcurrente


@dataclass(frozen=True, slots=True)
class Diferencia:
    """Un campo en sus tres estados, como se lee en pantalla. `cambio`: lo tocó la otra persona."""

    etiqueta: str
    antes: str
    ahora: str
    escrito: str
    cambio: bool


@dataclass
class Edicion:
    """Un formulario sobre algo que otra persona puede estar cambiando a la vez.

    `formulario.inicial` es lo que hay ahora y `version`, la suya. La plantilla pone
    `conflictos.aviso(edicion)` arriba y `conflictos.ocultos(edicion)` dentro del `<form>`.
    """

    formulario: Formulario
    version: int
    diferencias: Sequence[Diferencia] = ()

    def guardar(self, hacer: Guardar, releer: Releer) -> bool:
        """Si es un envío, está bien y quedó guardado; si no, todo listo para mostrarlo otra vez.

        Enviar dos veces lo mismo no choca: lo que se quería ya está.
        """
        if request.method != "POST":
            return False
        vale = recibido(self.formulario)
        if request.form.get("version") != str(self.version):
            return self._comparar()
        if not vale:
            return False
        try:
            hacer(self.formulario.datos, self.version)
        except EdicionConcurrente:
            self.formulario.inicial, self.version = releer()
            return self._comparar()
        return not self.formulario.errores

    @property
    def estado(self) -> int:
        """Con qué código se responde."""
        return 409 if self.diferencias else estado_de(self.formulario)

    @property
    def partida(self) -> str:
        """Lo que hay ahora, para saber mañana qué cambió: viaja en la página, no en el servidor."""
        return json.dumps({c.campo: c.valor for c in self._ahora()}, ensure_ascii=False)

    def _ahora(self) -> list[Control]:
        """Los controles con lo guardado, sin lo escrito."""
        f = self.formulario
        return Formulario(f.esquema, f.inicial, f.opciones).controles

    def _comparar(self) -> bool:
        """Si lo escrito es lo que ya hay, está guardado; si no, quedan las diferencias."""
        partida, escrito = _partida(), self.formulario.escrito
        ternas = [(c, partida.get(c.campo, ""), escrito.get(c.campo, "")) for c in self._ahora()]
        if all(self._igual(c.campo, c.valor, suyo) for c, _, suyo in ternas):
            return True
        self.diferencias = [
            _diferencia(c, antes, suyo)
            for c, antes, suyo in ternas
            if not (self._igual(c.campo, c.valor, suyo) and self._igual(c.campo, c.valor, antes))
        ]
        return False

    def _igual(self, nombre: str, uno: Any, otro: Any) -> bool:
        """«10000» y «10.000,00» son el mismo dinero: se compara lo leído, si se puede leer."""
        campo = self.formulario.esquema.fields[nombre]
        if isinstance(campo, fields.Boolean):
            return bool(uno) == bool(otro)
        if isinstance(uno, list | tuple) or isinstance(otro, list | tuple):
            return sorted(map(str, uno or ())) == sorted(map(str, otro or ()))
        if _llano(uno) == _llano(otro):
            return True
        return isinstance(campo, Leido) and _lo_mismo(campo, _llano(uno), _llano(otro))


def _lo_mismo(campo: Leido, uno: str, otro: str) -> bool:
    try:
        return bool(uno and otro and campo.lector(uno) == campo.lector(otro))
    except DatoIlegible:
        return False


def _llano(valor: Any) -> str:
    """Un texto sin los saltos de línea que cada navegador pone a su manera."""
    return str(valor).replace("\r\n", "\n").strip()


def _partida() -> Mapping[str, Any]:
    """Lo que la página decía que había; si llegó dañado, no se sabe."""
    try:
        dicho = json.loads(request.form.get("partida", ""))
        json.dumps(dicho, ensure_ascii=False).encode()  # `\ud800` se lee, y no se puede mostrar
    except (ValueError, RecursionError):
        return {}
    return dicho if isinstance(dicho, dict) else {}


def _diferencia(control: Control, antes: Any, escrito: Any) -> Diferencia:
    antes, ahora, escrito = (_legible(control, v) for v in (antes, control.valor, escrito))
    return Diferencia(control.etiqueta, antes, ahora, escrito, cambio=antes != ahora)


def _legible(control: Control, valor: Any) -> str:
    """El valor como lo ve quien llena el formulario."""
    if control.clase == "casilla":
        return gettext("sí") if valor else gettext("no")
    if control.controles and isinstance(valor, Mapping):
        dentro = ((c, valor.get(c.campo.rpartition(".")[2], "")) for c in control.controles)
        return "; ".join(f"{c.etiqueta}: {_legible(c, suyo)}" for c, suyo in dentro)
    nombres = dict(control.opciones)
    valores = valor if isinstance(valor, list | tuple) else [valor]
    return ", ".join(nombres.get(str(v), str(v)) for v in valores if v not in (None, "")) or NADA
