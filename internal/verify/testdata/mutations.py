"""Compares an app with its project once for every fault put into the project, and prints which were seen.

python mutations.py DRIVER   {"setup", "faults": [{"file", "line", "text"}]} on stdin, [bool] on stdout
"""

import json
import shutil
import sys
import tempfile
import time

sys.path.insert(0, sys.argv[1])
from streamlift_driver import compare


class Repeated(compare.Comparison):
    """The app's own side stays the same whatever the fault is: its runs are asked once. The service imports anew."""

    def __init__(self, setup, scratch):
        self.known = {}
        super().__init__(setup, scratch)

    def import_again(self):
        self.service.close()
        self.service = self.start_service()
        self.service.receive()

    def run_old(self, sequence):
        key = json.dumps(sequence, sort_keys=True)
        if key not in self.known:
            self.known[key] = super().run_old(sequence)()
        return lambda: self.known[key]


def main():
    request = json.load(sys.stdin)
    scratch = tempfile.mkdtemp()
    comparison = Repeated(request["setup"], scratch)
    seen = []
    for i, fault in enumerate(request["faults"]):
        if fault in request["faults"][:i]:  # of another seed
            seen.append(seen[request["faults"].index(fault)])
            continue
        with open(fault["file"], encoding="utf-8") as f:
            original = f.read()
        lines = original.split("\n")
        lines[fault["line"] - 1] = fault["text"]
        with open(fault["file"], "w", encoding="utf-8") as f:
            f.write("\n".join(lines))
        comparison.import_again()
        comparison.deadline = time.monotonic() + request["setup"]["budget"]
        found = comparison.result()["totals"]
        seen.append(any(counts.get("different") for counts in found.values()))
        with open(fault["file"], "w", encoding="utf-8") as f:
            f.write(original)
    comparison.close()
    shutil.rmtree(scratch, ignore_errors=True)
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()
