"""Por dónde salen las cartas: un servidor SMTP o, sin él, una bandeja en el disco."""
