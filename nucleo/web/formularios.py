"""Un formulario de pantalla: nace de un esquema marshmallow y vuelve con datos o con errores.

El mismo mecanismo sirve a las pantallas de la casa y a los ajustes de un plugin: cada campo del
esquema es un control; su etiqueta y su ayuda van en `metadata`. Un campo que el esquema no tiene
no entra: nadie escribe por aquí lo que no se le ofreció.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import g, request
from marshmallow import RAISE, Schema, ValidationError, fields, validate
from werkzeug.datastructures import FileStorage, MultiDict

from nucleo.configuracion.esquemas import en_castellano
from nucleo.dominio.lectura import DatoIlegible
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.textos.mensajes import decir

AJENOS = frozenset(
    {"csrf_token", "orden", "version", "partida", "volver", "accion", "gestion"}
    | {"busca_texto", "busca_distrito", "busca_sector"}
)
"""Lo que la página manda y no es un campo: la ficha contra CSRF, qué botón se apretó…"""
FALTA = N_("Falta este dato.")
NO_SE_OFRECE = N_("Este dato no es parte del formulario.")
NO_ES_NUMERO = N_("Se espera un número.")
DE_TODO_EL_FORMULARIO = "_schema"
NINGUNO: Mapping[str, FileStorage] = {}
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""PostgreSQL ni siquiera guarda el primero: sin quitarlo, la página se rompe."""


class Leido(fields.Field[Any]):
    """Un texto que se lee con un lector del dominio (`dinero`, `fecha`, `entero()`…)."""

    def __init__(
        self,
        lector: Callable[[str], Any],
        *,
        escribir: Callable[[Any], str] = str,
        **opciones: Any,
    ) -> None:
        super().__init__(**opciones)
        self.lector, self.escribir = lector, escribir

    def _deserialize(
        self,
        value: Any,
        attr: str | None,  # noqa: ARG002 - la firma es de marshmallow
        data: Mapping[str, Any] | None,  # noqa: ARG002 - la firma es de marshmallow
        **_: Any,
    ) -> Any:
        if not isinstance(value, str):
            raise ValidationError("se esperaba un texto")
        try:
            return self.lector(value)
        except DatoIlegible as error:
            raise ValidationError([error.motivo]) from error


class Archivo(fields.Field[Any]):
    """Un archivo: lo leído es su nombre, como lo dijo quien lo envía, y su contenido."""

    def _deserialize(
        self,
        value: Any,
        attr: str | None,  # noqa: ARG002 - la firma es de marshmallow
        data: Mapping[str, Any] | None,  # noqa: ARG002 - la firma es de marshmallow
        **_: Any,
    ) -> Any:
        if not isinstance(value, FileStorage):
            raise ValidationError([Mensaje(FALTA)])
        return value.filename or "", value.read()


@dataclass(frozen=True, slots=True)
class Control:
    """Lo que la plantilla pinta de un campo. `clase` dice con qué se llena.

    `texto`, `parrafo`, `clave`, `correo`, `telefono`, `fecha`, `numero`, `dinero`, `opcion`,
    `casilla`, `varias`, `lista` (uno por renglón), `archivo` o `grupo` (con sus `controles`).
    """

    campo: str
    etiqueta: str
    clase: str
    valor: Any
    ayuda: str = ""
    opciones: Sequence[tuple[str, str]] = ()
    obligatorio: bool = False
    autocompletar: str = ""
    sugerencias: Sequence[str] = ()
    acepta: str = ""
    errores: Sequence[str] = ()
    controles: "Sequence[Control]" = ()

    @property
    def todos(self) -> "list[Control]":
        """Él mismo y los de adentro."""
        return [self, *(t for c in self.controles for t in c.todos)]

    @property
    def hojas(self) -> "list[Control]":
        """Los que se llenan: él mismo o, si es un grupo, los de adentro."""
        return [h for c in self.controles for h in c.hojas] or [self]

    @property
    def descrito_por(self) -> str:
        """Los `id` de su ayuda y de su error, para quien usa un lector de pantalla."""
        partes = [f"{self.campo}-ayuda"] if self.ayuda else []
        partes += [f"{self.campo}-error"] if self.errores else []
        return " ".join(partes)


