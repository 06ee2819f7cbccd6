"""Random choices for one case."""

import random


class Chance:
    """All that is random in one case. `oddity` says how often something unusual is done where it
    could be: a third of the cases do nothing unusual, so that what works is compared as well."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.oddity = self.random.choices((0.0, 1.0, 3.0), (2, 3, 1))[0]

    def often(self, probability):
        return self.random.random() < probability

    def odd(self, probability):
        return self.random.random() < probability * self.oddity

    def pick(self, choices):
        return self.random.choice(choices)

    def weighted(self, choices):
        """`choices`: pairs of choice and weight."""
        return self.random.choices([c for c, _ in choices], [w for _, w in choices])[0]

    def count(self, low, high):
        return self.random.randint(low, high)
