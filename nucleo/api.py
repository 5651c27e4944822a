"""La superficie pública: todo lo que un plugin puede importar, y nada más.

Los módulos `columnas` y `lectura` se usan con su nombre delante: `columnas.texto`.
"""

from nucleo.cli.castellano import Grupo as GrupoDeOrdenes
from nucleo.cli.planilla import Pedido, pide_planilla
from nucleo.dominio import lectura
from nucleo.dominio.ambito import Ambito, EnMunicipio, EnRegion
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.ciclos import Apartado, Renglon, TipoDeEvento
from nucleo.dominio.columnas import Enteros, Lugares, Matriz, Reales
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.criterios import Criterio, DatoDe, Faltante, Normalizacion, Sentido
from nucleo.dominio.cuadros import Cuadro
from nucleo.dominio.demandas import Competencia, Demanda, Observacion, PedidaPor
from nucleo.dominio.dinero import CENTAVOS, CERO, Dinero
from nucleo.dominio.edc import (
    Bloque,
    Destinatario,
    Grupo,
    Suma,
    cuadro_de_sector,
    sumar,
    sumar_por,
)
from nucleo.dominio.errores import ArchivoIlegible, ErrorDeNegocio, NoExiste
from nucleo.dominio.identidad import DelMunicipio, nuevo_id
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.nombres import nombre_corto, plegar
from nucleo.dominio.organizaciones import OTB, Area, Organizacion, TipoDeOrganizacion
from nucleo.dominio.papeletas import Apoyo
from nucleo.dominio.personas import NADIE, Personas
from nucleo.dominio.politica import Accion
from nucleo.dominio.regiones import CargoDeRegion, Region, TipoDeRegion
from nucleo.dominio.sectores import Sector
from nucleo.dominio.seleccion import Candidata, Decision, Eleccion, ReglaDeSeleccion, Techos
from nucleo.dominio.variantes import Entran, Lote, bajar_por_la_lista
from nucleo.ganchos import implementa
from nucleo.persistencia import columnas
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import foranea, indice, mapear, tabla_municipal, unica
from nucleo.servicios.encabezados import Columna, Planilla
from nucleo.servicios.importacion import (
    Avance,
    Fila,
    Importacion,
    exigir_igual,
)
from nucleo.servicios.importacion import hecho as hecho_de_importacion
from nucleo.servicios.importacion import importar as importar_filas
from nucleo.servicios.organizaciones import Padron
from nucleo.servicios.piezas import Piezas, PiezasDeConsola
from nucleo.servicios.puertos import Unidad
from nucleo.web.ambito import municipio_actual
from nucleo.web.ambito import piezas as piezas_de_la_web
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import con_sesion, permite, publica

__all__ = [
    "CENTAVOS",
    "CERO",
    "NADIE",
    "N_",
    "OTB",
    "Accion",
    "Ambito",
    "Apartado",
    "Apoyo",
    "ArchivoIlegible",
    "Area",
    "Avance",
    "Bloque",
    "Candidata",
    "CargoDeRegion",
    "Columna",
    "Competencia",
    "Contexto",
    "Criterio",
    "Cuadro",
    "DatoDe",
    "Decision",
    "DelMunicipio",
    "Demanda",
    "Destinatario",
    "Dinero",
    "Eleccion",
    "EnMunicipio",
    "EnRegion",
    "Enteros",
    "Entran",
    "ErrorDeNegocio",
    "Faltante",
    "Fila",
    "FilaDeMatriz",
    "Grupo",
    "GrupoDeOrdenes",
    "Hecho",
    "Importacion",
    "Lote",
    "Lugares",
    "Matriz",
    "Mensaje",
    "NoExiste",
    "Normalizacion",
    "Observacion",
    "Organizacion",
    "Padron",
    "PedidaPor",
    "Pedido",
    "Personas",
    "Piezas",
    "PiezasDeConsola",
    "Planilla",
    "Reales",
    "Region",
    "ReglaDeSeleccion",
    "Renglon",
    "Sector",
    "Sentido",
    "Suma",
    "Techos",
    "TipoDeEvento",
    "TipoDeOrganizacion",
    "TipoDeRegion",
    "Unidad",
    "bajar_por_la_lista",
    "columnas",
    "con_sesion",
    "crear_tabla_municipal",
    "cuadro_de_sector",
    "exigir_igual",
    "foranea",
    "hecho_de_importacion",
    "implementa",
    "importar_filas",
    "indice",
    "lectura",
    "mapear",
    "municipio_actual",
    "nombre_corto",
    "nuevo_id",
    "paginar",
    "permite",
    "pide_planilla",
    "piezas_de_la_web",
    "pintar",
    "plegar",
    "publica",
    "quitar_tabla",
    "sumar",
    "sumar_por",
    "tabla_municipal",
    "unica",
]
