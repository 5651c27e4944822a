"""Lista con techo

La regla de selección más sencilla de explicar en una asamblea: se baja por la lista y entra todo
lo que quepa en el dinero que hay.
"""
