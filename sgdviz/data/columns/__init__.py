"""Columns of text, from a file or a DataFrame: choosing them, and reading numbers, dates and classes from them."""
