"""The progress log: what a reader did and how their back was, day by day. Its page, its charts, and its files.

It knows no clock and no page. Other widgets write their own entries through `widgets.log.record`, and read them there.
"""
