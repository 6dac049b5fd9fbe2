w = b = 0.0
for x, y in ((0.0, 1.0), (1.0, 2.0)):
    miss = w * x + b - y
    w -= 0.1 * miss * x)
print(w, b)
