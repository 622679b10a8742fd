"""A process that brings in the files of a folder and does nothing else: seconds, MB at its peak and at its reader's."""

import json
import re
import resource
import sys
import time
from pathlib import Path

import django


def main(folder: Path) -> None:
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from bothways.accounts.actions import add_member, claim
    from bothways.example.chapters import OWN
    from bothways.exchange.actions.begin import Source, begin
    from bothways.exchange.actions.bringing import bring_in

    call_command("migrate", verbosity=0)
    member = add_member(email="lucia@example.org", name="Lucía Serrano")
    claim(member, [one.address for one in OWN])
    for name in filter(lambda one: (folder / one).exists(), ("people.vcf", "mail.mbox")):
        began = time.perf_counter()
        brought = begin(member, [Source(folder / name, name)], at=timezone.now())
        while bring_in(brought.pk, at=timezone.now()):
            pass
        seconds = time.perf_counter() - began
    apart = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": _peak(), "apart": apart}))


def _peak() -> float:
    """Of this program alone: Linux counts in `ru_maxrss` what the process that started it held, too (execve(2))."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
