"""What is broadcast, and to whom: as many chats as are asked for, numbered one after the other."""

FIRST_CHAT = 1_000_000
WORD = "b3nch"
TEXT = (
    f"Please send the contribution of your institution by Friday. {WORD}: the mid-term report goes to the Council in "
    "June, and the texts must be with the translators four weeks earlier. Where nothing has changed since the last "
    "round, one sentence that says so is enough; where something has, name the law, the programme or the decision."
)
