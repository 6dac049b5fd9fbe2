import numpy as np

rng = np.random.default_rng(2)
x = np.linspace(-1.5, 1.5, 30)
y = 0.8 * x**2 - 0.5 * x + 0.1 + rng.normal(0, 0.05, 30)

features = np.column_stack([np.ones_like(x), x, x**2])
coefficients = np.zeros(3)
for _ in range(150):
    residuals = features @ coefficients - y
    coefficients -= 0.2 * features.T @ residuals / len(x)
print(repr(coefficients))
