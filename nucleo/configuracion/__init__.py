"""Lo que se declara en archivos: el catálogo del territorio y la configuración en capas."""
