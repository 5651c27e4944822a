"""Si el resultado es firme: en cuántas combinaciones de pesos entra cada demanda."""

from flask import Blueprint

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.firmezas import FILO, Firmeza
from nucleo.servicios import firmezas
from nucleo.textos.firmezas import decir_firmeza
from nucleo.web.ambito import gestion_elegida, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import publica

plano = Blueprint("firmezas", __name__)


@plano.get("/<municipio>/matriz/firmeza")
@publica
def ver() -> str:
    """Cada demanda en su puesto, con lo firme que es su lugar; las del filo, señaladas."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
        gestion = gestion_elegida(gestiones)
        corrida = lectura.corrida(gestion) if gestion else None
    firmeza = firmeza_de(gestion) if gestion and corrida else None
    puestos = corrida.puestos if corrida else []
    filo = [p for p in puestos if firmeza and firmeza.en_el_filo(p.fila.id)]
    return pintar(
        "firmeza.html",
        gestiones=gestiones,
        gestion=gestion,
        corrida=corrida,
        firmeza=firmeza,
        filo=filo,
        umbral=FILO,
        pagina=paginar(puestos),
        dicha=decir_firmeza,
    )


def firmeza_de(gestion: int) -> Firmeza | None:
    """La de la última corrida del municipio en que se está, o `None` si no se puede saber."""
    ambito = municipio_de_lectura()
    contexto = Contexto(ambito, municipio_actual().nombre, "", gestion)
    return firmezas.mirar(contexto, piezas().unidad_de_lectura(ambito), piezas().ajustables)
