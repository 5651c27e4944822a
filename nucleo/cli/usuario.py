"""`tinkuy usuario`: invitar a quien administra, ver quién tiene qué mandato y cerrarlo."""

from datetime import date, datetime
from uuid import UUID

import click

from nucleo.cli.argumentos import con_piezas, en_json, en_plataforma
from nucleo.cli.castellano import Grupo
from nucleo.cli.salida import avisar, decir, emitir_json, tabla
from nucleo.dominio.ambito import Ambito, EnDepartamento, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.ambito import ambito_de as ambito_con_clave
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.roles import NIVELES, Nivel, Rol
from nucleo.servicios import cuentas, entradas, factores, identidad
from nucleo.servicios.identidad import Invitacion
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.nombres import nombre
from nucleo.textos.politica import en_markdown

AQUI = "http://127.0.0.1:8000"
DIA = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.group(cls=Grupo)
def usuario() -> None:
    """Las cuentas y los mandatos."""


@usuario.command()
@click.argument("correo", metavar="CORREO")
@click.option(
    "--rol", required=True, type=click.Choice([r.value for r in Rol]), help="Con qué cargo."
)
@click.option(
    "--ambito",
    "cual",
    metavar="A",
    default="",
    help="Dónde: un municipio, una región, un departamento o «plataforma».",
)
@click.option("--nombre", default="", metavar="TEXTO", help="Cómo se llama la persona.")
@click.option("--organizacion", type=click.UUID, help="Cuál, si el cargo es de una organización.")
@click.option("--hasta", type=DIA, metavar="DIA", help="Último día de su mandato.")
@click.option(
    "--direccion",
    default="",
    metavar="URL",
    help="Para armar el enlace; sin decirla, la de plataforma.toml o, si no hay, esta máquina.",
)
@con_piezas
def invitar(
    piezas: PiezasDeConsola,
    correo: str,
    rol: str,
    cual: str,
    nombre: str,
    organizacion: UUID | None,
    hasta: datetime | None,
    direccion: str,
) -> None:
    """Imprime un enlace de un solo uso para crear la cuenta; vence en siete días."""
    if "@" not in correo:
        raise click.UsageError(f"«{correo}» no es un correo electrónico.")
    sobre = ambito_de(piezas, Rol(rol), cual)
    invitacion = Invitacion(
        correo, Rol(rol), sobre, nombre, None, hasta.date() if hasta else None, organizacion
    )
    ambito, contexto = en_plataforma(piezas)
    secreto = identidad.invitar(contexto, piezas.unidad(ambito), invitacion)
    donde = direccion or piezas.plataforma.direccion or AQUI
    decir(f"{donde.rstrip('/')}/invitacion/{secreto}")
    avisar("Sirve una vez y vence en siete días. Entréguelo solo a esa persona.")


def ambito_de(piezas: PiezasDeConsola, rol: Rol, cual: str) -> Ambito:
    """El ámbito nombrado, o el único que el rol admite si no se dijo cuál."""
    if clave := ambito_con_clave(cual):
        return clave
    niveles = NIVELES[rol]
    if cual in {"", "plataforma"} and Nivel.PLATAFORMA in niveles:
        return EnPlataforma()
    if not cual:
        raise click.UsageError(f"El rol {rol.value} necesita --ambito.")
    if Nivel.REGION in niveles:
        if cual not in piezas.regiones:
            raise NoExiste("región", cual, [s for s in piezas.regiones if cual in s][:3])
        return EnRegion(cual)
    if niveles == {Nivel.DEPARTAMENTO}:
        return EnDepartamento(piezas.territorio.departamento(cual).codigo)
    return EnMunicipio(piezas.territorio.municipio(cual).id)


@usuario.command()
@click.argument("cual", metavar="AMBITO", default="plataforma")
@en_json
@con_piezas
def listar(piezas: PiezasDeConsola, cual: str, *, en_json: bool) -> None:
    """Los mandatos de un ámbito: quién, con qué cargo, desde y hasta cuándo."""
    sobre = ambito_con_clave(cual) or ambito_de(piezas, Rol.AUDITORIA, cual)
    filas = mandatos_de(piezas, sobre)
    if en_json:
        emitir_json({"ambito": sobre.clave, "mandatos": filas})
        return
    tabla(
        ("Mandato", "Nombre", "Correo", "Cargo", "Desde", "Hasta", "Vale"),
        [[str(f[c] or "") for c in COLUMNAS] for f in filas],
    )


