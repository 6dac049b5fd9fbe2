xs, ys = [0.0, 1.0, 2.0], [1.0, 2.0, 3.0]
w = b = 0.0
for _ in range(20):
    for x, y in zip(xs, ys):
        miss = w * x + b - y
        w -= 0.1 * miss * x
        b -= 0.1 * miss
        del miss
    del x, y
final = (w, b)
del w, b, xs
ys = "now a text"
print(final, ys, "w" in globals(), "miss" in globals())
for zip in range(3):
    float = zip
print(zip, float)