@dataclass
class Formulario:
    """`datos` es lo leído, ya con sus tipos; `errores`, por campo, lo que hay que corregir.

    `opciones` completa las listas que dependen de lo que hay en la base: campo → pares. `notas`
    agrega algo a la ayuda de un campo y `prefijo` es el de los campos de un esquema anidado: el
    campo `peso` del grupo `agua` se llama `agua.peso`.
    """

    esquema: Schema
    inicial: Mapping[str, Any] = field(default_factory=dict)
    opciones: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    escrito: Mapping[str, Any] = field(default_factory=dict)
    errores: dict[str, list[str]] = field(default_factory=dict)
    notas: Mapping[str, str] = field(default_factory=dict)
    datos: Any = None
    llano: Mapping[str, Any] = field(default_factory=dict)
    """Lo enviado en tipos de JSON, antes de que el esquema lo arme: lo que se puede guardar."""
    prefijo: str = ""

    def leer(
        self, enviado: MultiDict[str, str], archivos: Mapping[str, FileStorage] = NINGUNO
    ) -> bool:
        """Valida lo enviado. Si algo está mal, lo escrito queda para volver a mostrarlo.

        Un archivo no se puede devolver: el navegador pide elegirlo otra vez.
        """
        self.escrito = self.recoger(enviado)
        traidos = {nombre: a for nombre, a in archivos.items() if a.filename}
        ofrecidos = {h.campo for c in self.controles for h in c.hojas}
        ajenos = (set(enviado) | set(traidos)) - ofrecidos - AJENOS
        try:
            self.llano = self.convertir()
            self.datos = self.esquema.load(
                {**self.llano, **traidos, **dict.fromkeys(ajenos, "")}, unknown=RAISE
            )
        except ValidationError as mal:
            self._anotar(mal)
        return not self.errores

    def fallar(self, campo: str, motivo: Mensaje | str) -> None:
        """Un error que solo se supo después, al hacer lo pedido; sin campo, es de todo."""
        self.errores.setdefault(campo, []).append(decir(motivo))

    @property
    def controles(self) -> list[Control]:
        return [self._control(nombre, campo) for nombre, campo in self.esquema.fields.items()]

    def control(self, campo: str) -> Control:
        """Uno solo, para la página que los acomoda a mano."""
        return self._control(campo, self.esquema.fields[campo])

    @property
    def resumen(self) -> list[tuple[str, str, str]]:
        """Los errores en orden: el campo, su etiqueta y la frase. Va arriba, con enlaces."""
        lista = [("", "", e) for e in self.errores.get(DE_TODO_EL_FORMULARIO, ())]
        todos = [c for uno in self.controles for c in uno.todos]
        for c in todos:
            lista += [(c.campo, c.etiqueta, e) for e in c.errores]
        conocidos = {DE_TODO_EL_FORMULARIO, *(c.campo for c in todos)}
        lista += [("", n, e) for n, es in self.errores.items() if n not in conocidos for e in es]
        return lista

    def recoger(self, enviado: MultiDict[str, str]) -> dict[str, Any]:
        """Lo enviado, campo por campo y sin tipos todavía."""
        escrito: dict[str, Any] = {}
        for nombre, campo in self.esquema.fields.items():
            entero = self.prefijo + nombre
            if isinstance(campo, fields.Nested):
                escrito[nombre] = self._grupo(nombre, campo).recoger(enviado)
            elif isinstance(campo, fields.List) and self._clase(nombre, campo) == "lista":
                renglones = map(_visible, enviado.get(entero, "").splitlines())
                escrito[nombre] = [r for r in renglones if r]
            elif isinstance(campo, fields.List):
                escrito[nombre] = [_visible(uno) for uno in enviado.getlist(entero)]
            elif isinstance(campo, fields.Boolean):
                escrito[nombre] = entero in enviado
            elif entero in enviado:
                escrito[nombre] = _visible(enviado[entero])
        return escrito

    def _grupo(self, nombre: str, campo: fields.Nested) -> "Formulario":
        """El formulario de un esquema anidado: los mismos errores, los campos con su prefijo."""
        return Formulario(
            campo.schema,
            self.inicial.get(nombre) or {},
            {
                otro.removeprefix(f"{nombre}."): pares
                for otro, pares in self.opciones.items()
                if otro.startswith(f"{nombre}.")
            },
            escrito=self.escrito.get(nombre) or {},
            errores=self.errores,
            notas=self.notas,
            prefijo=f"{self.prefijo}{nombre}.",
        )

    def convertir(self) -> dict[str, Any]:
        """Un campo vacío no está; y un número de marshmallow llega como número."""
        self._exigir_ofrecidos()
        llenos = {n: v for n, v in self.escrito.items() if v not in ("", {})}
        malos: dict[str, Any] = {}
        for nombre, valor in llenos.items():
            campo = self.esquema.fields[nombre]
            try:
                if isinstance(campo, fields.Nested):
                    llenos[nombre] = self._grupo(nombre, campo).convertir()
                elif isinstance(campo, fields.List):
                    llenos[nombre] = [_numero(campo.inner, uno) for uno in valor]
                else:
                    llenos[nombre] = _numero(campo, valor)
            except ValidationError as mal:
                malos[nombre] = mal.normalized_messages()  # type: ignore[no-untyped-call]
            except ValueError:
                malos[nombre] = [Mensaje(NO_ES_NUMERO)]
        if malos:
            raise ValidationError(malos)
        return llenos

    def _exigir_ofrecidos(self) -> None:
        """Lo elegido está entre lo que se ofreció."""
        malos = {}
        for nombre, pares in self.opciones.items():
            dichos = self.escrito.get(nombre) or []
            elegidos = dichos if isinstance(dichos, list) else [dichos]
            if any(e not in {clave for clave, _ in pares} for e in elegidos):
                malos[nombre] = [Mensaje(N_("Elija una de la lista."))]
        if malos:
            raise ValidationError(malos)

    def _anotar(self, mal: ValidationError) -> None:
        mensajes: Mapping[str, Any] = mal.normalized_messages()  # type: ignore[no-untyped-call]
        for campo, motivos in _por_campo(self.esquema, mensajes, self.prefijo):
            self.errores[campo] = [*map(_frase, _sueltos(motivos))]

    def _control(self, nombre: str, campo: fields.Field[Any]) -> Control:
        datos = campo.metadata
        entero, pares = self.prefijo + nombre, self._pares(nombre, campo)
        dentro: Sequence[Control] = ()
        if isinstance(campo, fields.Nested):
            dentro = self._grupo(nombre, campo).controles
        return Control(
            campo=entero,
            etiqueta=decir(datos.get("etiqueta") or nombre),
            clase=self._clase(nombre, campo),
            valor={c.campo.rpartition(".")[2]: c.valor for c in dentro}
            or self._valor(nombre, campo),
            ayuda=f"{decir(datos.get('ayuda'))} {self.notas.get(entero, '')}".strip(),
            controles=dentro,
            opciones=[(clave, decir(texto)) for clave, texto in pares],
            obligatorio=campo.required,
            autocompletar=datos.get("autocompletar", ""),
            sugerencias=[decir(s) for s in datos.get("sugerencias", ())],
            acepta=datos.get("acepta", ""),
            errores=self.errores.get(entero, ()),
        )

    def _pares(self, nombre: str, campo: fields.Field[Any]) -> Sequence[tuple[str, str]]:
        return self.opciones.get(nombre) or _de_la_lista(campo)

    def _clase(self, nombre: str, campo: fields.Field[Any]) -> str:
        dicha: str = campo.metadata.get("clase", "")
        return dicha or _clase_de(campo, con_lista=bool(self._pares(nombre, campo)))

    def _valor(self, nombre: str, campo: fields.Field[Any]) -> Any:
        if self.escrito:
            return self.escrito.get(nombre, "")
        valor = self.inicial.get(nombre)
        if valor is None:
            return ""
        if isinstance(valor, bool | list | tuple):
            return valor
        if isinstance(valor, float):
            return f"{valor:.12g}".replace(".", ",")
        return campo.escribir(valor) if isinstance(campo, Leido) else str(valor)


