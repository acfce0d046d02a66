"""The application: `streamlit run Home.py` starts it, and so does `python -m core serve`.

Streamlit runs one script for every page, core/ui/frame.py; around it stand our gate, our headers and our
routes.
"""

import streamlit as st
from starlette.middleware import Middleware

from core.access.gate import Gate
from core.ui import configuration, crash, navigation
from core.web import serve, shell
from core.web.headers import SecurityHeaders
from core.web.host_config import HostConfig
from core.web.missing import Missing
from core.web.routes import ROUTES

STEMS = tuple(page.stem for page in navigation.PAGES)

configuration.apply()
app = st.App(
    configuration.FRAME,
    routes=[*ROUTES, *shell.routes(STEMS, first=navigation.DEFAULT)],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(Missing),
        Middleware(Gate, pages=STEMS, owner_of=configuration.owner_of, held_by=configuration.held_by),
        Middleware(HostConfig),
    ],
    lifespan=serve.lifespan,
    on_script_error=crash.on_script_error,
)
