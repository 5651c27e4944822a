"""Educación

La demanda de educación con la mirada de la Dirección Distrital: qué parte de la comunidad usa lo
que se pide, qué le falta al pedido y cuánto de educación llega a la mesa del EDC.
"""
