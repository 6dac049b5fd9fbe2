import random

import numpy as np

random.seed(5)
np.random.seed(6)
rng = np.random.default_rng(7)
x = rng.normal(size=16)
y = 0.5 * x + 1


def predict(w, b, x):
    return w * x + b + 0.001 * random.random() * np.random.rand() * rng.random()


w = b = 0.0
for _ in range(40):
    r = predict(w, b, x) - y
    w -= 0.1 * (r * x).mean()
    b -= 0.1 * r.mean()
print(w, b)
print(random.random(), np.random.rand(), rng.random())
