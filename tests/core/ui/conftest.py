"""What draws is tested as pages are."""

from tests.pages.conftest import components_once

__all__ = ["components_once"]
