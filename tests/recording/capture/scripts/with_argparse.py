import argparse
import random

parser = argparse.ArgumentParser(description="Fit y = w x + b to made-up points.")
parser.add_argument("--epochs", type=int, default=20)
parser.add_argument("--lr", type=float, default=0.05)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("-v", "--verbose", action="store_true")


def main(args):
    random.seed(args.seed)
    points = [(x / 10, 3 * x / 10 + 1 + random.gauss(0, 0.1)) for x in range(15)]
    w = random.random()
    b = 0
    for epoch in range(args.epochs):
        random.shuffle(points)
        for x, y in points:
            error = y - (w * x + b)
            w += args.lr * error * x
            b += args.lr * error
        if args.verbose:
            print(epoch, w, b)
    return w, b


if __name__ == "__main__":
    print(*map(repr, main(parser.parse_args())))
