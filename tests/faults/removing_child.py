"""What is killed: removes what is past its time, run after run, and says each run once it is committed.

`python -m tests.faults.removing_child URL MOST`: as the owner of the tables, so many records of a kind per run.
"""

import os
import sys

from core import clock
from core.access.actors import command_line
from core.retention import commands, planning
from db import maintenance


def work(url: str, most: int) -> None:
    """Run until nothing is left, or somebody pulls the plug."""
    planning.MOST_RECORDS = most
    os.write(1, b"ready\n")
    while True:
        with maintenance.maintaining(url) as opened:
            done = commands.run(opened, actor=command_line("valtest"), today=clock.today())
        os.write(1, b"run\n")
        if not done.planned:
            return


if __name__ == "__main__":
    work(sys.argv[1], int(sys.argv[2]))
