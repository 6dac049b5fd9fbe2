words = "to be or not to be that is the question".split()
counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1
total = 0
for count in counts.values():
    total += count
a, b = 0, 1
while b < 100:
    a, b = b, a + b
print(counts, total, a, b)
print([n for n in range(2, 40) if all(n % d for d in range(2, n))])
