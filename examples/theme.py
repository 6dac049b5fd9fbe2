"""Draw with a theme of one's own, from the file mine.toml."""

from pathlib import Path

import sgdviz

theme = Path(__file__).with_name("mine.toml")
run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.Momentum(0.005), passes=20, seed=3)

sgdviz.animate(run, theme=theme, every="pass", fps=8).save("theme.gif", "theme.svg")
