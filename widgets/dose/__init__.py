"""Doses: how long one takes (`length`) and how it is said (`words`).

Every element uses these functions; nothing else in `widgets` words or times a dose. The guide's own words come from
`exercises/pages/view.py`, which cannot import this package: `tests/test_contract.py` holds both to the same results.
"""
