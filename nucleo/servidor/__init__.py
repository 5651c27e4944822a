"""El programa que atiende: gunicorn puesto a punto, lo que se anota y lo que se mide."""
