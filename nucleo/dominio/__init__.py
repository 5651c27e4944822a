"""El dominio: valores, entidades y reglas en Python puro. Un archivo por sustantivo."""
