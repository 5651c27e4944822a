"""El plan y la estructura, en palabras: cómo se llama cada cosa y qué salió mal al escribirla."""

from enum import StrEnum

from nucleo.dominio import planes as p
from nucleo.dominio import unidades_operativas as u
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_
from nucleo.dominio.planes import ClaseDeAliado, ClaseDeElemento, Dimension, EstadoDePlan
from nucleo.dominio.presupuesto_del_plan import Destino

NOMBRES: dict[StrEnum, str] = {
    p.NivelDePlan.MUNICIPAL: N_("Del municipio"),
    p.NivelDePlan.DEPARTAMENTAL: N_("De la gobernación"),
    p.NivelDePlan.NACIONAL: N_("Del nivel nacional"),
    Dimension.EQUIDAD: N_("Equidad social"),
    Dimension.DEMOCRACIA: N_("Democracia"),
    Dimension.COMPETITIVIDAD: N_("Competitividad económica"),
    Dimension.EFICIENCIA: N_("Eficiencia administrativa"),
    ClaseDeElemento.MISION: N_("Misión"),
    ClaseDeElemento.VISION: N_("Visión"),
    ClaseDeElemento.POTENCIALIDAD: N_("Potencialidad"),
    ClaseDeElemento.LIMITACION: N_("Limitación"),
    ClaseDeElemento.OBJETIVO: N_("Objetivo"),
    ClaseDeElemento.LINEAMIENTO: N_("Lineamiento"),
    ClaseDeElemento.POLITICA: N_("Política"),
    ClaseDeElemento.PROGRAMA: N_("Programa"),
    ClaseDeElemento.PROYECTO: N_("Proyecto estratégico"),
    ClaseDeElemento.RESULTADO: N_("Resultado o meta"),
    EstadoDePlan.BORRADOR: N_("Borrador"),
    EstadoDePlan.VIGENTE: N_("Vigente"),
    EstadoDePlan.REEMPLAZADO: N_("Reemplazado"),
    ClaseDeAliado.MUNICIPIOS: N_("Otros municipios"),
    ClaseDeAliado.PRIVADO: N_("Sector privado"),
    ClaseDeAliado.ESTADO: N_("Otro nivel del Estado"),
    ClaseDeAliado.SOCIEDAD: N_("Organizaciones sociales"),
    Destino.CON_OBJETIVO: N_("Sirve a un objetivo"),
    Destino.DECLARA_QUE_NO: N_("Declara que a ninguno"),
    Destino.NO_RIGE: N_("Apunta a uno que no rige"),
    Destino.CALLA: N_("No dice nada"),
}

FRASES: dict[type[ErrorDeNegocio], str] = {
    u.UnidadRepetida: N_("El código %(codigo)s ya es de «%(nombre)s». Elija otro."),
    u.UnidadEnUso: N_(
        "La unidad %(codigo)s no se borra porque la nombran: %(usos)s. Ciérrela: deja de "
        "ofrecerse y lo anotado queda como está."
    ),
    u.DependenciaInvalida: N_(
        "La unidad %(codigo)s no puede depender de %(superior)s: no existe, o depende de ella."
    ),
    u.VigenciaAlReves: N_("Termina (%(ultima)s) antes de empezar (%(primera)s)."),
    p.PlanFirme: N_(
        "El plan %(codigo)s, versión %(numero)s, ya no se edita. Para cambiarlo, abra otra versión."
    ),
    p.PlanAbierto: N_(
        "Ya hay un borrador del plan %(codigo)s: termínelo o descártelo antes de abrir otro."
    ),
    p.PlanNoVigente: N_("Eso se hace con un plan propio que rige; %(codigo)s no lo es."),
    p.PlanRepetido: N_(
        "Ya está el plan %(codigo)s. Para cambiarlo, ábralo: si rige, abra otra versión."
    ),
    p.PlanSinObjetivos: N_("El plan %(codigo)s no tiene objetivos: todavía no puede regir."),
    p.SinConstancia: N_(
        "Diga con qué empieza a regir: el número de la ley, de la resolución o del acta."
    ),
    p.CodigoRepetido: N_("El código %(codigo)s ya se usa en %(donde)s. Elija otro."),
    p.PadreInvalido: N_("«%(codigo)s» no puede ir con «%(padre)s»: no está, o no es de esa clase."),
    p.ElementoEnUso: N_("«%(codigo)s» no se quita porque lo nombran: %(usos)s."),
    p.PeriodoInvalido: N_(
        "De %(primera)s a %(ultima)s no es un período que sirva: termina antes de empezar, o pasa "
        "de %(maximo)s años."
    ),
}
