import numpy as np

rng = np.random.default_rng(14)
X = np.vstack([rng.normal([-1, -1], 0.8, (20, 2)), rng.normal([1.2, 1], 0.8, (20, 2))])
y = np.array([-1] * 20 + [1] * 20)

w = np.zeros(2)
b = 0.0
for epoch in range(10):
    mistakes = 0
    for xi, target in zip(X, y):
        score = np.dot(w, xi) + b
        if target * score <= 0:
            w = w + 0.1 * target * xi
            b = b + 0.1 * target
            mistakes += 1
    print("epoch", epoch, "mistakes", mistakes)
print(repr(w), repr(b))
