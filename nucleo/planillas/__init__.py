"""Leer y escribir planillas CSV y XLSX: de archivos ajenos a tablas de texto, y de vuelta."""
