"""What is measured, each by one command, with its figures in README.md. Nothing here is used by the bot."""
