"""El EDC que un municipio del demo hospeda: lo ancla, designa la Secretaría y lo publica."""

from collections.abc import Iterator
from functools import partial

from nucleo.cli.demo_sala import Dato, Paso, Sala, momento
from nucleo.dominio.ambito import EnRegion
from nucleo.dominio.anclajes import Anclaje, Secretaria
from nucleo.dominio.regiones import Region
from nucleo.servicios import anclajes
from nucleo.servicios.anclajes import Llamado


def pasos_de(encuentro: Dato) -> Iterator[Paso]:
    """Lo que el guion dice en `ancla`; sin eso, el municipio no hospeda nada."""
    if not (ancla := encuentro.get("ancla")):
        return
    clave, dia = encuentro["clave"], encuentro["dia"]
    yield Paso(momento(ancla["dia"]), clave, partial(anclar, encuentro=encuentro))
    if dato := ancla.get("secretaria"):
        yield Paso(momento(dia, dato["a_las"]), clave, partial(designar, dato=dato))
    for publicado in ancla.get("publicado", ()):
        yield Paso(momento(publicado, "17:00"), clave, publicar)


def anclar(sala: Sala, encuentro: Dato) -> None:
    """Lo hospeda, si el guion no lo hizo antes: el que alguien retiró no vuelve."""
    datos = {"gestion": sala.contexto.gestion, "evento": sala.clave}
    if vigente_en(sala) or sala.consta(anclajes.ANCLADO, datos):
        return
    ancla, region = encuentro["ancla"], region_en(sala, encuentro["ancla"]["region"])
    llamado = Llamado(
        encuentro["dia"], encuentro.get("hora", "09:00"), encuentro["lugar"], ancla["convocatoria"]
    )
    lectura = sala.piezas.leer_region(EnRegion(region.slug))
    anclajes.anclar(sala.contexto, sala.unidad, lectura, region, sala.clave, llamado)


def designar(sala: Sala, dato: Dato) -> None:
    """Quién queda en la Secretaría Pro Tempore, si el EDC es del guion y nadie la designó."""
    ya = propio_en(sala)
    if ya and ya.secretaria is None:
        suyo = sala.piezas.territorio.municipio(dato["municipio"])
        desde, hasta = dato["desde"].isoformat(), dato["hasta"].isoformat()
        dicha = Secretaria(suyo.nombre, desde, hasta, suyo.id)
        region = region_en(sala, ya.region)
        anclajes.designar(sala.contexto, sala.unidad, region, sala.clave, dicha, ya.version)


def publicar(sala: Sala) -> None:
    """Lo que hay ese día, si no se dio ya una copia posterior."""
    ya = propio_en(sala)
    if ya and ya.anclado_en < sala.contexto.ahora():
        anclajes.publicar(sala.contexto, sala.unidad, sala.ganchos, sala.clave, ya.version)


def vigente_en(sala: Sala) -> Anclaje | None:
    """La copia que la región ve hoy, sea de quien sea."""
    with sala.lectura as unidad:
        return anclajes.vigente_de(unidad, sala.contexto.gestion, sala.clave)


def propio_en(sala: Sala) -> Anclaje | None:
    """La que dio el guion; la que otra persona corrigió o volvió a dar no se toca."""
    ya = vigente_en(sala)
    return ya if ya and ya.anclado_por == sala.contexto.quien else None


def region_en(sala: Sala, slug: str) -> Region:
    """La región que hospeda."""
    return sala.piezas.regiones[slug]
