"""The page to compare with: fifty rows of the same queue by plain SQL, a bare grid and the pages under it."""

import os
import sqlite3
from collections.abc import Callable

import pandas as pd
import psycopg
import streamlit as st

OPEN = "rule_id = 'led_registration' and state = 'open'"
COUNT = f"select count(*) from deadline where {OPEN}"
KEYS = f"select id from deadline where {OPEN} order by due_on, id limit 50 offset %d"
HEADS = ["state", "due_on", "days", "name", "kind", "trajectory", "campus", "step", "number"]
ROWS = f"""
select d.state, d.due_on, %s, l.last_name || ', ' || l.first_name, p.kind, t.name, c.name, p.state,
  coalesce(x.number, p.external_number)
from deadline d join proof p on p.id = d.subject_id join learner l on l.id = p.learner_id
  join trajectory t on t.id = p.trajectory_id join campus c on c.id = p.campus_id
  left join document x on x.id = p.document_id
where d.id in ({KEYS}) order by d.due_on, d.id"""
DAYS = {
    "sqlite": "julianday(d.due_on) - julianday('2026-11-21')",
    "postgresql": "d.due_on - date '2026-11-21'",
}


@st.cache_resource
def database() -> tuple[str, Callable[[str], list[tuple[object, ...]]]]:
    """Which kind it is, and one bare connection for all sessions."""
    where = os.environ["BENCH_DATABASE"]
    if where.startswith("postgresql:"):
        server = psycopg.connect(where, autocommit=True, prepare_threshold=0)
        return "postgresql", lambda sql: server.execute(sql.encode()).fetchall()
    file = sqlite3.connect(where, check_same_thread=False)
    return "sqlite", lambda sql: file.execute(sql).fetchall()


page = st.session_state.get("page", 1)
kind, ask = database()
total = int(str(ask(COUNT)[0][0]))
found = ask(ROWS % (DAYS[kind], (page - 1) * 50))
st.dataframe(pd.DataFrame(found, columns=HEADS), hide_index=True)
st.caption(f"{page * 50 - 49} tot {page * 50} van {total}")
st.pagination(-(-total // 50), key="page")
