"""The import of a table from outside: a page in four steps."""
