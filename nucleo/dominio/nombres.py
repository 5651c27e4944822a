"""Cómo se comparan y se acortan los nombres propios: tildes, apóstrofos y mayúsculas no cuentan."""

import re
import unicodedata

APOSTROFOS = str.maketrans(dict.fromkeys("'’‘ʼ´`ꞌʹ＇", "’"))
RESERVADOS = frozenset(
    {
        "acta",
        "admin", "ayuda", "api", "catalogo", "departamentos", "e", "entrar", "estado", "estaticos",
        "favicon.ico", "idioma", "idiomas", "metricas", "plataforma", "preferencias", "regiones",
        "robots.txt", "salir", "tareas", "traducciones", "municipios", "plugins", "nuevo",
        "funciones", "sesiones", "documentacion", "mi", "invitacion", "recuperar", "bandeja",
    }
)  # fmt: skip


def normalizar(nombre: str) -> str:
    """El nombre como se guarda: NFC, un solo tipo de apóstrofo (’) y espacios simples."""
    return " ".join(unicodedata.normalize("NFC", nombre).translate(APOSTROFOS).split())


def plegar(nombre: str) -> str:
    """El nombre como se compara: «CH'ALLA  Pampa» y «Ch’alla pampa» son el mismo."""
    sin_apostrofo = nombre.translate(APOSTROFOS).replace("’", "")
    letras = unicodedata.normalize("NFD", sin_apostrofo)
    base = "".join(c for c in letras if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[^0-9a-z]+", " ", base).split())


def nombre_corto(nombre: str) -> str:
    """El nombre en una dirección web: «Villa Tunari» → `villa-tunari`."""
    return plegar(nombre).replace(" ", "-")
