"""El resumen que se arma a mano es, letra por letra, el del JSON canónico."""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

from hypothesis import example, given
from hypothesis import strategies as st

from nucleo.dominio.bitacora import Cabeza, Hecho, canonico, encadenar, primer_roto

TEXTOS = st.text(st.characters(exclude_categories=["Cs"]))
ZONAS = st.integers(-12, 14).map(lambda horas: timezone(timedelta(hours=horas)))
HORAS = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=ZONAS)  # noqa: DTZ001 - la zona va aparte
CARGAS = st.dictionaries(TEXTOS, TEXTOS | st.integers() | st.none(), max_size=4)
EN_PUNTO = datetime(2027, 8, 1, 15, tzinfo=UTC)


@given(TEXTOS, TEXTOS, TEXTOS, HORAS, CARGAS)
@example('a"\\', "\x00\x1f\x7f\n\u2028", "Ch’alla ñ 🎉", EN_PUNTO, {"\x08": '"'})
def test_el_resumen_es_el_del_json_canonico(ambito, que, quien, cuando, carga):
    eslabon = encadenar(Hecho(que, quien, cuando, carga), Cabeza(7, "f" * 64), ambito)
    hora = cuando.astimezone(UTC).isoformat()
    firmado = canonico([ambito, 8, "f" * 64, que, quien, hora, canonico(carga)])
    assert eslabon.resumen == sha256(firmado.encode()).hexdigest()


@given(TEXTOS, HORAS, CARGAS)
def test_la_firma_de_un_eslabon_rehace_su_resumen(quien, cuando, carga):
    eslabon = encadenar(Hecho("prueba", quien, cuando, carga), None, "plataforma")
    cabeza = Cabeza(1, eslabon.resumen)
    assert primer_roto("plataforma", [eslabon.firma], cabeza) is None
    for cual, valor in enumerate(eslabon.firma):
        tocada = list(eslabon.firma)
        tocada[cual] = 9 if cual == 0 else f"{valor} "
        assert primer_roto("plataforma", [tuple(tocada)], cabeza) == 1
