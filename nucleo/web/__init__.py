"""Las pantallas: leer, llamar a un servicio y pintar. HTML del servidor, sin JavaScript."""
