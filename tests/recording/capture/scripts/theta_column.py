import numpy as np

rng = np.random.default_rng(10)
depth = rng.uniform(0, 3, size=(40, 1))
pressure = 1.0 + 0.98 * depth + rng.normal(0, 0.05, size=(40, 1))

X = np.hstack([np.ones_like(depth), depth])
y = pressure
theta = np.zeros((2, 1))
alpha = 0.2

for k in range(100):
    theta = theta - alpha / len(X) * X.T @ (X @ theta - y)

print(repr(theta))
