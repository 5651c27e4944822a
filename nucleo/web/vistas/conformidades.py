"""Las constancias: con qué dice cada participante que está conforme con un acta."""

from typing import Any

from flask import Blueprint, Response, flash
from marshmallow import Schema, fields

from nucleo.dominio.actas import (
    Acta,
    ActaEnLlano,
    ActaSinCerrar,
    ParticipanteEnActa,
)
from nucleo.dominio.adjuntos import (
    EXTENSIONES,
    MEGAS,
    ArchivoRechazado,
    TipoDeArchivo,
)
from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.constancias import MedioDeConformidad
from nucleo.dominio.errores import CredencialInvalida, DemasiadosIntentos
from nucleo.dominio.eventos import Evento
from nucleo.dominio.lectura import texto_de
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.politica import Accion
from nucleo.servicios import conformidades
from nucleo.servicios.comprobaciones import contenido_guardado
from nucleo.servicios.conformidades import Dicha
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, piezas
from nucleo.web.formularios import (
    DE_TODO_EL_FORMULARIO,
    FALTA,
    Archivo,
    Formulario,
    Leido,
    recibido,
)
from nucleo.web.frontera import encerrar
from nucleo.web.participantes import firmado, mios_de
from nucleo.web.permisos import a, con_mandato, permite
from nucleo.web.sesion import (
    contexto_de,
    contexto_de_cuenta,
    direccion_de_quien_pide,
    exigir_persona,
)
from nucleo.web.vistas.actas import RAIZ, del_acta, exigida, formulario_de_acta, lo_que_diria
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("conformidades", __name__)
Pagina = tuple[str, int]
LARGO_DE_NOMBRE = 200
EN_LA_MESA = (
    MedioDeConformidad.PAPEL,
    MedioDeConformidad.HUELLA,
    MedioDeConformidad.A_NOMBRE_DE_OTRO,
)
OTRA = "otra"


def corto(etiqueta: str, ayuda: str = "", **opciones: Any) -> Leido:
    metadata = {"etiqueta": etiqueta, "ayuda": ayuda}
    return Leido(texto_de(LARGO_DE_NOMBRE), metadata=metadata, **opciones)


class EsquemaDeConstancia(Schema):
    """Con qué dijo alguien que está conforme."""

    de = fields.String(required=True, metadata={"etiqueta": N_("Quién"), "clase": "opcion"})
    medio = fields.String(required=True, metadata={"etiqueta": N_("Con qué"), "clase": "opcion"})
    nombre = corto(N_("Su nombre"), N_("Si no está ya en la lista de quienes participaron."))
    organizacion = corto(N_("Su organización"))
    testigo = corto(N_("Quién fue testigo"), N_("Obligatorio con huella dactilar."))
    por = corto(N_("Quién respondió a su nombre"), N_("Obligatorio si fue otra persona."))
    archivo = Archivo(
        metadata={
            "etiqueta": N_("La hoja firmada, escaneada"),
            "ayuda": Mensaje(
                N_("JPEG, PNG, WebP o PDF, de %(megas)s MB como mucho. Sin ella queda solo dicho."),
                {"megas": MEGAS},
            ),
            "acepta": ",".join(TipoDeArchivo),
        }
    )


class EsquemaDeConformidad(Schema):
    """La electrónica: quién se es en la lista y el código del segundo paso."""

    de = fields.String(
        required=True,
        metadata={"etiqueta": N_("En la lista, usted es"), "clase": "opcion"},
    )
    codigo = fields.String(
        required=True,
        metadata={
            "etiqueta": N_("Código de su segundo paso"),
            "ayuda": N_("El de seis cifras que muestra ahora su teléfono. La contraseña no vale."),
            "autocompletar": "one-time-code",
        },
    )


