"""The one place that may carry a script tag: a form that posts itself to our own route (or waits for a
click on "Verder"), and what a served page can only do by script: say its language, fold the menu of a phone.

Only the server can set an HttpOnly cookie, and a Streamlit script cannot answer a request; so the page
posts a ticket.
"""

from collections.abc import Mapping
from html import escape

import streamlit as st

from core.i18n import N_, Translator

WAIT = N_("Even geduld...")
GO_ON = N_("Verder")
NO_CONNECTION = N_("Geen verbinding met de server. Wat je typte, blijft staan; er wordt opnieuw geprobeerd.")


def post(action: str, fields: Mapping[str, str], t: Translator) -> None:
    """Draw the form; assets/handover.js submits it, and fills in the page it was on."""
    inputs = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in fields.items()
    )
    _with_script(
        f'<form id="tw-handover" method="post" action="{escape(action)}">{inputs}'
        f'<p class="tw-muted">{escape(t(WAIT))}</p>'
        f'<button type="submit" class="tw-verder">{escape(t(GO_ON))}</button></form>',
        "handover.js",
    )


def page(language: str) -> None:
    """Say in `<html lang>` which language the screen speaks, for screen readers; fold a phone's menu after a choice.

    And hold ready what the strip says when the connection is lost: the script cannot ask for it then.
    """
    lost = escape(Translator(language)(NO_CONNECTION))
    _with_script(
        f'<span id="tw-language" data-language="{escape(language)}" data-lost="{lost}"></span>', "page.js"
    )


def _with_script(body: str, file: str) -> None:
    """The one use of that parameter: a script file of our own beside elements whose values are escaped.

    Without the parameter Streamlit takes the tag out. What it lets in is held by two things: no value ever stands in
    the script, which is a file under /assets, and the browser runs nothing else (`script-src` in core/web/headers.py).
    """
    st.html(f'{body}<script src="/assets/{file}"></script>', unsafe_allow_javascript=True)
