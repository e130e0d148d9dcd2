"""Carriers of a plan: link, QR code, file and calendar. Imported by elements only.

`packing` and `codes` make a plan small, `link` and `file` write and read it, `qr` draws it, `calendar` dates it. The
shared values and their meaning are in `widgets.plan`. Nothing here stores or fetches anything.
"""
