"""Las frases que leen las personas: errores, mensajes y nombres visibles. Las usan web y CLI."""
