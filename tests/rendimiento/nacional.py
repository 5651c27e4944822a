"""El país entero en una base nueva: `python tests/rendimiento/nacional.py RUTA_DATOS`.

Da de alta los 343 municipios, carga sus comunidades, convierte en demandas las líneas del POA
2010, prioriza, entrega y consolida las 63 uninominales por los mismos servicios que usa la línea
de órdenes. Imprime cuánto tardó cada paso y comprueba que nada se pierda: cada boliviano del CSV
está en lo consolidado o en un motivo por el que quedó fuera. Sale con 0 solo si todo cuadra.
"""

import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from poa_2010 import (
    Cuenta,
    demandas,
    escribir,
    leer_comunidades,
    leer_lineas,
    organizaciones,
)

from nucleo.arranque import RAIZ, Casa
from nucleo.dominio.ambito import EnMunicipio, EnRegion
from nucleo.dominio.dinero import CENTAVOS, Dinero
from nucleo.dominio.edc import Consolidado, Suma, sumar
from nucleo.dominio.regiones import Region, TipoDeRegion
from nucleo.planillas.lectura import leer
from nucleo.servicios import demandas as demandas_
from nucleo.servicios import edc, entregas, priorizacion, techos
from nucleo.servicios import organizaciones as organizaciones_
from nucleo.servicios.importacion import Importacion
from nucleo.servicios.municipios import dar_de_alta

GESTION = 2027
QUIEN = "consola:nacional"
UNINOMINALES = 63
FUENTE = "41-113"
RECHAZADA = "rechazada al importar"
TERCERA = "tercera demanda de su OTB"
SIN_UNINOMINAL = "municipio sin diputado uninominal"


