"""The tour's life of a recommendation: a round, contributions, clearance, a return, publication. Printing: tour.py."""

from __future__ import annotations

from bot import clock
from bot.tour_scene import Scene, Walker
from domain.contribution import Status
from views.labels import STATUSES, sentence

STATIONS = {
    "en": "Two police stations were rebuilt.",
    "fr": "Deux commissariats ont été reconstruits.",
    "pt": "Duas esquadras foram reconstruídas.",
    "zh": "两个派出所已重建。",
}
LAW = {
    "en": "A law on independent visits to places of detention was adopted in May.",
    "fr": "Une loi sur les visites indépendantes des lieux de détention a été adoptée en mai.",
    "pt": "Em maio foi adotada uma lei sobre as visitas independentes aos locais de detenção.",
    "zh": "五月通过了关于独立查访拘留场所的法律。",
}
MORE = {
    "en": "Its budget has been voted.",
    "fr": "Son budget a été voté.",
    "pt": "O respetivo orçamento foi aprovado.",
    "zh": "相关预算已获批准。",
}
TRAINING = {
    "en": "Train prison staff in the Nelson Mandela Rules",
    "fr": "Former le personnel pénitentiaire aux Règles Nelson Mandela",
    "pt": "Formar o pessoal prisional nas Regras de Nelson Mandela",
    "zh": "就《纳尔逊·曼德拉规则》培训监狱工作人员",
}
UNIT = {
    "en": "Prison statistics",
    "fr": "Statistiques pénitentiaires",
    "pt": "Estatísticas prisionais",
    "zh": "监狱统计科",
}
HOW_MANY = {
    "en": "How many detainees await trial?",
    "fr": "Combien de détenus attendent leur jugement ?",
    "pt": "Quantos reclusos aguardam julgamento?",
    "zh": "目前有多少候审在押人员？",
}
IN_THREE_MONTHS = {"en": "in 3 months", "fr": "dans 3 mois", "pt": "em três meses", "zh": "三个月后"}
WHICH = {
    "en": "Please add the budget.",
    "fr": "Merci d’ajouter le budget.",
    "pt": "Queira acrescentar o orçamento.",
    "zh": "请补充预算情况。",
}
PLACE = 4
"""The number of a recommendation that the Ministry of Justice leads and the Ministry of the Interior supports."""


async def collection_round(scene: Scene) -> None:
    """The coordinator asks all institutions for their contributions by one date; clearance is wanted."""
    t, nadege = scene.t, scene.walker("coordinator")
    await nadege.says("/round", t("Collection rounds"))
    await nadege.presses(t("New round"), t("What are the contributions for? Choose, or write a name."))
    await nadege.presses(
        t("Mid-term report"), t("Which recommendations is it about? Choose, or write words to search.")
    )
    await nadege.presses(t("All that are assigned"), t("Today"))
    await nadege.presses(t("Today"), t("Opens:"))
    await nadege.says(IN_THREE_MONTHS[t.language], t("Clearance by the institution:"))
    await nadege.presses(t("With clearance"), t("Without clearance"))
    await nadege.presses(t("Open the round"), t("Institutions that are done:"))
    await scene.walker("justice").hears(t("Mid-term report"))


async def plan_and_unit(scene: Scene) -> None:
    """The lead plans an activity, reads what it lacks, and asks one of its units for figures."""
    t, justice = scene.t, scene.walker("justice")
    await justice.says("/plan", t("Implementation plan"))
    await justice.presses(t("Add an activity"), t("What will be done? Write it in one sentence."))
    await justice.says(TRAINING[t.language], t("Source of funds"))
    await justice.presses(t("Recommendations"), _number(scene))
    await justice.says(str(PLACE), t.n("{count} so far.", "{count} so far.", 1))
    await justice.presses(t("Done"), t("Serves:"))
    await justice.says(_number(scene), t("Lead institution:"))
    await justice.presses(t("Ask a unit"), t("Ask a unit"))
    await justice.says(UNIT[t.language], UNIT[t.language])
    await justice.says(HOW_MANY[t.language], HOW_MANY[t.language])
    await justice.presses(t("Send"), "/start")


