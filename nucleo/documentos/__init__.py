"""Los documentos que se imprimen y se firman, en PDF accesible."""