class Nacional:
    """La corrida: qué se cargó, qué salió y lo que se fue quedando fuera."""

    def __init__(self, casa: Casa, datos: Path, trabajo: Path) -> None:
        self.casa = casa
        self.trabajo = trabajo
        self.lineas = leer_lineas(datos)
        self.comunidades = leer_comunidades(datos)
        self.fuera: dict[str, Cuenta] = defaultdict(Cuenta, self.lineas.excluidas)
        self.otb: Counter[str] = Counter()
        self.entregadas: Counter[tuple[int, str]] = Counter()
        self.consolidados: dict[str, Consolidado] = {}
        self.errores: list[str] = []
        todas = casa.regiones.values()
        self.uninominales = [r for r in todas if r.tipo is TipoDeRegion.UNINOMINAL]

    def exigir(self, que: str, hallado: object, esperado: object) -> None:
        """Anota el descuadre y sigue: al final se dicen todos."""
        if hallado != esperado:
            self.errores.append(f"{que}: se halló {hallado} y se esperaba {esperado}")

    # ── Los pasos ───────────────────────────────────────────────────────────────────────────────

    def dar_de_alta(self) -> str:
        for municipio in self.casa.territorio.municipios:
            ambito = EnMunicipio(municipio.id)
            contexto = self.casa.contexto(ambito, GESTION, QUIEN)
            dar_de_alta(contexto, self.casa.unidad(ambito), municipio)
        self.exigir("municipios dados de alta", len(self.casa.altas()), 343)
        return f"{len(self.casa.altas())} municipios"

    def cargar_organizaciones(self) -> str:
        creadas = 0
        for cual, suyas in self.comunidades.items():
            archivo = escribir(self.trabajo / "otb.csv", organizaciones(suyas.values()))
            importacion = self._importar(cual, archivo, organizaciones_.importar)
            self.exigir(f"OTB de {cual:06d}", importacion.creadas, len(suyas))
            creadas += importacion.creadas
        return f"{creadas} OTB de nombre distinto"

    def fijar_techos(self) -> str:
        """La mitad de lo que se pide, como techo de coparticipación: es un supuesto."""
        for cual, suyas in self.lineas.de.items():
            mitad = Dinero(sum(int(linea["total"]) for linea in suyas) * CENTAVOS // 2)
            ambito = EnMunicipio(cual)
            contexto = self.casa.contexto(ambito, GESTION, QUIEN)
            techos.fijar(contexto, self.casa.unidad(ambito), {FUENTE: mitad})
        return f"{len(self.lineas.de)} municipios con líneas en el POA"

    def importar_demandas(self) -> str:
        """Con `--parcial`: lo rechazado se cuenta aparte, con su monto."""
        sectores = {s.programa: s.nombre for s in self.casa.sectores}
        creadas = 0
        for cual, lineas in self.lineas.de.items():
            filas = demandas(lineas, self.comunidades[cual], sectores, self.otb)
            archivo = escribir(self.trabajo / "demandas.csv", filas)
            ganchos = self.casa.ganchos(EnMunicipio(cual))
            importacion = self._importar(
                cual, archivo, demandas_.importar, ganchos, self.casa.sectores, parcial=True
            )
            for fila in {rechazo.fila for rechazo in importacion.rechazadas}:
                self.fuera[RECHAZADA].con(int(lineas[fila - 2]["total"]))
            self.exigir(f"repetidas de {cual:06d}", importacion.repetidas, 0)
            creadas += importacion.creadas
        return f"{creadas} demandas, OTB {dict(self.otb)}"

    def priorizar(self) -> str:
        matriz = en_poa = 0
        for cual in self.lineas.de:
            ambito = EnMunicipio(cual)
            resultado = priorizacion.priorizar(
                self.casa.contexto(ambito, GESTION, QUIEN),
                self.casa.unidad(ambito),
                self.casa.ganchos(ambito),
                regla=self.casa.configuracion(ambito).regla_de_seleccion,
                confirmar=True,
            )
            matriz += len(resultado.renglones)
            en_poa += sum(r.decision.entra for r in resultado.renglones)
            self._anotar_terceras(cual, {f.codigo for f in resultado.fuera})
        return f"{matriz} en las matrices, {en_poa} en los POA"

    def entregar(self) -> str:
        """Cada municipio entrega todo lo priorizado a cada uninominal en la que vota."""
        for cual in self.lineas.de:
            ambito = EnMunicipio(cual)
            for region in self._uninominales_de(cual):
                contexto = self.casa.contexto(ambito, GESTION, QUIEN)
                hecho = entregas.entregar(contexto, self.casa.unidad(ambito), region)
                self.entregadas[cual, region.slug] += len(hecho.entregadas)
        return f"{self.entregadas.total()} entregas"

    def consolidar(self) -> str:
        for region in self.uninominales:
            ambito = EnRegion(region.slug)
            contexto = self.casa.contexto(ambito, GESTION, QUIEN)
            with self.casa.leer_region(ambito) as lectura:
                self.consolidados[region.slug] = edc.consolidar(
                    contexto, lectura, self.casa.ganchos(ambito), region
                )
        return f"{len(self.consolidados)} uninominales"

    # ── Las piezas de los pasos ─────────────────────────────────────────────────────────────────

    def _importar(
        self,
        cual: int,
        archivo: Path,
        importar: Callable[..., Importacion],
        *mas: Any,
        **opciones: Any,
    ) -> Importacion:
        ambito = EnMunicipio(cual)
        contexto = self.casa.contexto(ambito, GESTION, QUIEN)
        return importar(contexto, self.casa.unidad(ambito), *mas, leer(archivo), **opciones)

    def _anotar_terceras(self, cual: int, codigos: set[str]) -> None:
        with self.casa.unidad(EnMunicipio(cual)) as unidad:
            for demanda in unidad.demandas.de_gestion(GESTION):
                if demanda.codigo in codigos:
                    self.fuera[TERCERA].con(demanda.costo.centavos // CENTAVOS)

    def _uninominales_de(self, cual: int) -> list[Region]:
        return [r for r in self.uninominales if cual in r.municipios]

    def importado(self, cual: int) -> Suma:
        """Lo que la base dice tener de un municipio, no lo que se le mandó."""
        with self.casa.leer_municipio(EnMunicipio(cual)) as lectura:
            cifras = lectura.cifras(GESTION)
        return Suma(cifras.demandas, cifras.costo, cifras.personas)

    def priorizado(self, cual: int) -> Suma:
        """Lo que compite en un municipio, leído de su última corrida guardada."""
        with self.casa.leer_municipio(EnMunicipio(cual)) as lectura:
            corrida = lectura.corrida(GESTION)
        return sumar_todas(
            Suma(1, p.fila.costo, p.fila.beneficiarios, int(p.entra), int(p.fila.simulada))
            for p in (corrida.puestos if corrida else ())
        )

    # ── Las comprobaciones ──────────────────────────────────────────────────────────────────────

    def comprobar(self) -> str:
        """Todas las cuentas; lo que no cuadre queda en `errores`."""
        importado = sumar_todas(self.importado(cual) for cual in self.lineas.de)
        excluido = sum((c.lineas for c in self._antes_de_importar()), 0)
        pedido = sum((c.bolivianos for c in self._antes_de_importar()), 0)
        total = self.lineas.total
        self.exigir("líneas del CSV", importado.demandas + excluido, total.lineas)
        self.exigir(
            "Bs del CSV", importado.costo.centavos + pedido * CENTAVOS, total.bolivianos * CENTAVOS
        )
        self.exigir("uninominales", len(self.consolidados), UNINOMINALES)
        self._cuadrar_regiones()
        unico = self._consolidado_una_vez()
        fuera = list(self.fuera.values())
        self.exigir(
            "demandas consolidadas más las de fuera",
            unico.demandas + sum(c.lineas for c in fuera),
            total.lineas,
        )
        self.exigir(
            "Bs consolidados más los de fuera",
            unico.costo.centavos + sum(c.bolivianos for c in fuera) * CENTAVOS,
            total.bolivianos * CENTAVOS,
        )
        return self.informe(importado, unico)

    def _antes_de_importar(self) -> list[Cuenta]:
        return [c for motivo, c in self.fuera.items() if motivo not in {TERCERA, SIN_UNINOMINAL}]

    def _cuadrar_regiones(self) -> None:
        """Cada consolidado dice lo mismo que las entregas que recibió, por municipio y en total."""
        for slug, consolidado in self.consolidados.items():
            with self.casa.leer_region(EnRegion(slug)) as lectura:
                grupos = list(lectura.grupos(GESTION))
            self.exigir(f"total de {slug}", consolidado.total, sumar(grupos))
            recibidas = {m: s.demandas for m, s in consolidado.municipios.items() if s.demandas}
            enviadas = {m: n for (m, r), n in self.entregadas.items() if r == slug and n}
            self.exigir(f"entregas de {slug}", recibidas, enviadas)

    def _consolidado_una_vez(self) -> Suma:
        """Cada municipio cuenta una vez, y en todas sus uninominales dice lo mismo."""
        unico = Suma()
        for cual in self.lineas.de:
            suyo = self.priorizado(cual)
            regiones = self._uninominales_de(cual)
            for region in regiones:
                llevado = self.consolidados[region.slug].municipios.get(cual, Suma())
                self.exigir(f"{cual:06d} en {region.slug}", llevado, suyo)
            if regiones:
                unico = sumar_todas((unico, suyo))
            else:
                self._anotar_sin_uninominal(suyo)
        return unico

    def _anotar_sin_uninominal(self, suyo: Suma) -> None:
        cuenta = self.fuera[SIN_UNINOMINAL]
        cuenta.lineas += suyo.demandas
        cuenta.bolivianos += suyo.costo.centavos // CENTAVOS

    def informe(self, importado: Suma, unico: Suma) -> str:
        suma = sumar_todas(c.total for c in self.consolidados.values())
        renglones = [
            ("líneas del CSV", self.lineas.total.lineas, self.lineas.total.bolivianos),
            ("importado", importado.demandas, importado.costo.centavos // CENTAVOS),
            ("consolidado, una vez cada demanda", unico.demandas, unico.costo.centavos // CENTAVOS),
            ("suma de las mesas, con repetidas", suma.demandas, suma.costo.centavos // CENTAVOS),
            *((f"fuera: {m}", c.lineas, c.bolivianos) for m, c in sorted(self.fuera.items())),
        ]  # fmt: skip
        return "\n".join(f"  {que:<40}{n:>7} {bs:>16,} Bs" for que, n, bs in renglones)


def sumar_todas(sumas: Iterable[Suma]) -> Suma:
    total = Suma()
    for s in sumas:
        total = Suma(
            total.demandas + s.demandas,
            total.costo + s.costo,
            total.personas + s.personas,
            total.en_poa + s.en_poa,
            total.simuladas + s.simuladas,
        )
    return total


@contextmanager
def reloj(paso: str) -> Iterator[Callable[[str], None]]:
    """Imprime el paso, lo que dijo y lo que tardó."""
    dicho: list[str] = []
    inicio = time.perf_counter()
    yield dicho.append
    sys.stdout.write(f"{paso:<24}{time.perf_counter() - inicio:>8.1f} s  {' '.join(dicho)}\n")
    sys.stdout.flush()


def principal(datos: Path) -> int:
    with tempfile.TemporaryDirectory() as carpeta:
        instancia = Path(carpeta)
        casa = Casa(instancia, RAIZ / "configuraciones", f"sqlite:///{instancia / 'tinkuy.db'}")
        casa.actualizar_base()
        corrida = Nacional(casa, datos, instancia)
        pasos = (
            ("Dar de alta", corrida.dar_de_alta),
            ("Organizaciones", corrida.cargar_organizaciones),
            ("Techos", corrida.fijar_techos),
            ("Demandas", corrida.importar_demandas),
            ("Priorizar", corrida.priorizar),
            ("Entregar", corrida.entregar),
            ("Consolidar", corrida.consolidar),
        )
        with reloj("Todo"):
            for nombre, paso in pasos:
                with reloj(nombre) as decir:
                    decir(paso())
        sys.stdout.write(corrida.comprobar() + "\n")
    for error in corrida.errores:
        sys.stderr.write(f"NO CUADRA: {error}\n")
    sys.stdout.write("Todo cuadra.\n" if not corrida.errores else "Hay cuentas que no cuadran.\n")
    return 1 if corrida.errores else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Uso: python tests/rendimiento/nacional.py RUTA_DATOS")
    sys.exit(principal(Path(sys.argv[1])))
