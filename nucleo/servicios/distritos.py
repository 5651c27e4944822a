"""Los distritos de un municipio: los declarados y los que sus organizaciones nombran."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.distritos import Distrito, DistritoRepetido, DistritoSinNombre
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.nombres import normalizar, plegar
from nucleo.dominio.organizaciones import Organizacion
from nucleo.servicios.puertos import Unidad

LARGO_DE_DISTRITO = 100


@dataclass(frozen=True, slots=True)
class DistritoUsado:
    """Un distrito con sus organizaciones. Si nadie lo declaró, existe porque alguna lo nombra."""

    clave: str
    nombre: str
    declarado: Distrito | None
    suyas: Sequence[Organizacion]


def distritos_de(unidad: Unidad) -> list[DistritoUsado]:
    """Todos, por nombre, con la unidad abierta."""
    declarados = {d.clave: d for d in unidad.distritos.todos()}
    suyas: dict[str, list[Organizacion]] = {clave: [] for clave in declarados}
    for organizacion in unidad.organizaciones.todas():
        if clave := plegar(organizacion.distrito):
            suyas.setdefault(clave, []).append(organizacion)
    return [
        DistritoUsado(
            clave,
            declarados[clave].nombre if clave in declarados else suyas[clave][0].distrito,
            declarados.get(clave),
            suyas[clave],
        )
        for clave in sorted(suyas, key=_en_orden)
    ]


def _en_orden(clave: str) -> list[tuple[bool, int, str]]:
    """«Distrito 2» va antes que «Distrito 10»."""
    return [(p.isdigit(), int(p) if p.isdigit() else 0, p) for p in clave.split()]


def distrito_de(unidad: Unidad, clave: str) -> DistritoUsado:
    """El de esa clave, o `NoExiste`."""
    for distrito in distritos_de(unidad):
        if distrito.clave == clave:
            return distrito
    raise NoExiste("distrito", clave)


def declarar_los_de(unidad: Unidad, organizaciones: Iterable[Organizacion]) -> None:
    """Deja declarados los que esas organizaciones nombran y faltaban; con la unidad abierta."""
    conocidas = {d.clave for d in unidad.distritos.todos()}
    for organizacion in organizaciones:
        clave = plegar(organizacion.distrito)
        if clave and clave not in conocidas:
            conocidas.add(clave)
            unidad.distritos.agregar(Distrito(nuevo_id(), normalizar(organizacion.distrito), clave))


def agregar(contexto: Contexto, unidad: Unidad, nombre: str) -> bool:
    """Declara un distrito. Devuelve si faltaba: repetirlo no hace nada."""
    clave = _clave(nombre)
    with unidad:
        unidad.reservar()
        if any(d.clave == clave for d in unidad.distritos.todos()):
            return False
        unidad.distritos.agregar(Distrito(nuevo_id(), normalizar(nombre), clave))
        _anotar(contexto, unidad, "distritos.agregado", nombre=nombre)
        unidad.confirmar()
    return True


def renombrar(contexto: Contexto, unidad: Unidad, clave: str, nombre: str) -> int:
    """Cambia su nombre, también en sus organizaciones; devuelve en cuántas.

    `DistritoRepetido` si el nombre es de otro: para eso está `unir`.
    """
    nueva, nombre = _clave(nombre), normalizar(nombre)
    with unidad:
        unidad.reservar()
        este = distrito_de(unidad, clave)
        if nueva != clave and any(d.clave == nueva for d in distritos_de(unidad)):
            raise DistritoRepetido(nombre)
        if este.declarado:
            este.declarado.nombre, este.declarado.clave = nombre, nueva
        else:
            unidad.distritos.agregar(Distrito(nuevo_id(), nombre, nueva))
        _mudar(este.suyas, nombre)
        _anotar(contexto, unidad, "distritos.renombrado", antes=este.nombre, nombre=nombre)
        unidad.confirmar()
    return len(este.suyas)


def unir(contexto: Contexto, unidad: Unidad, clave: str, con: str) -> int:
    """Pasa sus organizaciones al distrito `con` y lo quita; devuelve cuántas pasaron."""
    with unidad:
        unidad.reservar()
        este, otro = distrito_de(unidad, clave), distrito_de(unidad, con)
        if este.clave == otro.clave:
            raise DistritoRepetido(este.nombre)
        if este.declarado:
            unidad.distritos.quitar(este.declarado)
        _mudar(este.suyas, otro.nombre)
        _anotar(contexto, unidad, "distritos.unidos", antes=este.nombre, nombre=otro.nombre)
        unidad.confirmar()
    return len(este.suyas)


def quitar(contexto: Contexto, unidad: Unidad, clave: str) -> int:
    """Lo quita y deja a sus organizaciones sin distrito; devuelve cuántas quedaron así."""
    with unidad:
        unidad.reservar()
        este = distrito_de(unidad, clave)
        if este.declarado:
            unidad.distritos.quitar(este.declarado)
        _mudar(este.suyas, "")
        _anotar(contexto, unidad, "distritos.quitado", antes=este.nombre)
        unidad.confirmar()
    return len(este.suyas)


def _mudar(organizaciones: Iterable[Organizacion], nombre: str) -> None:
    for organizacion in organizaciones:
        organizacion.distrito = nombre


def _clave(nombre: str) -> str:
    if not (clave := plegar(nombre)):
        raise DistritoSinNombre
    return clave


def _anotar(contexto: Contexto, unidad: Unidad, que: str, **carga: str) -> None:
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
