"""The page to compare with: fifty rows of the same queue by plain SQL, a bare grid and the pages under it."""

import os
import sqlite3

import pandas as pd
import streamlit as st

OPEN = "rule_id = 'led_registration' and state = 'open'"
KEYS = f"select id from deadline where {OPEN} order by due_on, id limit 50 offset ?"
ROWS = f"""
select d.state, d.due_on, julianday(d.due_on) - julianday('2026-11-21') days, l.last_name || ', ' || l.first_name name,
  p.kind, t.name trajectory, c.name campus, p.state step, coalesce(x.number, p.external_number) number
from deadline d join proof p on p.id = d.subject_id join learner l on l.id = p.learner_id
  join trajectory t on t.id = p.trajectory_id join campus c on c.id = p.campus_id
  left join document x on x.id = p.document_id
where d.id in ({KEYS}) order by d.due_on, d.id"""


@st.cache_resource
def database() -> sqlite3.Connection:
    """One connection for all sessions."""
    return sqlite3.connect(os.environ["BENCH_DATABASE"], check_same_thread=False)


page = st.session_state.get("page", 1)
(total,) = database().execute(f"select count(*) from deadline where {OPEN}").fetchone()
found = database().execute(ROWS, ((page - 1) * 50,))
heads = [column[0] for column in found.description]
st.dataframe(pd.DataFrame(found.fetchall(), columns=heads), hide_index=True)
st.caption(f"{page * 50 - 49} tot {page * 50} van {total}")
st.pagination(-(-total // 50), key="page")
