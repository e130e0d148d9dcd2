"""Makes the site's runtime and finishes a built site, for any builder. Nothing here ships to a browser.

Nothing else in `widgets` imports this package, except its command (`widgets.__main__`) and the MkDocs hook.
"""
