"""The hold timer: one exercise counted from get-ready to the last release."""