COLUMNAS = ("membresia", "nombre", "correo", "cargo", "desde", "hasta", "vale")


def mandatos_de(piezas: PiezasDeConsola, sobre: Ambito) -> list[dict[str, object]]:
    hoy: date = dia_en_bolivia(piezas.contexto(EnPlataforma(), 0).ahora())
    with piezas.unidad_de_lectura(EnPlataforma()) as unidad:
        suyas = unidad.membresias.sobre(sobre.clave)
        de_quien = {u.id: u for u in unidad.usuarios.todos([m.usuario_id for m in suyas])}
    return [
        {
            "membresia": str(m.id),
            "nombre": de_quien[m.usuario_id].nombre,
            "correo": de_quien[m.usuario_id].correo,
            "rol": m.rol.value,
            "cargo": nombre(m.rol),
            "desde": m.desde.isoformat(),
            "hasta": m.hasta and m.hasta.isoformat(),
            "vale": "sí" if m.vigente(hoy) else "no",
        }
        for m in suyas
    ]


@usuario.command("cerrar-mandato")
@click.argument("membresia", metavar="MANDATO", type=click.UUID)
@click.argument("cual", metavar="AMBITO", default="plataforma")
@con_piezas
def cerrar_mandato(piezas: PiezasDeConsola, membresia: UUID, cual: str) -> None:
    """Termina un mandato desde ya; lo hecho con él sigue hecho."""
    sobre = ambito_con_clave(cual) or ambito_de(piezas, Rol.AUDITORIA, cual)
    ambito, contexto = en_plataforma(piezas)
    cerrada = identidad.cerrar_mandato(contexto, piezas.unidad(ambito), membresia, sobre)
    if cerrada is None:
        raise NoExiste("mandato", membresia)
    decir(f"Cerrado: {nombre(cerrada.rol)} en {sobre.clave}.")


@usuario.command("quitar-factor")
@click.argument("correo", metavar="CORREO")
@con_piezas
def quitar_factor(piezas: PiezasDeConsola, correo: str) -> None:
    """Quita el segundo factor a quien perdió el teléfono y los códigos; antes, compruebe quién es.

    Cierra sus sesiones. Quien administra lo pondrá otra vez al entrar.
    """
    ambito, contexto = en_plataforma(piezas)
    with piezas.unidad_de_lectura(ambito) as unidad:
        hallado = unidad.usuarios.por_correo(identidad.normalizar_correo(correo))
    if hallado is None or hallado.totp_desde is None:
        raise NoExiste("cuenta con segundo factor", correo)
    factores.quitar_factor(contexto, piezas.unidad(ambito), hallado.id)
    entradas.cerrar(piezas.unidad(ambito), hallado.id, None, contexto.ahora())
    decir(f"Quitado. {hallado.nombre} entra ahora con su contraseña.")


@usuario.command()
@click.argument("correo", metavar="CORREO")
@con_piezas
def suspender(piezas: PiezasDeConsola, correo: str) -> None:
    """Nadie entra más con esa cuenta y sus sesiones se cierran; lo que hizo sigue hecho."""
    ambito, contexto = en_plataforma(piezas)
    cambio = cuentas.suspender(contexto, piezas.unidad(ambito), correo)
    decir("Suspendida." if cambio else "Ya estaba suspendida.")


@usuario.command()
@click.argument("correo", metavar="CORREO")
@con_piezas
def reactivar(piezas: PiezasDeConsola, correo: str) -> None:
    """Vuelve a dejar entrar a una cuenta suspendida."""
    ambito, contexto = en_plataforma(piezas)
    cambio = cuentas.reactivar(contexto, piezas.unidad(ambito), correo)
    decir("Activa otra vez." if cambio else "No estaba suspendida.")


@usuario.command()
def politica() -> None:
    """La tabla de quién puede qué, en Markdown: es la de la documentación."""
    decir(en_markdown())
