"""Las cartas, contra un servidor SMTP de verdad y contra el disco."""
