import numpy as np


def how_wrong(b, m, points):
    return np.mean((points[:, 1] - m * points[:, 0] - b) ** 2)


def step(b, m, points, lr):
    push_b = push_m = 0.0
    for i in range(len(points)):
        x = points[i, 0]
        y = points[i, 1]
        miss = y - (m * x + b)
        push_b += miss
        push_m += miss * x
    new_b = b + 2 * lr * push_b / len(points)
    new_m = m + 2 * lr * push_m / len(points)
    return new_b, new_m


def walk_down(points, lr, count):
    b = m = 0
    for _ in range(count):
        b, m = step(b, m, points, lr)
    return b, m


def main():
    rng = np.random.RandomState(0)
    hours = rng.uniform(0, 5, 35)
    points = np.column_stack([hours, 6 * hours + 20 + rng.normal(0, 2, 35)])
    print("before", how_wrong(0, 0, points))
    b, m = walk_down(points, 0.03, 120)
    print("after", how_wrong(b, m, points))
    print(repr(b), repr(m))


main()
