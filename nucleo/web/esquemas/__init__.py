"""Los formularios de pantalla que salen de las columnas con que llegan las planillas."""
