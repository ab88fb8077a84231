"""Who walks in the tour, and what its acts share. What they do stands in tour.py and tour_cycle.py."""

from __future__ import annotations

from dataclasses import dataclass, field

import click

from bot.sample import Sample
from simulator.person import Person
from simulator.state import Message
from simulator.world import World
from views.texts import Texts


@dataclass(slots=True)
class Walker:
    """One person of the walk: does a thing, waits for the answer it should get, and prints both."""

    name: str
    person: Person

    async def says(self, text: str, expecting: str) -> Message:
        """Type a text."""
        click.secho(f"\n{self.name}: {text}", bold=True)
        await self.person.says(text)
        return await self.sees(expecting)

    async def presses(self, label: str, expecting: str) -> Message:
        """Press a button."""
        click.secho(f"\n{self.name} ▸ [{label}]", bold=True)
        await self.person.presses(label)
        return await self.sees(expecting)

    async def hears(self, expecting: str) -> Message:
        """Get a message without having asked for it."""
        click.secho(f"\n→ {self.name}", bold=True)
        return await self.sees(expecting)

    async def sees(self, expecting: str) -> Message:
        """Wait for an answer and print it."""
        message = await self.person.sees(expecting)
        for line in message.text.splitlines():
            click.echo(f"    {line}")
        for row in message.buttons:
            click.echo("    " + " ".join(f"[{label}]" for label in row))
        return message


@dataclass(frozen=True, slots=True)
class Scene:
    """What the acts of the walk share."""

    t: Texts
    sample: Sample
    world: World
    walkers: dict[str, Walker] = field(default_factory=dict)

    def walker(self, key: str) -> Walker:
        """A person of the invented country, whose Telegram speaks the tour's language."""
        if key not in self.walkers:
            one = self.sample.people[key]
            self.walkers[key] = Walker(one.first_name, self.world.person(one.first_name, self.t.language))
        return self.walkers[key]

    def code(self, key: str) -> str:
        """The code of a person's invitation."""
        return self.sample.people[key].code or ""

    def institution(self, key: str) -> str:
        """The name of a person's institution."""
        return self.t.name(self.sample.people[key].institution or {})

    async def joins(self, key: str) -> Walker:
        """Let somebody accept their invitation."""
        walker, t = self.walker(key), self.t
        await walker.says(f"/start {self.code(key)}", t("You are invited to Suivi"))
        await walker.presses(t("Confirm"), t("Welcome. The role has taken effect."))
        return walker
