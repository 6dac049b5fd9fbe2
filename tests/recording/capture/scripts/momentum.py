import numpy as np

rng = np.random.default_rng(6)
X = np.sort(rng.uniform(0, 3, 24))
Y = 0.9 * X + 0.4 + rng.normal(0, 0.1, 24)

w, b = -1.0, 2.0
vw, vb = 0.0, 0.0
beta, lr = 0.9, 0.02
best = float("inf")
for t in range(90):
    e = w * X + b - Y
    loss = (e**2).mean()
    best = min(best, loss)
    vw = beta * vw + 2 * (e * X).mean()
    vb = beta * vb + 2 * e.mean()
    w -= lr * vw
    b -= lr * vb
print("best", best)
print(repr(w), repr(b))
