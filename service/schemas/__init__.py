"""Wire shapes of the API: what a client sends and gets. Pydantic stays here."""
