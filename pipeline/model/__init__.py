"""The nouns. Frozen dataclasses, standard library only; nothing here reads, decides or writes."""
