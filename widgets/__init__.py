"""Run time: the timer and the planner, in plain Python, run in the reader's browser and under pytest alike.

Never imports `exercises`: the two meet only in `catalog.json`.
"""
