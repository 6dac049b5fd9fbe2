"""What every worker imports first: Matplotlib must not be imported by two threads at once."""

import sgdviz.drawing.agg
import sgdviz.export.gif
import sgdviz.jobs.animations
import sgdviz.jobs.gallery  # noqa: F401
