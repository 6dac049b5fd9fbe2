import asyncio


async def samples(times):
    for _ in range(times):
        for pair in ((0.0, 0.0), (1.0, 2.0), (2.0, 4.5)):
            await asyncio.sleep(0)
            yield pair


async def train(name, rate):
    w = b = 0.0
    async for x, y in samples(30):
        miss = w * x + b - y
        w -= rate * miss * x
        b -= rate * miss
    return name, w, b


async def main():
    print(await asyncio.gather(train("a", 0.05), train("b", 0.1)))


asyncio.run(main())
