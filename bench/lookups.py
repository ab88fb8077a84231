"""How long an answer takes: /mine, /due and /find, from the hand-out of the update to the arrival of its answer.

    python -m bench.lookups [--quick] [--engine sqlite --engine postgresql]

10,000 recommendations in three languages; closed loop, all kinds in turn, with one update in flight and with eight.
"""

from __future__ import annotations

import argparse

from bench import bots, corpus, engines, instance
from bench.figures import percentile, table
from bench.load import Updates, api_server
from bench.updates import await_polling

IN_FLIGHT = (1, 8)
KINDS = {
    "/mine": ("/mine", "QS-0"),
    "/due": ("/due", "QS-"),
    "/find common, en": ("/find rights of children", "QS-"),
    "/find rare, en": (f"/find {corpus.RARE} children", "QS-"),
    "/find common, fr": ("/find droits enfants", "QS-"),
    "/find rare, fr": (f"/find loi {corpus.RARE.lower()}", "QS-"),
    "/find common, zh": ("/find 人权", "QS-"),
    "/find rare, zh": (f"/find {corpus.RARE_CHINESE}", "QS-"),
    "/find one letter more, en": ("/find wom", "QS-"),
    "/find nothing, en": ("/find zzzyx", "find"),
}
"""What is sent, and what its answer must hold; the last finds nothing and is answered with a button to search again."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a few of each, to see that it works")
    parser.add_argument("--engine", action="append", choices=["sqlite", "postgresql"])
    parser.add_argument("--each", type=int, default=150, help="how many of each kind")
    given = parser.parse_args()
    each = 5 if given.quick else given.each
    for engine in given.engine or (["sqlite"] if given.quick else ["sqlite", "postgresql"]):
        with engines.filled(engine) as database:
            _measure(engine, database, each)


def _measure(engine: str, database: instance.Instance, each: int) -> None:
    took: dict[tuple[str, int], list[float]] = {}
    with api_server(0.0) as server, bots.suivi(server, database) as bot:
        await_polling(server)
        people = instance.chats()
        for in_flight in IN_FLIGHT:
            # Each level has half of the people, so that nobody is answered more than a few times: pace never bites.
            half = people[:700] if in_flight == 1 else people[700:]
            server.run(bot, _load(half[-50:], 2), in_flight)
            for name, seconds in server.run(bot, _load(half[:-50], each), in_flight).report["latencies"]:
                took.setdefault((name, in_flight), []).append(seconds * 1000)
    rows = [
        [name, *(f"{percentile(took[name, n], share):.1f}" for n in IN_FLIGHT for share in (0.5, 0.99))]
        for name in KINDS
    ]
    print(f"\n{engine}, {each} of each kind, ms\n")
    header = [f"{what}, {n} in flight" for n in IN_FLIGHT for what in ("p50", "p99")]
    print(table(["", *header], rows), flush=True)


def _load(people: list[tuple[int, str]], each: int) -> Updates:
    kinds = [(name, *said) for _ in range(each) for name, said in KINDS.items()]
    return [
        (chat, text, expected, name, language)
        for (name, text, expected), (chat, language) in zip(
            kinds, people * (len(kinds) // len(people) + 1), strict=False
        )
    ]


if __name__ == "__main__":
    main()
