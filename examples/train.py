"""Marks by hours of study: a line, learned by gradient descent. The script knows nothing of sgdviz."""

import random

hours = [1.0, 2.0, 3.5, 4.0, 5.5]
marks = [52.0, 57.0, 66.0, 71.0, 80.0]

random.seed(1)
w = random.uniform(0, 2)
b = random.uniform(30, 50)

for turn in range(100):
    for i in range(len(hours)):
        guess = w * hours[i] + b
        error = guess - marks[i]
        grad_w = error * hours[i]
        grad_b = error
        w -= 0.02 * grad_w
        b -= 0.02 * grad_b

print(f"mark = {w:.1f} * hours + {b:.1f}")
