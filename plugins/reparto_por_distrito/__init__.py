"""Reparto por distrito

El techo se reparte primero entre los distritos y después, dentro de cada uno, se baja por la
lista: ningún distrito gasta lo de otro. La suma de las partes es el techo, exacta al centavo.
"""
