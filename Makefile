# Las órdenes de la casa. Todo ocurre dentro de .venv; nada se instala fuera salvo Chromium (con aviso).
PYTHON ?= python3
PIP := .venv/bin/pip --disable-pip-version-check
PUERTO ?= 8000

.DEFAULT_GOAL := ayuda
.PHONY: ayuda entorno entorno-desarrollo demo pruebas rendimiento navegador revisar limpiar bloquear traducciones

ayuda:  ## Muestra estas órdenes.
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 22

entorno: .venv/.listo  ## Prepara .venv y deja .venv/bin/tinkuy.

.venv/.listo: dependencias.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Tinkuy necesita Python 3.11 o posterior; indique cuál con: make PYTHON=python3.12 …' >&2; exit 1; }
	test -x .venv/bin/pip || $(PYTHON) -m venv .venv
	$(PIP) install --quiet --require-hashes -r dependencias.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

entorno-desarrollo: .venv/.desarrollo  ## Añade las herramientas de prueba.

.venv/.desarrollo: .venv/.listo dependencias-desarrollo.txt
	$(PIP) install --quiet --require-hashes -r dependencias-desarrollo.txt
	@touch $@

demo: entorno  ## Carga los datos del demo (una vez) y sirve en http://127.0.0.1:8000.
	.venv/bin/tinkuy demo --puerto $(PUERTO)

navegador:  ## Comprueba que haya Chromium; si falta y es root, lo instala.
	@sh tests/navegador/asegurar_chromium.sh

revisar: entorno-desarrollo  ## Estilo, tipos y sentido de los imports.
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

pruebas: entorno-desarrollo navegador revisar  ## Todas las comprobaciones.
	.venv/bin/pytest -n auto --dist worksteal

rendimiento: entorno-desarrollo  ## Las razones contra sus pisos.
	.venv/bin/python -m tests.rendimiento

traducciones: entorno-desarrollo  ## Extrae los textos y pone al día los .po.
	.venv/bin/python -m nucleo.web.extraer

bloquear:  ## Vuelve a bloquear las versiones (necesita uv).
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade pyproject.toml --extra construir -o dependencias.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --extra construir --extra desarrollo -c dependencias.txt -o dependencias-desarrollo.txt

limpiar:  ## Borra el entorno y los restos de pruebas (no toca instancia/).
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