async def supporting_institution(scene: Scene) -> None:
    """A supporting institution answers, cleared by a signed letter; the lead reads what it has given."""
    t, interior, justice = scene.t, await scene.joins("interior"), scene.walker("justice")
    await _writes(scene, interior, Status.PARTIAL, STATIONS)
    await interior.presses(t("Send for clearance"), t("Enter a signed letter"))
    await interior.presses(t("Enter a signed letter"), t.n("{count} contribution awaits clearance.", "", 1))
    letter = f"123/GM/2026, {t.date(clock.now().date())}"
    await interior.says(letter, t.n("It clears {count} contribution.", "It clears {count} contributions.", 1))
    await interior.presses(t("Clear"), t.n("{count} contribution was cleared.", "", 1))
    await justice.says(_number(scene), t("Lead institution:"))
    await justice.presses(t("Supporting institutions"), t(STATUSES[Status.PARTIAL]))
    await justice.presses(t("Read: {name}", name=scene.institution("interior")), STATIONS[t.language])


async def lead_institution(scene: Scene) -> None:
    """The lead consolidates, and the signing officer clears what it has read."""
    t, justice, anselmo = scene.t, scene.walker("justice"), await scene.joins("signing")
    await _writes(scene, justice, Status.IN_PROGRESS, LAW)
    await justice.presses(t("Send for clearance"), t("Take back"))
    await _clears(scene, anselmo, LAW[t.language])


async def return_and_publication(scene: Scene) -> None:
    """The coordinator asks for completion; the text is still in place, is completed, cleared again and published."""
    t, nadege, justice = scene.t, scene.walker("coordinator"), scene.walker("justice")
    await _reads(scene, nadege, LAW[t.language])
    await nadege.presses(
        t("Return"), t("What is to be completed or corrected? The institution will receive what you write.")
    )
    await nadege.says(WHICH[t.language], WHICH[t.language])
    await nadege.presses(t("Return"), t("It was returned for completion. The institution is told why."))
    await justice.hears(t("The coordinator returns this contribution for completion."))
    await justice.presses(t("Report progress"), LAW[t.language])
    await justice.presses(t("Measures taken"), LAW[t.language])
    await justice.says(MORE[t.language], t("Done"))
    await justice.presses(t("Preview"), MORE[t.language])
    await justice.presses(t("Send for clearance"), t("Take back"))
    await _clears(scene, scene.walker("signing"), MORE[t.language])
    await _reads(scene, nadege, MORE[t.language])
    await nadege.presses(t("Approve and publish"), t("It is published. The institution will be told."))
    public = scene.walker("public")
    await public.says(_number(scene), t(STATUSES[Status.IN_PROGRESS]))
    await public.presses(t("Published progress"), MORE[t.language])


async def overview(scene: Scene) -> None:
    """The coordinator sees where the country stands, and what needs attention."""
    t, nadege = scene.t, scene.walker("coordinator")
    await nadege.says("/overview", t("Needs attention"))
    await nadege.presses(t("By institution"), scene.institution("justice"))


async def _writes(scene: Scene, walker: Walker, status: Status, text: dict[str, str]) -> None:
    """Choose a status, write the measures taken and read them before they are sent."""
    t = scene.t
    await walker.says(f"/update {_number(scene)}", t("How far is it implemented? Choose the status first."))
    await walker.presses(sentence(t(STATUSES[status])), t("Measures taken"))
    await walker.says(text[t.language], t("Done"))
    await walker.presses(t("Preview"), text[t.language])


async def _clears(scene: Scene, officer: Walker, text: str) -> None:
    t = scene.t
    await officer.says("/update", t("Read and clear"))
    await officer.presses(t("Read and clear"), text)
    await officer.presses(t("Clear"), t("Nothing awaits clearance."))


async def _reads(scene: Scene, coordinator: Walker, text: str) -> None:
    t = scene.t
    await coordinator.says("/review", t("Contributions to be checked"))
    await coordinator.presses(f"{_number(scene)} · {scene.institution('justice')}", text)


def _number(scene: Scene) -> str:
    return f"{scene.sample.country}-{PLACE:04}"


ACTS = (
    collection_round,
    plan_and_unit,
    supporting_institution,
    lead_institution,
    return_and_publication,
    overview,
)
