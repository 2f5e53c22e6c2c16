"""A family of rules a file, each yielding evidence."""
