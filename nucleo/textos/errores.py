"""Qué salió mal y qué puede hacer quien lo lee: una frase por cada error de negocio."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import partial

from nucleo.dominio import agrupadas as g
from nucleo.dominio import errores as e
from nucleo.dominio import vinculos as v
from nucleo.dominio.adjuntos import AdjuntoFirme, ArchivoRechazado, DemasiadosAdjuntos
from nucleo.dominio.ajustes import AjusteCambiado, AjusteInvalido
from nucleo.dominio.borradores import BorradorAjeno
from nucleo.dominio.cartas import CorreoNoEnviado
from nucleo.dominio.corridas import Paso
from nucleo.dominio.demandas import DemandaRetirada, Estado, ListaCerrada, YaRespondida
from nucleo.dominio.dias import BOLIVIA
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.dirigencias import MandatoAlReves
from nucleo.dominio.distritos import DistritoRepetido, DistritoSinNombre
from nucleo.dominio.formularios import FormularioAjeno, FormularioRechazado
from nucleo.dominio.identidad import OrdenUsada
from nucleo.dominio.marca import EscudoInvalido
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.organizaciones import OrganizacionEnUso, OrganizacionRepetida
from nucleo.dominio.roles import Rol
from nucleo.dominio.subidas import SubidaVencida
from nucleo.textos import (
    actas,
    anclajes,
    asistencias,
    ciclos,
    ejecuciones,
    evaluaciones,
    informes,
    mesas,
    ofertas,
    papeletas,
    planificacion,
    poa,
    seguimientos,
    verificables,
    versiones_de_techo,
)
from nucleo.textos.mensajes import decir
from nucleo.textos.nombres import NOMBRES, nombre, sustantivo
from nucleo.textos.traduccion import gettext

FRASES: dict[type[e.ErrorDeNegocio], str] = {
    e.NoExiste: N_("No encontramos %(que)s «%(cual)s». Revise el nombre o el código."),
    e.MunicipioSinAlta: N_(
        "%(municipio)s todavía no usa esta plataforma. Quien la administra puede darle de alta "
        "con «tinkuy municipio alta»."
    ),
    e.PasoNoPermitido: N_(
        "La demanda %(codigo)s está como «%(desde)s» y no puede pasar a «%(hacia)s». Revise en "
        "qué paso va la priorización."
    ),
    ArchivoRechazado: N_("%(motivo)s No se guardó nada."),
    AdjuntoFirme: N_(
        "La lista de demandas de la gestión %(gestion)s ya se cerró: las fotos y documentos que "
        "la respaldan no se quitan."
    ),
    DemasiadosAdjuntos: N_(
        "Este formulario ya tiene %(maximo)s archivos, que es el máximo. Junte las páginas en un "
        "solo PDF."
    ),
    ListaCerrada: N_(
        "La lista de demandas de la gestión %(gestion)s ya se cerró: la %(codigo)s queda como "
        "está. Lo que falte decir puede ir como observación."
    ),
    g.NoSeAgrupa: N_(
        "La demanda %(codigo)s no se puede juntar con otras: ya va en una compartida, es del "
        "municipio o se retiró."
    ),
    g.FaltaConQuien: N_("Para ir juntas hacen falta demandas de dos organizaciones o más."),
    g.SinLugar: N_(
        "%(organizacion)s ya va en %(maximo)s compartidas, y cada una ocupa uno de sus dos lugares "
        "en la matriz. Separe antes alguna."
    ),
    g.NoEsCompartida: N_("La demanda %(codigo)s no reúne a otras: no hay nada que separar."),
    g.VaEnCompartida: N_(
        "La demanda %(codigo)s reúne a varias organizaciones: no se retira, se separa, y cada una "
        "vuelve a competir sola."
    ),
    DemandaRetirada: N_("La demanda %(codigo)s se retiró: queda en la memoria y no se cambia."),
    OrdenUsada: N_(
        "Con esta página usted ya guardó «%(que)s», y eso no cambió. Si lo de ahora es algo más, "
        "guarde otra vez; si quería corregir lo anterior, ábralo y cámbielo ahí."
    ),
    YaRespondida: N_("%(quien)s respondió antes. Lea su respuesta; la suya no se guardó."),
    e.PasoPendiente: N_(
        "Antes de «%(paso)s» falta «%(antes)s» en la gestión %(gestion)s. Haga primero ese paso."
    ),
    e.PasoYaDado: N_(
        "El paso «%(paso)s» de la gestión %(gestion)s ya se dio el %(cuando)s y no se repite: lo "
        "decidido en público no se cambia."
    ),
    e.SinDemandas: N_(
        "No hay demandas en la gestión %(gestion)s. Cárguelas antes de cerrar la lista."
    ),
    e.CriterioRepetido: N_(
        "Dos módulos usan el mismo criterio «%(clave)s» (%(plugins)s). Apague uno de los dos."
    ),
    e.CriterioDesconocido: N_(
        "No hay un criterio llamado «%(clave)s». Puede usar: %(disponibles)s."
    ),
    e.PesoInvalido: N_(
        "El peso %(peso)s de «%(clave)s» no sirve: los pesos van de cero para arriba y al menos "
        "uno es mayor que cero."
    ),
    e.SinCriterios: N_(
        "%(municipio)s no tiene criterios para ordenar sus demandas. Encienda un módulo que los "
        "proponga."
    ),
    e.SinReglaDeSeleccion: N_(
        "Falta elegir cómo se decide qué entra al POA (regla pedida: «%(regla)s»). Puede elegir: "
        "%(disponibles)s."
    ),
    e.TechoExcedido: N_(
        "El módulo %(plugin)s quiso gastar %(usado)s de la fuente «%(fuente)s», que tiene "
        "%(techo)s. No se guardó nada; avise a quien mantiene ese módulo."
    ),
    e.MontoInvalido: N_(
        "«%(valor)s» no es un monto en bolivianos (%(donde)s). Escriba un número que no sea "
        "negativo, con dos decimales como mucho."
    ),
    e.FueraDeLaRegion: N_(
        "%(municipio)s no es parte de %(region)s. Elija una región a la que pertenezca."
    ),
    e.NadaQueEntregar: N_(
        "%(municipio)s no tiene demandas que mover en %(region)s para la gestión %(gestion)s. "
        "Priorice primero, o revise los códigos."
    ),
    e.EdicionConcurrente: N_(
        "Otra persona guardó primero. Vuelva a abrir la página y repita su cambio."
    ),
    e.ArchivoIlegible: N_(
        "No se pudo leer «%(archivo)s»: %(motivo)s. Corrija el archivo, guárdelo como CSV o XLSX "
        "e intente otra vez."
    ),
    e.ConfiguracionInvalida: N_(
        "La configuración %(archivo)s (línea %(linea)s) tiene un problema en «%(clave)s»: "
        "%(motivo)s."
    ),
    e.ErrorDePlugin: N_(
        "El módulo «%(plugin)s» falló en «%(gancho)s» para %(ambito)s: %(error)s. Lo demás sigue "
        "funcionando; avise a quien mantiene ese módulo."
    ),
    e.PluginAusente: N_(
        "La configuración pide el módulo «%(plugin)s», que no está instalado. Hay: %(instalados)s."
    ),
    e.CatalogoInvalido: N_("El catálogo del territorio no cuadra:\n%(detalle)s"),
    e.BaseDesactualizada: N_(
        "La base de datos no está al día (%(paquetes)s). Ejecute «tinkuy base actualizar»."
    ),
    e.BaseInaccesible: N_(
        "No se puede usar la base de datos (%(motivo)s). Revise TINKUY_BASE, TINKUY_RAIZ, los "
        "permisos de la carpeta y el espacio en el disco."
    ),
    e.BaseSinPreparar: N_(
        "El servidor no deja entrar a la base de datos (%(motivo)s). Revise TINKUY_BASE; si la "
        "base o el rol todavía no existen, créelos con «tinkuy base crear-rol»."
    ),
    e.BaseOcupada: N_(
        "Otra orden está escribiendo en la base de datos. No se guardó nada: espere a que termine "
        "e intente de nuevo."
    ),
    e.NoListoParaProduccion: N_(
        "Así no se puede servir en producción:\n%(detalle)s\nArréglelo y compruebe con «tinkuy "
        "doctor»."
    ),
    e.PuertoOcupado: N_(
        "El puerto %(puerto)s ya está en uso por otro programa. Elija otro con --puerto."
    ),
    e.MunicipioSuspendido: N_(
        "%(municipio)s está suspendido en esta plataforma (%(motivo)s). Sus datos están guardados; "
        "quien la administra puede reactivarlo con «tinkuy municipio reactivar»."
    ),
    e.DatosInvalidos: N_(
        "Los datos de «%(tabla)s» no sirven (renglón %(renglon)s: %(motivo)s). No se guardó nada: "
        "use otra copia del archivo."
    ),
    e.DatosPorReponer: N_(
        "Hay datos guardados de módulos que ya están (%(paquetes)s) y todavía no volvieron a sus "
        "tablas. Ejecute «tinkuy base actualizar» e intente otra vez."
    ),
    e.VersionFutura: N_(
        "El archivo se hizo con una versión más nueva (%(que)s %(version)s). No se tocó nada: "
        "actualice Tinkuy y sus módulos, e intente otra vez."
    ),
    e.RolSinPermiso: N_(
        "El rol «%(rol)s» no tiene permiso en la base (%(motivo)s). Ponga en TINKUY_BASE_DUENO la "
        "dirección de un rol que pueda crear roles y bases, y ejecute «tinkuy base crear-rol» y "
        "«tinkuy base actualizar»."
    ),
    e.ExportacionIlegible: N_(
        "«%(archivo)s» no se puede leer como exportación o respaldo de Tinkuy: %(motivo)s. No se "
        "tocó nada: use otra copia."
    ),
    e.ExportacionDanada: N_(
        "«%(archivo)s» está dañado en «%(entrada)s»: %(motivo)s. No se tocó nada: use otra copia."
    ),
    e.RutaProhibida: N_(
        "«%(archivo)s» trae una entrada que ninguna exportación tiene: %(ruta)s. No se tocó nada; "
        "no confíe en ese archivo."
    ),
    e.ExportacionExcesiva: N_(
        "«%(archivo)s» se agranda demasiado al abrirlo («%(entrada)s» pasa de %(limite)s). No se "
        "tocó nada; no confíe en ese archivo."
    ),
    e.AmbitoDesconocido: N_(
        "«%(archivo)s» es de «%(ambito)s», que no está en el catálogo del territorio de esta "
        "instalación. No se tocó nada."
    ),
    e.AmbitoOcupado: N_(
        "Aquí ya hay datos de «%(ambito)s», y restaurar no pisa ni mezcla nada. Si quiere los del "
        "archivo, exporte primero los de aquí y bórrelos con «tinkuy municipio borrar»."
    ),
    e.RegionAjena: N_(
        "El archivo trae datos de «%(ambito)s» entregados a «%(region)s», una región que aquí no "
        "integra. No se tocó nada: use otra copia o, si la integra, defina antes la región."
    ),
    e.AdjuntoDanado: N_(
        "Un adjunto de «%(ambito)s» guardado en esta instalación se perdió o se dañó: "
        "%(adjunto)s. Devuélvalo a su carpeta desde un respaldo e intente otra vez."
    ),
    e.ResumenDistinto: N_(
        "Lo que se leyó de «%(ambito)s» no es lo que se esperaba: el resumen debía ser "
        "%(esperado)s y es %(hallado)s. No se guardó nada: use otra copia del archivo."
    ),
    e.CadenaRota: N_(
        "La bitácora de «%(ambito)s» no cuadra desde el eslabón %(eslabon)s: alguien la alteró. No "
        "se guardó nada."
    ),
    e.ExportacionAjena: N_(
        "«%(archivo)s» no es de %(municipio)s: es de «%(ambito)s». No se tocó nada."
    ),
    e.ExportacionVieja: N_(
        "%(municipio)s cambió después de hacer «%(archivo)s», que ya no lo tiene todo. Expórtelo "
        "otra vez y use ese archivo."
    ),
    e.DestinoOcupado: N_(
        "Ya existe «%(archivo)s». Elija otro nombre, o use --reemplazar si puede perderlo."
    ),
    e.DestinoInaccesible: N_(
        "No se pudo escribir «%(archivo)s» (%(motivo)s) y no quedó nada a medias. Revise el "
        "espacio en el disco y los permisos de la carpeta."
    ),
    e.RespaldoIncompleto: N_(
        "A «%(archivo)s» le faltan municipios que la plataforma hospedaba: %(municipios)s. Use "
        "otro respaldo, y compruebe la instalación con «tinkuy bitacora verificar»."
    ),
    e.InstalacionOcupada: N_(
        "Esta instalación ya tiene datos (%(ambitos)s). Un respaldo se restaura en una base nueva: "
        "póngala en TINKUY_BASE, ejecute «tinkuy base actualizar» e intente otra vez."
    ),
    e.SesionRequerida: N_("Para eso hay que entrar con su cuenta."),
    e.SinPermiso: N_(
        "Su cargo no permite hacer eso aquí. Si debería poder, pida el permiso a quien administra."
    ),
    e.CredencialInvalida: N_(
        "Los datos no coinciden. Revise el correo y la contraseña, o el código, e intente otra vez."
    ),
    e.DemasiadosIntentos: N_(
        "Hubo muchos intentos fallidos. Espere %(minutos)s minutos y vuelva a probar; si olvidó "
        "su contraseña, puede recuperarla."
    ),
    e.ClaveDebil: N_("La contraseña no sirve. %(motivo)s"),
    e.EnlaceInvalido: N_("Este enlace ya se usó o venció. Pida uno nuevo a quien se lo envió."),
    e.RolFueraDeLugar: N_("El cargo «%(rol)s» no se puede dar ahí (%(ambito)s)."),
    e.OrganizacionRequerida: N_("El cargo «%(rol)s» habla por una organización: diga por cuál."),
    FormularioRechazado: N_("Hay datos por corregir en el formulario (%(cuantas)s)."),
    FormularioAjeno: N_(
        "El formulario «%(codigo)s» no es de esta organización, o es de otra gestión. Revise el "
        "código de la planilla."
    ),
    BorradorAjeno: N_(
        "Otra persona está llenando este formulario. Pídale que lo termine o que lo descarte; lo "
        "que ella escribió sigue guardado."
    ),
    CorreoNoEnviado: N_(
        "El correo no salió (%(motivo)s). Revise la tabla [correo] y que su servidor responda."
    ),
    SubidaVencida: N_(
        "Esa planilla ya no está: se guarda un día mientras usted decide. Vuelva a subirla."
    ),
    OrganizacionRepetida: N_("Ya hay una organización con ese nombre: %(nombre)s."),
    OrganizacionEnUso: N_(
        "%(nombre)s tiene demandas, asambleas, dirigencias u otros datos: no se puede quitar."
    ),
    MandatoAlReves: N_("El mandato termina (%(termina)s) antes de empezar (%(empieza)s)."),
    DistritoRepetido: N_("Ya hay un distrito «%(nombre)s». Si son el mismo, únalos."),
    DistritoSinNombre: N_("Escriba un nombre con letras o números."),
    v.SujetoDesconocido: N_(
        "Con %(proveedor)s no hay ninguna cuenta vinculada aquí. Entre con su contraseña y "
        "vincúlela en «Seguridad de mi cuenta»; si todavía no tiene cuenta, pida una invitación."
    ),
    v.SujetoAjeno: N_("Su identidad de %(proveedor)s ya está vinculada a otra cuenta."),
    v.UnicaEntrada: N_(
        "Es su única forma de entrar. Ponga antes una contraseña con «Olvidé mi contraseña»."
    ),
    v.ProveedorNoDisponible: N_(
        "%(proveedor)s no responde en este momento. Entre con su contraseña o intente más tarde."
    ),
    v.IdentidadRechazada: N_(
        "No se pudo comprobar quién es con %(proveedor)s. Empiece de nuevo desde «Entrar»."
    ),
    e.UltimaAdministracion: N_(
        "Es la última cuenta que administra: invite antes a quien la reemplace."
    ),
    EscudoInvalido: N_("Esa imagen no sirve de escudo: %(motivo)s."),
    AjusteInvalido: N_(
        "Un cambio hecho %(donde)s no sirve. El problema está en «%(clave)s»: %(motivo)s."
    ),
    AjusteCambiado: N_(
        "Otra persona cambió esto mientras usted lo tenía abierto. Vuelva a abrir la página y "
        "repita su cambio."
    ),
    **evaluaciones.FRASES,
    **ejecuciones.FRASES,
    **poa.FRASES,
    **papeletas.FRASES,
    **versiones_de_techo.FRASES,
    **verificables.FRASES,
    **planificacion.FRASES,
    **ofertas.FRASES,
    **actas.FRASES,
    **ciclos.FRASES,
    **asistencias.FRASES,
    **mesas.FRASES,
    **anclajes.FRASES,
    **seguimientos.FRASES,
    **informes.FRASES,
}
CON_CUENTA = {**ejecuciones.CON_CUENTA, **poa.CON_CUENTA}
"""Las que cambian con el número: reciben los datos del error."""
PARECIDOS = N_("Quizás busca: %(parecidos)s.")


def frase(error: e.ErrorDeNegocio) -> str:
    """La frase de un error en el idioma de quien lee; fuera de la web, en castellano."""
    tipo = next(t for t in type(error).__mro__ if t in FRASES or t in CON_CUENTA)
    if tipo in CON_CUENTA:
        return CON_CUENTA[tipo](**error.datos)
    legibles = {campo: _legible(campo, valor) for campo, valor in error.datos.items()}
    dicha = gettext(FRASES[tipo]) % legibles
    if legibles.get("parecidos"):
        dicha = f"{dicha} {gettext(PARECIDOS) % legibles}"
    return dicha


def _legible(campo: str, valor: object) -> str:
    """El dato de un error como se escribe en pantalla."""
    match valor:
        case None:
            return gettext("ninguno")
        case Dinero():
            return valor.legible()
        case Mensaje():
            return decir(valor)
        case str():
            return _de_texto(campo, valor)
        case list() | tuple() | set() | frozenset():  # las frases enteras van una tras otra
            de_frases = any(isinstance(uno, Mensaje) for uno in valor)
            return (" " if de_frases else ", ").join(_legible("", uno) for uno in valor)
        case _:
            return str(valor)


def _de_texto(campo: str, valor: str) -> str:
    """Una clave con su nombre visible, una hora en la de Bolivia; lo demás, tal cual."""
    if isinstance(valor, StrEnum) and valor in NOMBRES:
        return nombre(valor)
    return TRADUCTORES.get(campo, str)(valor)


def _nombrado(tipo: Callable[[str], StrEnum], valor: str) -> str:
    """El nombre visible de una clave enumerada, o la clave misma si no es de las conocidas."""
    try:
        return nombre(tipo(valor))
    except ValueError:
        return valor


def _hora_de_bolivia(iso: str) -> str:
    return f"{datetime.fromisoformat(iso).astimezone(BOLIVIA):%d/%m/%Y, %H:%M}"


TRADUCTORES: dict[str, Callable[[str], str]] = {
    "que": sustantivo,
    "paso": partial(_nombrado, Paso),
    "rol": partial(_nombrado, Rol),
    "antes": partial(_nombrado, Paso),
    "desde": partial(_nombrado, Estado),
    "cuando": _hora_de_bolivia,
    "hacia": partial(_nombrado, Estado),
}
