import numpy as np

load = np.array([1.0, 1.3, 1.9, 2.2, 2.8, 3.1])
stretch = np.array([3.1, 3.95, 5.4, 6.1, 7.7, 8.35])


def compute_cost(x, y, w, b):
    cost = 0.0
    for i in range(len(x)):
        cost += (w * x[i] + b - y[i]) ** 2
    return cost / (2 * len(x))


def compute_gradient(x, y, w, b):
    w_part = b_part = 0.0
    for i in range(len(x)):
        value = w * x[i] + b
        w_part += (value - y[i]) * x[i]
        b_part += value - y[i]
    return w_part / len(x), b_part / len(x)


def descend(x, y, w, b, alpha, turns, cost_of, gradient_of):
    costs = []
    for turn in range(turns):
        for_w, for_b = gradient_of(x, y, w, b)
        w = w - alpha * for_w
        b = b - alpha * for_b
        if turn < 1000:
            costs.append(cost_of(x, y, w, b))
    return w, b, costs


w, b, costs = descend(load, stretch, 0, 0, 0.05, 150, compute_cost, compute_gradient)
print(costs[-1])
print(repr(w), repr(b))
