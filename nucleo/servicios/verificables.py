"""Volver a hacer una priorización con lo que se guardó de ella, y decir qué coincide y qué no."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NoReturn, Protocol

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.bitacora import canonico
from nucleo.dominio.codigos import codigo_de
from nucleo.dominio.columnas import Matriz
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Resultado, recordar
from nucleo.dominio.errores import ErrorDeNegocio, SinReglaDeSeleccion
from nucleo.dominio.llano import en_llano
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.priorizacion import Calificacion, calificar
from nucleo.dominio.seleccion import Decision, Eleccion, ReglaDeSeleccion
from nucleo.dominio.verificables import (
    Documento,
    DocumentoInvalido,
    Entradas,
    Llano,
    ReglaUsada,
    SinEntradas,
    alterado,
    documento,
    documento_de,
    entradas_de,
    escrito,
    medidos,
    resumen_de,
)
from nucleo.servicios.calculo import Preparada, candidatas_de, resultado_de
from nucleo.servicios.diferencias import cambios
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.recogida import recoger

MAYOR: Final = 64 * 1024 * 1024  # bytes: el país entero cabe varias veces
A_LA_VISTA: Final = 5  # cuántas partes se nombran antes de solo contarlas


class Reglas(Protocol):
    """De dónde sale la regla que un documento nombra, sin municipio ni base."""

    def conjunto(self, plugins: frozenset[str], /) -> Ganchos: ...
    def esquema_de(self, plugin: str, /) -> Any: ...


def entradas_en_llano(contexto: Contexto, preparada: Preparada) -> dict[str, Any]:
    """Todo lo que decide una lista preparada, como se guarda."""
    regla = preparada.regla
    ajustes = json.loads(canonico(contexto.escritos.get(regla.plugin, {})))
    entradas = Entradas(
        municipio=contexto.nombre,
        gestion=contexto.gestion,
        filas=preparada.calificacion.filas,
        criterios=medidos(preparada.calificacion, contexto.versiones),
        regla=ReglaUsada(
            regla.clave, regla.plugin, contexto.versiones.get(regla.plugin, ""), ajustes
        ),
        techos=list(preparada.eleccion.techos.items()),
        apoyos=preparada.eleccion.apoyos,
        distritos=preparada.eleccion.distritos,
        con_carencia=preparada.eleccion.con_carencia,
    )
    llano: dict[str, Any] = en_llano(entradas)
    return llano


def codigo_publico(entradas: Llano) -> str:
    """El código corto de esas entradas."""
    return codigo_de(resumen_de(entradas))


def exportar(contexto: Contexto, unidad: Unidad) -> dict[str, Any]:
    """El documento de la última corrida. `SinEntradas` si no hay, o si es de las de antes."""
    with unidad:
        corrida = unidad.priorizaciones.ultima(contexto.gestion)
        if corrida is None or corrida.entradas is None:
            raise SinEntradas(contexto.gestion)
        filas = {f.demanda_id: f for f in entradas_de(corrida.entradas).filas}
        proceso = unidad.priorizaciones.proceso(contexto.gestion)
        codigo = proceso.codigo if proceso else ""
        return documento(codigo, corrida.entradas, recordar(corrida, filas))


@dataclass(frozen=True, slots=True)
class Acuerdo:
    """Lo sellado al acordar, y qué de eso es distinto en la calificación guardada, si la hay."""

    codigo: str
    cuando: datetime
    resumen: str
    llano: Llano
    entradas: Entradas
    calificada: bool
    cambios: Sequence[Mensaje]


def acuerdo_de(codigo: str, unidad: Unidad) -> Acuerdo | None:
    """El acuerdo de ese código en este municipio, o `None`."""
    with unidad:
        proceso = unidad.priorizaciones.con_codigo(codigo)
        if proceso is None or proceso.entradas is None or proceso.acordada_en is None:
            return None
        corrida = unidad.priorizaciones.ultima(proceso.gestion)
        despues = corrida.entradas if corrida else None
        return Acuerdo(
            codigo,
            proceso.acordada_en,
            resumen_de(proceso.entradas),
            proceso.entradas,
            entradas_de(proceso.entradas),
            despues is not None,
            cambios(proceso.entradas, despues) if despues else (),
        )


def documento_del_acuerdo(acuerdo: Acuerdo, reglas: Reglas) -> dict[str, Any]:
    """El documento de lo acordado, con la lista que sale de ello."""
    regla = regla_de(reglas, acuerdo.entradas.regla)
    return documento(acuerdo.codigo, acuerdo.llano, rehacer(acuerdo.entradas, regla))


def rehacer(entradas: Entradas, regla: ReglaDeSeleccion) -> Resultado:
    """El resultado de esas entradas, por el mismo camino que la primera vez y sin ninguna base."""
    calificacion = calificacion_de(entradas)
    eleccion = eleccion_de(entradas, calificacion)
    return resultado_de(calificacion, eleccion, regla, entradas.gestion, (), entradas.municipio)


def calificacion_de(entradas: Entradas) -> Calificacion:
    """La matriz puntuada otra vez, con lo que cada criterio midió entonces."""
    criterios = [c.rehecho(entradas.filas) for c in entradas.criterios]
    return calificar(Matriz(entradas.filas), criterios, entradas.municipio)


def eleccion_de(entradas: Entradas, calificacion: Calificacion) -> Eleccion:
    """Lo que la regla mira, con las demandas en el orden de esa calificación."""
    return Eleccion(
        candidatas_de(calificacion),
        dict(entradas.techos),
        entradas.apoyos,
        entradas.distritos,
        entradas.con_carencia,
    )


def regla_de(reglas: Reglas, usada: ReglaUsada) -> ReglaDeSeleccion:
    """La regla instalada aquí, ajustada como lo estaba. `SinReglaDeSeleccion` si no está."""
    ganchos = reglas.conjunto(frozenset({usada.plugin}))
    if usada.plugin not in ganchos.activos:
        raise SinReglaDeSeleccion(usada.clave, "")
    esquema = reglas.esquema_de(usada.plugin)
    ajustes = esquema().load(dict(usada.ajustes)) if esquema else None
    contexto = Contexto(
        EnPlataforma(), "", "", 0, {} if ajustes is None else {type(ajustes): ajustes}
    )
    for regla in recoger(ganchos, "reglas_de_seleccion", ReglaDeSeleccion, contexto):
        if regla.clave == usada.clave:
            return regla
    raise SinReglaDeSeleccion(usada.clave, "")


@dataclass(frozen=True, slots=True)
class Comprobacion:
    """Una cosa que se miró. `coincide` es `None` si aquí no se pudo saber."""

    que: Mensaje
    coincide: bool | None
    detalle: Mensaje | None = None


@dataclass(frozen=True, slots=True)
class Verificacion:
    """Lo que se miró de un documento, en orden."""

    documento: Documento
    resumen: str
    codigo: str
    comprobaciones: Sequence[Comprobacion]

    @property
    def coincide(self) -> bool | None:
        """Falso si algo no coincide; `None` si lo que se pudo mirar coincide y algo no se pudo."""
        dichas = {c.coincide for c in self.comprobaciones}
        return False if False in dichas else (None if None in dichas else True)


def leer(contenido: bytes) -> Any:
    """El JSON de un archivo de quien sea. `DocumentoInvalido` si no lo es o es para hacer daño."""
    if len(contenido) > MAYOR:
        raise DocumentoInvalido("archivo", "es demasiado grande")
    try:
        return json.loads(
            contenido.decode("utf-8-sig"),
            object_pairs_hook=_sin_repetir,
            parse_constant=_no_vale,
        )
    except RecursionError as error:
        raise DocumentoInvalido("archivo", "tiene demasiados niveles") from error
    except UnicodeDecodeError as error:
        raise DocumentoInvalido("archivo", "no es un texto en UTF-8") from error
    except json.JSONDecodeError as error:
        donde = f"se corta o se tuerce en el renglón {error.lineno}, columna {error.colno}"
        raise DocumentoInvalido("archivo", f"no es JSON válido: {donde}") from error
    except _NoEsDato as error:
        raise DocumentoInvalido("archivo", f"no es JSON válido: {error}") from error
    except ValueError as error:
        raise DocumentoInvalido("archivo", "tiene un número demasiado largo") from error


def verificar(contenido: bytes, reglas: Reglas, versiones: Mapping[str, str]) -> Verificacion:
    """Mira los sellos, lo calcula todo otra vez y lo compara. `DocumentoInvalido`.

    `versiones` son las de los plugins de aquí: si el código es otro, se avisa y se calcula igual.
    """
    llano = leer(contenido)
    try:
        leido = documento_de(llano)
        comprobaciones = [
            _sellado(llano),
            _codigo(llano),
            *_versiones(leido.entradas, versiones),
            *_rehecho(leido, reglas),
        ]
        codigo = codigo_publico(llano["entradas"])
    except RecursionError as error:
        raise DocumentoInvalido("archivo", "tiene demasiados niveles") from error
    except UnicodeEncodeError as error:
        raise DocumentoInvalido("archivo", "tiene un texto con letras a medias") from error
    return Verificacion(leido, llano["resumen"], codigo, comprobaciones)


def _sellado(llano: Llano) -> Comprobacion:
    que = Mensaje(N_("Nadie lo cambió después de escrito"))
    if partes := alterado(llano):
        detalle = Mensaje(N_("Cambió: %(partes)s."), {"partes": _algunas(partes)})
        return Comprobacion(que, coincide=False, detalle=detalle)
    return Comprobacion(que, coincide=True)


def _codigo(llano: Llano) -> Comprobacion:
    """El código anunciado es el de sus entradas; las de una corrida pueden ser otras, y se dice."""
    que = Mensaje(N_("El código anunciado es el de estas entradas"))
    sale = codigo_publico(llano["entradas"])
    if llano["codigo"] == sale:
        return Comprobacion(que, coincide=True, detalle=Mensaje(sale))
    if not llano["codigo"]:
        return Comprobacion(que, coincide=True, detalle=Mensaje(N_("No se anunció ninguno.")))
    datos: dict[str, str | int] = {"dicho": str(llano["codigo"]), "sale": sale}
    detalle = N_("El archivo dice %(dicho)s y sus entradas dan %(sale)s: algo que decide cambió.")
    return Comprobacion(que, coincide=False, detalle=Mensaje(detalle, datos))


def _versiones(entradas: Entradas, aqui: Mapping[str, str]) -> Iterator[Comprobacion]:
    """Los plugins de entonces contra los de aquí: una diferencia se avisa y no es una falla."""
    usados = {c.plugin: c.version for c in entradas.criterios}
    usados[entradas.regla.plugin] = entradas.regla.version
    for plugin, version in sorted(usados.items()):
        if version != aqui.get(plugin, ""):
            datos: dict[str, str | int] = {"plugin": plugin, "antes": version or "?"}
            datos["aqui"] = aqui.get(plugin, "")
            que = Mensaje(N_("El módulo %(plugin)s es el mismo"), datos)
            otro, falta = (
                N_("Era %(antes)s y aquí es %(aqui)s."),
                N_("Era %(antes)s y aquí no está."),
            )
            detalle = Mensaje(otro if datos["aqui"] else falta, datos)
            yield Comprobacion(que, coincide=None, detalle=detalle)


def _rehecho(leido: Documento, reglas: Reglas) -> list[Comprobacion]:
    """La lista calculada otra vez, contra la escrita."""
    orden = Mensaje(N_("El orden y los puntos salen iguales"))
    entra = Mensaje(N_("Entran las mismas demandas, con el mismo dinero"))
    resumen = Mensaje(N_("El resumen del resultado es el mismo"))
    try:
        regla = regla_de(reglas, leido.entradas.regla)
        falta = None
    except ErrorDeNegocio:
        regla, falta = _NINGUNA, Mensaje(N_("Aquí no está la regla de selección que se usó."))
    except Exception as error:
        raise DocumentoInvalido("regla/ajustes", str(error)[:120]) from error
    try:
        resultado = rehacer(leido.entradas, regla)
    except (ValueError, OverflowError) as error:
        raise DocumentoInvalido("entradas", str(error)[:120]) from error
    hecho, dicho = escrito(resultado), leido.resultado
    antes = [(r.codigo, r.puesto, r.puntaje, tuple(r.aportes)) for r in dicho.renglones]
    ahora = [(r.codigo, r.puesto, r.puntaje, tuple(r.aportes)) for r in hecho.renglones]
    comprobaciones = [_iguales(orden, antes, ahora)]
    if falta:
        return [*comprobaciones, Comprobacion(entra, None, falta)]
    suyas = [(r.codigo, r.entra, r.fuente) for r in dicho.renglones]
    otras = [(r.codigo, r.entra, r.fuente) for r in hecho.renglones]
    comprobaciones.append(_iguales(entra, suyas, otras))
    igual = hecho.resumen == dicho.resumen
    return [*comprobaciones, Comprobacion(resumen, igual)]


def _iguales(
    que: Mensaje, dichas: Sequence[tuple[Any, ...]], hechas: Sequence[tuple[Any, ...]]
) -> Comprobacion:
    if list(dichas) == list(hechas):
        return Comprobacion(que, coincide=True)
    cuenta = Counter(hechas)
    distintas = [str(d[0]) for d in dichas if not cuenta[d]] or [str(h[0]) for h in hechas]
    detalle = Mensaje(N_("No coincide en: %(partes)s."), {"partes": _algunas(distintas)})
    return Comprobacion(que, coincide=False, detalle=detalle)


def _algunas(partes: Sequence[str]) -> str:
    resto = len(partes) - A_LA_VISTA
    return ", ".join(partes[:A_LA_VISTA]) + (f" (+{resto})" if resto > 0 else "")


def _nadie(eleccion: Eleccion) -> list[Decision]:
    return [Decision(entra=False, motivo=Mensaje("")) for _ in eleccion.candidatas]


class _NoEsDato(ValueError):  # noqa: N818 - lo dice `leer`, con su motivo
    """Algo que otros lectores de JSON dejan pasar y aquí no vale."""


_NINGUNA: Final = ReglaDeSeleccion("", "", _nadie)


def _sin_repetir(pares: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    datos = dict(pares)
    if len(datos) != len(pares):
        raise _NoEsDato("una clave está dos veces")
    return datos


def _no_vale(constante: str) -> NoReturn:
    raise _NoEsDato(f"«{constante}» no es un número")
