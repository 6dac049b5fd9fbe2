import numpy as np

x = np.array([1.0, 2.0, 3.0, 4.0])
y = np.array([2.0, 4.0, 6.0, 8.0])
w, b = 0.0, 0.0
with np.errstate(all="ignore"):
    for turn in range(400):
        r = w * x + b - y
        w -= 0.9 * (r * x).sum()
        b -= 0.9 * r.sum()
        if turn in (5, 399):
            print(turn, w, b)
