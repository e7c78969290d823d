"""What people and programs get: files written from the ledger, which count and match nothing themselves."""
