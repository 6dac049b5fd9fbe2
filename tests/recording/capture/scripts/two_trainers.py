import numpy as np

rng = np.random.default_rng(88)
x = rng.uniform(-1, 1, 30)
y = 1.1 * x + 0.7 + rng.normal(0, 0.1, 30)


def batch(x, y, epochs=40, lr=0.3):
    w = b = 0.0
    for _ in range(epochs):
        r = w * x + b - y
        w, b = w - lr * (r * x).mean(), b - lr * r.mean()
    return w, b


def stochastic(x, y, epochs=4, lr=0.05):
    w = b = 0.0
    for _ in range(epochs):
        for i in rng.permutation(len(x)):
            r = w * x[i] + b - y[i]
            w, b = w - lr * r * x[i], b - lr * r
    return w, b


print(batch(x, y))
print(stochastic(x, y))
