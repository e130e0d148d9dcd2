"""Makes `tests` this folder: textstat installs a package of that name, which would come before a plain folder."""
