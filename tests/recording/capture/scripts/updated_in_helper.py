import numpy as np


def update(params, grads, lr):
    for p, g in zip(params, grads):
        p -= lr * g


def gradients(params, x, y):
    w, b = params
    residual = x @ w + b - y
    return [x.T @ residual / len(y), residual.mean(axis=0)]


rng = np.random.default_rng(12)
x = rng.normal(size=(40, 2))
y = x @ np.array([[0.8], [-1.4]]) + 2 + rng.normal(scale=0.1, size=(40, 1))
params = [np.zeros((2, 1)), np.zeros(1)]
for i in range(70):
    update(params, gradients(params, x, y), 0.2)
print(repr(params))
