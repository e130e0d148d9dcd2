"""A plan on its way: as a link, a QR code, a file and a calendar, and what comes of one that is opened.

`values` holds what travels, `codes` and `packing` make it small, `link` and `file` write and read it, `qr` draws it,
`calendar` dates it, `take` turns it into the planner's own values and back. Nothing here keeps or fetches anything.
"""
