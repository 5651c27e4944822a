"""Importar las demandas de un municipio: de la planilla de cada asamblea a la gestión."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from nucleo.dominio.asambleas import Formulario
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import Competencia, Contraparte, Demanda, PedidaPor
from nucleo.dominio.dinero import CERO
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.lectura import reparar_enie
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion, que_piden
from nucleo.dominio.personas import Personas
from nucleo.dominio.sectores import SIN_CLASIFICAR, Sector
from nucleo.servicios.avances import renovar
from nucleo.servicios.columnas import columnas_de_demandas
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.importacion import (
    Avance,
    Fila,
    Importacion,
    exigir_igual,
    hecho,
    rechazo,
)
from nucleo.servicios.importacion import (
    importar as importar_filas,
)
from nucleo.servicios.organizaciones import Padron, avisar_reparados
from nucleo.servicios.plantillas import plantilla
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.registro import Registro, datos_de_asamblea, referencia_por_titulo
from nucleo.servicios.revision import revisar
from nucleo.servicios.sectores import sectores_de

__all__ = ["Importador", "importar", "plantilla"]

NO_CUENTAN = frozenset({"otb", "prioridad"})  # la plantilla los trae ya escritos


def importar(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    sectores: Sequence[Sector],
    planilla: Planilla,
    *,
    parcial: bool = False,
    avance: Avance | None = None,
    ensayo: bool = False,
) -> Importacion:
    """Registra las demandas nuevas de la planilla, con su asamblea, su formulario y su historia.

    Sin `parcial`, o entran todas o ninguna; un `ensayo` no escribe. La misma identidad con los
    mismos datos es repetida; con otros, un rechazo que dice qué había. Levanta `ArchivoIlegible`
    si faltan columnas y `ErrorDePlugin` si un plugin falla: en ambos casos no queda nada.
    """
    with unidad:
        if not ensayo:
            unidad.reservar()
        importador = Importador(contexto, unidad, ganchos)
        columnas = columnas_de_demandas(importador.padron, sectores_de(contexto, ganchos, sectores))
        congelada = fuera_de_la_matriz(contexto, unidad)
        importacion, nuevas = importar_filas(
            planilla,
            columnas,
            importador.procesar,
            parcial=parcial,
            avance=avance,
            no_cuentan=NO_CUENTAN,
            ensayo=ensayo,
        )
        avisar_reparados(importacion, importador.reparados)
        importacion.avisos += _por_saber(importacion, congelada)
        if nuevas:
            _registrar(contexto, unidad, importador, importacion, nuevas)
    return importacion


def _registrar(
    contexto: Contexto,
    unidad: Unidad,
    importador: "Importador",
    importacion: Importacion,
    nuevas: Sequence[Demanda],
) -> None:
    """Lo nuevo queda, con su hecho y el avance al día."""
    importador.registro.guardar(unidad)
    unidad.demandas.agregar_todas(nuevas)
    unidad.anotar(hecho("demandas.importadas", contexto, importacion, gestion=contexto.gestion))
    renovar(contexto, unidad, "demandas.importadas")
    unidad.confirmar()


def _por_saber(importacion: Importacion, congelada: list[Mensaje]) -> list[Mensaje]:
    """Lo que conviene saber de lo leído; `congelada`, solo si algo se crea."""
    return _sin_mujeres(importacion) + (congelada if importacion.creadas else [])


def _sin_mujeres(importacion: Importacion) -> list[Mensaje]:
    """Avisa si una sola columna de beneficiarios se leyó como hombres: quizá era el total."""
    claves = importacion.encabezado.claves
    if "beneficiarios" not in claves or "beneficiarias" in claves:
        return []
    texto = N_("La columna «%(columna)s» se leyó como hombres; falta la de mujeres.")
    return [Mensaje(texto, {"columna": importacion.encabezado.visible("beneficiarios")})]


def fuera_de_la_matriz(contexto: Contexto, unidad: Unidad) -> list[Mensaje]:
    """El aviso de que la matriz ya se congeló y lo nuevo no entra en ella."""
    proceso = unidad.priorizaciones.proceso(contexto.gestion)
    if proceso is None or proceso.congelada_en is None:
        return []
    texto = N_(
        "La lista de demandas de la gestión %(gestion)s ya se cerró: lo nuevo queda registrado, "
        "pero no entra en ella."
    )
    return [Mensaje(texto, {"gestion": contexto.gestion})]


class Importador:
    """Procesa una fila tras otra contra lo que ya está registrado en la gestión."""

    def __init__(
        self,
        contexto: Contexto,
        unidad: Unidad,
        ganchos: Ganchos,
        formulario_id: UUID | None = None,
    ) -> None:
        self.contexto = contexto
        self.ganchos = ganchos
        todas = unidad.organizaciones.todas()
        self.padron = Padron(que_piden(todas))
        self.de_id = {o.id: o for o in todas}
        self.registro = Registro(contexto, unidad, formulario_id)
        self.reparados: list[str] = []
        self.cuando = contexto.ahora()

    def procesar(self, fila: Fila) -> Demanda | None:
        """La demanda nueva de la fila, `None` si ya estaba; levanta `FilaRechazada`."""
        organizacion: Organizacion = fila.valores["otb"]
        titulo = reparar_enie(fila.valores["demanda"])
        clave = plegar(titulo)
        if not clave:
            raise rechazo("demanda", N_("no tiene letras ni números"))
        codigo = fila.valores.get("codigo")
        if antes := self.registro.repetida(codigo, organizacion, clave):
            _exigir_viva(antes)
            exigir_igual(self._dicho(antes, clave), fila)
            return None
        asamblea, formulario = self.registro.lugar_para(organizacion, fila)
        nueva = self._nueva(fila, organizacion, formulario, titulo)
        nueva.observaciones = revisar(self.contexto, self.ganchos, nueva, organizacion)
        nueva.nacer(self.contexto.quien, self.cuando)
        self.registro.asentar(asamblea, formulario, fila)
        self.registro.sumar(nueva)
        if titulo != fila.valores["demanda"]:
            self.reparados.append(titulo)
        return nueva

    def _nueva(
        self, fila: Fila, organizacion: Organizacion, formulario: Formulario, titulo: str
    ) -> Demanda:
        dato = fila.valores
        clave = plegar(titulo)
        return Demanda(
            id=nuevo_id(),
            organizacion_id=organizacion.id,
            formulario_id=formulario.id,
            gestion=self.contexto.gestion,
            numero=self.registro.ultimo_numero + 1,
            referencia=dato.get("codigo") or referencia_por_titulo(organizacion, clave),
            titulo=titulo,
            clave=clave,
            prioridad=dato.get("prioridad") or self.registro.ultima_prioridad[organizacion.id] + 1,
            simulada=dato.get("simulado", False),
            **campos_de(dato),
        )

    def _dicho(self, d: Demanda, clave: str) -> dict[str, object]:
        """Lo ya registrado de una demanda, por columna, para comparar con la fila que la repite."""
        formulario = self.registro.formularios[d.formulario_id]
        asamblea = self.registro.asambleas[formulario.asamblea_id]
        dicho = datos_de_demanda(d) | datos_de_asamblea(asamblea, formulario)
        dicho |= {"otb": self.de_id[d.organizacion_id], "fecha": asamblea.fecha}
        return dicho if d.clave == clave else dicho | {"demanda": d.titulo}


def _exigir_viva(antes: Demanda) -> None:
    """Una planilla vieja no devuelve lo que la organización retiró."""
    if not antes.viva:
        texto = N_("la organización la retiró (%(codigo)s): no vuelve a entrar con la planilla")
        raise rechazo("demanda", texto, codigo=antes.codigo)


def campos_de(dato: Mapping[str, Any]) -> dict[str, Any]:
    """De las columnas leídas a los campos de la demanda; lo que no se dijo queda sin dato."""
    tipo, valor = dato.get("tipo_contraparte", ""), dato.get("contraparte", CERO)
    return {
        "sector": dato.get("sector", SIN_CLASIFICAR),
        "costo": dato["costo"],
        "beneficiarios": Personas(dato.get("beneficiarias", 0), dato.get("beneficiarios", 0)),
        "familias": dato.get("familias"),
        "pedida_por": dato.get("pedida_por", PedidaPor.SIN_DATO),
        "orden_mujeres": dato.get("orden_mujeres"),
        "orden_hombres": dato.get("orden_hombres"),
        "contraparte": Contraparte(tipo, valor) if tipo or valor != CERO else None,
        "competencia": dato.get("competencia", Competencia.MUNICIPAL),
        "tipo": dato.get("tipo", ""),
        "problema": dato.get("problema", ""),
        "lugar": dato.get("lugar", ""),
        "preparacion": dato.get("preparacion", ""),
        "fuente": dato.get("fuente", ""),
    }


def datos_de_demanda(d: Demanda) -> dict[str, Any]:
    """Lo registrado, por columna: lo contrario de `campos_de`."""
    return {
        "costo": d.costo,
        "prioridad": d.prioridad,
        "beneficiarias": d.beneficiarios.mujeres,
        "beneficiarios": d.beneficiarios.hombres,
        "familias": d.familias,
        "sector": d.sector,
        "pedida_por": d.pedida_por,
        "orden_mujeres": d.orden_mujeres,
        "orden_hombres": d.orden_hombres,
        "contraparte": d.valor_de_contraparte,
        "tipo_contraparte": d.contraparte.tipo if d.contraparte else "",
        "competencia": d.competencia,
        "tipo": d.tipo,
        "problema": d.problema,
        "lugar": d.lugar,
        "preparacion": d.preparacion,
        "fuente": d.fuente,
        "simulado": d.simulada,
    }
