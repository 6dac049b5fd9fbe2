import numpy as np

rng = np.random.default_rng(23)
centres = np.array([[0, 2], [-2, -1], [2, -1]])
labels = np.repeat(np.arange(3), 15)
X = centres[labels] + rng.normal(0, 0.6, (45, 2))
one_hot = np.eye(3)[labels]

W = np.zeros((2, 3))
b = np.zeros(3)


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


for i in range(60):
    probs = softmax(X @ W + b)
    if i % 20 == 0:
        print(i, -np.sum(one_hot * np.log(probs)) / len(X))
    delta = (probs - one_hot) / len(X)
    W -= 0.5 * X.T @ delta
    b -= 0.5 * delta.sum(axis=0)
print(repr(W), repr(b))
