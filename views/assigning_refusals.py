"""The wording of what is refused while recommendations are assigned, put into clusters, and competence is contested."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain import errors
from domain.errors import Refusal
from views.texts import Texts

ASSIGNING: dict[type[Refusal], Callable[[Texts, Any], str]] = {
    errors.IndependentNeverLeads: lambda t, _: t(
        "An independent body is invited beside the lead institution, and never leads. Choose another lead institution."
    ),
    errors.NothingToChange: lambda t, _: t("This is so already: nothing was changed."),
    errors.AlreadyContested: lambda t, _: t(
        "The coordinator has this question already and will decide. Until then the recommendation stays with your "
        "institution."
    ),
    errors.NotToBeNamed: lambda t, _: t(
        "This institution cannot be named: it is your own, or is no longer there. Choose another one."
    ),
    errors.ContestDecided: lambda t, _: t(
        "This question of competence no longer waits for an answer: it has been decided, or the recommendation is no "
        "longer assigned to the institution."
    ),
    errors.ClusterNotThere: lambda t, _: t("There is no such cluster, or it has been archived."),
    errors.ClusterExists: lambda t, e: t("There is a cluster “{name}” already. Write another name.", name=e.name),
}
