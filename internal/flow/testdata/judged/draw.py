"""Draw the functions that a person judges: flowdump --format classes per app on stdin, each line behind "APP/"."""

import random
import sys

names = sorted(line.split(" because ")[0] for line in sys.stdin.read().splitlines())
for name in sorted(random.Random(4).sample(names, 100)):
    print(name)
