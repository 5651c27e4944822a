"""Casos de uso: un verbo por función. Reciben todo por argumento y confirman una sola vez."""
