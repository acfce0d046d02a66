"""`make bench`: runs every bench_*.py of this folder (or those named) and prints what each measured as a table.

A bench is a module with `run() -> list[dict[str, object]]`: one row per measurement, the same columns in every row.
"""

import importlib
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def printed(rows: list[dict[str, object]]) -> str:
    """The rows as a Markdown table."""
    heads = list(rows[0]) if rows else []
    lines = [heads, ["---"] * len(heads), *([str(row[head]) for head in heads] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main(chosen: list[str]) -> int:
    """0 when every bench ran; their names are those of the files without bench_ and .py."""
    known = {path.stem.removeprefix("bench_"): path.stem for path in sorted(FOLDER.glob("bench_*.py"))}
    unknown = [name for name in chosen if name not in known]
    if unknown:
        print(f"no such bench: {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    for name in chosen or known:
        print(f"\n## {name}\n", flush=True)
        print(printed(importlib.import_module(f"tests.bench.{known[name]}").run()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
