"""The progress log: what a reader did and how their back was, day by day. Its page, its charts, and its files.

Pure: no clock, no DOM. Other widgets write their own entries through `widgets.log.record`, and read them there.
"""
