import numpy as np

mileage = np.array([240, 185, 150, 148, 120, 99, 84, 74, 60, 48, 38, 22]) * 1000.0
price = np.array([3650, 4400, 5150, 5220, 5770, 6200, 6390, 6800, 7490, 7990, 8250, 8290], dtype=float)

x_mean, x_std = mileage.mean(), mileage.std()
y_mean, y_std = price.mean(), price.std()
x = (mileage - x_mean) / x_std
y = (price - y_mean) / y_std

t0, t1 = 0.0, 0.0
for _ in range(80):
    estimate = t0 + t1 * x
    t0, t1 = t0 - 0.1 * np.mean(estimate - y), t1 - 0.1 * np.mean((estimate - y) * x)

print(t0, t1)
slope = t1 * y_std / x_std
print("price =", slope, "* mileage +", y_mean - slope * x_mean + t0 * y_std)
