"""Build time: structured exercise data in, pages, figures and one JSON payload out.

Of `widgets` it imports only `language`: else the two meet only in `catalog.json`.
"""