def recibido(formulario: Formulario) -> bool:
    """Si es un POST y está bien; lo que falte queda en `formulario.errores`."""
    if request.method != "POST":
        return False
    g.pop("vigencia", None)
    return formulario.leer(request.form, request.files)


def estado_de(formulario: Formulario) -> int:
    """Con qué código se muestra otra vez: 422 si algo está mal."""
    return 422 if formulario.errores else 200


def _visible(escrito: str) -> str:
    """Sin lo que no se ve al escribirlo: controles, y marcas que dan vuelta lo que se lee."""
    return INVISIBLE.sub("", escrito).strip()


def _numero(campo: fields.Field[Any], valor: Any) -> Any:
    """Lo escrito en un campo numérico, como número; lo demás, como vino."""
    if not (isinstance(campo, fields.Number) and isinstance(valor, str)):
        return valor
    return int(valor) if isinstance(campo, fields.Integer) else float(valor.replace(",", "."))


def _por_campo(
    esquema: Schema, mensajes: Mapping[Any, Any], delante: str = ""
) -> Iterator[tuple[str, Any]]:
    """Los errores con el nombre entero de su campo, también los de un esquema anidado."""
    for nombre, motivos in mensajes.items():
        campo = esquema.fields.get(nombre)
        if isinstance(campo, fields.Nested) and isinstance(motivos, Mapping):
            yield from _por_campo(campo.schema, motivos, f"{delante}{nombre}.")
        else:
            yield f"{delante}{nombre}", motivos


