"""Salud

La demanda de salud con la mirada del DILOS: quién no tiene seguro, a cuánto queda el
establecimiento más cercano, qué le falta al pedido y cuánto de salud llega a la mesa del EDC.
"""
