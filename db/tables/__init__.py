"""All tables, by name, and the metadata that holds them. A module a subject; columns that name people are sealed."""

from db.tables import search as _search  # noqa: F401 - its tables hang on the metadata by an event
from db.tables.contributions import (
    cluster_recommendations,
    clusters,
    contests,
    contributions,
    evidence,
    extension_requests,
    round_institutions,
    round_recommendations,
    rounds,
)
from db.tables.instance import audit_events, instance
from db.tables.metadata import metadata
from db.tables.people import countries, institutions, invitations, persons, roles
from db.tables.recommendations import (
    affected_persons,
    assignments,
    documents,
    mechanisms,
    recommendation_affected,
    recommendation_sdgs,
    recommendation_texts,
    recommendation_themes,
    recommendations,
    recommending_states,
    sdgs,
    themes,
)
from db.tables.traffic import dialogs, jobs, mailings, outbox, processes, updates

__all__ = [
    "affected_persons",
    "assignments",
    "audit_events",
    "cluster_recommendations",
    "clusters",
    "contests",
    "contributions",
    "countries",
    "dialogs",
    "documents",
    "evidence",
    "extension_requests",
    "instance",
    "institutions",
    "invitations",
    "jobs",
    "mailings",
    "mechanisms",
    "metadata",
    "outbox",
    "persons",
    "processes",
    "recommendation_affected",
    "recommendation_sdgs",
    "recommendation_texts",
    "recommendation_themes",
    "recommendations",
    "recommending_states",
    "roles",
    "round_institutions",
    "round_recommendations",
    "rounds",
    "sdgs",
    "themes",
    "updates",
]
