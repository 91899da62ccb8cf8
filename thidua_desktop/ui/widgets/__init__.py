"""Parts the screens are made of; painted parts share their paint functions with the delegates."""
