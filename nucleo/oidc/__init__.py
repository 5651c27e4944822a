"""Entrar con la identidad de otro: un proveedor OpenID Connect, como Ciudadanía Digital."""
