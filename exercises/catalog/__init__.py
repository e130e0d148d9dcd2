"""The catalogue: frozen values, their one reader, and the rules they must keep."""
