"""Los datos del demo: que entren, y que digan de dónde salen."""
