"""Tests with a real screen reader: Orca with Firefox, driven by real keys. Left out where a program is missing."""
