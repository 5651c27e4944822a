"""Versiones de las tablas de salud."""
