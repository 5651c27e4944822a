"""Quién puede qué y dónde: rol × acción × ámbito, como un dato que se lee de una vez.

Lo que un municipio decide es público: mirar no pide permiso y no figura aquí. Figura lo que
escribe, y lo que muestra datos de personas.
"""

from collections.abc import Mapping
from enum import StrEnum

from nucleo.dominio.roles import DE_ORGANIZACION, Nivel, Rol


class Accion(StrEnum):
    """Algo que no cualquiera puede hacer. El valor es la clave estable: sustantivo y verbo."""

    PRESENTAR = "demandas.presentar"
    PRESENTAR_A_NOMBRE = "demandas.presentar_a_nombre"
    CORREGIR = "demandas.corregir"
    OBSERVAR = "demandas.observar"
    RETIRAR = "demandas.retirar"
    VER_RESERVADO = "personas.ver_reservado"
    VER_ADJUNTOS = "adjuntos.ver"
    EDITAR_ORGANIZACIONES = "organizaciones.editar"
    IMPORTAR = "planillas.importar"
    CONGELAR = "priorizacion.congelar"
    ACORDAR = "priorizacion.acordar"
    CALIFICAR = "priorizacion.calificar"
    PUBLICAR = "priorizacion.publicar"
    APOYAR = "papeletas.registrar"
    AGRUPAR = "demandas.agrupar"
    PROPONER = "estructurantes.proponer"
    OFRECER = "ofertas.registrar"
    RECORDAR = "inversiones.editar"
    PLANIFICAR = "plan.formular"
    ORGANIZAR = "estructura.editar"
    EVALUAR = "evaluaciones.hacer"
    FIJAR_TECHO = "techo.fijar"
    FORMULAR = "poa.formular"
    PRESENTAR_POA = "poa.presentar"
    PRONUNCIARSE = "poa.pronunciarse"
    LLEVAR_CONTROL_SOCIAL = "control_social.llevar"
    APROBAR_POA = "poa.aprobar"
    ENTREGAR = "entregas.hacer"
    LLEVAR_CICLO = "ciclo.llevar"
    INFORMAR = "informes.escribir"
    AUTORIZAR_AVANCE = "avance.autorizar"
    VER_AVANCE = "avance.ver"
    AJUSTAR = "ajustes.cambiar"
    INVITAR = "personas.invitar"
    DAR_DE_ALTA = "municipios.alta"
    SUSPENDER = "municipios.suspender"


DE_LA_PLANILLA = frozenset(
    {Accion.PRESENTAR, Accion.CORREGIR, Accion.RETIRAR, Accion.VER_ADJUNTOS, Accion.APOYAR}
)
DE_OFICINA = DE_LA_PLANILLA | {
    Accion.PRESENTAR_A_NOMBRE,
    Accion.OBSERVAR,
    Accion.VER_RESERVADO,
    Accion.EDITAR_ORGANIZACIONES,
    Accion.IMPORTAR,
    Accion.CONGELAR,
    Accion.ACORDAR,
    Accion.CALIFICAR,
    Accion.AGRUPAR,
    Accion.PROPONER,
    Accion.OFRECER,
    Accion.RECORDAR,
    Accion.PLANIFICAR,
    Accion.ORGANIZAR,
    Accion.EVALUAR,
    Accion.FIJAR_TECHO,
    Accion.FORMULAR,
    Accion.LLEVAR_CICLO,
    Accion.INFORMAR,
}
DE_FISCALIZACION = frozenset(
    {Accion.OBSERVAR, Accion.VER_RESERVADO, Accion.VER_ADJUNTOS, Accion.INFORMAR}
)
DE_SECTOR = DE_LA_PLANILLA | {Accion.INFORMAR}

