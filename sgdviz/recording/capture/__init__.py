"""Capture: recordings of programs that were not written for sgdviz."""
