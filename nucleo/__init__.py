"""Tinkuy: lo que vale para todo municipio. La forma de la casa está en el README."""
