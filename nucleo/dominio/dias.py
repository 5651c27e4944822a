"""El día que es en Bolivia: los mandatos vencen con él, y no con el reloj del servidor."""

from datetime import date, datetime, timedelta, timezone

BOLIVIA = timezone(timedelta(hours=-4), "BOT")  # sin horario de verano desde 1932


def dia_en_bolivia(cuando: datetime) -> date:
    return cuando.astimezone(BOLIVIA).date()
