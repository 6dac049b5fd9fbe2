import sys


def train(pairs, w, b, left):
    if not left:
        return w, b
    for x, y in pairs:
        miss = w * x + b - y
        w -= 0.05 * miss * x
        b -= 0.05 * miss
    return train(pairs, w, b, left - 1)


print(train([(0.0, 1.0), (1.0, 2.0), (2.0, 4.0)], 0.0, 0.0, 200))
print(sys.getrecursionlimit())


def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


print(depth() > 900)
