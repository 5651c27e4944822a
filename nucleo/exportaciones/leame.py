"""Lo que lee quien abre el archivo sin Tinkuy: qué es y cómo comprobarlo."""

COMPROBAR = """\
Cómo comprobarlo sin Tinkuy
  El SHA-256 de cada archivo está en manifiesto.json, en «archivos». Dentro de la carpeta donde lo
  haya descomprimido:
    jq -r '.archivos | to_entries[] | "\\(.value)  \\(.key)"' manifiesto.json | sha256sum --check
"""
DE_EXPORTACION = f"""\
Esta es la exportación de un municipio (o de la memoria de una región o de la plataforma), hecha con
Tinkuy. Es un zip común y no necesita ningún programa especial.

Qué trae
  sitio/index.html  lo mismo que se veía en la plataforma; ábralo con un navegador, sin conexión
  datos/            una tabla por archivo y una fila por renglón, en JSON
  bitacora/         los hechos encadenados y hasta dónde llega la cadena
  adjuntos/         cada archivo adjunto, con su SHA-256 por nombre
  ajustes/          su configuración propia, si tenía
  manifiesto.json   qué es cada cosa, sus columnas, cuántas filas y el SHA-256 de cada archivo
El dinero va en centavos y las horas, en UTC.

{COMPROBAR}
El resumen del conjunto es el SHA-256 de un texto con un renglón «tabla filas resumen» por cada
tabla, en orden alfabético, y después uno «adjunto resumen» por cada adjunto:
    {{ for tabla in $(find datos bitacora -name "*.jsonl" 2>/dev/null); do
        echo $(basename $tabla .jsonl) $(wc -l < $tabla) $(sha256sum < $tabla | cut -d" " -f1)
      done | LC_ALL=C sort
      ls adjuntos 2>/dev/null | LC_ALL=C sort | sed "s/^/adjunto /"
    }} | sha256sum

Para restaurarlo: tinkuy municipio restaurar ESTE_ARCHIVO
"""
DE_RESPALDO = f"""\
Este es el respaldo de una instalación entera de Tinkuy, tomado en un solo instante. Es un zip común
con otro zip adentro por cada municipio, región o departamento con memoria y por la plataforma.

Qué trae
  ambitos/          una exportación por ámbito; la de un municipio se restaura también por separado
  configuraciones/  los TOML de la instalación
  claves-de-actas.pem  las claves públicas con que se comprueban las actas, si hay actas
  manifiesto.json   qué ámbito es cada una, su resumen y el SHA-256 de cada archivo

{COMPROBAR}
Para comprobarlo y para restaurarlo en una base nueva:
    tinkuy respaldo verificar ESTE_ARCHIVO
    tinkuy respaldo restaurar ESTE_ARCHIVO

Qué no trae, a propósito: la llave privada con que se sellan las actas («llave-de-actas», en la
carpeta de datos). Quien la tenga puede sellar en nombre de la instalación: se guarda aparte.
"""
