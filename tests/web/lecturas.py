"""Las lecturas de un municipio y de una región, en memoria."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from nucleo.dominio.anclajes import EdcAnclado
from nucleo.dominio.corridas import Paso, Proceso
from nucleo.dominio.demandas import Competencia, Estado
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.edc import Grupo
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.nombres import plegar
from nucleo.dominio.personas import NADIE, Personas
from nucleo.servicios.lecturas import (
    Cifras,
    CorridaLeida,
    FichaDeDemanda,
    FilaDeDemanda,
    FilaDeEntrega,
    FilaDeOrganizacion,
    FiltroDeDemandas,
    FiltroDeOrganizaciones,
    HechoLeido,
    Pagina,
    Procedencia,
    PuestoLeido,
    ResumenDeSector,
    Situacion,
)
from tests.web.ejemplos import (
    AHORA,
    GESTION,
    TUNARI,
    entrega_de,
    ficha_de,
    puesto_de,
)


@dataclass
class LecturaVacia:
    """La de un municipio recién dado de alta."""

    filas: Sequence[FilaDeDemanda] = ()
    hospedado: bool = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def situacion(self) -> Situacion | None:
        return Situacion(str(hash(repr(self.filas)))) if self.hospedado else None

    def gestiones(self) -> Sequence[int]:
        return [GESTION] if self.filas else []

    def organizaciones(self, filtro: FiltroDeOrganizaciones, /) -> Pagina[FilaDeOrganizacion]:
        return Pagina([], 0, filtro.pagina)

    def cifras(self, _gestion: int, /) -> Cifras:
        costo = sum((f.costo for f in self.filas), CERO)
        gente = sum((f.beneficiarios for f in self.filas), NADIE)
        return Cifras(48, 41, len(self.filas), costo, gente, Personas(1203, 1358))

    def por_sector(self, _gestion: int, /) -> Sequence[ResumenDeSector]:
        por_clave: dict[str, list[FilaDeDemanda]] = {}
        for f in self.filas:
            por_clave.setdefault(f.sector, []).append(f)
        return [
            ResumenDeSector(
                clave, len(suyas), sum((f.costo for f in suyas), CERO),
                sum((f.beneficiarios for f in suyas), NADIE),
            )
            for clave, suyas in por_clave.items()
        ]  # fmt: skip

    def demandas(self, filtro: FiltroDeDemandas, /) -> Pagina[FilaDeDemanda]:
        halladas = [f for f in self.filas if cumple(f, filtro)]
        halladas.sort(key=lambda f: orden_de(f, filtro.orden), reverse=filtro.descendente)
        if not filtro.por_pagina:
            return Pagina(halladas, len(halladas), 1, max(1, len(halladas)))
        desde = (filtro.pagina - 1) * filtro.por_pagina
        tramo = halladas[desde : desde + filtro.por_pagina]
        return Pagina(tramo, len(halladas), filtro.pagina, filtro.por_pagina)

    def demanda(self, gestion: int, numero: int, /) -> FichaDeDemanda | None:
        suya = next((f for f in self.filas if (f.gestion, f.numero) == (gestion, numero)), None)
        return ficha_de(suya) if suya else None

    def techos(self, _gestion: int, /) -> Mapping[str, Dinero]:
        return {"41-113": Dinero.de(2_000_000), "41-119": Dinero.de(900_000)} if self.filas else {}

    def procedencias(self, _gestion: int, /) -> Mapping[str, Procedencia]:
        return {"41-119": Procedencia("POA anterior", simulada=True)} if self.filas else {}

    def proceso(self, gestion: int, /) -> Proceso | None:
        if not self.filas:
            return None
        proceso = Proceso(nuevo_id(), gestion)
        for paso in list(Paso)[:3]:
            proceso.dar(paso, AHORA)
        return proceso

    def corrida(self, gestion: int, /) -> CorridaLeida | None:
        if not self.filas:
            return None
        techos = {clave: str(monto) for clave, monto in self.techos(gestion).items()}
        puestos = [puesto_de(f) for f in self.filas]
        return CorridaLeida(
            gestion, AHORA, "consola:ana", "lista_con_techo", {}, techos, "ab" * 32, puestos
        )

    def puesto(self, _gestion: int, numero: int, /) -> PuestoLeido | None:
        return next((puesto_de(f) for f in self.filas if f.numero == numero), None)

    def hechos(self, cuantos: int, /) -> Sequence[HechoLeido]:
        hechos = [
            HechoLeido(2, "demandas.importadas", "consola:ana", AHORA),
            HechoLeido(1, "municipio.alta", "consola:ana", AHORA),
        ]
        return hechos[:cuantos]


def cumple(f: FilaDeDemanda, filtro: FiltroDeDemandas) -> bool:
    return (
        f.gestion == filtro.gestion
        and plegar(filtro.texto) in plegar(f"{f.titulo} {f.organizacion}")
        and filtro.sector in {"", f.sector}
        and filtro.estado in {"", f.estado.value}
        and filtro.pedida_por in {"", f.pedida_por.value}
    )


def orden_de(f: FilaDeDemanda, orden: str) -> Any:
    return f.beneficiarios.total if orden == "beneficiarios" else getattr(f, orden)


@dataclass
class LecturaRegionalEnMemoria:
    filas: Sequence[FilaDeDemanda] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def gestiones(self) -> Sequence[int]:
        return [GESTION] if self.filas else []

    def anclajes(self) -> Sequence[EdcAnclado]:
        return []

    def grupos(self, _gestion: int, /) -> Sequence[Grupo]:
        return [
            Grupo(
                TUNARI.id, f.sector, f.competencia, 1, f.costo, f.beneficiarios,
                int(f.estado is Estado.EN_POA), int(f.simulada),
            )
            for f in self.filas
        ]  # fmt: skip

    def entregas(
        self,
        _gestion: int,
        competencias: frozenset[Competencia],
        municipios: frozenset[int],
        pagina: int,
        por_pagina: int = 25,
        /,
    ) -> Pagina[FilaDeEntrega]:
        assert municipios <= {TUNARI.id}
        suyas = [entrega_de(f) for f in self.filas if f.competencia in competencias]
        tramo = suyas[(pagina - 1) * por_pagina : pagina * por_pagina]
        return Pagina(tramo, len(suyas), pagina, por_pagina)
