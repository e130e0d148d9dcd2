"""Timer, session, planner, log and plan maker: pure Python that runs in the reader's browser and under pytest.

Values at the bottom (`catalog`, `codec`, `days`, `language`, `protocol`, `stored`, `words`), then `dose`, then three
cores (`player`, `plan`, `diary`), then five elements (`timer`, `session`, `planner`, `log`, `prepare`), which do not
import each other. `share` holds carriers only. `build` makes the site's runtime and never ships; only it may import
`exercises`: the code that ships reads `catalog.json`.
"""
