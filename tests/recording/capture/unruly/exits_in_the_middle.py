import sys

xs, ys = [0.0, 1.0, 2.0, 3.0], [1.0, 3.0, 5.0, 7.0]
w = b = 0.0
for epoch in range(50):
    for x, y in zip(xs, ys):
        miss = w * x + b - y
        w -= 0.05 * miss * x
        b -= 0.05 * miss
    if epoch == 20:
        print("leaving", w, b, flush=True)
        sys.exit(3)
print("never printed")
