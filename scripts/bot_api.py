"""Makes simulator/known.json: the methods of the Bot API and their parameters, from a scraped description of it.

Usage: python scripts/bot_api.py PATH_TO_api.json

The input is the JSON that github.com/PaulSonOfLars/telegram-bot-api-spec publishes. What the simulator does with a
method never stands here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "simulator" / "known.json"


def parameters(method: dict[str, Any]) -> dict[str, Any]:
    """Parameter name -> {"types": [...], "required": bool}, in the order of the documentation."""
    return {
        field["name"]: {"types": field["types"], "required": field["required"]} for field in method.get("fields", [])
    }


def main() -> None:
    """Reads the file named on the command line and writes known.json, one method a line."""
    described = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["methods"]
    lines = [
        f"{json.dumps(name)}:{json.dumps(parameters(method), separators=(',', ':'))}"
        for name, method in sorted(described.items())
    ]
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{len(lines)} methods")


if __name__ == "__main__":
    main()
