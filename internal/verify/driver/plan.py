"""Which sequences of steps are worth trying on a page."""

import itertools

DEEPEST = 5  # steps of a sequence


class Plan:
    """Yields sequences, each a list of groups of steps that are done before one run.

    Rounds of what a page offers: the first choice of every widget and every form filled and sent, then the second
    choices, and on. Widgets that were first met behind some steps get rounds of their own, which take turns with the
    others: what only a click brings up is tried before the fifth value of what was there. Then walks that go on from
    what earlier sequences left on the page. The order depends on the page and the seed alone.
    """

    def __init__(self, widgets, chance, walks):
        self.chance, self.walks = chance, walks
        self.after = {}  # sequence as text -> widgets on the page behind it
        self.first = widgets
        self.met = {name(w) for w in widgets}
        self.levels = [self.rounds([], widgets)]  # of the page, and of widgets that were first met behind some steps
        self.seen = set()

    def __iter__(self):
        while self.levels:
            for level in list(self.levels):
                turn = next(level, None)
                if turn is None:
                    self.levels.remove(level)
                else:
                    yield from self.once(turn)
        for _ in range(self.walks):
            yield from self.once([self.walk()])

    def once(self, sequences):
        for steps in sequences:
            if steps and str(steps) not in self.seen:
                self.seen.add(str(steps))
                yield steps

    def rounds(self, before, widgets):
        """Sequences that go on by one or two runs: the first choice of everything, then the second choices, and on."""
        for turn in itertools.zip_longest(*self.choices(widgets)):
            yield [before + further for further in turn if further]

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
        offers = [s for turn in self.rounds([], widgets) for s in turn if len(s) == 1]
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
            self.levels.append(self.rounds(steps, new))


def name(widget):
    return tuple(str(widget["step"][part]) for part in ("widget", "label", "key", "nth"))