def _sueltos(motivos: Any) -> Iterable[Any]:
    if isinstance(motivos, Mapping):
        for dentro in motivos.values():
            yield from _sueltos(dentro)
    elif isinstance(motivos, list | tuple):
        yield from motivos
    else:
        yield motivos


def _frase(motivo: Any) -> str:
    if isinstance(motivo, Mensaje):
        return decir(motivo)
    dicho = str(motivo)
    if dicho == "Missing data for required field.":
        return decir(FALTA)
    return decir(NO_SE_OFRECE) if dicho == "Unknown field." else en_castellano(dicho)


CLASES: Sequence[tuple[type[fields.Field[Any]], str]] = (
    (fields.Boolean, "casilla"),
    (fields.Nested, "grupo"),
    (Archivo, "archivo"),
    (fields.Number, "numero"),
)
"""Tipo de campo → con qué se llena, si el campo no lo dice."""


def _clase_de(campo: fields.Field[Any], *, con_lista: bool) -> str:
    if isinstance(campo, fields.List):
        return "varias" if con_lista else "lista"
    propia = next((clase for tipo, clase in CLASES if isinstance(campo, tipo)), "")
    return "opcion" if con_lista and propia in {"", "numero"} else propia or "texto"


def _de_la_lista(campo: fields.Field[Any]) -> Sequence[tuple[str, str]]:
    """Las opciones de `validate.OneOf`, también la de los elementos de una lista."""
    if isinstance(campo, fields.List):
        return _de_la_lista(campo.inner)
    for regla in campo.validators:
        if isinstance(regla, validate.OneOf):
            etiquetas = list(regla.labels) or list(regla.choices)
            return [(str(c), str(e)) for c, e in zip(regla.choices, etiquetas, strict=False)]
    return ()
