xs, ys = [0.0, 1.0, 2.0], [2.0, 1.0, 0.0]
w = b = 0.0
for _ in range(30):
    for x, y in zip(xs, ys):
        miss = w * x + b - y
        w, b = w - 0.1 * miss * x, b - 0.1 * miss
print(w, b)
raise SystemExit(f"not good enough: {w!r}")
