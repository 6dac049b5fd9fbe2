print("never printed")
w = 0.0
for x in (1.0, 2.0):
    w -= 0.1 * (w * x - 2 * x) * x
      print(w)
