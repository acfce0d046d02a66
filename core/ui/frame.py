"""The script Streamlit runs for every page: the gate's mark, the look, the login or the menu, and then the
page.

It stands apart from pages/, so Streamlit never offers a page on its own. Started without our gate it
refuses to draw.
"""

import sys
from pathlib import Path

TOP = str(Path(__file__).resolve().parents[2])
if TOP not in sys.path:
    sys.path.insert(0, TOP)

from core.ui import entrance  # noqa: E402 - the folder above must be found first, also when this script is run alone

entrance.draw()
