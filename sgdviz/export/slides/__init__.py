"""Slides: a presentation with the animation or with a slide for each moment, and a folder of pictures for others."""

USUAL = 8
"""Moments of a run of which no step is told: few enough to step through by hand, the first and the last among them."""
