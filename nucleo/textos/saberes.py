"""Con qué palabras se llenan los cuadros de lo que el sistema sabe."""

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.ciclos import TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.mensajes import N_
from nucleo.servicios.piezas import Piezas
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.saberes import Mirada, Palabras
from nucleo.textos.ejecuciones import concepto_de
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext, ngettext


def mirada_de(piezas: Piezas, contexto: Contexto, unidad: Unidad, tipo: TipoDeEvento) -> Mirada:
    """Un encuentro del municipio, con sus regiones y las palabras de quien lee."""
    suyas = [
        r
        for r in piezas.regiones.values()
        if isinstance(contexto.ambito, EnMunicipio) and contexto.ambito.id in r.municipios
    ]
    return Mirada(contexto, unidad, tipo, suyas, palabras_de(piezas))


def palabras_de(piezas: Piezas) -> Palabras:
    """Las de esta instalación, en el idioma de quien lee."""

    def programa(gestion: int, codigo: str) -> str:
        if not codigo:
            return gettext(N_("Programa no declarado"))
        hallado = piezas.clasificadores.de(gestion).programa(codigo)
        return f"{codigo} · {hallado.denominacion}" if hallado else codigo

    def fuente(clave: str) -> str:
        if not clave:
            return gettext(N_("Fuente-organismo no declarada"))
        usual = piezas.fuentes.get(clave)
        return f"{clave} · {gettext(usual)}" if usual else clave

    return Palabras(gettext, nombre, programa, fuente, concepto_de, otras)


def otras(cuantas: int) -> str:
    """«y 4 más»: las filas que no caben."""
    return ngettext("y %(num)s más", "y %(num)s más", cuantas)
