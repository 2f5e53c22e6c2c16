"""The calls of the API: parse, call, render."""
