"""Streamlit's settings, set and checked by us: the binding of sessions to logins must not depend on who
starts the server.

The values and their reasons stand in docs/settings.md.
"""

import ipaddress
import tomllib
from pathlib import Path
from typing import Final

from streamlit import config, runtime
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import Runtime, app_session
from streamlit.runtime import runtime as runtime_loop
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from core.settings import UnsafeSettings

ROOT: Final = Path(__file__).resolve().parents[2]
FRAME: Final = ROOT / "core" / "ui" / "frame.py"
FILE: Final = ROOT / ".streamlit" / "config.toml"
SESSION_HEADER: Final = "X-App-Session"
USER_KEY: Final = "app_session"
FLUSH_SECONDS: Final = 0.001

Value = str | int | bool | dict[str, str]

OPTIONS: Final[tuple[tuple[str, Value], ...]] = (
    ("server.trustedUserHeaders", {SESSION_HEADER: USER_KEY}),
    ("server.headless", True),
    ("server.enableCORS", True),
    ("server.enableXsrfProtection", True),
    ("server.enableStaticServing", False),
    ("server.enableAgentApi", False),
    ("server.scriptHealthCheckEnabled", False),
    ("server.showEmailPrompt", False),
    ("server.maxUploadSize", 10),
    ("server.maxWidgetStateSize", 5),
    ("server.disconnectedSessionTTL", 120),
    ("server.fileWatcherType", "none"),
    ("runner.magicEnabled", False),
    ("runner.postScriptGC", False),
    ("client.toolbarMode", "minimal"),
    ("client.showErrorDetails", "none"),
    ("client.showSidebarNavigation", False),
    ("client.disableDataExport", True),
    ("browser.gatherUsageStats", False),
    ("logger.hideWelcomeMessage", True),
)
WHERE = "core/ui/configuration.py"


def apply() -> None:
    """Set every option, and the theme of our own file when the server was started from another folder."""
    found = [Path(name).resolve() for name in config.get_config_files("config.toml")]
    if FILE not in found:
        config.get_config_options()
        config._update_config_with_toml(FILE.read_text(encoding="utf-8"), str(FILE))
    for name, value in OPTIONS:
        config.set_option(name, value, WHERE)


def remember_theme() -> None:
    """Work the theme out once: Streamlit reads its eighty options again at every click, for 1.5 ms each time."""
    populate = app_session._populate_theme_msg
    if getattr(populate, "remembers", False):
        return
    made: dict[str, CustomThemeConfig] = {}

    def once(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in made:
            made[section] = CustomThemeConfig()
            populate(made[section], section)
        if made[section].ByteSize():
            msg.MergeFrom(made[section])

    once.remembers = True  # type: ignore[attr-defined]
    app_session._populate_theme_msg = once


def send_at_once() -> None:
    """Let what a page draws leave every millisecond; Streamlit gathers for five, and the last message waits with it."""
    runtime_loop.MESSAGE_FLUSH_INTERVAL_SECS = FLUSH_SECONDS  # type: ignore[attr-defined]  # a private number


def problems() -> list[str]:
    """What is set otherwise than it must be, in words; empty when all is well."""
    return [
        f"Streamlit-instelling {name} is {config.get_option(name)!r} en moet {value!r} zijn."
        for name, value in OPTIONS
        if config.get_option(name) != value
    ]


def require() -> None:
    """Refuse to start when a setting that guards the sessions is not ours. Raises UnsafeSettings."""
    found = problems()
    if found:
        raise UnsafeSettings("\n".join(found))


def is_bound() -> bool:
    """Whether Streamlit still ties every socket to the login that the gate injected."""
    return bool(config.get_option("server.trustedUserHeaders") == {SESSION_HEADER: USER_KEY})


def owner_of(session_id: str) -> str | None:
    """The login a Streamlit session belongs to, for the gate's check on uploads; None when there is no
    such session."""
    if not runtime.exists():
        return None
    found = _active(runtime.get_instance(), session_id)
    return found if isinstance(found, str) else None


def _active(running: Runtime, session_id: str) -> object:
    info = running._session_mgr.get_active_session_info(session_id)
    return None if info is None else info.session._user_info.get(USER_KEY)


def held_by(token_hash: str) -> int:
    """How many bytes of uploaded files all tabs of one login keep in memory."""
    if not runtime.exists():
        return 0
    running = runtime.get_instance()
    files = running.uploaded_file_mgr
    if not isinstance(files, MemoryUploadedFileManager):
        return 0
    own = [
        found.session.id
        for found in running._session_mgr.list_sessions()
        if found.session._user_info.get(USER_KEY) == token_hash
    ]
    return sum(len(file.data) for key in own for file in list(files.file_storage.get(key, {}).values()))


def is_local(address: str) -> bool:
    """Whether an address can only be reached from this machine."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def file_problems() -> list[str]:
    """What .streamlit/config.toml would set otherwise, for who starts Streamlit without us."""
    if not FILE.is_file():
        return [".streamlit/config.toml ontbreekt."]
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return [
        f".streamlit/config.toml: {name} moet {value!r} zijn."
        for name, value in OPTIONS
        for section, key in [name.split(".")]
        if written.get(section, {}).get(key) != value
    ]


def is_started_by_streamlit() -> bool:
    """Whether `streamlit run` holds the socket, and so knows the address."""
    return config._server_mode == "starlette-app"


def address() -> str:
    """Where `streamlit run` listens; empty stands for everywhere."""
    return str(config.get_option("server.address") or "0.0.0.0")


def port() -> int:
    """The port on which `streamlit run` listens."""
    return int(config.get_option("server.port"))
