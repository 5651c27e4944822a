"""Un archivo por sustantivo; cada uno deja su `plano` (Blueprint)."""
