import random
from pathlib import Path

random.seed(42)
FOLDER = Path("made").resolve()
FOLDER.mkdir(exist_ok=True)


def numbers() -> list[int]:
    file = FOLDER / "numbers.txt"
    if not file.exists():
        file.write_text(" ".join(str(random.randint(1, 1000)) for _ in range(5)), encoding="utf-8")
    return [int(n) for n in file.read_text(encoding="utf-8").split()]


def draw(count: int) -> list[int]:
    return [random.randint(1, 1000) for _ in range(count)]
