"""Pages: values in, Markdown, HTML fragments and one JSON payload out. Knows no site builder."""
