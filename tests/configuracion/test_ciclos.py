"""El ciclo de la casa contra las láminas, y lo que cada capa le cambia."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from nucleo.dominio.ciclos import BaseDelCuorum, Ciclo, Cuorum, DiaDelAnio, NivelDeEvento
from nucleo.dominio.coherencia_de_ciclos import RESERVADAS
from nucleo.dominio.configuracion import Configuracion
from nucleo.dominio.documentos import TARJETAS, imprimibles
from nucleo.dominio.eventos import plazos
from nucleo.dominio.nombres import plegar
from tests.configuracion.laminas import MGMP, PUNTOS, TABLA, en_markdown, puntos

De = Callable[[str], Configuracion]
Escribir = Callable[[str, str], None]
VISTAS = Path(__file__).parents[2] / "nucleo" / "web" / "vistas"
COCHABAMBA = "bolivia/cochabamba/_comun.toml"
SHINAHOTA = "bolivia/cochabamba/shinahota.toml"
MESES = {"01": "enero", "02": "febrero", "03": "marzo", "06": "junio mayo", "07": "julio",
         "08": "agosto", "09": "septiembre"}  # fmt: skip
# Lo que no dice nada por sí solo, y lo que la casa escribe de otro modo.
SIN_PESO = {
    *("a", "al", "con", "cual", "de", "del", "el", "ella", "en", "entre", "es", "etc", "la", "lo"),
    *("los", "las", "o", "para", "por", "que", "sa", "se", "sobre", "su", "sus", "un", "una", "y"),
}
OTRO_MODO = {
    "acompanando": "acompanar",
    "cd": "consejero",
    "du": "diputado",
    "presenciando": "presenciar",
}


def citas(tabla: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """De cada renglón del ciclo: (punto que cita, todo lo que el renglón dice)."""
    dice = [str(tabla.get(c, "")) for c in ("sigla", "titulo", "nombre", "texto", "bloque")]
    dice += [MESES.get(str(tabla.get(c, ""))[:2], "") for c in ("desde", "hasta")]
    for lamina in tabla.get("laminas", ()):
        yield lamina, " ".join(dice)
    for dentro in tabla.values():
        if isinstance(dentro, Mapping):
            yield from citas(dentro)


def palabras(texto: str) -> set[str]:
    """Las que pesan, sin la terminación del plural: «OTBs» y «OTB» son lo mismo."""
    sueltas = "".join(c if c.isalnum() else " " for c in plegar(texto)).split()
    return {OTRO_MODO.get(p, p).rstrip("s").rstrip("e") for p in sueltas if p not in SIN_PESO}


def test_el_ciclo_recoge_cada_punto_de_las_laminas_24_a_54():
    """No basta con citar: lo que el punto dice tiene que estar dicho donde se lo cita."""
    citado = defaultdict(str)
    for lamina, dice in citas(tomllib.loads(MGMP.read_text(encoding="utf-8"))):
        citado[lamina] += f" {dice}"
    esperados = puntos()
    assert sorted(citado) == sorted(esperados)
    perdido = {
        clave: falta
        for clave, punto in esperados.items()
        if (falta := palabras(punto) - palabras(citado[clave]))
    }
    assert perdido == {}


def test_las_laminas_estan_todas_y_en_orden():
    laminas = tomllib.loads(PUNTOS.read_text(encoding="utf-8"))["lamina"]
    assert [x["numero"] for x in laminas] == list(range(24, 55))
    assert all(x["puntos"] and x["titulo"] for x in laminas)


def test_la_tabla_de_laminas_esta_al_dia():
    """Si falla: corra `python -m tests.configuracion.laminas`."""
    assert TABLA.read_text(encoding="utf-8") == en_markdown()
    nombrados = {linea.split(" | ")[0].strip("| ") for linea in en_markdown().splitlines()}
    assert set(puntos()) <= nombrados


def test_sin_tabla_propia_rige_el_de_la_casa(ciclo: Callable[..., Ciclo]):
    suyo = ciclo()
    assert [*suyo.eventos] == ["eda-1", "eda-2", "edc", "cumbre-1", "acs", "mujeres", "rdc",
                               "cumbre-2", "cumbre-3", "acs-3"]  # fmt: skip
    assert suyo.eventos["acs"].nivel is NivelDeEvento.OTB
    assert len(suyo.eventos["cumbre-1"].agenda) == 17
    assert len(suyo.eventos["cumbre-2"].agenda) == 11
    assert len(suyo.eventos["cumbre-3"].agenda) == 10
    assert suyo.limite(2027).isoformat() == "2026-09-08"
    assert suyo.anio_de(suyo.eventos["eda-1"], 2027) == 2026
    assert ciclo() is suyo


def test_cada_capa_renombra_agrega_ubica_y_quita(ciclo: Callable[..., Ciclo], escribir: Escribir):
    escribir(COCHABAMBA, '[ciclo.eventos.rdc]\nnombre = "Rendición de cuentas"\nsigla = "RC"\n')
    escribir(
        SHINAHOTA,
        """
        [ciclo.eventos]
        acs-3 = false
        [ciclo.eventos.rdc]
        sigla = "RDC"
        [ciclo.eventos.cumbre-1.agenda]
        musica = { texto = "Música de la comunidad", despues_de = "bienvenida" }
        asambleista = false
        [ciclo.eventos.marka]
        sigla = "Marka"
        nombre = "Asamblea de marka"
        bloque = "planificacion"
        nivel = "distrito"
        desde = "06-15"
        hasta = "07-31"
        despues_de = "cumbre-1"
        """,
    )
    suyo = ciclo()
    assert (suyo.eventos["rdc"].sigla, suyo.eventos["rdc"].nombre) == (
        "RDC",
        "Rendición de cuentas",
    )
    claves = [r.clave for r in suyo.eventos["cumbre-1"].agenda]
    assert claves[:2] == ["bienvenida", "musica"]
    assert "asambleista" not in claves
    assert [*suyo.eventos][3:5] == ["cumbre-1", "marka"]
    assert "acs-3" not in suyo.eventos


def test_cada_informe_trae_su_plantilla_y_un_municipio_la_cambia(ciclo, escribir):
    """Todo informe de la casa pregunta algo, y cada punto que nombra está en su agenda."""
    for evento in ciclo().eventos.values():
        agenda = {p.clave for p in evento.agenda}
        for informe in evento.informes:
            assert informe.apartados, informe
            assert informe.punto in agenda, informe
    escribir(
        SHINAHOTA,
        """
        [ciclo.eventos.cumbre-1.informes.obras]
        sabe = ["reclamos"]
        apartados = { observa = false, piedras = "Con qué se empedró" }
        """,
    )
    suyo = {i.clave: i for i in ciclo().eventos["cumbre-1"].informes}["obras"]
    assert suyo.sabe == ("reclamos",)
    assert [a.clave for a in suyo.apartados] == ["visto", "piedras"]
    assert suyo.laminas == ("37.16",)


def test_una_gestion_cambia_sin_tocar_las_demas(ciclo: Callable[..., Ciclo], escribir: Escribir):
    escribir(
        SHINAHOTA,
        '[ciclo.entrega]\nconcejo = 10\n[ciclo.gestiones.2028.entrega]\ndia = "09-12"\n',
    )
    assert ciclo(2028).limite(2028).isoformat() == "2027-09-12"
    assert ciclo(2027).limite(2027).isoformat() == "2026-09-08"
    assert {ciclo(2027).concejo, ciclo(2028).concejo} == {10}


def test_el_cuorum_lo_define_cada_municipio(ciclo, escribir):
    """Ninguna fuente da una regla: la de la casa no tiene."""
    assert all(e.cuorum is None for e in ciclo().eventos.values())
    regla = 'cuorum = { de = "organizaciones", por_ciento = 50 }'
    escribir(COCHABAMBA, f"[ciclo.eventos.cumbre-2]\n{regla}\n[ciclo.eventos.rdc]\n{regla}\n")
    escribir(SHINAHOTA, "[ciclo.eventos.rdc]\ncuorum = false\n")
    suyos = ciclo().eventos
    assert suyos["cumbre-2"].cuorum == Cuorum(BaseDelCuorum.ORGANIZACIONES, 50)
    assert suyos["rdc"].cuorum is None


def test_cada_documento_dice_con_que_plantilla_se_hace(ciclo, escribir):
    """Un municipio le cambia el nombre, le quita la plantilla o agrega otro con la misma."""
    escribir(
        SHINAHOTA,
        """
        [ciclo.eventos.cumbre-1.documentos]
        convenio = { texto = "Acuerdo" }
        plan-de-trabajo = { plantilla = "" }
        otro = { texto = "Lo observado", plantilla = "observaciones" }
        """,
    )
    suyos = {d.clave: d for d in ciclo().eventos["cumbre-1"].documentos}
    assert (suyos["convenio"].texto, suyos["convenio"].plantilla) == ("Acuerdo", "convenio")
    assert (suyos["plan-de-trabajo"].texto, suyos["plan-de-trabajo"].plantilla) == (
        "Plan de trabajo", "",
    )  # fmt: skip
    assert [*imprimibles(ciclo().eventos["cumbre-1"])] == ["convenio", "otro", TARJETAS.clave]
    assert [*imprimibles(ciclo().eventos["acs"])] == [TARJETAS.clave]


def test_un_dia_que_ese_anio_no_tiene_es_el_anterior():
    assert DiaDelAnio.leer("02-29").en(2027).isoformat() == "2027-02-28"
    assert DiaDelAnio.leer("02-29").en(2028).isoformat() == "2028-02-29"


def test_lo_que_va_detras_de_algo_que_se_escribe_despues_se_ubica_igual(ciclo, escribir):
    escribir(
        SHINAHOTA,
        '[ciclo.eventos.rdc.agenda]\na = { texto = "x", despues_de = "b" }\n'
        'b = { texto = "x", despues_de = "equidad" }\n',
    )
    agenda = [r.clave for r in ciclo().eventos["rdc"].agenda]
    assert agenda == ["compromisos", "equidad", "b", "a", "salud"]


def test_todo_encuentro_empieza_por_lo_que_el_anterior_acordo(ciclo):
    """Antes va, a lo sumo, la bienvenida."""
    for tipo in ciclo().eventos.values():
        claves = [r.clave for r in tipo.agenda if r.clave != "bienvenida"]
        assert claves[0] == "compromisos", tipo.clave


def test_una_ventana_puede_cruzar_el_fin_de_anio(ciclo, escribir):
    escribir(SHINAHOTA, '[ciclo.eventos.eda-1]\ndesde = "11-15"\nhasta = "02-15"\n')
    eda = ciclo().eventos["eda-1"]
    assert [d.isoformat() for d in eda.ventana(2026)] == ["2026-11-15", "2027-02-15"]
    plazo = plazos(ciclo(), 2027, date(2026, 9, 8), date(2026, 12, 1))["eda-1"]
    assert (plazo.llega, plazo.vencio) == (True, False)
    assert plazo.propuesta.isoformat() == "2027-01-15"
    otro = ciclo().eventos["eda-2"]
    assert [d.isoformat() for d in otro.ventana(2026)] == ["2026-03-01", "2026-06-30"]


def test_ningun_encuentro_se_llama_como_una_direccion_del_ciclo():
    """Con esa clave, su página sería la de otra cosa."""
    fijas = {
        ruta.split("/")[3]
        for archivo in VISTAS.glob("*.py")
        for ruta in re.findall(r'"(/<municipio>/ciclo/[^"<]+)"', archivo.read_text("utf-8"))
    }
    assert fijas == RESERVADAS
