"""Publishers' files to entities, kept in versions. May import lists.entities; never matching or service."""