@plano.route(f"{RAIZ}/constancia", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def constancia(encuentro: str) -> Pagina | Response:
    """La que se dio en papel, con huella y testigo, o a nombre de otro."""
    gestion = gestion_de_trabajo()
    evento, acta = exigida(gestion, encuentro)
    faltan = {p.clave: p for p in dice_ahora(evento, acta).faltan(acta.conformes)}
    formulario = Formulario(EsquemaDeConstancia(), opciones={
        "de": [*((c, llamado(p)) for c, p in faltan.items()), (OTRA, gettext("Otra persona"))],
        "medio": [(m.value, nombre(m)) for m in EN_LA_MESA],
    })  # fmt: skip
    if recibido(formulario) and completa(formulario, faltan):
        dicha = dicha_de(formulario.datos, faltan)
        _, escaneo = formulario.datos.get("archivo", ("", b""))
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        destino, unidad = piezas().adjuntos(aqui()), piezas().unidad(aqui())
        try:
            conformidades.anotar(contexto, unidad, destino, encuentro, dicha, escaneo)
        except ArchivoRechazado as error:
            formulario.fallar("archivo", frase(error))
        else:
            flash(gettext("Quedó anotada la constancia."))
            return a(del_acta(encuentro, gestion))
    return formulario_de_acta(
        formulario, evento, acta,
        titulo=gettext("Anotar una constancia de conformidad"),
        explica=gettext("Ninguna de estas es una firma digital: se dice con qué se dio cada una."),
        boton=gettext("Anotarla"),
        con_archivo=True,
    )  # fmt: skip


@plano.route(f"{RAIZ}/conformidad", methods=["GET", "POST"])
@con_mandato
def conformidad(encuentro: str) -> Pagina | Response:
    """La propia, con el código del segundo factor."""
    gestion = gestion_de_trabajo()
    evento, acta = exigida(gestion, encuentro)
    if not acta.cerrada:
        raise ActaSinCerrar(encuentro)
    persona, (contexto, propia, organizacion) = exigir_persona(), firmado(gestion)
    mios = mios_de(dice_ahora(evento, acta).faltan(acta.conformes), organizacion)
    opciones = [*((p.clave, llamado(p)) for p in mios), (OTRA, gettext("No estoy en la lista"))]
    formulario = Formulario(EsquemaDeConformidad(), opciones={"de": opciones})
    if recibido(formulario) and con_segundo_factor(formulario):
        de = "" if formulario.datos["de"] == OTRA else formulario.datos["de"]
        dicha = Dicha(MedioDeConformidad.ELECTRONICA, de, propia, organizacion)
        conformidades.anotar(contexto, piezas().unidad(aqui()), None, encuentro, dicha)
        flash(gettext("Quedó su conformidad con el acta."))
        return a(del_acta(encuentro, gestion))
    sin_factor = (
        ""
        if persona.con_segundo_factor
        else gettext("Su cuenta todavía no tiene segundo paso: póngalo en «Mi cuenta» y vuelva.")
    )
    return formulario_de_acta(
        formulario, evento, acta,
        titulo=gettext("Decir que está conforme"),
        explica=sin_factor or gettext(
            "Queda su nombre, su cargo y que lo confirmó con su segundo paso. No es una firma "
            "digital."
        ),
        boton=gettext("Estoy conforme"),
    )  # fmt: skip


@plano.get(f"{RAIZ}/escaneos/<resumen>")
@permite(Accion.VER_ADJUNTOS)
def escaneo(encuentro: str, resumen: str) -> Response:
    """La hoja firmada de una constancia: una imagen se ve, un PDF se descarga."""
    contexto = piezas().contexto(aqui(), gestion_de_trabajo())
    unidad, guardados = piezas().unidad_de_lectura(aqui()), piezas().adjuntos(aqui())
    tipo, contenido = conformidades.escaneo_de(contexto, unidad, guardados, encuentro, resumen)
    respuesta = Response(contenido, content_type=tipo.value)
    modo = "attachment" if tipo is TipoDeArchivo.PDF else "inline"
    archivo = f"{municipio_actual().slug}-{encuentro}-{resumen[:8]}.{EXTENSIONES[tipo]}"
    respuesta.headers.set("Content-Disposition", modo, filename=archivo)
    respuesta.headers["Cache-Control"] = "private, no-store"
    encerrar()
    return respuesta


def dice_ahora(evento: Evento, acta: Acta) -> ActaEnLlano:
    """Lo cerrado o, si sigue abierta, lo que diría."""
    if acta.cerrada and (guardado := contenido_guardado(acta)):
        return guardado
    with piezas().unidad_de_lectura(aqui()) as unidad:
        diria = lo_que_diria(unidad, evento.gestion, evento)
    return diria or ActaEnLlano("", 0, evento.gestion, evento.clave, "", "", "")


def llamado(p: ParticipanteEnActa) -> str:
    return ", ".join(x for x in (p.nombre, gettext(p.organizacion)) if x)


def completa(formulario: Formulario, faltan: dict[str, ParticipanteEnActa]) -> bool:
    """Cada medio pide lo suyo; y de alguien hay que saber el nombre."""
    d = formulario.datos
    esperado = faltan.get(d["de"])
    exigidos = {
        "nombre": not (esperado and esperado.nombre),
        "testigo": d["medio"] == MedioDeConformidad.HUELLA.value,
        "por": d["medio"] == MedioDeConformidad.A_NOMBRE_DE_OTRO.value,
    }
    for campo, hace_falta in exigidos.items():
        if hace_falta and not d.get(campo):
            formulario.fallar(campo, Mensaje(FALTA))
    return not formulario.errores


def dicha_de(datos: dict[str, Any], faltan: dict[str, ParticipanteEnActa]) -> Dicha:
    esperado = faltan.get(datos["de"])
    return Dicha(
        MedioDeConformidad(datos["medio"]),
        esperado.clave if esperado else "",
        datos.get("nombre") or (esperado.nombre if esperado else ""),
        datos.get("organizacion") or (esperado.organizacion if esperado else ""),
        datos.get("testigo", ""),
        datos.get("por", ""),
    )


def con_segundo_factor(formulario: Formulario) -> bool:
    """Si el código vale; si no, el error queda junto al campo."""
    unidad, quien = piezas().unidad(EnPlataforma()), exigir_persona().usuario_id
    codigo, donde = formulario.datos["codigo"], direccion_de_quien_pide()
    try:
        conformidades.probar_codigo(contexto_de_cuenta(), unidad, quien, codigo, donde)
    except DemasiadosIntentos as error:
        formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
    except CredencialInvalida:
        formulario.fallar("codigo", gettext("No coincide, o su cuenta no tiene segundo paso."))
    return not formulario.errores
