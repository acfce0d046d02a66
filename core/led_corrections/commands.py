"""Everything that can be done with a ticket: open, change, send, answer, close, take back, give a duplicate."""

from core.led_corrections.closing import close
from core.led_corrections.duplicating import duplicate
from core.led_corrections.exporting import export
from core.led_corrections.following import answer, change, send
from core.led_corrections.opening import open_ticket
from core.led_corrections.restoring import register_again, reopen

__all__ = [
    "answer",
    "change",
    "close",
    "duplicate",
    "export",
    "open_ticket",
    "register_again",
    "reopen",
    "send",
]
