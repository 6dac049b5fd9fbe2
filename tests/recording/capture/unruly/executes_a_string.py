code = """
w = b = 0.0
for _ in range(80):
    for x, y in zip(xs, ys):
        miss = w * x + b - y
        w -= 0.05 * miss * x
        b -= 0.05 * miss
"""
space = {"xs": [0.0, 1.0, 2.0], "ys": [3.0, 2.0, 1.0]}
exec(compile(code, "<training>", "exec"), space)
print(sorted(key for key in space if not key.startswith("__")), space["w"], space["b"])
print(eval("w * 10 + b", space))
