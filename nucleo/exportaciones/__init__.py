"""Un ámbito entero en un archivo que se comprueba, se lee y se restaura sin confiar en nadie."""
