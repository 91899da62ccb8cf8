"""Files from outside become domain values, with the address of every cell."""
