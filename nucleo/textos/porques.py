"""La tarjeta del porqué, dicha: las mismas frases en la pantalla, en la hoja y en el mensaje."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.mensajes import N_
from nucleo.dominio.palancas import PASOS_DE_DINERO, PUNTOS, Palanca
from nucleo.dominio.porques import Alcance, Respuesta
from nucleo.dominio.priorizacion import puntos
from nucleo.servicios.porques import Razon, Tarjeta
from nucleo.textos.mensajes import decir
from nucleo.textos.traduccion import gettext, ngettext

LARGO = 700  # letras de un mensaje que se lee sin abrirlo
CABE = 90  # letras de un título en el mensaje

SI_ENTRARA: Mapping[Palanca, str] = {
    Palanca.COSTO: N_(
        "Si pidiera %(cuanto)s menos al municipio (%(despues)s en vez de %(antes)s), entraba."
    ),
    Palanca.CONTRAPARTE: N_(
        "Si la comunidad pusiera %(cuanto)s más (%(despues)s en total) y pidiera lo mismo, entraba."
    ),
    Palanca.PESO: N_("Si «%(criterio)s» pesara %(despues)s en vez de %(antes)s, entraba."),
}
SI_SALIERA: Mapping[Palanca, str] = {
    Palanca.COSTO: N_(
        "Si costara %(cuanto)s más (%(despues)s en vez de %(antes)s), quedaba en espera."
    ),
    Palanca.CONTRAPARTE: N_(
        "Si la comunidad pusiera %(cuanto)s menos (%(despues)s en total), quedaba en espera."
    ),
    Palanca.PESO: N_(
        "Si «%(criterio)s» pesara %(despues)s en vez de %(antes)s, quedaba en espera."
    ),
}
NO_ENTRARIA: Mapping[Palanca, str] = {
    Palanca.COSTO: N_("Bajando solo el costo no entraba, ni pidiendo %(despues)s."),
    Palanca.CONTRAPARTE: N_(
        "Poniendo más la comunidad y pidiendo lo mismo no entraba, ni con %(despues)s."
    ),
    Palanca.PESO: N_("Cambiando solo el peso de un criterio no entraba."),
}
NO_SALDRIA: Mapping[Palanca, str] = {
    Palanca.COSTO: N_("Subiendo solo el costo hasta %(despues)s seguía entrando."),
    Palanca.CONTRAPARTE: N_("Lo que pone la comunidad no decide: sin eso también entraba."),
    Palanca.PESO: N_("Cambiando solo el peso de un criterio seguía entrando."),
}
SIN_PASOS = N_("La comunidad ya pone tanto como pide: por ahí no se prueba más.")
NO_MIRA_PUNTOS = N_("La regla con que se decidió no mira los puntos: los pesos no la mueven.")
SIN_COMPROBAR = N_("Uno de los criterios no deja comprobar este cambio: no se dice.")
NO_REHECHA = N_(
    "Con los datos y los criterios de hoy la cuenta ya no sale igual a la guardada. Por eso no se "
    "dice qué la habría hecho entrar: sería inventarlo."
)
COMO_SE_BUSCO = N_(
    "Se mueve una sola cosa y todo lo demás queda igual; un paso menos no alcanza. Los costos y "
    "la contraparte se prueban de mil en mil, hasta %(miles)s millones; los pesos, de un punto en "
    "un punto, hasta %(puntos)s más."
)
LA_CONTRAPARTE = N_(
    "Poner más no baja lo que se pide. Si lo que pone la comunidad reemplaza parte de lo pedido, "
    "cuente con lo que dice del costo."
)
CORTADO = "…"


@dataclass(frozen=True, slots=True)
class RazonDicha:
    """Un renglón de la tabla de puntos. `parte`, de 0 a 1, para dibujarla."""

    criterio: str
    medida: str
    puntos: str
    maximo: str
    parte: float
    nota: str
    fuentes: Sequence[int]
    simulada: bool

    @property
    def procedencia(self) -> str:
        """«Dato simulado. Fuente: 1, 2», con los números de `TarjetaDicha.fuentes`."""
        partes = [gettext("Dato simulado.")] if self.simulada else []
        if self.fuentes:
            cuales = ", ".join(map(str, self.fuentes))
            partes.append(gettext("Fuente: %(cuales)s.", cuales=cuales))
        return " ".join(partes)


@dataclass(frozen=True, slots=True)
class TarjetaDicha:
    """Toda en frases. `fuentes`, las de los datos, que las razones nombran por su número."""

    titular: str
    puesto: str
    motivo: str
    firmeza: str
    razones: Sequence[RazonDicha]
    delante: Sequence[str]
    titulo_de_cambios: str
    cambios: Sequence[str]
    notas: Sequence[str]
    fuentes: Sequence[str]


def decir_tarjeta(t: Tarjeta, motivo: str) -> TarjetaDicha:
    """`motivo` es el de la regla, ya dicho con los nombres de las fuentes."""
    fuentes = list(dict.fromkeys(f.texto for r in t.razones for f in r.fuentes if f.texto))
    return TarjetaDicha(
        titular=titular(t),
        puesto=gettext(
            "Puesto %(puesto)s de %(todas)s, con %(puntaje)s puntos de 100.",
            puesto=t.puesto, todas=t.de_cuantas, puntaje=numero(puntos(t.puntaje)),
        ),
        motivo=motivo,
        firmeza=firmeza(t),
        razones=[_razon(r, fuentes) for r in t.razones],
        delante=delante(t),
        titulo_de_cambios=gettext("Qué la sostiene") if t.entra
        else gettext("El cambio más pequeño que la habría hecho entrar"),
        cambios=cambios(t),
        notas=notas(t),
        fuentes=fuentes,
    )  # fmt: skip


def titular(t: Tarjeta) -> str:
    """Entró o quedó en espera, y de qué gestión."""
    if t.entra:
        return gettext("Entra al POA %(gestion)s", gestion=t.gestion)
    return gettext("No entra al POA %(gestion)s: queda en espera", gestion=t.gestion)


def firmeza(t: Tarjeta) -> str:
    """Si el resultado aguanta otros pesos; vacía si no se midió o si no compite."""
    if t.firmeza is None or not t.compite:
        return ""
    return gettext(
        "Moviendo los pesos acordados entre la mitad y el doble, entra en %(veces)s de cada 100 "
        "combinaciones.",
        veces=t.firmeza,
    )


def _razon(r: Razon, fuentes: Sequence[str]) -> RazonDicha:
    a = r.aporte
    return RazonDicha(
        criterio=decir(a.nombre),
        medida=medida(r),
        puntos=numero(puntos(a.aporte)),
        maximo=numero(puntos(r.maximo)),
        parte=min(1.0, a.aporte / r.maximo) if r.maximo else 0.0,
        nota=decir(a.nota),
        fuentes=[1 + fuentes.index(f.texto) for f in r.fuentes if f.texto],
        simulada=any(f.simulada for f in r.fuentes),
    )


def medida(r: Razon) -> str:
    """«62,5 %», «mujeres» o una raya si no hay dato."""
    if r.aporte.crudo is None:
        return "—"
    if r.peldano:
        return decir(r.peldano)
    cifra = numero(r.aporte.crudo, 0 if r.aporte.crudo.is_integer() else 2)
    return f"{cifra} {decir(r.aporte.unidad)}".strip()


def delante(t: Tarjeta) -> list[str]:
    """Cuántas entraron antes, con cuánto dinero, y cuál gastó lo que a esta le hacía falta."""
    d = t.delante
    if not t.compite:
        return []
    if not d.cuantas:
        return [gettext("Ninguna entró antes que ella.")]
    gastado = Dinero(sum(m.centavos for m in d.gastado.values()))
    frases = [
        ngettext(
            "Entró antes %(num)s demanda, que usa %(gastado)s.",
            "Entraron antes %(num)s demandas, que usan %(gastado)s.",
            d.cuantas,
            gastado=plata(gastado),
        )
    ]
    if d.primera and not t.entra:
        primera = d.primera
        frases.append(
            gettext(
                "La primera que la dejó sin dinero suficiente fue «%(titulo)s», de %(quien)s, en "
                "el puesto %(puesto)s.",
                titulo=primera.fila.titulo,
                quien=primera.fila.organizacion,
                puesto=primera.puesto,
            )
        )
    return frases


def cambios(t: Tarjeta) -> list[str]:
    """Una frase por palanca; los pesos que no alcanzan se dicen una sola vez."""
    if not t.compite:
        return []
    if not t.rehecha:
        return [gettext(NO_REHECHA)]
    frases: dict[str, None] = {}
    primero_lo_que_alcanza = sorted(
        t.respuestas,
        key=lambda r: (
            r.alcance is not Alcance.ALCANZA,
            r.palanca is Palanca.PESO,
            r.palanca is Palanca.CONTRAPARTE,
            abs(r.pasos),
        ),
    )  # fmt: skip
    hay_peso = any(_alcanza(r) and r.palanca is Palanca.PESO for r in t.respuestas)
    for r in primero_lo_que_alcanza:
        if r.palanca is Palanca.PESO and hay_peso and r.alcance is Alcance.NO_ALCANZA:
            continue
        frases[cambio(t, r)] = None
    if not t.entra and not any(map(_alcanza, t.respuestas)):
        return [gettext("Ningún cambio de una sola cosa la hacía entrar."), *frases]
    return list(frases)


def _alcanza(r: Respuesta) -> bool:
    return r.alcance is Alcance.ALCANZA


def cambio(t: Tarjeta, r: Respuesta) -> str:
    """Lo que una palanca sola habría logrado."""
    match r.alcance:
        case Alcance.NO_APLICA:
            return gettext(NO_MIRA_PUNTOS)
        case Alcance.SIN_COMPROBAR:
            return gettext(SIN_COMPROBAR)
        case Alcance.NO_ALCANZA:
            if not r.pasos and r.palanca is Palanca.CONTRAPARTE and not t.entra:
                return gettext(SIN_PASOS)
            return gettext((NO_SALDRIA if t.entra else NO_ENTRARIA)[r.palanca], **_datos(t, r))
    return gettext((SI_SALIERA if t.entra else SI_ENTRARA)[r.palanca], **_datos(t, r))


def _datos(t: Tarjeta, r: Respuesta) -> dict[str, object]:
    if isinstance(r.antes, Dinero) and isinstance(r.despues, Dinero):
        cuanto = Dinero(abs(r.despues.centavos - r.antes.centavos))
        return {"cuanto": plata(cuanto), "antes": plata(r.antes), "despues": plata(r.despues)}
    criterio = decir(t.criterios.get(r.criterio, r.criterio))
    return {"criterio": criterio, "antes": f"{r.antes:g}".replace(".", ","),
            "despues": f"{r.despues:g}".replace(".", ",")}  # fmt: skip


def notas(t: Tarjeta) -> list[str]:
    """Cómo se buscó, en letra chica."""
    if not t.respuestas:
        return []
    frases = [gettext(COMO_SE_BUSCO, miles=PASOS_DE_DINERO // 1000, puntos=PUNTOS)]
    if not t.entra:
        frases.append(gettext(LA_CONTRAPARTE))
    return frases


def mensaje(t: Tarjeta, enlace: str) -> str:
    """Para mandar por WhatsApp: lo esencial y el enlace, en no más de `LARGO` letras."""
    lineas = [
        f"{t.codigo} {_corto(t.titulo)} ({_corto(t.organizacion)})",
        *([gettext("DATO SIMULADO: es una demostración.")] if t.simulada else []),
        f"{titular(t)}.",
        gettext(
            "Puesto %(puesto)s de %(todas)s, con %(puntaje)s puntos de 100.",
            puesto=t.puesto, todas=t.de_cuantas, puntaje=numero(puntos(t.puntaje)),
        ),
    ]  # fmt: skip
    lo_demas = (*cambios(t)[:2], *delante(t)) if t.compite else (decir(t.motivo),)
    for frase in lo_demas:
        if len("\n".join([*lineas, frase, enlace])) <= LARGO:
            lineas.append(frase)
    return "\n".join([*lineas, enlace])


def _corto(texto: str) -> str:
    return texto if len(texto) <= CABE else texto[: CABE - 1].rstrip() + CORTADO


def plata(monto: Dinero) -> str:
    """`Bs 12.000`, sin centavos si son cero y sin partirse."""
    return monto.legible().removesuffix(",00").replace(" ", "\u00a0")


def numero(valor: float, cifras: int = 2) -> str:
    """`1.234,50`, como se escribe en Bolivia."""
    return f"{valor:,.{cifras}f}".translate(str.maketrans(",.", ".,"))
