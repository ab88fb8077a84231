"""The address of a page as evidence: typed while the evidence is shown, refused where nobody else could open it."""

from __future__ import annotations

import pytest
from stage import Stage
from test_contribute import drafts, labels, versions
from test_evidence import pieces

from domain.contribution import Part, State
from domain.evidence import EvidenceKind

PAGE = "https://www.example.org/laws/2026?article=3"


async def test_an_address_is_added_opened_and_removed(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await drafts(justice, "QS-0001")
    (draft,) = versions(stage)
    await justice.forges(f"evidence:{draft.id}")
    await justice.sees("Send a photo, a document or the address of a page.")
    await stage.restarts()
    await justice.says(PAGE)
    listed = await justice.sees("1 · link, not public")
    assert PAGE in listed.text
    await justice.says("www.example.org/decree")
    listed = await justice.sees("https://www.example.org/decree")
    assert [piece.kind for piece in pieces(stage, draft.id)] == [EvidenceKind.LINK] * 2
    await justice.presses("1 · Open")
    await justice.sees(PAGE)
    await justice.presses("1 · Remove", message=listed)
    left = await justice.sees("1 · link, not public")
    assert PAGE not in left.text
    assert labels(left)[-1] == "Back"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "http://localhost/law", "http://192.168.1.7/law", "ftp://example.org/x",
     "https://me:secret@example.org/", "https://intranet.local/law", "data:text/html,x",
     f"https://example.org/{'x' * 2000}"],
)  # fmt: skip
async def test_an_address_that_nobody_else_could_open_is_refused(stage: Stage, address: str) -> None:
    justice = await stage.joined("justice")
    await drafts(justice, "QS-0001")
    (draft,) = versions(stage)
    await justice.forges(f"evidence:{draft.id}")
    await justice.sees("There is no evidence.")
    await justice.says(address)
    await justice.sees("This address cannot be kept as evidence.")
    assert pieces(stage, draft.id) == []
    await justice.says(PAGE)
    await justice.sees("1 · link, not public")


async def test_other_words_belong_to_a_part_and_a_part_keeps_its_addresses(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await drafts(justice, "QS-0001")
    await justice.says(PAGE)
    await justice.sees("Kept:")
    (draft,) = versions(stage)
    assert PAGE in draft.content.parts[Part.MEASURES]
    await justice.forges(f"evidence:{draft.id}")
    await justice.sees("There is no evidence.")
    await justice.says("The budget is missing.")
    await justice.sees("Which part does this text belong to?")
    await justice.presses("Difficulties")
    await justice.sees("Kept:")
    assert pieces(stage, draft.id) == []


async def test_only_those_who_may_see_a_link_open_it(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await drafts(justice, "QS-0001")
    (draft,) = versions(stage)
    await justice.forges(f"evidence:{draft.id}")
    await justice.sees("There is no evidence.")
    await justice.says(PAGE)
    await justice.sees(PAGE)
    (piece,) = pieces(stage, draft.id)
    for key in ("interior", "coordinator", "nhri"):
        other = await stage.joined(key)
        await other.says("/help")
        await other.sees("What you can do here")
        await other.forges(f"piece:link:{piece.id}")
        await other.sees("There is no such recommendation")
    assert [one.state for one in versions(stage)] == [State.DRAFT]
