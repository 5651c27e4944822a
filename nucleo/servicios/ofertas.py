"""Registrar lo que se ofrece financiar y cruzarlo con lo priorizado."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from nucleo.dominio import ofertas
from nucleo.dominio.agrupadas import integrantes_de
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import EdicionConcurrente, MontoInvalido, NoExiste
from nucleo.dominio.evaluaciones import Etapa
from nucleo.dominio.identidad import OrdenUsada
from nucleo.dominio.matriz import filas_de
from nucleo.dominio.nombres import plegar
from nucleo.dominio.ofertas import (
    Compromiso,
    Cruce,
    Cruzada,
    Grupo,
    Oferta,
    OfertaComprometida,
    OfertaRepetida,
    OfertaRetirada,
    Priorizada,
    TipoDeOferente,
    VigenciaInvertida,
    comprometido_por,
)
from nucleo.servicios.puertos import Unidad

REGISTRADA, CORREGIDA, RETIRADA = "ofertas.registrada", "ofertas.corregida", "ofertas.retirada"


@dataclass(frozen=True, slots=True)
class DatosDeOferta:
    """Lo que se puede decir y corregir de una oferta."""

    oferente: str
    tipo: TipoDeOferente
    que: str
    monto: Dinero
    sectores: Sequence[str] = ()
    distritos: Sequence[str] = ()
    competencias: Sequence[str] = ()
    condiciones: str = ""
    desde: date | None = None
    hasta: date | None = None
    fuente: str = ""
    simulada: bool = False

    @property
    def clave(self) -> str:
        return clave_de(self.oferente, self.que)

    def campos(self) -> dict[str, Any]:
        """Por nombre de campo, como están en la oferta."""
        return {nombre: getattr(self, nombre) for nombre in self.__slots__}


@dataclass(frozen=True, slots=True)
class Acordado:
    """Un compromiso con la demanda y la oferta de que trata, para mostrarlo."""

    compromiso: Compromiso
    oferta: Oferta
    codigo: str
    titulo: str


@dataclass(frozen=True, slots=True)
class Renglon:
    """Una oferta en la lista, con lo comprometido y lo que le queda."""

    oferta: Oferta
    comprometido: Dinero

    @property
    def queda(self) -> Dinero:
        return self.oferta.monto - self.comprometido


def clave_de(oferente: str, que: str) -> str:
    """La identidad de una oferta en su gestión: quién y qué."""
    return f"{plegar(oferente)} | {plegar(que)}"


def listar(contexto: Contexto, unidad: Unidad, texto: str = "", tipo: str = "") -> list[Renglon]:
    """Las de la gestión, por oferente; `texto` se busca plegado en quién, qué y condiciones."""
    with unidad:
        puesto = comprometido_por(unidad.ofertas.compromisos(contexto.gestion))
        todas = unidad.ofertas.de_gestion(contexto.gestion)
    palabras = plegar(texto).split()
    halladas = [
        o
        for o in todas
        if tipo in {"", o.tipo.value}
        and all(p in plegar(f"{o.oferente} {o.que} {o.condiciones}") for p in palabras)
    ]
    halladas.sort(key=lambda o: (o.retirada_en is not None, o.clave))
    return [Renglon(o, puesto.get(o.id, CERO)) for o in halladas]


def mirar(unidad: Unidad, oferta_id: UUID) -> tuple[Renglon, list[Acordado]]:
    """Una oferta y lo acordado con ella, o `NoExiste`."""
    with unidad:
        oferta = la_oferta(unidad, oferta_id)
        suyos = unidad.ofertas.de_la_oferta(oferta_id)
        demandas = {d.id: d for d in unidad.demandas.de_gestion(oferta.gestion)}
        acordados = [
            Acordado(c, oferta, demandas[c.demanda_id].codigo, demandas[c.demanda_id].titulo)
            for c in suyos
        ]
    return Renglon(oferta, comprometido_por(suyos).get(oferta_id, CERO)), acordados


def registrar(contexto: Contexto, unidad: Unidad, orden: UUID, datos: DatosDeOferta) -> bool:
    """La agrega con el identificador `orden`, que trae la página; repetirlo igual no duplica.

    Con ese identificador y otros datos, `OrdenUsada`: ni se pisa ni se da por guardado.
    También levanta `OfertaRepetida`, `VigenciaInvertida` y `MontoInvalido`.
    """
    with unidad:
        unidad.reservar()
        if antes := unidad.ofertas.de(orden):
            if antes.gestion != contexto.gestion or _cambian(antes, datos):
                raise OrdenUsada(antes.que)
            return False
        _exigir_valida(contexto, unidad, datos)
        nueva = Oferta(orden, contexto.gestion, datos.clave, **datos.campos())
        unidad.ofertas.agregar_todas([nueva])
        anotar(contexto, unidad, REGISTRADA, nueva)
        unidad.confirmar()
    return True


def corregir(
    contexto: Contexto, unidad: Unidad, oferta_id: UUID, version: int, datos: DatosDeOferta
) -> bool:
    """La deja como dicen los datos y dice si algo cambió. El monto no baja de lo comprometido."""
    with unidad:
        unidad.reservar()
        oferta = en_pie_o_error(unidad, oferta_id)
        if oferta.version != version:
            raise EdicionConcurrente
        _exigir_valida(contexto, unidad, datos, oferta)
        puesto = comprometido_por(unidad.ofertas.de_la_oferta(oferta_id)).get(oferta_id, CERO)
        if datos.monto < puesto:
            raise OfertaComprometida(oferta.oferente, puesto)
        nuevos, cambian = datos.campos(), _cambian(oferta, datos)
        if not cambian:
            return False
        antes = {c: _en_json(getattr(oferta, c)) for c in cambian}
        for campo in cambian:
            setattr(oferta, campo, nuevos[campo])
        oferta.clave = datos.clave
        dichos = {c: {"antes": antes[c], "despues": _en_json(nuevos[c])} for c in cambian}
        anotar(contexto, unidad, CORREGIDA, oferta, cambios=dichos)
        unidad.confirmar()
    return True


def retirar(contexto: Contexto, unidad: Unidad, oferta_id: UUID, motivo: str) -> None:
    """Deja de ofrecerse; queda a la vista con su motivo. Con compromisos en pie, no se puede.

    Repetir lo mismo no hace nada; con otro motivo, `OfertaRetirada`.
    """
    with unidad:
        unidad.reservar()
        oferta = la_oferta(unidad, oferta_id)
        if oferta.retirada_en:
            if oferta.motivo != motivo:
                raise OfertaRetirada(oferta.oferente)
            return
        puesto = comprometido_por(unidad.ofertas.de_la_oferta(oferta_id)).get(oferta_id, CERO)
        if puesto > CERO:
            raise OfertaComprometida(oferta.oferente, puesto)
        oferta.retirada_en, oferta.motivo = contexto.ahora(), motivo
        anotar(contexto, unidad, RETIRADA, oferta, motivo=motivo)
        unidad.confirmar()


def cruzar(contexto: Contexto, unidad: Unidad) -> Cruce:
    """Lo ofrecido contra la última corrida de la gestión, sin escribir."""
    with unidad:
        ofrecidas = unidad.ofertas.de_gestion(contexto.gestion)
        compromisos = unidad.ofertas.compromisos(contexto.gestion)
        priorizadas = priorizadas_de(contexto, unidad)
    hoy = dia_en_bolivia(contexto.ahora())
    cruce = ofertas.cruzar(priorizadas or (), ofrecidas, compromisos, hoy)
    return cruce if priorizadas is not None else replace(cruce, calificada=False)


def como_json(cruce: Cruce, municipio: str, gestion: int) -> dict[str, object]:
    """La forma estable de `tinkuy oferta cruzar --json`: dinero como cadena, en orden de puesto."""
    return {
        "municipio": municipio,
        "gestion": gestion,
        "calificada": cruce.calificada,
        "demandas": [_cruzada_en_json(c) for c in cruce.demandas],
        "ofertas_sin_demanda": [
            {"oferente": o.oferente, "que": o.que, "queda": str(cruce.quedan[o.id])}
            for o in cruce.sin_demanda
        ],
    }


def _cruzada_en_json(c: Cruzada) -> dict[str, object]:
    return {
        "puesto": c.demanda.puesto,
        "codigo": c.demanda.codigo,
        "titulo": c.demanda.titulo,
        "entra": c.demanda.entra,
        "costo": str(c.demanda.costo),
        "comprometido": str(c.comprometido),
        "falta": str(c.falta),
        "grupo": c.grupo.value,
        "sin_nadie": c.grupo is Grupo.SIN_NADIE,
        "acuerdos": [
            {
                "oferente": a.oferta.oferente,
                "que": a.oferta.que,
                "monto": str(a.compromiso.monto),
                "estado": a.compromiso.estado.value,
            }
            for a in c.acuerdos
        ],
        "ofertas": [
            {
                "oferente": k.oferta.oferente,
                "que": k.oferta.que,
                "monto": str(k.monto),
                "alcanza": k.alcanza,
                "distrito_por_confirmar": k.por_confirmar,
            }
            for k in c.calces
        ],
    }


def priorizadas_de(contexto: Contexto, unidad: Unidad) -> list[Priorizada] | None:
    """Las de la última corrida, por su puesto; `None` si todavía no se calificó.

    Con el costo y el dictamen de su evaluación, si la hay. Con la unidad abierta.
    """
    corrida = unidad.priorizaciones.ultima(contexto.gestion)
    if corrida is None:
        return None
    demandas = unidad.demandas.de_gestion(contexto.gestion)
    por_id, puestos = {d.id: d for d in demandas}, sorted(corrida.puestos, key=lambda p: p.lugar)
    organizaciones = {o.id: o for o in unidad.organizaciones.todas()}
    evaluadas = {e.codigo: e for e in unidad.evaluaciones.de_gestion(contexto.gestion)}
    filas = filas_de(
        [por_id[p.demanda_id] for p in puestos], organizaciones, None, integrantes_de(demandas)
    )
    return [
        Priorizada(
            demanda_id=f.demanda_id,
            codigo=f.codigo,
            titulo=f.titulo,
            organizacion=f.organizacion,
            puesto=p.lugar,
            entra=p.entra,
            costo=e.costo(f.costo) if (e := evaluadas.get(f.codigo)) else f.costo,
            sector=f.sector,
            competencia=f.competencia,
            distritos=f.distritos,
            simulada=f.simulada,
            no_viable=e is not None and e.etapa is Etapa.NO_VIABLE,
        )
        for p, f in zip(puestos, filas, strict=True)
    ]


def _exigir_valida(
    contexto: Contexto, unidad: Unidad, datos: DatosDeOferta, esta: Oferta | None = None
) -> None:
    if datos.monto <= CERO:
        raise MontoInvalido("monto", str(datos.monto))
    if datos.desde and datos.hasta and datos.hasta < datos.desde:
        raise VigenciaInvertida(datos.desde.isoformat(), datos.hasta.isoformat())
    for otra in unidad.ofertas.de_gestion(contexto.gestion):
        if otra is not esta and otra.retirada_en is None and otra.clave == datos.clave:
            raise OfertaRepetida(datos.oferente)


def la_oferta(unidad: Unidad, oferta_id: UUID) -> Oferta:
    """La de ese identificador, o `NoExiste`. Con la unidad abierta."""
    oferta = unidad.ofertas.de(oferta_id)
    if oferta is None:
        raise NoExiste("oferta", oferta_id)
    return oferta


def en_pie_o_error(unidad: Unidad, oferta_id: UUID) -> Oferta:
    """La misma, si no se retiró (`OfertaRetirada`)."""
    oferta = la_oferta(unidad, oferta_id)
    if oferta.retirada_en:
        raise OfertaRetirada(oferta.oferente)
    return oferta


def _cambian(oferta: Oferta, datos: DatosDeOferta) -> list[str]:
    return [c for c, v in datos.campos().items() if _llano(getattr(oferta, c)) != _llano(v)]


def _llano(valor: object) -> object:
    """Una lista y una tupla con lo mismo dicen lo mismo."""
    return list(valor) if isinstance(valor, list | tuple) else valor


def _en_json(valor: object) -> object:
    if isinstance(valor, list | tuple):
        return list(valor)
    return valor if isinstance(valor, str | bool) or valor is None else str(valor)


def anotar(contexto: Contexto, unidad: Unidad, que: str, oferta: Oferta, **mas: object) -> None:
    """El hecho `que`, con los datos de la oferta y lo que se añada."""
    carga: Mapping[str, object] = {
        "gestion": oferta.gestion,
        "oferente": oferta.oferente,
        "que": oferta.que,
        "ofrecido": str(oferta.monto),
        **mas,
    }
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
