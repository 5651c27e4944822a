"""Lo que lleva el POA impreso: sus líneas por programa, sus sumas, su estado y sus constancias."""

from itertools import groupby

from nucleo.dominio.poa import LineaDePoa, sumar
from nucleo.dominio.presupuesto import Corte
from nucleo.servicios.poa import PoaLeido
from nucleo.textos.mensajes import decir
from nucleo.textos.nombres import nombre
from nucleo.textos.poa import HISTORIA
from nucleo.textos.traduccion import gettext
from nucleo.web.formato import momento, sin_credencial
from nucleo.web.lectura_de_poa import PoaALaVista


def datos_del_pdf(vista: PoaALaVista, leido: PoaLeido, municipio: str) -> dict[str, object]:
    """Puros textos, en el idioma de quien lo pide: la plantilla no decide nada."""
    poa = leido.poa
    return {
        "titulo": gettext("POA %(anio)s de %(municipio)s", anio=poa.gestion, municipio=municipio),
        "subtitulo": f"{gettext('Versión %(numero)s', numero=poa.numero)} · {nombre(poa.estado)}",
        "rotulos": rotulos(leido),
        "encabezados": [
            gettext("N.º"), gettext("Categoría"), gettext("Denominación"), gettext("Objeto"),
            gettext("Fuente"), gettext("Distrito"), gettext("Unidad"), gettext("Objetivo"),
            gettext("Monto (Bs)"),
        ],
        "grupos": grupos(vista, leido),
        "total": [gettext("Total del POA"), monto(poa.total.legible())],
        "fuentes": {
            "titulos": [gettext("Fuente del dinero"), gettext("Hay"), gettext("En el POA"),
                        gettext("Queda")],
            "filas": [
                [vista.nombre_de(Corte.FUENTE, s.clave), monto(s.techo.legible()),
                 monto(s.usado.legible()), monto(s.queda.legible())]
                for s in leido.saldos
            ],
        },
        "sin_techo": not any(s.techo.centavos for s in leido.saldos),
        "constancias_titulo": gettext("Pasos y constancias"),
        "constancias": [
            f"{gettext(HISTORIA.get(p.paso, p.paso))}: {momento(p.cuando)}, "
            f"{sin_credencial(p.quien)}" + (f". {p.constancia}" if p.constancia else "")
            for p in poa.historia
        ],
        "avisos_titulo": gettext("Lo que falta declarar"),
        "avisos": [decir(f.motivo) for f in leido.faltas],
        "pie": gettext("Tinkuy · %(municipio)s · POA %(anio)s, versión %(numero)s",
                       municipio=municipio, anio=poa.gestion, numero=poa.numero),
    }  # fmt: skip


def rotulos(leido: PoaLeido) -> list[str]:
    """Lo que nadie debe tomar por lo que no es."""
    dichos = []
    if leido.poa.historico:
        dichos.append(gettext("POA de un año pasado: lo que su fuente no trae va vacío."))
    if simuladas := sum(x.simulada for x in leido.lineas):
        dichos.append(
            gettext("SIMULADO: %(n)s de estas líneas llevan algún dato que no es real.",
                    n=simuladas)
        )  # fmt: skip
    return dichos


def grupos(vista: PoaALaVista, leido: PoaLeido) -> list[dict[str, object]]:
    """Por programa, cada uno con su suma."""
    ordenadas = sorted(leido.lineas, key=lambda x: (not x.programa, x.programa, x.orden))
    return [
        {
            "nombre": vista.nombre_de(Corte.PROGRAMA, programa),
            "filas": [fila(x) for x in suyas],
            "suma": monto(sumar(suyas).legible()),
        }
        for programa, suyas in (
            (p, list(g)) for p, g in groupby(ordenadas, key=lambda x: x.programa)
        )
    ]


def fila(x: LineaDePoa) -> list[str]:
    simulada = f" [{gettext('simulado')}]" if x.simulada else ""
    return [
        str(x.orden), x.categoria, x.denominacion + simulada, x.objeto,
        x.fuente_organismo or gettext("no declarada"), x.distrito, x.unidad, x.objetivo,
        monto(x.monto.legible()),
    ]  # fmt: skip


def monto(legible: str) -> str:
    """Sin «Bs», que ya está en el encabezado."""
    return legible.replace("Bs ", "")
