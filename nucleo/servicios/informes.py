"""Los informes de un encuentro: quién debe cada uno, escribirlos, presentarlos y rehacerlos."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.ciclos import Renglon, TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.cuadros import Cuadro
from nucleo.dominio.errores import EdicionConcurrente, ErrorDePlugin, NoExiste
from nucleo.dominio.eventos import EstadoDeEvento, Evento
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.informes import (
    ApartadoEscrito,
    EstadoDeInforme,
    Informe,
    InformeAlterado,
    InformeEnBorrador,
    InformeEnLlano,
    InformeFueraDeTiempo,
    InformePresentado,
    InformeSinPresentar,
    InformeVacio,
    en_borrador,
    preguntas_de,
    vigente,
)
from nucleo.dominio.mensajes import N_
from nucleo.servicios.calendarios import evento_de
from nucleo.servicios.encuentros import tipo_sin_caerse
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.rastros import cargas_de
from nucleo.servicios.saberes import SABERES, Mirada

ESCRITO, PRESENTADO, REHECHO = "informe.escrito", "informe.presentado", "informe.rehecho"
CON_ACTA = frozenset({EstadoDeEvento.ACTA_CERRADA, EstadoDeEvento.CONCLUIDO})
ROTO = N_("Un módulo no pudo traer sus cuadros")
SIN_SABER = N_("El ciclo pide un cuadro que esta instalación no sabe traer.")


@dataclass(frozen=True, slots=True)
class Debido:
    """Un informe que el encuentro pide: su renglón, la última versión presentada y el borrador."""

    renglon: Renglon
    presentado: Informe | None
    borrador: Informe | None

    @property
    def falta(self) -> bool:
        """Si nadie lo presentó todavía."""
        return self.presentado is None


@dataclass(frozen=True, slots=True)
class Autoria:
    """Con qué cargo se escribe, y si es a nombre de otro."""

    cargo: str
    a_nombre: bool = False


def debidos(contexto: Contexto, unidad: Unidad, ganchos: Ganchos, encuentro: str) -> list[Debido]:
    """Los del encuentro, en el orden del ciclo. Con la unidad abierta.

    Lo presentado que el ciclo ya no pide sigue en la lista: lo que se dijo no se borra.
    """
    renglones = {r.clave: r for r in tipo_sin_caerse(contexto, ganchos, encuentro).tipo.informes}
    por_clave: dict[str, list[Informe]] = {clave: [] for clave in renglones}
    for informe in unidad.informes.del_encuentro(contexto.gestion, encuentro):
        por_clave.setdefault(informe.clave, []).append(informe)
    return [
        Debido(renglones.get(clave) or _del_pasado(suyos[0]), vigente(suyos), en_borrador(suyos))
        for clave, suyos in por_clave.items()
    ]


def _del_pasado(informe: Informe) -> Renglon:
    return Renglon(informe.clave, informe.titulo, informe.informa)


def debido(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, encuentro: str, clave: str
) -> Debido:
    """Uno; o `NoExiste`. Con la unidad abierta."""
    todos = debidos(contexto, unidad, ganchos, encuentro)
    hallado = next((d for d in todos if d.renglon.clave == clave), None)
    if hallado is None:
        raise NoExiste("informe", clave, [d.renglon.clave for d in todos])
    return hallado


def del_punto(tipo: TipoDeEvento, informes: Sequence[Debido], punto: str) -> list[Debido]:
    """Los que se leen en ese punto de la agenda.

    El que no dice en cuál va en el primero que lleva su informante.
    """
    primeros = {p.informa: p.clave for p in reversed(tipo.agenda) if p.informa}
    return [d for d in informes if (d.renglon.punto or primeros.get(d.renglon.informa)) == punto]


def por_punto(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, encuentro: str
) -> Mapping[str, Sequence[Debido]]:
    """Punto de la agenda → los informes que se leen en él. Con la unidad abierta.

    Del encuentro que el ciclo ya no tiene, ninguno: la mesa no se detiene.
    """
    if encuentro not in contexto.ciclo.eventos:
        return {}
    tipo = tipo_sin_caerse(contexto, ganchos, encuentro).tipo
    todos = debidos(contexto, unidad, ganchos, encuentro)
    return {p.clave: suyos for p in tipo.agenda if (suyos := del_punto(tipo, todos, p.clave))}


def cuadros_de(mirada: Mirada, ganchos: Ganchos, renglon: Renglon) -> list[Cuadro]:
    """Lo que el sistema y los plugins saben para ese informe; cada cuadro, una vez.

    El de un plugin no reemplaza al del sistema: lleva su propia clave.
    """
    mirada = replace(mirada, habla_de=renglon.gestiones)
    sabidos = [
        cuadro
        for clave in renglon.sabe
        for cuadro in (SABERES[clave](mirada) if clave in SABERES else [_ignorado(clave)])
    ]
    ajenos = _de_los_plugins(mirada, ganchos, renglon)
    unicos: dict[str, Cuadro] = {}
    for cuadro in (*sabidos, *ajenos):
        unicos.setdefault(cuadro.clave, cuadro)
    return [*unicos.values()]


def _de_los_plugins(mirada: Mirada, ganchos: Ganchos, renglon: Renglon) -> list[Cuadro]:
    """Uno que falla no deja al encuentro sin informe: en su lugar va cuál falló."""
    contexto = mirada.contexto
    datos = {"contexto": contexto, "evento": mirada.tipo, "informe": renglon}
    try:
        dados = ganchos.recoger("cuadros_de_informe", contexto.nombre, **datos)
    except ErrorDePlugin as error:
        return [Cuadro("modulo-roto", ROTO, (N_("Qué módulo falló"),), ((error.args[0],),))]
    return [cuadro for _, cuadro in dados]


def _ignorado(clave: str) -> Cuadro:
    return Cuadro(clave, clave, (), (), SIN_SABER)


def escribir(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    encuentro: str,
    clave: str,
    version: int,
    textos: Mapping[str, str],
    autoria: Autoria,
) -> Informe:
    """Guarda el borrador; con `version` cero lo empieza. En la bitácora no va lo que dice.

    `InformePresentado` si ya se presentó; `EdicionConcurrente` si otra persona guardó antes.
    """
    with unidad:
        unidad.reservar()
        suyo = _abierto(contexto, unidad, ganchos, encuentro, clave)
        informe = suyo.borrador
        if informe is None and suyo.presentado:
            raise InformePresentado(suyo.presentado.titulo, suyo.presentado.numero)
        apartados = {c: t for c, t in textos.items() if t}
        if informe and dict(informe.apartados) == apartados:
            return informe
        if (informe.version if informe else 0) != version:
            raise EdicionConcurrente
        if informe is None:
            informe = _nuevo(contexto, encuentro, suyo.renglon)
            unidad.informes.agregar(informe)
        informe.apartados, informe.quien = apartados, contexto.quien
        informe.cargo, informe.a_nombre = autoria.cargo, autoria.a_nombre
        _anotar(contexto, unidad, ESCRITO, informe)
        unidad.confirmar()
    return informe


def presentar(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    mirada: Mirada,
    clave: str,
    version: int,
    autoria: Autoria,
) -> Informe:
    """Fija lo escrito y los cuadros como están hoy, con su resumen. Repetirlo no hace nada.

    `mirada` es del encuentro y con esta misma unidad. `InformeVacio` si no dice nada.
    """
    encuentro = mirada.tipo.clave
    with unidad:
        unidad.reservar()
        suyo = _abierto(contexto, unidad, ganchos, encuentro, clave)
        informe = suyo.borrador
        if informe is None:
            if suyo.presentado is None:
                raise InformeVacio(suyo.renglon.texto)
            return suyo.presentado
        if informe.version != version:
            raise EdicionConcurrente
        informe.cargo, informe.a_nombre = autoria.cargo, autoria.a_nombre
        evento = evento_de(unidad, contexto.gestion, encuentro)
        cuadros = cuadros_de(mirada, ganchos, suyo.renglon)
        dice = en_llano_de(contexto, evento, suyo.renglon, informe, cuadros)
        if not any(a.texto for a in dice.apartados):
            raise InformeVacio(informe.titulo)
        informe.presentar(dice, contexto.ahora(), contexto.quien)
        _anotar(contexto, unidad, PRESENTADO, informe, resumen=informe.resumen)
        unidad.confirmar()
    return informe


def en_llano_de(
    contexto: Contexto,
    evento: Evento,
    renglon: Renglon,
    informe: Informe,
    cuadros: Sequence[Cuadro],
) -> InformeEnLlano:
    """Todo lo que el informe diría si se presentara ahora con esos cuadros."""
    quien = contexto.ciclo.participantes.get(renglon.informa)
    return InformeEnLlano(
        municipio=contexto.nombre,
        municipio_id=getattr(contexto.ambito, "id", 0),
        gestion=evento.gestion,
        evento=evento.clave,
        sigla=evento.sigla,
        clave=renglon.clave,
        titulo=renglon.texto,
        informa=renglon.informa,
        informante=quien.nombre if quien else renglon.informa,
        numero=informe.numero,
        apartados=tuple(
            ApartadoEscrito(p.texto, informe.apartados.get(p.clave, ""))
            for p in preguntas_de(renglon, informe)
        ),
        cuadros=tuple(cuadros),
        cargo=informe.cargo,
        presentado_en=contexto.ahora().isoformat(),
        a_nombre=informe.a_nombre,
        motivo=informe.motivo,
    )


def rehacer(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    encuentro: str,
    clave: str,
    vista: int,
    motivo: str,
) -> Informe:
    """Abre otra versión desde la presentada número `vista`, que sigue a la vista como quedó.

    Repetirlo con el mismo motivo no abre dos; `InformeSinPresentar`, `InformeEnBorrador`.
    """
    with unidad:
        unidad.reservar()
        suyo = _abierto(contexto, unidad, ganchos, encuentro, clave)
        if suyo.presentado is None:
            raise InformeSinPresentar(suyo.renglon.texto)
        if suyo.borrador:
            if suyo.borrador.motivo == motivo:
                return suyo.borrador
            raise InformeEnBorrador(suyo.borrador.titulo, suyo.borrador.numero)
        if suyo.presentado.numero != vista:
            raise EdicionConcurrente
        nuevo = _nuevo(contexto, encuentro, suyo.renglon)
        nuevo.numero, nuevo.motivo = suyo.presentado.numero + 1, motivo
        nuevo.apartados = dict(suyo.presentado.apartados)
        unidad.informes.agregar(nuevo)
        _anotar(contexto, unidad, REHECHO, nuevo, motivo=motivo)
        unidad.confirmar()
    return nuevo


def dicho_en(contexto: Contexto, unidad: Unidad, informe: Informe) -> InformeEnLlano:
    """Lo que se presentó, como la bitácora lo recuerda; o `InformeAlterado`. Con la unidad abierta.

    Quien cambia por fuera el texto y su resumen a la vez no cambia la cadena.
    """
    dice = informe.leido()
    suyo = (informe.clave, informe.numero)
    cargas = cargas_de(contexto, unidad, informe.evento, PRESENTADO)
    recordado = next((c for c in cargas if (c.get("informe"), c.get("version")) == suyo), {})
    if recordado.get("resumen") != informe.resumen:
        raise InformeAlterado(informe.titulo, informe.resumen)
    return dice


def _abierto(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, encuentro: str, clave: str
) -> Debido:
    """Uno que todavía puede cambiar: con el acta cerrada, `InformeFueraDeTiempo`."""
    evento = evento_de(unidad, contexto.gestion, encuentro)
    if evento.estado in CON_ACTA:
        raise InformeFueraDeTiempo(evento.sigla, evento.estado)
    return debido(contexto, unidad, ganchos, encuentro, clave)


def _nuevo(contexto: Contexto, encuentro: str, renglon: Renglon) -> Informe:
    return Informe(
        id=nuevo_id(),
        gestion=contexto.gestion,
        evento=encuentro,
        clave=renglon.clave,
        numero=1,
        titulo=renglon.texto,
        informa=renglon.informa,
        empezado_en=contexto.ahora(),
        quien=contexto.quien,
        estado=EstadoDeInforme.BORRADOR,
    )


def _anotar(contexto: Contexto, unidad: Unidad, que: str, informe: Informe, **mas: object) -> None:
    carga = {
        "gestion": informe.gestion,
        "evento": informe.evento,
        "informe": informe.clave,
        "version": informe.numero,
        "informa": informe.informa,
        "a_nombre": informe.a_nombre,
        **mas,
    }
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
