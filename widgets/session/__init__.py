"""`<session-player>`: today's exercises of the week, counted one after another by `widgets.player`."""
