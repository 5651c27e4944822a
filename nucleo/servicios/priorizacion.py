"""De la demanda de las OTB a la Cumbre 2: congelar, acordar, calificar y publicar, con testigos."""

from collections.abc import Mapping
from datetime import datetime

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import (
    Corrida,
    Paso,
    Puesto,
    Renglon,
    Resultado,
    aporte_como_json,
    recordar,
)
from nucleo.dominio.criterios import Criterio
from nucleo.dominio.demandas import Estado
from nucleo.dominio.errores import (
    EdicionConcurrente,
    PasoPendiente,
    PasoYaDado,
    SinCriterios,
    SinDemandas,
)
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.priorizacion import puntos
from nucleo.dominio.verificables import resumen_de
from nucleo.servicios.avances import renovar
from nucleo.servicios.calculo import (
    Pesos,
    calcular,
    criterios_para,
    preparar,
    proceso_de,
    resolver,
    reunir,
)
from nucleo.servicios.compuertas import exigir_para_el_paso
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.recogida import recoger
from nucleo.servicios.tablero import resumen_de_la_lista
from nucleo.servicios.verificables import codigo_publico, entradas_en_llano


def ensayar(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    pesos: Pesos | None = None,
    regla: str | None = None,
) -> Resultado:
    """Prioriza sin escribir nada: para ver qué pasaría con estos pesos o con los que rigen."""
    with unidad:
        return calcular(contexto, unidad, ganchos, pesos, regla)


def ofrecidos(contexto: Contexto, ganchos: Ganchos) -> list[Criterio]:
    """Todos los criterios que la Cumbre puede acordar, con el peso propuesto; por clave."""
    criterios = recoger(ganchos, "criterios_de_priorizacion", Criterio, contexto)
    if not criterios:
        raise SinCriterios(contexto.nombre)
    return sorted(criterios, key=lambda c: c.clave)


def congelar(contexto: Contexto, unidad: Unidad, visto: str | None = None) -> int:
    """Cierra la matriz con las dos primeras de cada organización. Devuelve cuántas son.

    `visto` es el resumen de la lista que la persona confirmó (`Tablero.resumen`): si ya es otra,
    `EdicionConcurrente`.
    """
    with unidad:
        unidad.reservar()
        cuantas = _congelar(contexto, unidad, visto)
        renovar(contexto, unidad, "priorizacion.congelada")
        unidad.confirmar()
    return cuantas


def acordar(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, pesos: Pesos, regla: str | None = None
) -> Pesos:
    """Fija los pesos de la Cumbre y los devuelve; el criterio que no se nombra va como se propuso.

    Quedan escritos todos: lo que un plugin cambie después no altera lo acordado. Con ellos se
    sella todo lo que decide (`Proceso.entradas`) y de ahí sale el código público.
    """
    with unidad:
        unidad.reservar()
        acuerdo = _acordar(contexto, unidad, ganchos, pesos, regla)
        renovar(contexto, unidad, "priorizacion.acordada")
        unidad.confirmar()
    return acuerdo


def calificar(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    regla: str | None = None,
    visto: str | None = None,
    saltar: str = "",
) -> Resultado:
    """Puntúa lo congelado con lo acordado y guarda la corrida. Se repite hasta publicar.

    Con la gestión abierta, el ciclo puede pedir algo antes (`CompuertaCerrada`); `saltar` es el
    motivo con que se pasa por alto.

    `visto` es el resumen del ensayo que la persona confirmó: si ya sale otro,
    `EdicionConcurrente`; si es el de la corrida guardada, no se guarda otra igual.
    """
    with unidad:
        unidad.reservar()
        anterior = unidad.priorizaciones.ultima(contexto.gestion)
        resultado = _calificar(contexto, unidad, ganchos, regla, saltar)
        _exigir_visto(visto, resultado.resumen)
        if visto and anterior and anterior.resumen == visto:
            return resultado  # sin confirmar no queda nada de esta
        renovar(contexto, unidad, "priorizacion.calificada")
        unidad.confirmar()
    return resultado


def publicar(contexto: Contexto, unidad: Unidad, visto: str | None = None) -> Resultado:
    """Hace firme la última corrida: cada demanda queda en el POA o en espera.

    `visto` es el resumen de la corrida que la persona confirmó: si ya es otra,
    `EdicionConcurrente`.
    """
    with unidad:
        unidad.reservar()
        resultado = _publicar(contexto, unidad)
        _exigir_visto(visto, resultado.resumen)
        renovar(contexto, unidad, "priorizacion.publicada")
        unidad.confirmar()
    return resultado


