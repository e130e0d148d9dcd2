"""Turns `widgets` into files that a browser starts from: byte code, a memory snapshot, and the stock start."""
