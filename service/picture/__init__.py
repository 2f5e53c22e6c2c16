"""How a network's picture is laid out and what it is drawn with; service.network_svg puts it together."""
