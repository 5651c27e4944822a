"""Unas piezas en memoria para las pantallas: un municipio con todo, otro vacío y una región."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Self

from nucleo.dominio.ambito import Ambito, EnMunicipio, EnRegion
from nucleo.dominio.configuracion import (
    Configuracion,
    ConfiguracionDePlataforma,
    ConfiguracionDeServidor,
)
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Paso, Proceso
from nucleo.dominio.demandas import Competencia, Contraparte, Estado, PedidaPor
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.edc import Bloque, Destinatario, Grupo
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.municipios import Alta
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Area, TipoDeOrganizacion
from nucleo.dominio.personas import NADIE, Personas
from nucleo.dominio.regiones import Region, TipoDeRegion
from nucleo.dominio.revisiones import Muros
from nucleo.dominio.sectores import Sector
from nucleo.dominio.territorio import (
    Departamento,
    Municipio,
    Provincia,
    Territorio,
    TipoDeGobierno,
)
from nucleo.servicios.lecturas import (
    Cifras,
    CorridaLeida,
    FichaDeDemanda,
    FilaDeDemanda,
    FilaDeEntrega,
    FiltroDeDemandas,
    HechoLeido,
    Pagina,
    PasoDeHistoria,
    Procedencia,
    PuestoLeido,
    ResumenDeSector,
    Situacion,
)

GESTION = 2027
AHORA = datetime(2026, 8, 15, 16, 0, tzinfo=UTC)
HOSTIL = "<script>alert(\"1\")</script> & 'Ch’alla'"
SECTORES = (
    Sector("agua", "Agua potable y alcantarillado"),
    Sector("salud", "Salud"),
    Sector("educacion", "Educación y cultura de las comunidades rurales del municipio"),
    Sector("caminos", "Caminos"),
)
PEDIDOS = ("Sistema de agua potable", "Posta de salud", "Dos aulas", "Puente vehicular")


def municipio(codigo: str, nombre: str, slug: str, mujeres: int, hombres: int) -> Municipio:
    gente = Personas(mujeres, hombres)
    return Municipio(
        codigo, codigo, codigo, nombre, slug, TipoDeGobierno.GAM, codigo[:4], codigo[:2],
        gente.total, gente,
    )  # fmt: skip


TUNARI = municipio("031003", "Villa Tunari", "villa-tunari", 36912, 42309)
CHIMORE = municipio("031602", "Chimoré", "chimore", 14000, 15500)
POJO = municipio("031201", "Pojo", "pojo", 4000, 4300)
TERRITORIO = Territorio(
    [Departamento("03", "BO-C", "Cochabamba", "cochabamba")],
    [Provincia("0310", "Chapare", "03"), Provincia("0316", "Tropical", "03"),
     Provincia("0312", "Carrasco", "03")],
    [TUNARI, CHIMORE, POJO],
    [],
    [],
)  # fmt: skip
UNINOMINAL = Region(
    "uninominal-24", TipoDeRegion.UNINOMINAL, "Circunscripción uninominal 24", ("03",),
    {TUNARI.id: 100, CHIMORE.id: 62.5},
)  # fmt: skip
PROVINCIA = Region("chapare", TipoDeRegion.PROVINCIA, "Chapare", ("03",), {TUNARI.id: 100})
DIPUTADO = Destinatario(
    "diputado", "Diputada o diputado de la circunscripción 24", "Diputación uninominal",
    frozenset({Competencia.NACIONAL, Competencia.CONCURRENTE}),
    nota=Mensaje("Gestiona ante el nivel nacional."),
)  # fmt: skip


def fila(numero: int) -> FilaDeDemanda:
    """La demanda número `numero`: la primera es hostil; las pares, simuladas."""
    k = numero % 4
    return FilaDeDemanda(
        id=nuevo_id(),
        gestion=GESTION,
        numero=numero,
        titulo=HOSTIL if numero == 1 else f"{PEDIDOS[k]} para la comunidad número {numero}",
        organizacion=f"=1+1 OTB {numero}" if numero == 2 else f"Sindicato Agrario {numero // 2}",
        distrito=f"Distrito {1 + numero % 9}",
        sector=SECTORES[k].clave,
        prioridad=1 + numero % 2,
        pedida_por=list(PedidaPor)[k],
        competencia=list(Competencia)[k],
        beneficiarios=Personas(40 + numero, 30 + numero),
        costo=Dinero.de(12_500 * numero),
        estado=Estado.EN_POA if numero <= 20 else Estado.EN_ESPERA,
        simulada=numero % 2 == 0,
        fuente="POA 2010, línea 12" if numero % 2 else "demostración",
    )


def aportes(numero: int) -> list[dict[str, object]]:
    nombres = ("Población beneficiada", "Carencia de servicios", "Inversión recibida")
    return [
        {
            "clave": f"equidad.{k}", "nombre": nombre, "plugin": "equidad", "unidad": "personas",
            "crudo": None if k == 2 else 100.0 + numero, "normalizado": 0.5,
            "peso": (0.5, 0.3, 0.2)[k], "aporte": 100 * (0.5, 0.3, 0.2)[k] / (1 + numero / 10),
            "nota": "No hay dato: este criterio le da la mitad de los puntos." if k == 2 else None,
        }
        for k, nombre in enumerate(nombres)
    ]  # fmt: skip


@dataclass
class LecturaVacia:
    """La de un municipio recién dado de alta."""

    filas: Sequence[FilaDeDemanda] = ()
    hospedado: bool = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def situacion(self) -> Situacion | None:
        return Situacion(str(hash(repr(self.filas)))) if self.hospedado else None

    def gestiones(self) -> Sequence[int]:
        return [GESTION] if self.filas else []

    def cifras(self, _gestion: int, /) -> Cifras:
        costo = sum((f.costo for f in self.filas), CERO)
        gente = sum((f.beneficiarios for f in self.filas), NADIE)
        return Cifras(48, 41, len(self.filas), costo, gente, Personas(1203, 1358))

    def por_sector(self, _gestion: int, /) -> Sequence[ResumenDeSector]:
        por_clave: dict[str, list[FilaDeDemanda]] = {}
        for f in self.filas:
            por_clave.setdefault(f.sector, []).append(f)
        return [
            ResumenDeSector(
                clave, len(suyas), sum((f.costo for f in suyas), CERO),
                sum((f.beneficiarios for f in suyas), NADIE),
            )
            for clave, suyas in por_clave.items()
        ]  # fmt: skip

    def demandas(self, filtro: FiltroDeDemandas, /) -> Pagina[FilaDeDemanda]:
        halladas = [f for f in self.filas if cumple(f, filtro)]
        halladas.sort(key=lambda f: orden_de(f, filtro.orden), reverse=filtro.descendente)
        if not filtro.por_pagina:
            return Pagina(halladas, len(halladas), 1, max(1, len(halladas)))
        desde = (filtro.pagina - 1) * filtro.por_pagina
        tramo = halladas[desde : desde + filtro.por_pagina]
        return Pagina(tramo, len(halladas), filtro.pagina, filtro.por_pagina)

    def demanda(self, gestion: int, numero: int, /) -> FichaDeDemanda | None:
        suya = next((f for f in self.filas if (f.gestion, f.numero) == (gestion, numero)), None)
        return ficha_de(suya) if suya else None

    def techos(self, _gestion: int, /) -> Mapping[str, Dinero]:
        return {"41-113": Dinero.de(2_000_000), "41-119": Dinero.de(900_000)} if self.filas else {}

    def procedencias(self, _gestion: int, /) -> Mapping[str, Procedencia]:
        return {"41-119": Procedencia("POA anterior", simulada=True)} if self.filas else {}

    def proceso(self, gestion: int, /) -> Proceso | None:
        if not self.filas:
            return None
        proceso = Proceso(nuevo_id(), gestion)
        for paso in list(Paso)[:3]:
            proceso.dar(paso, AHORA)
        return proceso

    def corrida(self, gestion: int, /) -> CorridaLeida | None:
        if not self.filas:
            return None
        techos = {clave: str(monto) for clave, monto in self.techos(gestion).items()}
        puestos = [puesto_de(f) for f in self.filas]
        return CorridaLeida(
            gestion, AHORA, "consola:ana", "lista_con_techo", {}, techos, "ab" * 32, puestos
        )

    def puesto(self, _gestion: int, numero: int, /) -> PuestoLeido | None:
        return next((puesto_de(f) for f in self.filas if f.numero == numero), None)

    def hechos(self, cuantos: int, /) -> Sequence[HechoLeido]:
        hechos = [
            HechoLeido(2, "demandas.importadas", "consola:ana", AHORA),
            HechoLeido(1, "municipio.alta", "consola:ana", AHORA),
        ]
        return hechos[:cuantos]


def cumple(f: FilaDeDemanda, filtro: FiltroDeDemandas) -> bool:
    return (
        f.gestion == filtro.gestion
        and plegar(filtro.texto) in plegar(f"{f.titulo} {f.organizacion}")
        and filtro.sector in {"", f.sector}
        and filtro.estado in {"", f.estado.value}
        and filtro.pedida_por in {"", f.pedida_por.value}
    )


def orden_de(f: FilaDeDemanda, orden: str) -> Any:
    return f.beneficiarios.total if orden == "beneficiarios" else getattr(f, orden)


def ficha_de(f: FilaDeDemanda) -> FichaDeDemanda:
    return FichaDeDemanda(
        fila=f,
        tipo_de_organizacion=TipoDeOrganizacion.COMUNIDAD,
        area=Area.RURAL,
        problema="El agua se acarrea desde el río. " * 8,
        tipo="Construcción",
        lugar="Frente a la escuela",
        preparacion="Tiene perfil",
        familias=35,
        orden_mujeres=1,
        orden_hombres=2,
        contraparte=Contraparte("mano de obra", Dinero.de(9_000)),
        observaciones=[Mensaje("Falta el aval de %(quien)s.", {"quien": HOSTIL}).como_json()],
        asamblea_fecha=date(2026, 6, 6),
        asamblea_lugar="Sede del sindicato",
        asistentes=Personas(31, 28),
        folio="A-0012",
        situacion={"Agua": "De vertiente, sin tratar"},
        historia=[
            PasoDeHistoria(Estado.REGISTRADA, AHORA, "consola:ana"),
            PasoDeHistoria(f.estado, AHORA, "consola:ana"),
        ],
    )


def puesto_de(f: FilaDeDemanda) -> PuestoLeido:
    entra = f.estado is Estado.EN_POA
    motivo = Mensaje(
        "Entra: quedaban %(saldo)s." if entra else "No alcanza: faltan %(saldo)s.",
        {"saldo": "Bs 12.000,00"},
    )
    fuente = ("41-113", "41-119")[f.numero % 2] if entra else ""
    return PuestoLeido(
        f.numero, f, 1_000_000 // (f.numero + 1), entra, fuente, motivo.como_json(),
        aportes(f.numero),
    )  # fmt: skip


@dataclass
class LecturaRegionalEnMemoria:
    filas: Sequence[FilaDeDemanda] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def gestiones(self) -> Sequence[int]:
        return [GESTION] if self.filas else []

    def grupos(self, _gestion: int, /) -> Sequence[Grupo]:
        return [
            Grupo(
                TUNARI.id, f.sector, f.competencia, 1, f.costo, f.beneficiarios,
                int(f.estado is Estado.EN_POA), int(f.simulada),
            )
            for f in self.filas
        ]  # fmt: skip

    def entregas(
        self,
        _gestion: int,
        competencias: frozenset[Competencia],
        municipios: frozenset[int],
        pagina: int,
        por_pagina: int = 25,
        /,
    ) -> Pagina[FilaDeEntrega]:
        assert municipios <= {TUNARI.id}
        suyas = [entrega_de(f) for f in self.filas if f.competencia in competencias]
        tramo = suyas[(pagina - 1) * por_pagina : pagina * por_pagina]
        return Pagina(tramo, len(suyas), pagina, por_pagina)


def entrega_de(f: FilaDeDemanda) -> FilaDeEntrega:
    return FilaDeEntrega(
        TUNARI.id, f.codigo, f.titulo, f.organizacion, f.sector, f.competencia, f.costo,
        f.beneficiarios, f.numero, f.estado is Estado.EN_POA, f.simulada, f.fuente, AHORA,
    )  # fmt: skip


@dataclass
class GanchosDeDoble:
    activos: tuple[str, ...]

    def implementados(self, plugin: str) -> list[str]:
        return ["criterios_de_priorizacion"] if plugin == "equidad" else ["bloques_de_edc"]

    def recoger(self, nombre: str, _ambito: str, **_datos: Any) -> list[tuple[str, Any]]:
        match nombre:
            case "destinatarios_edc":
                return [("edc_competencias", DIPUTADO)]
            case "bloques_de_edc":
                explicacion = Mensaje("Lo que toca a salud.")
                tabla = (("Municipio", "Demandas"), (("Villa Tunari", "12"),))
                return [("salud", Bloque("salud", "Salud", explicacion, *tabla))]
            case _:
                return []


@dataclass
class PiezasDeDoble:
    """`territorio`, `regiones` y lo demás, sin base ni archivos."""

    demandas: int = 60
    idiomas: tuple[str, ...] = ("es", "qu", "ay", "pseudo")
    vocabulario: str = ""
    activos: tuple[str, ...] = ("equidad", "salud")
    municipios: tuple[Municipio, ...] = (TUNARI, CHIMORE)
    territorio: Territorio = TERRITORIO
    regiones: Mapping[str, Region] = field(
        default_factory=lambda: {r.slug: r for r in (UNINOMINAL, PROVINCIA)}
    )
    sectores: Sequence[Sector] = SECTORES
    fuentes: Mapping[str, str] = field(
        default_factory=lambda: {"41-113": "Coparticipación tributaria", "41-119": "IDH"}
    )
    plugins: Mapping[str, str] = field(
        default_factory=lambda: {"equidad": "Equidad entre comunidades", "salud": "Salud"}
    )

    servidor: ConfiguracionDeServidor = field(default_factory=ConfiguracionDeServidor)
    pendiente: Sequence[str] = ()

    @cached_property
    def filas(self) -> list[FilaDeDemanda]:
        return [fila(n) for n in range(1, self.demandas + 1)]

    @cached_property
    def plataforma(self) -> ConfiguracionDePlataforma:
        return ConfiguracionDePlataforma("Tinkuy", self.idiomas, demostracion=True)

    @cached_property
    def configurada(self) -> Configuracion:
        return Configuracion(
            self.idiomas, None, {p: {} for p in self.activos}, vocabulario=self.vocabulario
        )

    def muros(self) -> Muros:
        return Muros(segundo=False, pendientes=[])

    def base_pendiente(self) -> Sequence[str]:
        return self.pendiente

    def altas(self) -> Sequence[Alta]:
        return [Alta(m.id, AHORA, "consola:ana") for m in self.municipios]

    def configuracion(self, ambito: Ambito, /) -> Configuracion:
        if ambito == EnMunicipio(CHIMORE.id):
            return replace(self.configurada, plugins={})
        return self.configurada

    def contexto(self, ambito: Ambito, gestion: int, quien: str = "", /) -> Contexto:
        return Contexto(ambito, "Villa Tunari", quien, gestion)

    def ganchos(self, ambito: Ambito, /) -> GanchosDeDoble:
        return GanchosDeDoble(tuple(sorted(self.configuracion(ambito).activos)))

    def unidad(self, ambito: Ambito, /) -> Any:
        raise AssertionError(ambito)

    def leer_municipio(self, ambito: EnMunicipio, /) -> LecturaVacia:
        hospedado = ambito.id in {m.id for m in self.municipios}
        return LecturaVacia(self.filas if ambito.id == TUNARI.id else (), hospedado)

    def leer_region(self, ambito: EnRegion, /) -> LecturaRegionalEnMemoria:
        filas = self.filas if ambito.slug == UNINOMINAL.slug else ()
        return LecturaRegionalEnMemoria(filas)
