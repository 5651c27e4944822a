"""Traer lo ejecutado desde la consola: lo que dice concuerda con cuánto trajo."""

TITULOS = "sigep,codigo_ine,municipio,gestion,bloque,codigo,concepto,monto_bs"


def test_lo_que_dice_concuerda_con_el_numero(instalada, casa, tmp_path):
    assert instalada("municipio", "alta", "villa-tunari").codigo == 0
    tunari = casa.territorio.municipio("villa-tunari")
    archivo = tmp_path / "nacional.csv"

    def traer(monto):
        fila = f",{tunari.codigo},Villa Tunari,2024,ingresos_y_cuenta,inversion,x,{monto}"
        archivo.write_text(f"{TITULOS}\n{fila}\n", encoding="utf-8")
        return instalada("municipio", "precargar", "villa-tunari", archivo)

    mal = traer("doce")
    assert mal.codigo != 0
    assert "1 renglón del municipio no se lee" in " ".join(mal.errores.split())
    assert "1 renglón nuevo, 0 corregidos y 0 que ya estaban." in traer("1000.50").salida
    assert "0 renglones nuevos, 0 corregidos y 1 que ya estaba." in traer("1000.50").salida
    assert "0 renglones nuevos, 1 corregido y 0 que ya estaban." in traer("1200.00").salida
