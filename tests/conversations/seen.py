"""What stands on a person's screen, as a dialogue looks at it. What the person does: simulator/person.py."""

from __future__ import annotations

from simulator.person import Person
from simulator.state import Message


def labels(message: Message) -> list[str]:
    """The labels of a message's buttons."""
    return [label for row in message.buttons for label in row]


def data(message: Message, label: str) -> str:
    """What a button of a message sends: the one of this label, else the first with it in its label."""
    exact = [key for key in message.keys if key["text"] == label]
    return str(next(key["callback_data"] for key in (*exact, *message.keys) if label in key["text"]))


def received(person: Person, text: str) -> list[Message]:
    """The bot's messages to somebody that hold this."""
    return [message for message in person.screen if message.from_bot and text in message.text]
