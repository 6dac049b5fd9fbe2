import csv

area = []
price = []
with open("houses.csv") as f:
    for row in csv.DictReader(f):
        area.append(float(row["area"]) / 100)
        price.append(float(row["price"]))

a, c = 0.0, 0.0
for i in range(300):
    grad_a = 0.0
    grad_c = 0.0
    for u, v in zip(area, price):
        grad_a += (a * u + c - v) * u
        grad_c += a * u + c - v
    a -= 0.5 * grad_a / len(area)
    c -= 0.5 * grad_c / len(area)
    if i % 100 == 0:
        print(i, a, c)
print(repr(a), repr(c))
