w = b = 0.0
for _ in range(20):
    for x, y in ((0.0, 1.0), (1.0, 2.0)):
        miss = w * x + b - y
        w -= 0.1 * miss * x
        b -= 0.1 * miss
print("\N{BULLET}".encode(), w, b)
