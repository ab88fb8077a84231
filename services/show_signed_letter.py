"""What is shown while photos are added to a signed letter. Adding them: signed_letter.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.contributed import ContributionShown
from services.look import Look
from services.show_contribution import shown
from services.signed_letter import of_letter as found_of


def of_letter(look: Look, params: Mapping[str, Any]) -> ContributionShown:
    """Return the contribution whose letter gets a photo. Raises NotFound, NotInThisRole."""
    return shown(look, found_of(look.work, look.person, params["contribution"]))
