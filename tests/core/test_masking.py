import io
import logging
from time import perf_counter

import pytest

from core import lengths, masking
from core.errors import InvalidInput
from db.models import LearnerChange


@pytest.mark.parametrize("number", ["85673003360", "85.67.30-033.60", "85 67 30 033 60"])
def test_a_national_number_is_cut_however_it_is_written(number: str) -> None:
    digits = "".join(letter for letter in number if letter.isdigit())
    assert masking.is_national_number(digits)
    assert masking.masked(f"insz={number};") == f"insz={masking.CUT};"


@pytest.mark.parametrize(
    "sign", ["\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", " - ", "\u200b", "\u2060", " \u2013 ", "\u00a0", "\u00ad"]
)  # fmt: skip
def test_a_national_number_is_cut_whatever_dash_or_invisible_sign_a_text_processor_put_in_it(
    sign: str,
) -> None:
    for number in (f"85.67.30{sign}033.60", sign.join(("85", "67", "30", "033", "60"))):
        assert masking.masked(f"insz={number};") == f"insz={masking.CUT};"
        assert masking.holds_national_number(f"nummer {number} klopt niet")
        with pytest.raises(InvalidInput):
            lengths.check_reason(f"nummer {number} klopt niet")


@pytest.mark.parametrize(
    "text",
    [
        "85.67.30 \u2013  \u2013 033.60", "85, 67, 30, 033 en 60", "van 09:00 \u2013 12:30, 85 min", "85:67:30:033:60",
        "21/11/2026 \u2013 28/11/2026", "856730033601", "85.67.30\u2013033.61",
    ],
)  # fmt: skip
def test_what_only_resembles_a_national_number_stays(text: str) -> None:
    assert masking.masked(text) == text
    assert not masking.holds_national_number(text)


def test_a_long_text_of_signs_and_digits_is_looked_through_at_once() -> None:
    for text in ("85 - " * 40_000, "8 " * 100_000, " \u2013" * 100_000, "85.67.30" + " " * 200_000):
        before = perf_counter()
        masking.masked(text)
        assert perf_counter() - before < 2


def test_other_long_numbers_stay() -> None:
    assert masking.masked("bewijs 12345678901 op 21/11/2026") == "bewijs 12345678901 op 21/11/2026"


def test_mail_addresses_and_tokens_are_cut() -> None:
    assert masking.masked("van an.verhulst+x@school.example.be") == f"van {masking.CUT}"
    assert masking.masked("cookie __Host-t=" + "aB3" * 15) == f"cookie __Host-t={masking.CUT}"
    assert masking.masked("core.access.sessions.TICKET") == "core.access.sessions.TICKET"


def test_message_values_and_traceback_of_a_log_line_are_masked() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    masking.cover(handler)
    log = logging.getLogger("masking-test")
    log.addHandler(handler)
    log.propagate = False
    try:
        raise ValueError("85673003360")
    except ValueError:
        log.exception("kaart %s", "an@example.be")
    assert "85673003360" not in stream.getvalue()
    assert "an@example.be" not in stream.getvalue()
    assert stream.getvalue().count(masking.CUT) == 3  # the value, the line of source, the error


def test_a_handler_that_comes_later_is_covered_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.Handler, "setFormatter", logging.Handler.setFormatter)
    masking.install()
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s"))
    handler.emit(logging.makeLogRecord({"msg": "85673003360"}))
    assert stream.getvalue().strip() == masking.CUT


def test_a_handler_that_never_gets_a_formatter_is_covered_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.Handler, "setFormatter", logging.Handler.setFormatter)
    monkeypatch.setattr(logging, "_defaultFormatter", logging.Formatter())
    masking.install()
    stream = io.StringIO()
    logging.StreamHandler(stream).emit(logging.makeLogRecord({"msg": "85673003360"}))
    assert stream.getvalue().strip() == masking.CUT


@pytest.mark.parametrize("text", ["nummer 85.67.30-033.60 klopt niet", "85673003360"])
def test_a_reason_that_holds_a_national_number_is_refused(text: str) -> None:
    for check in (lengths.check_reason, lambda said: lengths.check(LearnerChange, {"reason": said})):
        with pytest.raises(InvalidInput):
            check(text)
    lengths.check_reason("dossier 12345678901 van 21/11/2026")
