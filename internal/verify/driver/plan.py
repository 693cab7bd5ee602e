"""Which sequences of steps are worth trying on a page."""

import itertools

DEEPEST = 5  # steps of a sequence


class Plan:
    """Yields sequences, each a list of groups of steps that are done before one run.

    First every form filled and sent and every widget through its values, then the same with widgets that only appeared
    behind some steps, then walks that go on from what earlier sequences left on the page. The order depends on the page
    and the seed alone.
    """

    def __init__(self, widgets, chance, walks):
        self.chance, self.walks = chance, walks
        self.after = {}  # sequence as text -> widgets on the page behind it
        self.first = widgets
        self.met = {name(w) for w in widgets}
        self.appeared = []  # (sequence, widgets that were first met behind it)
        self.seen = set()

    def __iter__(self):
        yield from self.once(self.singles(self.first))
        while self.appeared:
            steps, widgets = self.appeared.pop(0)
            yield from self.once(steps + further for further in self.singles(widgets))
        for _ in range(self.walks):
            yield from self.once([self.walk()])

    def once(self, sequences):
        for steps in sequences:
            if steps and str(steps) not in self.seen:
                self.seen.add(str(steps))
                yield steps

    def singles(self, widgets):
        """Sequences of one or two runs: the first choice of everything on the page, then the second choices, and on."""
        for turn in itertools.zip_longest(*self.choices(widgets)):
            yield from (steps for steps in turn if steps)

    def choices(self, widgets):
        """For each widget, form and button what can be done with it."""
        for form in sorted({w["form"] for w in widgets if w["form"]}):
            yield [[group] for group in self.filled(widgets, form)]
        for w in widgets:
            if not w["form"] or w["step"]["widget"] == "button":
                yield [[[{**w["step"], "value": value}]] for value in w["values"]]
        buttons = [w for w in widgets if w["step"]["widget"] == "button" and not w["form"]]
        texts = [w for w in widgets if w["step"]["widget"] in ("text_input", "text_area") and not w["form"] and w["values"]]
        for button in buttons if texts else []:
            typed = ([{**w["step"], "value": w["values"][pick % len(w["values"])]} for w in texts] for pick in (0, 1))
            yield [[group, [{**button["step"], "value": True}]] for group in typed]

    def filled(self, widgets, form):
        """The form sent with each choice of values: first ones, then others."""
        fields = [w for w in widgets if w["form"] == form and w["step"]["widget"] != "button" and w["values"]]
        sends = [w for w in widgets if w["form"] == form and w["step"]["widget"] == "button"]
        for send in sends:
            for pick in (0, 1):
                yield [{**w["step"], "value": w["values"][pick % len(w["values"])]} for w in fields] + [
                    {**send["step"], "value": True}
                ]

    def walk(self):
        """A sequence tried before, and one step more that its page offers."""
        known = sorted(self.after) or [""]
        steps, widgets = self.after.get(self.chance.choice(known), ([], self.first))
        offers = [s for s in self.singles(widgets) if len(s) == 1]
        if not offers or len(steps) >= DEEPEST:
            return None
        return steps + self.chance.choice(offers)

    def wants_more(self, steps):
        """Whether the page behind these steps should be explored."""
        return len(steps) < DEEPEST

    def learn(self, steps, widgets):
        if not widgets:
            return
        self.after[str(steps)] = (steps, widgets)
        new = [w for w in widgets if name(w) not in self.met]
        self.met.update(name(w) for w in new)
        if new:
            self.appeared.append((steps, new))


def name(widget):
    return tuple(str(widget["step"][part]) for part in ("widget", "label", "key", "nth"))
