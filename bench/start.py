"""Start-up: CPU seconds of whole processes, with and without compiled rules at hand, and the peak of their memory.

``uv run bench/start.py [--rules PACK_OR_PATH] [--json FILE]``: the least of several runs each; CPU time is user and system, of the process and what it starts.
Python may keep the bytecode of modules, as it does where nothing forbids it: ``PYTHONDONTWRITEBYTECODE`` is unset here.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from report import Row, arguments, report
from texts import articles

TEXT = "زار وزير الخارجية الأمريكي أنتوني بلينكن تركيا يوم الأحد.\n"

_CHILD = """
import json, resource, subprocess, sys
subprocess.run(json.loads(sys.argv[1]), input=sys.stdin.buffer.read(), stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


def run(command: list[str], text: str, cache: bool = True) -> tuple[float, float]:
    """CPU seconds and the peak memory, in MB, of a command."""
    environment = {**os.environ, "NISBA_CACHE": "1" if cache else "0"}
    # Images of containers often set it. In a checkout each start would then parse nisba's source again.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, json.dumps(command)],
        input=text.encode(), capture_output=True, env=environment, check=True,
    )  # fmt: skip
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def measure(rules: str) -> Iterator[Row]:
    """A row for each command."""
    nisba = str(Path(sys.executable).with_name("nisba"))
    extract = [nisba, "extract", "--rules", rules, "-"]
    long = "\n".join(articles(500_000)) + "\n"
    cases = (
        ("python -c pass", [sys.executable, "-c", "pass"], "", True, 5),
        ("nisba --version", [nisba, "--version"], "", True, 5),
        ("nisba extract, one sentence, nothing kept", extract, TEXT, False, 3),
        ("nisba extract, one sentence, compiled rules kept", extract, TEXT, True, 10),
        ("nisba extract, 500,000 characters", extract, long, True, 1),
    )
    run(extract, TEXT)
    for what, command, text, cache, rounds in cases:
        measured = [run(command, text, cache) for _ in range(rounds)]
        seconds, peak = min(s for s, _ in measured), max(m for _, m in measured)
        yield {"command": what, "CPU s": seconds, "peak memory, MB": round(peak)}


def main() -> None:
    """Measure and print a table."""
    options = arguments(__doc__)
    options.add_argument("--rules", default="news")
    asked = options.parse_args()
    report(measure(asked.rules), asked.json)


if __name__ == "__main__":
    main()
