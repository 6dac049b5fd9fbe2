import numpy as np

np.random.seed(9)
n = 64
x = np.random.uniform(-1, 1, n)
y = -1.2 * x + 0.3 + np.random.normal(0, 0.05, n)

w, b = np.random.randn(), 0.0
batch_size = 16
for epoch in range(15):
    order = np.random.permutation(n)
    x_shuffled, y_shuffled = x[order], y[order]
    for start in range(0, n, batch_size):
        xb = x_shuffled[start : start + batch_size]
        yb = y_shuffled[start : start + batch_size]
        out = w * xb + b
        grad_w = 2 * np.mean((out - yb) * xb)
        grad_b = 2 * np.mean(out - yb)
        w -= 0.15 * grad_w
        b -= 0.15 * grad_b
    print(f"epoch {epoch}: {np.mean((w * x + b - y) ** 2):.6f}")
print(repr(w), repr(b))
