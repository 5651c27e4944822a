"""Un municipio con todo, otro vacío y una región: lo que muestran las pantallas de prueba."""

from datetime import UTC, date, datetime

from nucleo.dominio.demandas import Competencia, Contraparte, Estado, PedidaPor
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.edc import Destinatario
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.organizaciones import Area, TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.dominio.regiones import Region, TipoDeRegion
from nucleo.dominio.sectores import Sector
from nucleo.dominio.territorio import (
    Departamento,
    Municipio,
    Provincia,
    Territorio,
    TipoDeGobierno,
)
from nucleo.servicios.lecturas import (
    FichaDeDemanda,
    FilaDeDemanda,
    FilaDeEntrega,
    PasoDeHistoria,
    PuestoLeido,
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


def entrega_de(f: FilaDeDemanda) -> FilaDeEntrega:
    return FilaDeEntrega(
        TUNARI.id, f.codigo, f.titulo, f.organizacion, f.sector, f.competencia, f.costo,
        f.beneficiarios, f.numero, f.estado is Estado.EN_POA, f.simulada, f.fuente, AHORA,
    )  # fmt: skip
