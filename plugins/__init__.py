"""Lo que un municipio o una región enciende. Cada plugin solo conoce `nucleo.api`."""
