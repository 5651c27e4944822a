"""La línea de órdenes: un grupo por sustantivo. Leer → llamar a un servicio → mostrar."""
