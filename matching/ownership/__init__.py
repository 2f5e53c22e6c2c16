"""Whether an unlisted party is owned or controlled by listed ones, as OFAC, the EU and the UK count it."""
