import numpy as np

rng = np.random.default_rng(77)
X = rng.normal(size=(48, 3))
y = (X @ [1.0, -0.5, 2.0] + 3.0).reshape(-1, 1)


def predict(X, W, b):
    return X @ W + b


W = np.zeros((3, 1))
b = 0.0
for epoch in range(60):
    y_hat = predict(X, W, b)
    loss = np.mean((y_hat - y) ** 2)
    W -= 0.1 * 2 / len(X) * X.T @ (y_hat - y)
    b -= 0.1 * 2 * np.mean(y_hat - y)
print("loss", loss)
print(repr(W), repr(b))
