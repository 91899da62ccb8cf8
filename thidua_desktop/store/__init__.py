"""The .thidua file: SQL lives here and nowhere else."""
