"""Start-up: CPU seconds of whole processes, with and without compiled rules at hand, and the peak of their memory.

``uv run bench/start.py [--rules PACK_OR_PATH]``: the least of five runs each; CPU time is user and system, of the process and what it starts.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

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
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, json.dumps(command)],
        input=text.encode(), capture_output=True, env=environment, check=True,
    )  # fmt: skip
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rules", default="news")
    asked = options.parse_args()
    nisba = str(Path(sys.executable).with_name("nisba"))
    extract = [nisba, "extract", "--rules", asked.rules, "-"]
    long = "\n".join(articles(500_000)) + "\n"
    cases = (
        ("python -c pass", [sys.executable, "-c", "pass"], "", True, 5),
        ("nisba --version", [nisba, "--version"], "", True, 5),
        ("nisba extract, one sentence, nothing kept", extract, TEXT, False, 3),
        ("nisba extract, one sentence, compiled rules kept", extract, TEXT, True, 5),
        ("nisba extract, 500,000 characters", extract, long, True, 1),
    )
    run(extract, TEXT)
    print("| command | CPU s | peak memory, MB |\n|---|---|---|")
    for what, command, text, cache, rounds in cases:
        measured = [run(command, text, cache) for _ in range(rounds)]
        print(
            f"| {what} | {min(s for s, _ in measured):.2f} | {max(m for _, m in measured):.0f} |", flush=True
        )


if __name__ == "__main__":
    main()
