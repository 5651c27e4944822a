"""La administración departamental y la de la plataforma: sus municipios, su estado y su avance.

Del municipio se mira solo lo que autorizó contar: una copia sin datos de personas.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, request

from nucleo.dominio.ambito import EnDepartamento, EnRegion
from nucleo.dominio.contexto import ahora
from nucleo.dominio.corridas import Paso
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.politica import Accion
from nucleo.dominio.regiones import TipoDeRegion
from nucleo.dominio.roles import Rol
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.administracion import (
    Cuales,
    EstadoDelMunicipio,
    FilaDeMunicipio,
    elegir,
    filas_de,
)
from nucleo.servicios.lecturas import FilaDeAvance
from nucleo.textos.mensajes import decir
from nucleo.textos.nombres import nombre, nombres
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import departamento_actual, gestion_elegida, piezas
from nucleo.web.descargas import Celda, Tabla, descargar
from nucleo.web.formato import fecha
from nucleo.web.idiomas import traducir
from nucleo.web.lugares import nombre_de_ambito, raiz_de
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import ambito_de_la_ruta, permite
from nucleo.web.sesion import de_plataforma

plano = Blueprint("administracion", __name__)
AJUSTES = "/departamentos/<departamento>/ajustes"


@dataclass(frozen=True, slots=True)
class Panorama:
    """Lo que la página mira: las filas, y de qué gestión es el avance."""

    filas: Sequence[FilaDeMunicipio]
    gestiones: Sequence[int] = ()
    gestion: int | None = None

    def cuantos(self, cuales: Cuales) -> int:
        return sum(map(cuales.incluye, self.filas))

    def publicaron(self) -> int:
        return sum(f.ultimo_paso is Paso.PUBLICAR for f in self.filas)


@plano.get("/departamentos/<departamento>/administracion")
@permite(Accion.VER_AVANCE)
def departamental() -> str:
    """Sus municipios: cuáles usan la plataforma, por dónde van y cuáles no lo cuentan."""
    return _pagina(_panorama_departamental(), f"{_raiz()}/administracion")


@plano.get("/departamentos/<departamento>/administracion.<any(csv, xlsx):formato>")
@permite(Accion.VER_AVANCE)
def archivo(formato: str) -> Response:
    """Lo mismo, en una hoja de cálculo: los que cumplen el filtro."""
    panorama = _panorama_departamental()
    filas = elegir(panorama.filas, _cuales(), _buscado())
    de_quien = departamento_actual().slug
    return descargar(_tabla(filas), formato, f"avance-{panorama.gestion or 'sin-datos'}", de_quien)


@plano.get("/plataforma")
@permite(Accion.DAR_DE_ALTA)
def plataforma() -> str:
    """Los departamentos, quién los administra y todos los municipios de la instalación."""
    casa = piezas()
    filas = filas_de(casa.territorio.municipios, casa.altas())
    return _pagina(Panorama(filas), "/plataforma", departamentos=_departamentos(filas))


def _raiz() -> str:
    return raiz_de(ambito_de_la_ruta())


def _panorama_departamental() -> Panorama:
    este, casa = departamento_actual(), piezas()
    region = EnRegion(f"{TipoDeRegion.DEPARTAMENTO.value}-{este.slug}")
    with casa.leer_region(region) as lectura:
        gestiones = lectura.gestiones_con_avance()
        gestion = gestion_elegida(gestiones)
        avances: Sequence[FilaDeAvance] = lectura.avances(gestion) if gestion else ()
    suyos = [m for m in casa.territorio.municipios if m.departamento == este.codigo]
    hoy = dia_en_bolivia(ahora())
    return Panorama(filas_de(suyos, casa.altas(), avances, hoy), gestiones, gestion)


def _pagina(panorama: Panorama, direccion: str, **datos: object) -> str:
    cuales, buscado = _cuales(), _buscado()
    return pintar(
        "administracion.html",
        raiz=_raiz(),
        direccion=direccion,
        este_ambito=nombre_de_ambito(ambito_de_la_ruta()),
        panorama=panorama,
        gestion=panorama.gestion,
        pagina=paginar(elegir(panorama.filas, cuales, buscado)),
        cuales=cuales,
        filtros=nombres(Cuales, traducir),
        Cuales=Cuales,
        buscado=buscado,
        estados=nombres(EstadoDelMunicipio, traducir),
        hay_ajustes=any(r.rule == AJUSTES for r in current_app.url_map.iter_rules()),
        **datos,
    )


def _cuales() -> Cuales:
    pedido = request.args.get("ver", "")
    return Cuales(pedido) if pedido in {c.value for c in Cuales} else Cuales.TODOS


def _buscado() -> str:
    return request.args.get("buscar", "").strip()


TITULOS = (
    "Código INE", "Municipio", "Estado", "Motivo", "Autorizó contar su avance", "Último paso",
    "Organizaciones", "Hicieron asamblea", "Demandas", "Costo de lo pedido", "Dinero disponible",
    "Entran al POA", "Llevadas a la región", "Copia del", "Encuentro que toca", "Días de atraso",
    "En qué se atrasa",
)  # fmt: skip


def _tabla(filas: Sequence[FilaDeMunicipio]) -> Tabla:
    return Tabla(TITULOS, [_renglon(f) for f in filas])


def _renglon(fila: FilaDeMunicipio) -> list[Celda]:
    m: Municipio = fila.municipio
    autorizo = f"{fila.autorizo_en:%d/%m/%Y}" if fila.autorizo_en else gettext("No")
    celdas: list[Celda] = [m.codigo, m.nombre, nombre(fila.estado), fila.motivo, autorizo]
    a = fila.avance
    if a is None:
        return [*celdas, *([None] * (len(TITULOS) - len(celdas)))]
    paso = nombre(fila.ultimo_paso) if fila.ultimo_paso else gettext("Ninguno")
    return [
        *celdas, paso, a.organizaciones, a.asambleas, a.demandas, a.costo.monto, a.techo.monto,
        a.en_poa, a.entregadas, fecha(a.cuando), fila.va_en, *en_que_se_atrasa(fila),
    ]  # fmt: skip


def en_que_se_atrasa(fila: FilaDeMunicipio) -> tuple[Celda, Celda]:
    """Cuántos días y en qué; nada si va al día. El que no abrió la gestión no va al día."""
    if fila.atraso is None:
        return None, gettext("No abrió la gestión") if fila.sin_abrir else ""
    dicho = decir(fila.atraso.que), *map(decir, fila.atraso.faltan)
    return fila.atraso.dias, ". ".join(d.rstrip(".") for d in dicho)


@dataclass(frozen=True, slots=True)
class FilaDeDepartamento:
    """Un departamento de la instalación y cuántas personas lo administran hoy."""

    nombre: str
    slug: str
    clave: str
    total: int
    hospedados: int
    suspendidos: int
    administran: int


def _departamentos(filas: Sequence[FilaDeMunicipio]) -> list[FilaDeDepartamento]:
    territorio, hoy = piezas().territorio, dia_en_bolivia(ahora())
    claves = [EnDepartamento(d.codigo).clave for d in territorio.departamentos]
    with de_plataforma() as unidad:
        administran = [
            m.sobre
            for m in unidad.membresias.sobre(*claves)
            if m.rol is Rol.ADMINISTRACION_DEPARTAMENTAL and m.vigente(hoy)
        ]
    hechas = []
    for d, clave in zip(territorio.departamentos, claves, strict=True):
        suyas = [f for f in filas if f.municipio.departamento == d.codigo]
        hospedados = sum(map(Cuales.HOSPEDADOS.incluye, suyas))
        suspendidos = sum(map(Cuales.SUSPENDIDOS.incluye, suyas))
        hechas.append(
            FilaDeDepartamento(
                d.nombre, d.slug, clave, len(suyas), hospedados, suspendidos,
                administran.count(clave),
            )
        )  # fmt: skip
    return hechas
