"""Names that were coined without quotation marks: where they begin, and what tells them from a description."""
