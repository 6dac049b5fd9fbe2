import sys

import numpy as np

rng = np.random.default_rng(55)
X = rng.normal(size=28)
Y = 0.4 * X - 1.1 + rng.normal(0, 0.02, 28)


def progress(iterable):
    items = list(iterable)
    for done, item in enumerate(items, start=1):
        yield item
        filled = 20 * done // len(items)
        sys.stderr.write("\r[" + "#" * filled + "." * (20 - filled) + f"] {done}/{len(items)}")
    sys.stderr.write("\n")


w, b = 0.0, 0.0
for epoch in progress(range(50)):
    pred = w * X + b
    w -= 0.2 * ((pred - Y) * X).mean()
    b -= 0.2 * (pred - Y).mean()
print(repr(w), repr(b))
