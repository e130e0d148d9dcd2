"""Sharing a plan: as a link, a QR code, a file and a calendar, and opening a shared plan.

`values` holds what travels, `codes` and `packing` make it small, `link` and `file` write and read it, `qr` draws it,
`calendar` dates it, `take` turns it into the planner's own values and back. Nothing here keeps or fetches anything.
"""
