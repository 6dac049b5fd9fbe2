import numpy as np

gen = np.random.default_rng(21)
A = gen.normal(size=(32, 2))
target = A[:, 0] * 1.5 - A[:, 1] * 0.7 + 0.2

theta = np.zeros(3)
first, second = np.zeros(3), np.zeros(3)
for t in range(1, 121):
    prediction = A @ theta[:2] + theta[2]
    difference = prediction - target
    grad = np.array([*(A.T @ difference), difference.sum()]) * 2 / len(target)
    first = 0.9 * first + 0.1 * grad
    second = 0.999 * second + 0.001 * grad**2
    first_hat = first / (1 - 0.9**t)
    second_hat = second / (1 - 0.999**t)
    theta = theta - 0.05 * first_hat / (np.sqrt(second_hat) + 1e-8)
print(repr(theta))
