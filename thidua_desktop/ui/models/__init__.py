"""Table models over frozen domain and view objects."""
