"""Query and entities to hits; pure. May import lists.entities, rapidfuzz, numpy, anyascii; nothing else of lists."""
