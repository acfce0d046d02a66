"""What must never reach a log: national numbers, e-mail addresses and tokens, in messages, values and
tracebacks alike."""

import logging
import re

# Between the digits: what people type, the dashes of a text processor, and signs that nobody sees.
_APART = r"[\s./\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff-]{0,3}"
NUMBER = re.compile(rf"(?<!\d)\d{{2}}{_APART}\d{{2}}{_APART}\d{{2}}{_APART}\d{{3}}{_APART}\d{{2}}(?!\d)")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TOKEN = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{40,}(?![\w-])")
CUT = "[weggelaten]"
TALKATIVE = (
    "alembic.runtime",  # names each migration at every start
    "streamlit.runtime.scriptrunner_utils.script_run_context",  # warns when modules are loaded before a page
)


def masked(text: str) -> str:
    """The text without numbers, addresses and tokens; line breaks in values cannot forge a line of the
    log."""
    without = NUMBER.sub(_number, text)
    return TOKEN.sub(CUT, MAIL.sub(CUT, without))


def _number(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found.group())
    return CUT if is_national_number(digits) else found.group()


def holds_national_number(text: str) -> bool:
    """Whether a national number stands somewhere in this text."""
    return any(is_national_number(re.sub(r"\D", "", found.group())) for found in NUMBER.finditer(text))


def is_national_number(digits: str) -> bool:
    """Whether eleven digits pass the check of a national number, in either century."""
    base, check = int(digits[:9]), int(digits[9:])
    return check in {97 - base % 97, 97 - (2_000_000_000 + base) % 97}


class Masking(logging.Formatter):
    """Formats as the handler did before, then masks the whole text: message, values and traceback."""

    def __init__(self, before: logging.Formatter) -> None:
        super().__init__()
        self.before = before

    def format(self, record: logging.LogRecord) -> str:
        """One record as it may be kept."""
        return masked(self.before.format(record))


def install(level: str = "INFO") -> None:
    """Put the mask on every handler there is, and on those that come later."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.ERROR)
    for handler in _handlers():
        cover(handler)
    if not isinstance(logging._defaultFormatter, Masking):  # type: ignore[attr-defined]
        # For handlers that never get a formatter of their own, the one of last resort among them.
        logging._defaultFormatter = Masking(logging._defaultFormatter)  # type: ignore[attr-defined]
    if logging.Handler.setFormatter is not _set_formatter:
        logging.Handler.setFormatter = _set_formatter  # type: ignore[method-assign, assignment]


def cover(handler: logging.Handler) -> None:
    """The mask on one handler, once."""
    if not isinstance(handler.formatter, Masking):
        handler.formatter = Masking(handler.formatter or logging.Formatter())


def _handlers() -> list[logging.Handler]:
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in logging.root.manager.loggerDict)]
    return [handler for logger in loggers for handler in logger.handlers]


def _set_formatter(handler: logging.Handler, formatter: logging.Formatter | None) -> None:
    handler.formatter = formatter
    cover(handler)
