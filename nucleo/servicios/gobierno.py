"""El propio gobierno municipal como quien pide: de él son las compartidas y sus proyectos."""

from uuid import UUID

from nucleo.dominio.asambleas import Asamblea, Formulario
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import ListaCerrada
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion, TipoDeOrganizacion
from nucleo.servicios.puertos import Unidad


def expediente(contexto: Contexto, unidad: Unidad) -> tuple[Organizacion, UUID]:
    """El gobierno municipal y su formulario de la gestión, que se crean la primera vez.

    Va con la unidad abierta. Ese formulario no es de ninguna asamblea: reúne lo que no nace de una.
    """
    gobierno = next((o for o in unidad.organizaciones.todas() if o.del_gobierno), None)
    if gobierno is None:
        gobierno = _fundar(contexto, unidad)
    suyas = [
        a for a in unidad.asambleas.de_gestion(contexto.gestion) if a.organizacion_id == gobierno.id
    ]
    asamblea = suyas[0] if suyas else Asamblea(nuevo_id(), gobierno.id, contexto.gestion)
    formularios = unidad.asambleas.formularios_de(contexto.gestion)
    suyo = next((f for f in formularios if f.asamblea_id == asamblea.id), None)
    if suyo:
        return gobierno, suyo.id
    nuevo = Formulario(nuevo_id(), asamblea.id, contexto.gestion)
    if not suyas:
        unidad.asambleas.agregar_todas([asamblea])
    unidad.asambleas.agregar_formularios([nuevo])
    return gobierno, nuevo.id


def _fundar(contexto: Contexto, unidad: Unidad) -> Organizacion:
    nombre = f"Gobierno Municipal de {contexto.nombre}"
    if unidad.organizaciones.con_clave(plegar(nombre)):
        nombre += " (ejecutivo)"  # alguien ya anotó así a otra organización
    nueva = Organizacion(nuevo_id(), nombre, plegar(nombre), TipoDeOrganizacion.GOBIERNO)
    unidad.organizaciones.agregar_todas([nueva])
    return nueva


def numero_que_sigue(contexto: Contexto, unidad: Unidad) -> int:
    """El de la próxima demanda de la gestión."""
    demandas = unidad.demandas.de_gestion(contexto.gestion)
    return max((d.numero for d in demandas), default=0) + 1


def exigir_lista_abierta(contexto: Contexto, unidad: Unidad, codigo: str) -> None:
    """Que la lista de la gestión no se haya cerrado, o `ListaCerrada`."""
    proceso = unidad.priorizaciones.proceso(contexto.gestion)
    if proceso and proceso.congelada_en:
        raise ListaCerrada(codigo, contexto.gestion)
