"""Publishers' formats: pure, bytes in, entities and rejected rows out; a file per format.

May import lists.entities, lists.identifiers, lists.countries and lists.errors.
"""
