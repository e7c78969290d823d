"""The review round trip: what people answered in the workbook or on the page, into the ledger and all its outputs."""
