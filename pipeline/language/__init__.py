"""Text to sentences with words, numerals, times and quoted spans."""
