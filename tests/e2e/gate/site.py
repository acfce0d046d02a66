"""A real server on a copy of the product whose pages are probes: each shows its own canary to who may see it."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

import db.session
from core import clock
from core.access import sessions
from core.ui.navigation import PAGES
from db.models import Account

TOP = Path(__file__).resolve().parents[3]
PARTS = ("Home.py", "core", "db", "assets", ".streamlit")
PASSWORD = "oefenen-in-de-test"
CANARY = "KANARIE"
READY = r"staat klaar op (http://\S+)"
PROBE = '''"""A probe."""
import altair as alt
import pandas as pd
import streamlit as st
from core.access.permissions import Action
from core.ui import guarded
from core.ui.page import open_page

ctx = open_page("{canary} {stem}", Action.SEE_OVERVIEW)
frame = pd.DataFrame({{"naam": ["Ann", "Bo"], "dagen": [3, 5], "stand": [["Te laat"], ["Op schema"]]}})
colours = st.column_config.MultiselectColumn("Stand", options=["Te laat", "Op schema"], color=["#FCEBE9", "#E8F1FA"])
st.dataframe(frame, key="{stem}.grid", on_select="rerun", column_config={{"stand": colours}}, alt="Proef")
st.data_editor(frame[["naam", "dagen"]], key="{stem}.editor")
st.altair_chart(alt.Chart(frame).mark_bar().encode(x="naam", y="dagen"))


def count():
    print("TERUGROEP GELOPEN", flush=True)


@guarded.fragment()
def part():
    st.button("Stukje", key="{stem}.part")
    print("STUKJE GELOPEN", flush=True)


@guarded.dialog("Lade")
def drawer():
    print("LADE GELOPEN", flush=True)
    st.text_input("In de lade", key="{stem}.in")


st.button("Terugroep", on_click=guarded.callback(ctx, count), key="{stem}.call")
part()
if st.button("Lade openen", key="{stem}.drawer"):
    drawer()
st.file_uploader("Blad", key="{stem}.file")
'''


@dataclass(frozen=True, slots=True)
class Site:
    """A running server: its address, its folder, and what it wrote to the terminal."""

    address: str
    folder: Path
    log: Path

    @property
    def socket(self) -> str:
        return self.address.replace("http", "ws", 1) + "/_stcore/stream"

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'data' / 'termijnwacht.db'}"

    def said(self, text: str) -> int:
        """How often the server wrote this."""
        return self.log.read_text(encoding="utf-8", errors="replace").count(text)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """Change something behind the back of everybody who is signed in."""
        engine = db.session.make_engine(self.database)
        with Session(engine.execution_options(app_writes=True)) as session, session.begin():
            yield session
        engine.dispose()

    def ticket(self, username: str) -> str:
        """A ticket as the login form would give it."""
        with self.writing() as session:
            account_id = session.scalars(select(Account.id).where(Account.username == username)).one()
            return sessions.issue_ticket(session, account_id=account_id, now=clock.now())


def environment(data: Path) -> dict[str, str]:
    """The environment of a server that has nothing of the person who runs the tests."""
    ours = (
        "APP_",
        "DATA",
        "KEY_",
        "PUBLIC",
        "PORT",
        "DEMO",
        "STREAMLIT",
        "TRUSTED",
        "LISTEN",
        "COVERAGE",
        "PYTEST",
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {
        "APP_ENV": "test", "APP_TODAY": "2026-11-21", "DATA_DIR": str(data), "DEMO_PASSWORD": PASSWORD,
        "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip


def probe_tree(folder: Path) -> Path:
    """A copy of the product with probes for pages."""
    top = folder / "product"
    top.mkdir()
    for part in PARTS:
        source = TOP / part
        if source.is_dir():
            shutil.copytree(source, top / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, top / part)
    (top / "pages").mkdir()
    for page in PAGES:
        (top / "pages" / f"{page.stem}.py").write_text(
            PROBE.format(canary=CANARY, stem=page.stem), encoding="utf-8"
        )
    return top


@contextlib.contextmanager
def running(folder: Path, command: list[str], *, cwd: Path, ready: str) -> Iterator[Site]:
    """A server until the block ends; `ready` is the pattern with which it tells its address."""
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=cwd,
            env=environment(folder / "data"),
            stdout=output,
            stderr=output,
        )
    try:
        yield Site(_address(process, log, ready), folder, log)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _address(process: subprocess.Popen[bytes], log: Path, ready: str) -> str:
    for _ in range(600):
        found = re.search(ready, log.read_text(encoding="utf-8", errors="replace"))
        if found is not None:
            return found.group(1)
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))


@contextlib.contextmanager
def served(folder: Path, *, cwd: Path | None = None) -> Iterator[Site]:
    """`python -m core serve` on a free port, on the probe tree."""
    top = cwd or probe_tree(folder)
    with running(folder, ["-m", "core", "serve", "--port", "0"], cwd=top, ready=READY) as site:
        yield site
