"""Drives an app and the project made from it through the same steps and says where they differ.

It reads the setup as JSON from stdin and writes the result as JSON to stdout.

setup: {"old": SIDE, "new": SIDE, "service": SIDE or null, "pages": [...], "recipe": {...}, "budget", "seed", "now",
        "operations": {path: id}, "spawn": new processes instead of forks, "first": end at the first difference,
        "sequences": most of a page, 0 for as many as the budget of seconds lets}
SIDE:  {"python", "root", "entry" or "app", "path", "preload", "environment"}
"""

import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

from streamlift_driver import beside, network, stores, tree
from streamlift_driver.plan import Plan

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
START = "import sys; sys.path[0] = sys.argv[1]; from streamlift_driver import side; side.main()"
CODE = shutil.ignore_patterns(".git", ".venv", "venv", "__pycache__", "*.py", "*.pyc", ".streamlift", ".env", "secrets.toml")
PRIVATE = shutil.ignore_patterns(".git", ".venv", "venv", "__pycache__", ".env", "secrets.toml")
COMPARED = ("done", "tree", "state")
AGAIN = 3  # runs of the app that show whether it differs from itself: one may be the same by chance
ASKING = ("text_input", "text_area", "number_input", "date_input", "selectbox", "multiselect", "radio", "slider", "file_uploader")
MOST_OF_A_GATE = 10  # of those, on a page that lets in or takes up: a key among more is one setting of many
WALKS = 40  # of a page, behind what is tried of it once


def main():
    network.raise_loopback()
    setup = json.load(sys.stdin)
    scratch = tempfile.mkdtemp(prefix="streamlift-verify-")
    try:
        comparison = Comparison(setup, scratch)
        result = comparison.result()
        comparison.close()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    json.dump(result, sys.stdout, indent=1, default=str)


