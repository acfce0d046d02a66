"""The owner of the tables, the administrator, and terms that are short."""

from tests.core.subject.conftest import administrator, owner

__all__ = ["administrator", "owner"]
