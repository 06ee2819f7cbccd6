"""Sends the same random requests to Stator and to its peers, and compares the answers.

    run.py --server BINARY [--junit FILE] [--family NAME] [--case NUMBER] [--show N]

STATOR_SEED chooses other requests; what differs is printed with the family and the number of its
case, which repeat it alone. STATOR_DIFFERENTIAL_ROUNDS does all of it several times over.
"""

import argparse
import collections
import contextlib
import itertools
import json
import os
import re
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tally"), str(HERE.parent / "support")]

import junit  # noqa: E402
import servers  # noqa: E402

import indexed  # noqa: E402
import tables  # noqa: E402
from chance import Chance  # noqa: E402
from comparison import compare, without_prefix  # noqa: E402
from differences import DIFFERENCES  # noqa: E402
from endpoint import Endpoint  # noqa: E402
from families import FAMILIES  # noqa: E402

DEFAULT_SEED = 1
MODULES = HERE / "node_modules"
DYNOXIDE = [str(MODULES / "@dynoxide" / "linux-x64" / "dynoxide"), "serve", "--port", "{port}"]
DYNALITE = [str(MODULES / ".bin" / "dynalite"), "--port", "{port}", "--createTableMs", "0",
            "--deleteTableMs", "0", "--updateTableMs", "0"]
# Expressions with IN, and nulls where it expects something: it dies of most, so it is sent none. Of
# deep parentheses it thinks for minutes.
DEADLY_TO_DYNALITE = re.compile(rb"[ )]IN[ (]|^null$|: null|\({50}")


def body_of(request, number):
    """Half of the cases have their characters as they are, half escape them."""
    if isinstance(request, str):
        return request.encode()
    return json.dumps(request, ensure_ascii=number % 2 == 0).encode()


class Peer(Endpoint):
    """A peer with its process. One that dies of a request is started again."""

    def __init__(self, name, command, deadly=None):
        self._command = command
        self._deadly = deadly
        self._process = contextlib.ExitStack()
        self._name = name
        self.deaths = 0
        self.start()

    def start(self):
        super().__init__(self._name, self._process.enter_context(servers.peer(self._command)))
        prepare(self)

    def stop(self):
        self._process.close()

    def call(self, operation, body):
        if self._deadly and self._deadly.search(body):
            return None
        answer = super().call(operation, body)
        if answer is None:
            self.deaths += 1
            self.stop()
            self.start()
        return answer


def prepare(server):
    """Makes and fills the tables of the cases."""
    for operation, request in itertools.chain(tables.requests(), indexed.requests()):
        if operation == "PutItem":
            wait_for(server, request["TableName"])
        answer = server.call(operation, body_of(request, 0))
        assert answer.status == 200, f"{server.name}, {operation}: {answer}"
    for name in (*tables.TABLES, indexed.WRITTEN):
        wait_for(server, name)


def wait_for(server, table):
    body = body_of({"TableName": table}, 0)
    while server.call("DescribeTable", body).body["Table"]["TableStatus"] != "ACTIVE":
        time.sleep(0.01)


def is_unordered(operation, request):
    """Whether the order of the items is each server's own."""
    return (operation == "Scan" or isinstance(request, dict) and (
        request.get("IndexName") == indexed.UNORDERED or "Statement" in request))