def priorizar(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    *,
    pesos: Pesos | None = None,
    regla: str | None = None,
    confirmar: bool = False,
    saltar: str = "",
) -> Resultado:
    """Ensaya o, con `confirmar`, da de una vez los pasos que falten: todos o ninguno.

    Lo ya publicado se devuelve tal como se publicó, sin escribir. Cambiar pesos ya acordados es
    un error (`PasoYaDado`). Con la gestión abierta, lo que el ciclo pide y falta lo detiene
    (`CompuertaCerrada`), salvo con un motivo en `saltar`.
    """
    with unidad:
        if confirmar:
            unidad.reservar()
        proceso = proceso_de(contexto, unidad)
        if pesos is not None and proceso.acordada_en:
            raise PasoYaDado(Paso.ACORDAR.value, _minuto(proceso.acordada_en), contexto.gestion)
        if proceso.publicada_en:
            return _guardado(contexto, unidad)
        if not confirmar:
            return calcular(contexto, unidad, ganchos, pesos, regla)
        if not proceso.congelada_en:
            _congelar(contexto, unidad)
        if not proceso.acordada_en:
            _acordar(contexto, unidad, ganchos, pesos or {}, regla)
        if not proceso.calificada_en:
            _calificar(contexto, unidad, ganchos, regla, saltar)
        resultado = _publicar(contexto, unidad, saltar)
        renovar(contexto, unidad, "priorizacion.publicada")
        unidad.confirmar()
    return resultado


def como_json(resultado: Resultado, municipio: str) -> dict[str, object]:
    """La forma estable de `tinkuy priorizar --json`: dinero como cadena, puntaje sobre 100."""
    return {
        "municipio": municipio,
        "gestion": resultado.gestion,
        "resumen": resultado.resumen,
        "regla": resultado.regla,
        "pesos": dict(resultado.pesos),
        "techo": str(resultado.techo),
        "usado": str(resultado.usado),
        "techos": {clave: str(monto) for clave, monto in resultado.techos.items()},
        "demandas": [_renglon_como_json(r) for r in resultado.renglones],
        "fuera": [
            {"codigo": f.codigo, "titulo": f.titulo, "otb": f.organizacion, "motivo": str(f.motivo)}
            for f in resultado.fuera
        ],
    }


def _renglon_como_json(r: Renglon) -> dict[str, object]:
    return {
        "puesto": r.puesto,
        "codigo": r.fila.codigo,
        "titulo": r.fila.titulo,
        "otb": r.fila.organizacion,
        "costo": str(r.fila.costo),
        "simulado": r.fila.simulada,
        "puntaje": puntos(r.puntaje),
        "criterios": [aporte_como_json(a) for a in r.aportes],
        "entra": r.decision.entra,
        "fuente": r.decision.fuente,
        "motivo": str(r.decision.motivo),
    }


def _congelar(contexto: Contexto, unidad: Unidad, visto: str | None = None) -> int:
    proceso, cuando = proceso_de(contexto, unidad), contexto.ahora()
    reunidas = reunir(contexto, unidad)
    demandas = reunidas.demandas
    proceso.dar(Paso.CONGELAR, cuando)
    if not demandas:
        raise SinDemandas(contexto.gestion)
    codigos = [d.codigo for d in demandas]
    _exigir_visto(visto, resumen_de_la_lista(codigos))
    unidad.priorizaciones.abrir(proceso)  # primero: si otra persona congela, aquí se sabe
    for demanda in [*demandas, *reunidas.acompanan]:
        demanda.pasar_a(Estado.CONGELADA, contexto.quien, cuando)
    _anotar(contexto, unidad, "congelada", cuando, {"demandas": len(codigos), "codigos": codigos})
    return len(codigos)


def _acordar(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, pesos: Pesos, regla: str | None
) -> Pesos:
    proceso, cuando = proceso_de(contexto, unidad), contexto.ahora()
    proceso.dar(Paso.ACORDAR, cuando)
    proceso.pesos = {c.clave: c.peso for c in criterios_para(contexto, ganchos, proceso, pesos)}
    preparada = preparar(contexto, unidad, ganchos, proceso.pesos, regla)
    proceso.entradas = entradas_en_llano(contexto, preparada)
    proceso.codigo = codigo_publico(proceso.entradas)
    carga = {
        "pesos": proceso.pesos,
        "codigo": proceso.codigo,
        "resumen": resumen_de(proceso.entradas),
    }
    _anotar(contexto, unidad, "acordada", cuando, carga)
    return proceso.pesos


