"""Qué de lo que decide cambió entre lo acordado y lo que se calificó, dicho en frases."""

from collections.abc import Iterator

from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.verificables import Entradas, Llano, entradas_de


def cambios(antes: Llano, ahora: Llano) -> list[Mensaje]:
    """Qué de lo que decide es distinto entre dos entradas: lo acordado y lo que se calificó."""
    a, b = entradas_de(antes), entradas_de(ahora)
    return [
        *_techos(a, b),
        *_demandas(a, b),
        *_criterios(a, b),
        *_de_la_regla(a, b),
    ]


def _techos(a: Entradas, b: Entradas) -> Iterator[Mensaje]:
    antes, ahora = dict(a.techos), dict(b.techos)
    for fuente in [*antes, *(f for f in ahora if f not in antes)]:
        if antes.get(fuente) == ahora.get(fuente):
            continue
        datos: dict[str, str | int] = {"fuente": fuente}
        datos["antes"] = antes[fuente].legible() if fuente in antes else "—"
        datos["ahora"] = ahora[fuente].legible() if fuente in ahora else "—"
        yield Mensaje(
            N_("El dinero de la fuente %(fuente)s era %(antes)s y después fue %(ahora)s."), datos
        )
    if list(antes) != list(ahora) and dict(antes) == dict(ahora):
        yield Mensaje(N_("Las fuentes de dinero se gastan en otro orden."))


def _demandas(a: Entradas, b: Entradas) -> Iterator[Mensaje]:
    antes, ahora = ({f.codigo: f for f in e.filas} for e in (a, b))
    for codigo in sorted(antes.keys() | ahora.keys()):
        if antes.get(codigo) == ahora.get(codigo):
            continue
        if codigo not in ahora:
            yield Mensaje(N_("La demanda %(codigo)s ya no está."), {"codigo": codigo})
        elif codigo not in antes:
            yield Mensaje(N_("La demanda %(codigo)s no estaba."), {"codigo": codigo})
        elif antes[codigo].costo != ahora[codigo].costo:
            datos: dict[str, str | int] = {"codigo": codigo}
            datos["antes"] = antes[codigo].costo.legible()
            datos["ahora"] = ahora[codigo].costo.legible()
            yield Mensaje(N_("La demanda %(codigo)s costaba %(antes)s y después %(ahora)s."), datos)
        else:
            yield Mensaje(
                N_("De la demanda %(codigo)s, o de quien la pide, cambió un dato."),
                {"codigo": codigo},
            )


def _criterios(a: Entradas, b: Entradas) -> Iterator[Mensaje]:
    antes, ahora = ({c.clave: c for c in e.criterios} for e in (a, b))
    mismas = [f.codigo for f in a.filas] == [f.codigo for f in b.filas]
    for clave in sorted(antes.keys() | ahora.keys()):
        uno, otro = antes.get(clave), ahora.get(clave)
        if uno == otro:
            continue
        if uno is None or otro is None:
            yield Mensaje(N_("El criterio %(criterio)s se agregó o se quitó."), {"criterio": clave})
        elif not mismas or uno.crudos == otro.crudos:
            yield Mensaje(
                N_("El criterio %(criterio)s cambió de forma o de versión."), {"criterio": clave}
            )
        else:
            pares = zip(uno.crudos, otro.crudos, strict=True)
            cuantas = sum(x != y for x, y in pares)
            yield Mensaje(
                N_("El criterio %(criterio)s mide distinto en %(cuantas)s demandas."),
                {"criterio": clave, "cuantas": cuantas},
            )


def _de_la_regla(a: Entradas, b: Entradas) -> Iterator[Mensaje]:
    if a.regla != b.regla:
        datos: dict[str, str | int] = {"antes": a.regla.clave, "ahora": b.regla.clave}
        yield Mensaje(
            N_("La regla de selección, sus ajustes o su versión cambiaron: %(antes)s, %(ahora)s."),
            datos,
        )
    if list(a.apoyos) != list(b.apoyos):
        yield Mensaje(N_("Cambió lo que apoyan las organizaciones."))
    if (a.distritos, a.con_carencia) != (b.distritos, b.con_carencia):
        yield Mensaje(
            N_("Cambiaron los habitantes de algún distrito, o los que tienen una carencia.")
        )
