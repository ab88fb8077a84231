"""A stateful local Bot API server: for the demo, the tour and the tests.

It remembers what Telegram remembers and refuses what Telegram refuses, and says nothing about whether the bot is right.
Nothing of the project's own packages is imported here.
"""
