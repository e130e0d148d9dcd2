"""Build time: structured exercise data in, pages, figures and one JSON payload out.

Never imports `widgets`: the two meet only in `catalog.json`.
"""
