"""El formato Pabulib (`.pb`), con que se intercambian presupuestos participativos.

Tres secciones —META, PROJECTS y VOTES— de renglones separados por punto y coma. Al leer solo se
exige lo que el cálculo usa: el presupuesto, la clave y el costo de cada proyecto y los votos. El
formato no tiene votos con peso: al escribir va un renglón por habitante.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.instancias import Instancia, InstanciaIlegible, Proyecto, juntar
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.planillas.separados import decodificar

SECCIONES = ("META", "PROJECTS", "VOTES")
MAYOR = 64 * 1024 * 1024
PROYECTOS, VOTOS = 20_000, 3_000_000
LARGO = 1_000_000  # un voto con muchos proyectos es un campo largo
MONTO = Decimal(10) ** 15
Renglon = tuple[int, list[str]]
Fila = tuple[int, dict[str, str]]


def leer_pabulib(nombre: str, contenido: bytes) -> Instancia:
    """La instancia del archivo. `ArchivoIlegible`, con el renglón, si le falta algo que se usa.

    Un voto por orden, puntos o montos se toma como aprobación de los proyectos que nombra.
    """
    if len(contenido) > MAYOR:
        raise ilegible(nombre, N_("es demasiado grande: pasa de %(megas)s MB"), megas=MAYOR >> 20)
    texto = decodificar(contenido)
    if texto is None or "\x00" in texto:
        raise ilegible(nombre, N_("no es un archivo de texto"))
    partes = _secciones(nombre, texto)
    meta = {r[0].strip().lower(): r[1].strip() for _, r in partes["META"][1:] if len(r) > 1}
    proyectos = [_proyecto(nombre, f) for f in _filas(nombre, "PROJECTS", partes["PROJECTS"])]
    _sin_repetir(nombre, [p.clave for p in proyectos])
    claves = {p.clave for p in proyectos}
    votos = _filas(nombre, "VOTES", partes["VOTES"])
    return Instancia(
        _presupuesto(nombre, meta),
        proyectos,
        juntar(_apoyados(nombre, f, claves) for f in votos),
        meta,
    )


def escribir_pabulib(instancia: Instancia, meta: Mapping[str, str]) -> str:
    """El texto del archivo. `meta` dice de dónde sale; lo que el formato exige se agrega solo."""
    votos, personas = instancia.votos, sum(p.personas for p in instancia.papeles)
    exigidos = {
        **meta,
        "num_projects": str(len(instancia.proyectos)),
        "num_votes": str(personas),
        "budget": _numero(instancia.presupuesto),
        "vote_type": "approval",
    }
    salida = io.StringIO()
    escribir = csv.writer(salida, delimiter=";", lineterminator="\n").writerow
    escribir(["META"])
    escribir(["key", "value"])
    for clave, valor in exigidos.items():
        escribir([clave, _de_un_renglon(valor)])
    escribir(["PROJECTS"])
    escribir(["project_id", "cost", "votes", "name", "district"])
    for p in instancia.proyectos:
        nombre, distrito = _de_un_renglon(p.nombre), _de_un_renglon(p.distrito)
        escribir([p.clave, _numero(p.costo), votos[p.clave], nombre, distrito])
    escribir(["VOTES"])
    escribir(["voter_id", "vote"])
    for numero, voto in enumerate(_de_a_uno(instancia), 1):
        escribir([numero, voto])
    return salida.getvalue()


def _de_a_uno(instancia: Instancia) -> Iterator[str]:
    orden = {p.clave: i for i, p in enumerate(instancia.proyectos)}
    for papel in instancia.papeles:
        voto = ",".join(sorted(papel.apoya, key=orden.__getitem__))
        for _ in range(papel.personas):
            yield voto


def _secciones(nombre: str, texto: str) -> dict[str, list[Renglon]]:
    """Los renglones de cada sección, con su número; el primero de cada una es el encabezado."""
    anterior = csv.field_size_limit(LARGO)
    try:
        partes: dict[str, list[Renglon]] = {}
        for numero, renglon in _renglones(nombre, texto):
            titulo = renglon[0].strip().upper()
            if len([c for c in renglon if c.strip()]) == 1 and titulo in SECCIONES:
                actual = partes.setdefault(titulo, [])
            elif not partes:
                raise _mal(nombre, numero, N_("se espera la palabra META en el primer renglón"))
            else:
                actual.append((numero, renglon))
    finally:
        csv.field_size_limit(anterior)
    for titulo in SECCIONES:
        if not partes.get(titulo):
            raise ilegible(nombre, N_("le falta la sección %(cual)s"), cual=titulo)
    return partes


def _renglones(nombre: str, texto: str) -> Iterator[Renglon]:
    lector = csv.reader(io.StringIO(texto.lstrip("\ufeff"), newline=""), delimiter=";")
    try:
        for renglon in lector:
            if any(c.strip() for c in renglon):
                yield lector.line_num, renglon
    except csv.Error as error:
        raise _mal(nombre, lector.line_num, N_("no se puede separar en columnas")) from error


def _filas(nombre: str, seccion: str, renglones: Sequence[Renglon]) -> Iterator[Fila]:
    """Cada renglón como columna → valor, sin pasar del tope de la sección."""
    (_, titulos), tope = renglones[0], PROYECTOS if seccion == "PROJECTS" else VOTOS
    if len(renglones) - 1 > tope:
        raise ilegible(
            nombre, N_("la sección %(cual)s pasa de %(tope)s renglones"), cual=seccion, tope=tope
        )
    columnas = [t.strip().lower() for t in titulos]
    for numero, renglon in renglones[1:]:
        yield numero, dict(zip(columnas, (c.strip() for c in renglon), strict=False))


def _proyecto(nombre: str, fila: Fila) -> Proyecto:
    numero, datos = fila
    clave = datos.get("project_id", "")
    if not clave:
        raise _mal(nombre, numero, N_("falta project_id"))
    costo = _dinero(nombre, numero, "cost", datos.get("cost", ""))
    distrito = datos.get("district") or datos.get("neighborhood") or ""
    return Proyecto(clave, datos.get("name", ""), costo, distrito)


def _apoyados(nombre: str, fila: Fila, claves: set[str]) -> frozenset[str]:
    numero, datos = fila
    if "vote" not in datos:
        raise _mal(nombre, numero, N_("falta la columna vote"))
    apoyados = frozenset(v.strip() for v in datos["vote"].split(",") if v.strip())
    if ajenos := apoyados - claves:
        motivo = N_("vota por «%(cual)s», que no está entre los proyectos")
        raise _mal(nombre, numero, motivo, cual=min(ajenos)[:40])
    return apoyados


def _presupuesto(nombre: str, meta: Mapping[str, str]) -> Dinero:
    if "budget" not in meta:
        raise ilegible(nombre, N_("la sección META no dice budget, el presupuesto"))
    return _dinero(nombre, 0, "budget", meta["budget"])


def _dinero(nombre: str, numero: int, campo: str, escrito: str) -> Dinero:
    try:
        monto = Decimal(escrito.replace(",", "."))
        dinero = Dinero.de(monto) if monto.is_finite() and abs(monto) < MONTO else None
    except (InvalidOperation, ValueError):
        dinero = None
    if dinero is None or dinero < CERO:
        raise _mal(
            nombre, numero, N_("%(campo)s no es un monto: «%(valor)s»"),
            campo=campo, valor=escrito[:40],
        )  # fmt: skip
    return dinero


def _sin_repetir(nombre: str, claves: Sequence[str]) -> None:
    vistas: set[str] = set()
    for clave in claves:
        if clave in vistas:
            raise ilegible(nombre, N_("el proyecto «%(cual)s» está dos veces"), cual=clave[:40])
        vistas.add(clave)


def ilegible(nombre: str, texto: str, **datos: str | int) -> InstanciaIlegible:
    """El error de un `.pb`, con su motivo por traducir."""
    return InstanciaIlegible(nombre, Mensaje(texto, datos))


def _mal(nombre: str, numero: int, motivo: str, **datos: str | int) -> Exception:
    texto = N_("renglón %(renglon)s: ") if numero else ""
    return ilegible(nombre, f"{texto}{motivo}", renglon=numero, **datos)


def _numero(dinero: Dinero) -> str:
    """Sin decimales si son cero, como suelen venir."""
    monto = dinero.monto
    return str(int(monto)) if monto == int(monto) else str(monto)


def _de_un_renglon(texto: str) -> str:
    return " ".join(texto.split())
