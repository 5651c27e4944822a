"""Partes iguales

A cada persona le toca la misma parte del techo, y con ella se pagan las demandas que su
organización apoya en la Cumbre 2. Es el Method of Equal Shares: ningún grupo grande se queda sin
nada, aunque no gane la lista.
"""
