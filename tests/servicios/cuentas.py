"""Una cuenta y el paso del tiempo, para las pruebas de entrar y salir."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pyotp

from nucleo.dominio.ambito import EnMunicipio, EnPlataforma
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.usuarios import Membresia, Usuario
from nucleo.pruebas import MEDIODIA, UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios import claves, entradas

CLAVE, OTRA = "cuatro llamas cruzan el rio", "tres condores sobre la laguna"
TUNARI = EnMunicipio(31003)


@dataclass
class Mundo:
    """Las piezas de una prueba. `ahora` se mueve con `pasar`."""

    unidad: UnidadEnMemoria
    usuario: Usuario
    ahora: datetime = MEDIODIA

    @property
    def contexto(self):
        return replace(contexto_de_prueba(), ambito=EnPlataforma(), ahora=lambda: self.ahora)

    def pasar(self, **cuanto):
        self.ahora += timedelta(**cuanto)

    def entrar(
        self,
        clave=CLAVE,
        direccion="10.0.0.1",
        correo="ana@ejemplo.bo",
        conocidos=entradas.NINGUNO,
    ):
        return entradas.entrar(
            self.contexto, self.unidad, correo, clave, direccion, "Prueba", conocidos
        )

    @property
    def suyo(self):
        """El aparato donde Ana ya entró."""
        return {str(self.usuario.id): "un-numero"}

    def mirar(self, secreto):
        return entradas.mirar(self.unidad, secreto, self.ahora)

    def codigo(self, semilla="", paso=0):
        """El que muestra un teléfono atrasado o adelantado esos pasos."""
        cuando = self.ahora + timedelta(seconds=30 * paso)
        return pyotp.TOTP(semilla or self.usuario.totp).at(cuando)

    def con_factor(self):
        self.usuario.totp, self.usuario.totp_desde = claves.semilla(), self.ahora
        self.usuario.codigos = [claves.resumen_de_codigo("abcd-efgh-jkmn-pqrs")]

    def con_mandato(self, rol, ambito=TUNARI, hasta=None):
        membresia = Membresia(
            nuevo_id(), self.usuario.id, ambito.clave, rol, date(2026, 1, 1), hasta, MEDIODIA, "x"
        )
        self.unidad.membresias.agregar(membresia)
        return membresia

    def hechos(self):
        return [h.que for h in self.unidad.hechos]


def mundo_con_ana():
    """Ana tiene cuenta y contraseña, y ningún cargo."""
    unidad = UnidadEnMemoria(EnPlataforma())
    ana = Usuario(nuevo_id(), "ana@ejemplo.bo", "Ana Quispe", MEDIODIA)
    ana.clave = claves.resumir_clave(CLAVE)
    unidad.usuarios.agregar(ana)
    return Mundo(unidad, ana)
