import multiprocessing
import os


def train(rate):
    w = b = 0.0
    for _ in range(30):
        for x, y in ((0.0, 1.0), (1.0, 2.0), (2.0, 3.0)):
            miss = w * x + b - y
            w -= rate * miss * x
            b -= rate * miss
    return rate, w, b


if __name__ == "__main__":
    parent = os.getpid()
    for method in ("fork", "spawn"):
        with multiprocessing.get_context(method).Pool(2) as pool:
            print(method, pool.map(train, [0.05, 0.1, 0.2]), os.getpid() == parent, flush=True)
    print("at home", train(0.1))
