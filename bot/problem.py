"""What the operator is told when something they can mend is wrong: one sentence that says what to do. Exit code 2."""

from __future__ import annotations


class Problem(Exception):
    """Something wrong with a setting, a file, the key or the database; its text is the sentence for the operator."""
