"""Los renglones de un borrador del techo, como se escriben en pantalla."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from marshmallow import Schema, fields

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.lectura import dinero_no_negativo, texto_de
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.versiones_de_techo import Bruto, Obligatorio, VersionDeTecho
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE
from nucleo.servicios.techos import fuente_organismo
from nucleo.web.ambito import piezas
from nucleo.web.formularios import Formulario, Leido

EN_BLANCO = 3  # los renglones vacíos que se ofrecen; al guardar aparecen otros tantos
MAXIMO = 40
DE_BRUTO = ("fuente", "monto", "procedencia", "simulado")
DE_OBLIGATORIO = ("gasto", "apertura", "sale", "descuento", "base")
LARGO_DE_NUMERO = 6
LARGO = 300


def escribir(monto: Dinero) -> str:
    """`1.234,50`, como lo lee el formulario."""
    return monto.legible().removeprefix("Bs ")


@dataclass
class Hoja:
    """Los renglones como se escriben: los que hay y unos en blanco; uno vacío no cuenta."""

    cuantos: tuple[int, int]
    vista: int
    formulario: Formulario
    brutos: Sequence[Bruto] = ()
    obligatorios: Sequence[Obligatorio] = ()

    @classmethod
    def de_version(cls, version: VersionDeTecho) -> "Hoja":
        brutos, gastos = version.brutos, version.obligatorios
        hoja = cls._de((len(brutos) + EN_BLANCO, len(gastos) + EN_BLANCO), version.version)
        escrito: dict[str, Any] = {}
        for n, b in enumerate(brutos):
            del_bruto = (b.clave, escribir(b.monto), b.procedencia, "on" if b.simulado else "")
            escrito |= {f"{c}-{n}": v for c, v in zip(DE_BRUTO, del_bruto, strict=True) if v}
        for n, o in enumerate(gastos):
            valores = (o.nombre, o.apertura, o.clave, escribir(o.monto), o.base)
            escrito |= {f"{c}-{n}": v for c, v in zip(DE_OBLIGATORIO, valores, strict=True) if v}
        hoja.formulario.escrito = escrito
        return hoja

    @classmethod
    def de_envio(cls) -> "Hoja":
        """Con los renglones que la página traía, sin pasar del máximo."""
        cuantos = (_entero("fuentes", 1), _entero("gastos", 1))
        return cls._de(cuantos, _entero("vista", 0))

    @classmethod
    def _de(cls, cuantos: tuple[int, int], vista: int) -> "Hoja":
        cuantos = (min(cuantos[0], MAXIMO), min(cuantos[1], MAXIMO))
        campos: dict[str, fields.Field[Any]] = {
            n: fields.String() for n in ("fuentes", "gastos", "vista")
        }
        for n in range(cuantos[0]):
            campos |= {f"{c}-{n}": campo for c, campo in _campos_de_bruto().items()}
        for n in range(cuantos[1]):
            campos |= {f"{c}-{n}": campo for c, campo in _campos_de_obligatorio().items()}
        return cls(cuantos, vista, Formulario(Schema.from_dict(campos)()))

    def leer(self) -> bool:
        """Los renglones con datos, o los errores en sus campos."""
        datos: Mapping[str, Any] = self.formulario.datos or {}
        self.brutos = [b for n in range(self.cuantos[0]) if (b := self._bruto(datos, n))]
        self.obligatorios = [o for n in range(self.cuantos[1]) if (o := self._gasto(datos, n))]
        self._exigir_distintas()
        return not self.formulario.errores

    def _bruto(self, datos: Mapping[str, Any], n: int) -> Bruto | None:
        clave, monto, procedencia, simulado = (datos.get(f"{c}-{n}") for c in DE_BRUTO)
        if clave is None and monto is None:
            return None
        if self._falta(n, ("fuente", clave), ("monto", monto)):
            return None
        return Bruto(str(clave), monto or CERO, procedencia or "", bool(simulado))

    def _gasto(self, datos: Mapping[str, Any], n: int) -> Obligatorio | None:
        nombre, apertura, sale, monto, base = (datos.get(f"{c}-{n}") for c in DE_OBLIGATORIO)
        if nombre is None and sale is None and monto is None:
            return None
        if self._falta(n, ("gasto", nombre), ("sale", sale), ("descuento", monto)):
            return None
        return Obligatorio(apertura or "", str(nombre), str(sale), monto or CERO, base or "")

    def _falta(self, n: int, *pares: tuple[str, object]) -> bool:
        vacios = [campo for campo, valor in pares if valor is None or valor == ""]
        for campo in vacios:
            self.formulario.fallar(f"{campo}-{n}", Mensaje(N_("Complete o borre este renglón.")))
        return bool(vacios)

    def _exigir_distintas(self) -> None:
        vistas: set[str] = set()
        for n, bruto in enumerate(self.brutos):
            if bruto.clave in vistas:
                motivo = Mensaje(N_("Esta fuente ya está más arriba."))
                self.formulario.fallar(f"fuente-{n}", motivo)
            vistas.add(bruto.clave)


def _entero(nombre: str, omision: int) -> int:
    dicho = request.form.get(nombre, "")
    return (
        int(dicho)
        if dicho.isascii() and dicho.isdecimal() and len(dicho) <= LARGO_DE_NUMERO
        else omision
    )


def _campos_de_bruto() -> dict[str, fields.Field[Any]]:
    pares = list(piezas().fuentes)
    dinero = {"etiqueta": N_("Monto (Bs)"), "clase": "dinero"}
    return {
        "fuente": Leido(
            fuente_organismo,
            metadata={"etiqueta": N_("Fuente-organismo"), "sugerencias": pares},
        ),
        "monto": Leido(dinero_no_negativo, metadata=dinero),
        "procedencia": Leido(
            texto_de(LARGO_DE_FUENTE), metadata={"etiqueta": N_("De dónde sale el dato")}
        ),
        "simulado": fields.Boolean(
            load_default=False, metadata={"etiqueta": N_("Es un supuesto, no un dato oficial")}
        ),
    }


def _campos_de_obligatorio() -> dict[str, fields.Field[Any]]:
    aperturas = [e.denominacion for e in piezas().clasificadores.aperturas]
    pares = list(piezas().fuentes)
    return {
        "gasto": Leido(
            texto_de(LARGO),
            metadata={"etiqueta": N_("Gasto obligatorio"), "sugerencias": aperturas},
        ),
        "apertura": Leido(
            texto_de(LARGO), metadata={"etiqueta": N_("Apertura, si la sabe (20 0 99)")}
        ),
        "sale": Leido(
            fuente_organismo,
            metadata={"etiqueta": N_("De qué fuente sale"), "sugerencias": pares},
        ),
        "descuento": Leido(
            dinero_no_negativo, metadata={"etiqueta": N_("Monto (Bs)"), "clase": "dinero"}
        ),
        "base": Leido(texto_de(LARGO), metadata={"etiqueta": N_("Qué norma o cálculo lo dice")}),
    }
