"""What the rows of all documents come to: store, entities, totals, checks."""