def _calificar(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, regla: str | None, saltar: str
) -> Resultado:
    proceso, cuando = proceso_de(contexto, unidad), contexto.ahora()
    proceso.dar(Paso.CALIFICAR, cuando)
    exigir_para_el_paso(contexto, unidad, Paso.CALIFICAR.value, saltar)
    preparada = preparar(contexto, unidad, ganchos, regla=regla)
    resultado = resolver(contexto, preparada)
    corrida = _corrida(contexto, resultado, cuando)
    corrida.entradas = entradas_en_llano(contexto, preparada)
    corrida.procedencias = {
        t.clave: {"texto": t.procedencia, "simulada": t.simulado}
        for t in unidad.techos.de_gestion(contexto.gestion)
    }
    unidad.priorizaciones.guardar(corrida)
    carga = {
        "regla": corrida.regla,
        "pesos": corrida.pesos,
        "techos": corrida.techos,
        "resumen": corrida.resumen,
    }
    _anotar(contexto, unidad, "calificada", cuando, carga)
    return resultado


def _corrida(contexto: Contexto, resultado: Resultado, cuando: datetime) -> Corrida:
    return Corrida(
        id=nuevo_id(),
        gestion=resultado.gestion,
        cuando=cuando,
        quien=contexto.quien,
        regla=resultado.regla,
        pesos=dict(resultado.pesos),
        techos={clave: str(monto) for clave, monto in resultado.techos.items()},
        resumen=resultado.resumen,
        puestos=[_puesto(r) for r in resultado.renglones],
    )


def _puesto(r: Renglon) -> Puesto:
    return Puesto(
        id=nuevo_id(),
        lugar=r.puesto,
        demanda_id=r.fila.demanda_id,
        puntaje=r.puntaje,
        entra=r.decision.entra,
        fuente=r.decision.fuente,
        motivo=r.decision.motivo.como_json(),
        desglose=[aporte_como_json(a) for a in r.aportes],
    )


def _publicar(contexto: Contexto, unidad: Unidad, saltar: str = "") -> Resultado:
    proceso, cuando = proceso_de(contexto, unidad), contexto.ahora()
    proceso.dar(Paso.PUBLICAR, cuando)
    exigir_para_el_paso(contexto, unidad, Paso.PUBLICAR.value, saltar)
    resultado = _guardado(contexto, unidad)
    entran = {r.fila.demanda_id for r in resultado.renglones if r.decision.entra}
    reunidas = reunir(contexto, unidad)
    for demanda in [*reunidas.demandas, *reunidas.acompanan]:
        entra = (demanda.grupo_id or demanda.id) in entran  # la que va junto corre su suerte
        destino = Estado.EN_POA if entra else Estado.EN_ESPERA
        demanda.pasar_a(destino, contexto.quien, cuando)
    carga = {
        "resumen": resultado.resumen,
        "en_poa": [r.fila.codigo for r in resultado.renglones if r.decision.entra],
        "en_espera": [r.fila.codigo for r in resultado.renglones if not r.decision.entra],
    }
    _anotar(contexto, unidad, "publicada", cuando, carga)
    return resultado


def _guardado(contexto: Contexto, unidad: Unidad) -> Resultado:
    corrida = unidad.priorizaciones.ultima(contexto.gestion)
    if corrida is None:
        raise PasoPendiente(Paso.PUBLICAR.value, Paso.CALIFICAR.value, contexto.gestion)
    reunidas = reunir(contexto, unidad)
    filas = {f.demanda_id: f for f in reunidas.matriz.filas}
    return recordar(corrida, filas, reunidas.fuera)


def _anotar(
    contexto: Contexto, unidad: Unidad, que: str, cuando: datetime, carga: Mapping[str, object]
) -> None:
    datos = {"gestion": contexto.gestion, **carga}
    unidad.anotar(Hecho(f"priorizacion.{que}", contexto.quien, cuando, datos))


def _exigir_visto(visto: str | None, hallado: str) -> None:
    if visto is not None and visto != hallado:
        raise EdicionConcurrente


def _minuto(cuando: datetime) -> str:
    return cuando.isoformat(timespec="minutes")
