"""Domain values and forms become documents: one model, rendered to PDF and workbook."""
