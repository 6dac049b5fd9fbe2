"""What every worker imports, so that the process from which they are forked has imported it once."""

import sgdviz.drawing.agg
import sgdviz.export.gif
import sgdviz.jobs.animations
import sgdviz.jobs.batch.make  # noqa: F401
