import random

import numpy as np

random.seed(123)
xs = np.arange(1, 21) / 10
ys = 5 - 2 * xs

w = random.uniform(-1, 1)
b = random.uniform(-1, 1)
lr = 0.1
for t in range(250):
    i = random.randint(0, len(xs) - 1)
    x, y = xs[i], ys[i]
    dL_dw = 2 * (w * x + b - y) * x
    dL_db = 2 * (w * x + b - y)
    w, b = w - lr * dL_dw, b - lr * dL_db
print(repr(w), repr(b))
