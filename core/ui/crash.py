"""What somebody sees when the program itself fails: a sentence, a code, a way on. The traceback goes to
the log, masked."""

import logging
import secrets

import streamlit as st
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.i18n import N_, Translator
from core.ui import markup, page

LOG = logging.getLogger("termijnwacht")
SENTENCE = N_(
    "Er ging iets mis in het programma. Er is niets half bewaard. "
    "Herlaad de pagina; blijft het, geef dan code {code} door aan je beheerder."
)


def on_script_error(error: Exception) -> bool:
    """Log the error under a random code and show only that code; true keeps Streamlit's own box away.

    A database that does not answer is no failure of the program: that is said in other words.
    """
    if isinstance(error, OperationalError | PoolTimeout):
        LOG.error("database trouble: %s", type(error).__name__)
        st.error(markup.markdown_safe(Translator("nl")(page.TROUBLE)), icon=":material/error:")
        return True
    code = secrets.token_hex(4)
    LOG.error("script error %s", code, exc_info=error)
    st.error(markup.markdown_safe(Translator("nl")(SENTENCE, code=code)), icon=":material/error:")
    return True
