"""Doses counted one after another: a session is a list of them, a hold timer (`widgets.timer`) a list of one."""