class Comparison:
    """What was found between the servers, in all rounds."""

    def __init__(self):
        self.ours = None
        self.peers = []
        self.explained = collections.Counter()
        self.unexplained = []

    @contextlib.contextmanager
    def running(self, binary):
        """New servers, with the tables of the cases."""
        with contextlib.ExitStack() as stack:
            self.ours = Endpoint("Stator", stack.enter_context(servers.stator(binary)))
            prepare(self.ours)
            self.peers = []
            for peer in (("dynoxide", DYNOXIDE), ("dynalite", DYNALITE, DEADLY_TO_DYNALITE)):
                self.peers.append(Peer(*peer))
                stack.callback(self.peers[-1].stop)
            yield
            for peer in self.peers:
                if peer.deaths:
                    print(f"{peer.name} died of {peer.deaths} requests")

    def send(self, operation, request, number, peers):
        """The answers of all servers; None where one died."""
        body = body_of(request, number)
        return self.ours.call(operation, body), [p.call(operation, body) for p in peers]

    def run_case(self, family, seed, number):
        """True if every difference is explained. Behind the first one the servers may hold
        different items, so the case ends there.
        """
        chance = Chance(f"{seed}:{family.name}:{number}")
        peers = [peer for peer in self.peers if peer.name in family.peers]
        for operation, request in family.steps(chance, family.first + number):
            ours, theirs = self.send(operation, request, number, peers)
            assert ours is not None, f"Stator died of {operation} {request}"
            assert not ours.fault, f"{operation} {request}: {ours.fault}"
            # What dynalite says is of the time before the prefix.
            unordered = is_unordered(operation, request)
            found = {peer.name: compare(ours, answer, peer.name == "dynoxide", unordered)
                     for peer, answer in zip(peers, theirs) if answer is not None}
            if any(found.values()) or None in theirs:
                # Of one peer alone nobody can tell that it is so.
                several = len(theirs) > 1 and all(
                    a is None or a.status == 400 for a in (ours, *theirs))
                case = (family.name, number, operation, request)
                differing = [peer for peer in found if found[peer]]
                return all([self._judge(case, found, peer, several) for peer in differing])
        return True

    def _judge(self, case, found, peer, several):
        """Whether a difference is explained: by the list; since the other peer answers as Stator
        does; or since all refuse a request of several faults, each naming another one.
        """
        family, number, operation, request = case
        text = request if isinstance(request, str) else json.dumps(request, ensure_ascii=False)
        ours, theirs = found[peer]
        for known in DIFFERENCES:
            if known.explains(peer, operation, text, ours, theirs):
                self.explained[known.name] += 1
                return True
        only_prefix = without_prefix(ours) == without_prefix(theirs)
        if len(found) > 1 and not all(found.values()) and not only_prefix:
            self.explained[f"{peer} stands alone"] += 1
            return True
        if several and all(found.values()) and (
                len(found) == 1 or len({without_prefix(text) for _, text in found.values()}) > 1):
            self.explained["one fault of several"] += 1
            return True
        self.unexplained.append((family, number, operation, text, peer, ours, theirs))
        return False

    def report(self, count):
        """Differences by what they look like, the most frequent first."""
        groups = collections.defaultdict(list)
        for entry in self.unexplained:
            family, number, operation, text, peer, ours, theirs = entry
            groups[(peer, operation, ours[:70], theirs[:70])].append(entry)
        ordered = sorted(groups.values(), key=len, reverse=True)
        for group in ordered[:count]:
            shortest = min(group, key=lambda entry: len(entry[3]))
            family, number, operation, text, peer, ours, theirs = shortest
            print(f"\n{len(group)} x {operation}, --family {family} --case {number}")
            print(f"  {text[:1500]}")
            print(f"  Stator:   {ours[:600]}\n  {peer + ':':9} {theirs[:600]}")
        if len(ordered) > count:
            print(f"\n... and {len(ordered) - count} other kinds of differences")


def run_families(comparison, families, seed, only):
    """The cases that a JUnit file lists: one for each family and round."""
    cases = []
    for family in families:
        start = time.monotonic()
        before = len(comparison.unexplained)
        numbers = range(family.cases) if only is None else [only]
        failed = [n for n in numbers if not comparison.run_case(family, seed, n)]
        text = f"{len(failed)} of {len(numbers)} cases differ: {failed[:50]}" if failed else None
        seconds = time.monotonic() - start
        cases.append((f"{family.name}: {len(numbers)} cases, seed {seed}", seconds, text))
        print(f"{family.name}: {len(numbers)} cases, {len(failed)} with unexplained differences, "
              f"{seconds:.1f} s", flush=True)
        assert (len(comparison.unexplained) > before) == bool(failed)
    return cases


def stale_cases(comparison):
    """Each explanation of a difference is a case too: it must have been needed."""
    return [(f"difference: {known.name}", 0.0,
             None if comparison.explained[known.name] else "stale: no case meets it any more")
            for known in DIFFERENCES if not known.rare]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", required=True, help="the binary to start")
    parser.add_argument("--junit", help="write the cases to this file")
    parser.add_argument("--family", choices=[family.name for family in FAMILIES])
    parser.add_argument("--case", type=int)
    parser.add_argument("--show", type=int, default=30, help="kinds of differences to print")
    arguments = parser.parse_args()
    families = [f for f in FAMILIES if arguments.family in (None, f.name)]
    seed = int(os.environ.get("STATOR_SEED", DEFAULT_SEED))
    rounds = int(os.environ.get("STATOR_DIFFERENTIAL_ROUNDS", 1))
    print(f"STATOR_SEED={seed}")

    servers.npm_install(HERE, MODULES / "dynalite")
    comparison = Comparison()
    cases = []
    for round_seed in range(seed, seed + rounds):
        with comparison.running(arguments.server):
            cases += run_families(comparison, families, round_seed, arguments.case)
    comparison.report(arguments.show)
    if seed == DEFAULT_SEED and len(families) == len(FAMILIES) and arguments.case is None:
        cases += stale_cases(comparison)
    if arguments.junit:
        junit.write(arguments.junit, "differential", cases)
    return 1 if any(failure for _, _, failure in cases) else 0


if __name__ == "__main__":
    sys.exit(main())