class Side:
    """A process of one side, spoken to by JSON lines."""

    def __init__(self, role, side, setup, work=None):
        environment = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "TMPDIR")}
        environment.update(PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", **(side.get("environment") or {}))
        self.process = subprocess.Popen(
            [side["python"], "-c", START, HERE], env=environment, cwd=work or environment["HOME"], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
        )  # fmt: skip
        self.role = role
        self.send({"role": role, "now": setup["now"], "spawn": setup.get("spawn", False), **side})

    def send(self, request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()

    def receive(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the process of the {self.role} ended")
        return json.loads(line)

    def ask(self, request):
        self.send(request)
        return self.receive()

    def close(self):
        self.process.kill()
        self.process.wait()


class Comparison:
    def __init__(self, setup, scratch):
        self.setup, self.scratch, self.count = setup, scratch, 0
        self.recipe = {name: given for name, given in (setup.get("recipe") or {}).items() if given}
        self.others = setup.get("pages") or []
        self.hosts = set()  # that the app wanted and was refused
        self.ticking = set()  # sides whose clock could not be held
        self.operations = setup.get("operations") or {}
        self.seed = self.recipe.get("seed")
        self.data = stores.stores(setup["old"]["root"])
        if self.seed:
            self.data.update(stores.stores(self.seed))
        self.beside = {**self.data, **stores.stores(setup["new"]["root"])}  # files of the pages lie over the app's
        self.work = os.path.join(scratch, "new")  # one place for all runs: modules of the service note it when imported
        self.old = Side("pages", setup["old"], setup)
        self.new = Side("pages", setup["new"], setup)
        self.service = self.start_service() if setup.get("service") else None
        for side in self.sides():
            side.receive()  # they import at the same time
        self.deadline = time.monotonic() + setup["budget"]

    def start_service(self):
        self.lay_out()
        service = self.setup["service"]
        environment = {
            **(service.get("environment") or {}),
            **self.recipe.get("environment", {}),
            "DATA_ROOT": self.work,
            "APP_SECRETS": json.dumps(self.recipe.get("secrets", {})),
        }
        return Side("service", {**service, "environment": environment}, self.setup, self.work)

    def lay_out(self):
        """The app's data for the project's pages and service: one truth for both."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.setup["old"]["root"], self.work, ignore=CODE, ignore_dangling_symlinks=True)
        if self.seed:
            shutil.copytree(self.seed, self.work, dirs_exist_ok=True)

    def close(self):
        for side in self.sides():
            side.close()

    def sides(self):
        return [side for side in (self.old, self.new, self.service) if side]

    def result(self):
        pages, interactions = [], []
        queue = [None, *self.others]
        for number, page in enumerate(queue):
            reason = self.recipe.get("skip", {}).get(page or self.setup["old"]["entry"])
            if reason:
                pages.append({"page": page or self.setup["old"]["entry"], "verdict": "not_run", "reason": reason})
                continue
            shown, found, functions = self.page(page, len(queue) - number)
            queue += [f"#{address}" for address in functions if f"#{address}" not in queue]
            pages.append(shown)
            interactions += found
            if self.ended([shown, *found]):
                break
        found = {"pages": pages, "interactions": interactions, "totals": totals(pages, interactions)}
        return {**found, "hosts": sorted(self.hosts), "ticking": sorted(self.ticking)}

    def ended(self, found):
        """Whether one difference was enough and there is one."""
        return self.setup.get("first") and any(one["verdict"] == "different" for one in found)

    def page(self, page, left):
        """The first run of a page, then its interactions; left pages share what is left of the budget."""
        first = self.both({"page": page, "steps": [], "explore": True})
        shown = {"page": page or self.setup["old"]["entry"], **self.verdict(first, 0)}
        interactions, functions = [], first["old"].get("functions", [])
        if shown["verdict"] == "not_reached":
            shown["widgets"] = [w["step"] for w in first["old"].get("widgets", [])]
        if shown["verdict"] in ("old_fails", "not_run") or self.ended([shown]):
            return shown, interactions, functions
        share = time.monotonic() + (self.deadline - time.monotonic()) / left
        plan = Plan(first["old"].get("widgets", []), random.Random(f"{self.setup['seed']} {page}"), WALKS)
        for steps in itertools.islice(plan, self.setup.get("sequences") or None):
            if time.monotonic() > share:
                break
            pair = self.both({"page": page, "steps": steps, "explore": plan.wants_more(steps)})
            plan.learn(steps, pair["old"].get("widgets"))
            interactions.append({"page": shown["page"], "steps": steps, **self.verdict(pair, len(steps))})
            if self.ended(interactions):
                break
        return shown, interactions, functions

    def both(self, sequence):
        sequence = {**{part: self.recipe[part] for part in ("values", "secrets", "enter") if part in self.recipe}, **sequence}
        if "beside" in self.recipe:  # at one port for both: one side after the other
            old, new = (self.alone(run, sequence) for run in (self.run_old, self.run_new))
            return {"sequence": sequence, "old": old, "new": new}
        old, new = self.run_old(sequence), self.run_new(sequence)
        return {"sequence": sequence, "old": old(), "new": new()}

    def alone(self, run, sequence):
        """One side's run from its start to its end, with the programs beside it that the recipe names."""
        environment = {**os.environ, **self.recipe.get("environment", {})}
        with beside.started(self.recipe.get("beside", ()), self.setup["old"]["python"], self.lay_out_beside, environment):
            return run(sequence)()

    def lay_out_beside(self, folder):
        shutil.copytree(self.setup["old"]["root"], folder, ignore=PRIVATE, dirs_exist_ok=True, ignore_dangling_symlinks=True)
        if self.seed:
            shutil.copytree(self.seed, folder, dirs_exist_ok=True)

    def run_old(self, sequence):
        """Starts a sequence on the app; the result waits for its end."""
        self.count += 1
        work = os.path.join(self.scratch, f"old-{self.count}")
        environment = self.recipe.get("environment", {})
        request = {"do": "run", "work": work, "environment": environment, "seed": self.seed, "sequence": sequence}
        self.old.send({**request, "watch": True})

        def ended():
            answer = self.heard("app", self.old.receive())
            answer["stores"] = self.changes(work, self.data)
            self.hosts.update(answer.get("refused", ()))
            shutil.rmtree(work, ignore_errors=True)
            return answer

        return ended

    def run_new(self, sequence):
        """The same for the project's pages, with a service of their own."""
        self.lay_out()
        environment = {**self.recipe.get("environment", {}), "DATA_ROOT": self.work}
        calls = os.path.join(self.scratch, f"calls-{self.count}")
        served = None
        if self.service:
            served = self.heard("service", self.service.ask({"do": "serve", "calls": calls}))
            environment["API_URL"] = f"http://127.0.0.1:{served['port']}"
        self.new.send({"do": "run", "work": self.work, "environment": environment, "sequence": sequence, "calls": calls})

        def ended():
            answer = self.heard("pages", self.new.receive())
            if served:
                self.service.ask({"do": "stop", "pid": served["pid"]})
            answer["stores"] = self.changes(self.work, self.beside)
            return answer

        return ended

    def heard(self, side, answer):
        if not answer.get("held", True):
            self.ticking.add(side)
        return answer

    def changes(self, work, before):
        """What a run left on disk that was not there, or was otherwise, before; and what it took away."""
        found = {path: left for path, left in stores.stores(work).items() if before.get(path) != left}
        kept = (path for path in self.data if not path.endswith(".py"))  # modules may have moved
        gone = {path: None for path in kept if not os.path.exists(os.path.join(work, path))}
        return {**found, **gone}

    def asked(self, new, i, when):
        """How often run i of the new pages, or all runs before it, asked each operation."""
        counts = {}
        for path in new["shown"][i][when] if i < len(new.get("shown", ())) else ():
            if path in self.operations:
                counts[self.operations[path]] = counts.get(self.operations[path], 0) + 1
        return counts

    def verdict(self, pair, i):
        """What step i of a pair of runs proves, and what was asked for it; i = 0 is the first run."""
        new = pair["new"]
        return {
            **self.judged(pair, i),
            "asked": self.asked(new, i, "calls"),
            "asked_before": sorted(self.asked(new, i, "before")),
            "seconds": {name: seconds(pair[name], i) for name in ("old", "new")},
        }

    def judged(self, pair, i):
        old, new = pair["old"], pair["new"]
        if "shown" not in old:
            return {"verdict": "not_run", "reason": old.get("failed", "")}
        if i >= len(old["shown"]) or not old["shown"][i]["done"]:
            return {"verdict": "not_reached", "reason": f"a widget of {'the steps' if i else '`enter`'} is not on the page"}
        if old["shown"][i]["exceptions"]:
            return {"verdict": "old_fails", "reason": old["shown"][i]["exceptions"][0]}
        last = i == len(old["shown"]) - 1
        difference = self.difference(old, new, i, last)
        if difference:
            sequence = {**pair["sequence"], "explore": False}
            itself = any(self.difference(old, self.alone(self.run_old, sequence), i, last) for _ in range(AGAIN))
            return {"verdict": "nondeterministic" if itself else "different", "difference": difference}
        if i == 0:
            return {"verdict": "not_reached" if is_gate(old["shown"][i]["tree"]) else "same"}
        changed = last and old["wrote"] or not tree.same(old["shown"][i]["tree"], old["shown"][i - 1]["tree"])
        return {"verdict": "same" if changed else "no_effect"}

    def difference(self, old, new, i, last):
        """The first difference after step i; what lies on disk is compared after the last step."""
        if "shown" not in new or i >= len(new["shown"]):
            return {"at": "run", "old": "finished", "new": new.get("failed", "ended early")}
        for part in COMPARED:
            found = tree.first_difference(old["shown"][i][part], new["shown"][i][part], part)
            if found:
                return dict(zip(("at", "old", "new"), found))
        if last:
            found = tree.first_difference(old["stores"], new["stores"], "disk")
            if found:
                return dict(zip(("at", "old", "new"), found))
        return None


def seconds(side, i):
    """How long run i of a side took."""
    return side["shown"][i]["seconds"] if i < len(side.get("shown", ())) else 0


def is_gate(nodes):
    """Whether a page shows nothing but a login form or messages: being equal there proves nothing."""
    kinds, secret = [], False
    stack = list(nodes)
    while stack:
        n = stack.pop()
        stack += n["children"]
        if not n["children"]:
            kinds.append(n["type"])
        secret = secret or (n["type"] == "text_input" and n["fields"].get("type") == 1)
    content = {
        "arrow_data_frame",
        "dataframe",
        "table",
        "metric",
        "plotly_chart",
        "vega_lite_chart",
        "arrow_vega_lite_chart",
        "data_editor",
    }
    if secret:
        return not content & set(kinds) and sum(k in ASKING for k in kinds) <= MOST_OF_A_GATE
    return all(k in ("main", "sidebar", "event", "error", "warning", "info") for k in kinds)


def totals(pages, interactions):
    counts = {"pages": {}, "interactions": {}}
    for kind, found in (("pages", pages), ("interactions", interactions)):
        for one in found:
            counts[kind][one["verdict"]] = counts[kind].get(one["verdict"], 0) + 1
    return counts
