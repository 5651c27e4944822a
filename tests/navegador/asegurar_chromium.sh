#!/bin/sh
# Deja un Chromium del sistema a mano para las pruebas de navegador; si no puede, dice qué falta.
set -eu

hay_chromium() {
    for nombre in chromium chromium-browser google-chrome; do
        command -v "$nombre" >/dev/null 2>&1 && return 0
    done
    return 1
}

hay_chromium && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo 'Falta Chromium: se instala con apt-get (solo para las pruebas de navegador).' >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null || true
    hay_chromium && exit 0
fi

echo 'Las pruebas de navegador necesitan Chromium. Instálelo y vuelva a intentar:' >&2
echo '    sudo apt-get update && sudo apt-get install -y chromium' >&2
exit 1
