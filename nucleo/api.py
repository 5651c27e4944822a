"""La superficie pública: todo lo que un plugin puede importar, y nada más."""

from nucleo.dominio.ambito import Ambito, EnMunicipio, EnRegion
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.criterios import Criterio, Faltante, Normalizacion, Sentido
from nucleo.dominio.demandas import Competencia, Demanda, Observacion, PedidaPor
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.edc import Bloque, Destinatario, Grupo, Suma, sumar, sumar_por
from nucleo.dominio.errores import ArchivoIlegible, ErrorDeNegocio, NoExiste
from nucleo.dominio.identidad import DelMunicipio, nuevo_id
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.nombres import nombre_corto, plegar
from nucleo.dominio.organizaciones import OTB, Area, Organizacion, TipoDeOrganizacion
from nucleo.dominio.personas import NADIE, Personas
from nucleo.dominio.regiones import CargoDeRegion, Region, TipoDeRegion
from nucleo.dominio.sectores import Sector
from nucleo.dominio.seleccion import Candidata, Decision, ReglaDeSeleccion, Techos
from nucleo.ganchos import implementa
from nucleo.servicios.puertos import Unidad

__all__ = [
    "CERO",
    "NADIE",
    "N_",
    "OTB",
    "Ambito",
    "ArchivoIlegible",
    "Area",
    "Bloque",
    "Candidata",
    "CargoDeRegion",
    "Competencia",
    "Contexto",
    "Criterio",
    "Decision",
    "DelMunicipio",
    "Demanda",
    "Destinatario",
    "Dinero",
    "EnMunicipio",
    "EnRegion",
    "ErrorDeNegocio",
    "Faltante",
    "FilaDeMatriz",
    "Grupo",
    "Hecho",
    "Mensaje",
    "NoExiste",
    "Normalizacion",
    "Observacion",
    "Organizacion",
    "PedidaPor",
    "Personas",
    "Region",
    "ReglaDeSeleccion",
    "Sector",
    "Sentido",
    "Suma",
    "Techos",
    "TipoDeOrganizacion",
    "TipoDeRegion",
    "Unidad",
    "implementa",
    "nombre_corto",
    "nuevo_id",
    "plegar",
    "sumar",
    "sumar_por",
]
