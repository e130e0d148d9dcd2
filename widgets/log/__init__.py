"""`<progress-log>`: the page of the diary: form, charts, entries, and the files of all stored documents."""
