"""What an installation may set, and keys that are there, strong, different and private."""

import base64
import stat
from pathlib import Path

import pytest

from core import settings
from core.settings import Settings, UnsafeSettings

NAMES = ("KEY_DATA", "KEY_INDEX", "KEY_AUDIT")
STRONG = [base64.b64encode(bytes(range(start, start + 32))).decode() for start in (0, 50, 100)]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment without keys, in a folder of its own."""
    for name in (*NAMES, "KEY_FILE", "APP_TODAY", "DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("APP_ENV", "development")
    monkeypatch.chdir(tmp_path)
    settings.forget()
    yield monkeypatch
    monkeypatch.undo()
    settings.forget()


def key_file(path: Path, *lines: str, mode: int = 0o600) -> Path:
    path.write_text("\n".join(lines), encoding="ascii")
    path.chmod(mode)
    return path


def test_outside_production_keys_are_made_once_and_for_the_owner_alone(
    bare: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = settings.keys()
    path = tmp_path / "data" / "keys.env"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len({first.data, first.index, first.audit}) == 3
    settings.forget()
    assert settings.keys() == first


@pytest.mark.parametrize("how", ["production", "named file"])
def test_missing_keys_are_never_made_in_production_or_when_a_file_was_named(
    bare: pytest.MonkeyPatch, tmp_path: Path, how: str
) -> None:
    bare.setenv(
        *(("APP_ENV", "production") if how == "production" else ("KEY_FILE", str(tmp_path / "absent")))
    )
    settings.forget()
    with pytest.raises(UnsafeSettings, match="ontbreken"):
        settings.keys()


def test_keys_come_from_the_environment_together_or_not_at_all(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("KEY_DATA", STRONG[0])
    settings.forget()
    with pytest.raises(UnsafeSettings, match="KEY_INDEX, KEY_AUDIT ontbreekt"):
        settings.keys()
    for name, key in zip(NAMES, STRONG, strict=True):
        bare.setenv(name, key)
    settings.forget()
    assert settings.keys().data == bytes(range(32))


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ([STRONG[0], STRONG[0], STRONG[1]], "drie verschillende"),
        (["geen base64!", *STRONG[1:]], "KEY_DATA is geen base64"),
        ([STRONG[0], base64.b64encode(b"short").decode(), STRONG[2]], "KEY_INDEX is te zwak"),
        ([*STRONG[:2], base64.b64encode(b"a" * 32).decode()], "KEY_AUDIT is te zwak"),
    ],
)
def test_weak_or_equal_keys_are_refused_without_being_shown(
    bare: pytest.MonkeyPatch, keys: list[str], text: str
) -> None:
    for name, key in zip(NAMES, keys, strict=True):
        bare.setenv(name, key)
    settings.forget()
    with pytest.raises(UnsafeSettings, match=text) as caught:
        settings.keys()
    assert not any(key in str(caught.value) for key in keys)


def test_a_key_file_is_private_and_complete(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lines = [f"{name} = {key}" for name, key in zip(NAMES, STRONG, strict=True)]
    path = key_file(tmp_path / "keys", *lines, mode=0o640)
    bare.setenv("KEY_FILE", str(path))
    settings.forget()
    with pytest.raises(UnsafeSettings, match="leesbaar voor anderen"):
        settings.keys()
    key_file(path, *lines[:2])
    with pytest.raises(UnsafeSettings, match="KEY_AUDIT ontbreekt in keys"):
        settings.keys()
    key_file(path, *lines)
    assert settings.keys().index == bytes(range(50, 82))


def test_the_day_cannot_be_fixed_in_production(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("APP_TODAY", "2026-11-21")
    bare.setenv("APP_ENV", "production")
    settings.forget()
    with pytest.raises(UnsafeSettings, match="APP_TODAY"):
        settings.settings()


def test_the_database_is_a_file_in_the_data_folder_unless_named(
    bare: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert Settings().url() == Settings().owner_url() == f"sqlite:///{tmp_path / 'data' / 'termijnwacht.db'}"
    bare.setenv("DATABASE_URL", "postgresql://app:geheim@host/db")
    assert Settings().owner_url() == Settings().url() == "postgresql://app:geheim@host/db"
    bare.setenv("DATABASE_OWNER_URL", "postgresql://owner@host/db")
    assert Settings().owner_url() == "postgresql://owner@host/db"
    assert "geheim" not in repr(Settings())
