"""Query and entities to hits; pure. May import lists.entities, rapidfuzz, numpy and anyascii."""
