"""Variations made from listed names: the classes of name variation that can be generated."""
