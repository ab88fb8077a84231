"""The fixtures of a whole instance; they are made in tests/faults/fixtures.py."""

from tests.faults.fixtures import ana, child, database, nursery, server, store, world

__all__ = ["ana", "child", "database", "nursery", "server", "store", "world"]
