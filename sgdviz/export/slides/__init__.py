"""Slides: a presentation with the animation or with a slide for each moment, and a folder of pictures for others."""
