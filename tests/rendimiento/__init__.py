"""Cuánto cuesta Tinkuy frente a lo menos que podría costar: razones, nunca segundos sueltos."""
