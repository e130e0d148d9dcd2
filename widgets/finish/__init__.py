"""Finishes a built site, whatever builder wrote its pages. It never reads the catalogue's records.

Scripts and styles come in one file each, widgets are filled in, search gets its words, all is listed for use without a
network and compressed.
"""
