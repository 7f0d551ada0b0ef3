"""The exports: from executed notebooks to the paper and the book."""