PERMISOS: Mapping[Rol, frozenset[Accion]] = {
    Rol.ADMINISTRACION_DE_PLATAFORMA: frozenset(
        {Accion.DAR_DE_ALTA, Accion.SUSPENDER, Accion.INVITAR}
    ),
    Rol.TRADUCCION: frozenset(),
    Rol.AUDITORIA: frozenset({Accion.VER_RESERVADO, Accion.VER_ADJUNTOS, Accion.VER_AVANCE}),
    Rol.ADMINISTRACION_DEPARTAMENTAL: frozenset(
        {
            Accion.DAR_DE_ALTA,
            Accion.SUSPENDER,
            Accion.VER_AVANCE,
            Accion.AJUSTAR,
            Accion.INVITAR,
        }
    ),
    Rol.ADMINISTRACION_MUNICIPAL: frozenset(
        {
            Accion.AJUSTAR,
            Accion.INVITAR,
            Accion.AUTORIZAR_AVANCE,
            Accion.EDITAR_ORGANIZACIONES,
            Accion.IMPORTAR,
            Accion.VER_RESERVADO,
            Accion.VER_ADJUNTOS,
        }
    ),
    Rol.ALCALDIA: DE_OFICINA
    | {
        Accion.PUBLICAR,
        Accion.ENTREGAR,
        Accion.AUTORIZAR_AVANCE,
        Accion.INVITAR,
        Accion.PRESENTAR_POA,
    },
    Rol.TECNICO_MUNICIPAL: DE_OFICINA,
    Rol.CONCEJO: DE_FISCALIZACION | {Accion.APROBAR_POA},
    Rol.CONTROL_SOCIAL: DE_FISCALIZACION | {Accion.PRONUNCIARSE, Accion.LLEVAR_CONTROL_SOCIAL},
    **dict.fromkeys(DE_ORGANIZACION, DE_LA_PLANILLA),
    **dict.fromkeys((Rol.DILOS, Rol.EDUCACION), DE_SECTOR),
    Rol.SECRETARIA_PRO_TEMPORE: frozenset(),
    Rol.DIPUTACION: frozenset(),
    Rol.ASAMBLEISTA: frozenset(),
    Rol.SUBGOBERNACION: frozenset(),
}

DEL_MUNICIPIO = frozenset(
    {
        Rol.ALCALDIA,
        Rol.TECNICO_MUNICIPAL,
        Rol.CONCEJO,
        Rol.CONTROL_SOCIAL,
        Rol.AUDITORIA,
        *DE_ORGANIZACION,
    }
)
INVITA: Mapping[Rol, Mapping[Nivel, frozenset[Rol]]] = {
    Rol.ADMINISTRACION_DE_PLATAFORMA: {
        Nivel.PLATAFORMA: frozenset(
            {Rol.ADMINISTRACION_DE_PLATAFORMA, Rol.TRADUCCION, Rol.AUDITORIA}
        ),
        Nivel.DEPARTAMENTO: frozenset({Rol.ADMINISTRACION_DEPARTAMENTAL, Rol.AUDITORIA}),
        Nivel.REGION: frozenset(
            {Rol.SECRETARIA_PRO_TEMPORE, Rol.DIPUTACION, Rol.ASAMBLEISTA, Rol.SUBGOBERNACION}
        ),
        Nivel.MUNICIPIO: frozenset({Rol.ADMINISTRACION_MUNICIPAL}),
    },
    Rol.ADMINISTRACION_DEPARTAMENTAL: {
        Nivel.DEPARTAMENTO: frozenset({Rol.ADMINISTRACION_DEPARTAMENTAL, Rol.AUDITORIA}),
        Nivel.REGION: frozenset(
            {Rol.SECRETARIA_PRO_TEMPORE, Rol.DIPUTACION, Rol.ASAMBLEISTA, Rol.SUBGOBERNACION}
        ),
        Nivel.MUNICIPIO: frozenset({Rol.ADMINISTRACION_MUNICIPAL}),
    },
    Rol.ADMINISTRACION_MUNICIPAL: {Nivel.MUNICIPIO: DEL_MUNICIPIO | {Rol.ADMINISTRACION_MUNICIPAL}},
    Rol.ALCALDIA: {Nivel.MUNICIPIO: DEL_MUNICIPIO},
}
"""A qué roles puede invitar, y cerrar el mandato, quien tiene `Accion.INVITAR`; por nivel."""
