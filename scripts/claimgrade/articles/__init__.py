"""Web articles as captured: where passages stand in them, whose words records use, and what nobody has looked at."""
