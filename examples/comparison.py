"""Compare three step sizes over the same data, in the same panels."""

import sgdviz

STEP_SIZES = (0.002, 0.01, 0.05)

runs = [
    sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(step_size), passes=30, seed=0) for step_size in STEP_SIZES
]
labels = [f"step size {step_size:g}" for step_size in STEP_SIZES]

sgdviz.animate(runs, labels=labels, overlay=True, frames=60, fps=15).save("comparison.gif")
