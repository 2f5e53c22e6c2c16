"""The inner loops of the candidate search, compiled where the installation had a C compiler.

`search.c` gives the same answers as the numpy code beside it, which serves where there is none: `LIBRARY` is
None then. See docs/decisions/0014-compiled-search.md.
"""
