"""Equidad

Seis criterios para que la Cumbre compense a quien recibió menos: a cuánta gente llega la demanda,
qué le falta a la organización, cuánto recibió en cinco años, qué pone de su parte, quién lo pide
y cuánto cuesta por persona.
"""
