import numpy as np


def initialize(n_x, n_h, n_y):
    rng = np.random.RandomState(2)
    return {
        "W1": rng.randn(n_h, n_x) * 0.5,
        "b1": np.zeros((n_h, 1)),
        "W2": rng.randn(n_y, n_h) * 0.5,
        "b2": np.zeros((n_y, 1)),
    }


def forward(X, params):
    Z1 = params["W1"] @ X + params["b1"]
    A1 = np.tanh(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    A2 = 1 / (1 + np.exp(-Z2))
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def backward(params, cache, X, Y):
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dZ1 = params["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    return {
        "dW1": dZ1 @ X.T / m,
        "db1": np.sum(dZ1, axis=1, keepdims=True) / m,
        "dW2": dZ2 @ cache["A1"].T / m,
        "db2": np.sum(dZ2, axis=1, keepdims=True) / m,
    }


rng = np.random.RandomState(5)
X = rng.randn(2, 60)  # one column a sample
Y = (np.sum(X**2, axis=0, keepdims=True) > 1.5).astype(float)
params = initialize(2, 4, 1)
for i in range(150):
    A2, cache = forward(X, params)
    if i % 50 == 0:
        print(i, -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)))
    grads = backward(params, cache, X, Y)
    for key in params:
        params[key] = params[key] - 1.2 * grads["d" + key]
print(repr(params))
