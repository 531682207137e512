"""Compare an article, its translation and the translation's machine translation, and mark what got lost."""
