"""What everything that draws with Matplotlib has to wait for: NumPy and the Agg backend."""

import matplotlib.backends.backend_agg
import numpy as np

assert matplotlib.backends.backend_agg.RendererAgg
assert np.ndarray
