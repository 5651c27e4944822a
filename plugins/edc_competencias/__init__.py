"""Destinatarios según competencia

Reparte lo entregado a una región entre las autoridades que pueden atenderlo, según a qué nivel
del Estado le toca y qué cargos están vigentes.
"""
