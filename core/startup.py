"""What must be in order before anybody is let in: keys, schema, practice data, and the production check."""

import getpass
import os
import stat
import sys
from functools import lru_cache
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

import db.migrate
from core import clock, masking, settings
from core.access import demo_accounts, queries
from core.access.actors import Actor, command_line
from core.demo import story
from core.settings import UnsafeSettings
from db import session as database

MIGRATE = (
    "De databank heeft niet het schema van deze versie. "
    "Maak eerst een reservekopie en voer dan `python -m core migrate` uit."
)
NO_ADDRESS = "PUBLIC_URL ontbreekt: vul het https-adres in waarop mensen zich aanmelden."
NEWER = "De databank is bijgewerkt door een nieuwere versie dan deze. Installeer die versie."


def say(text: str) -> None:
    """To the person at the terminal; results go to stdout, everything else here."""
    print(text, file=sys.stderr, flush=True)


def system_user() -> Actor:
    """Who acts when the command line or the start does something."""
    try:
        return command_line(getpass.getuser())
    except (KeyError, OSError):
        return command_line(str(os.getuid()) if hasattr(os, "getuid") else "onbekend")


def connect() -> None:
    """Read settings and keys and name the database; nothing is changed. Raises UnsafeSettings."""
    found = settings.settings()
    masking.install(found.log_level)
    settings.keys()
    database.configure(found.url())


def is_current() -> bool:
    """Whether the database has the schema of this code."""
    return db.migrate.current(database.engine()) == db.migrate.head()


def migrate() -> None:
    """Bring the schema up to date. Raises UnsafeSettings when the database is ahead of this code."""
    try:
        db.migrate.upgrade(settings.settings().owner_url())
    except db.migrate.NewerSchema as error:
        raise UnsafeSettings(NEWER) from error


@lru_cache(maxsize=1)
def prepare() -> None:
    """Everything before the first request; once per process. Raises UnsafeSettings with what to do about
    it."""
    found = settings.settings()
    if found.is_production:
        connect()
        if not is_current():
            raise UnsafeSettings(MIGRATE)
        problems = [problem for problem in production_problems() if problem != NO_ADDRESS]
        if problems:
            raise UnsafeSettings("\n".join(problems))
        return
    connect()
    migrate()
    fill_if_empty()
    password = ensure_demo_accounts()
    if password is not None:
        names = ", ".join(name for name, _, _ in demo_accounts.ACCOUNTS)
        say(f"Oefengegevens. Meld je aan als {names} met wachtwoord: {password}")


def fill_if_empty() -> bool:
    """Practice data for an empty development database; whether it was filled now."""
    return settings.settings().app_env == "development" and load_demo()


def load_demo() -> bool:
    """Fill an empty database with the practice provider; whether anything was loaded."""
    with database.writing() as opened:
        return story.load(opened, today=clock.today())


def ensure_demo_accounts() -> str | None:
    """The practice accounts; the password to print, if there is news."""
    fixed = settings.settings().demo_password.get_secret_value()
    with database.writing() as opened:
        return demo_accounts.ensure(opened, actor=system_user(), fixed_password=fixed)


def production_problems() -> list[str]:
    """What the production check finds wrong, in Dutch; empty when all is well."""
    found = settings.settings()
    problems = [] if found.is_production else ["APP_ENV is niet production."]
    try:
        settings.keys()
    except UnsafeSettings as error:
        problems.append(str(error))
    if not found.public_url:
        problems.append(NO_ADDRESS)
    elif not found.public_url.startswith("https://"):
        problems.append("PUBLIC_URL begint niet met https://: de cookie is dan niet beschermd.")
    if found.demo_password.get_secret_value() and found.is_production:
        problems.append("DEMO_PASSWORD mag niet gezet zijn als APP_ENV=production.")
    problems += [
        f"{path.name} is leesbaar voor anderen. Zet de rechten op 600."
        for path in _secrets()
        if _is_open(path)
    ]
    return problems + _database_problems()


def _secrets() -> list[Path]:
    found = settings.settings()
    named = [Path(".env"), found.key_file or found.data_dir / "keys.env", Path(".streamlit/secrets.toml")]
    url = found.url()
    if url.startswith("sqlite:///"):
        named.append(Path(url.removeprefix("sqlite:///")))
    return [path for path in named if path.is_file()]


def _is_open(path: Path) -> bool:
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _database_problems() -> list[str]:
    try:
        if not is_current():
            return [MIGRATE]
        if not settings.settings().is_production:
            return []
        with database.reading() as opened:
            practice = any(
                row.is_demo and row.is_active for row in queries.accounts(opened, today=clock.today())
            )
        return ["Er zijn oefenaccounts in deze databank. Begin met een lege databank."] if practice else []
    except SQLAlchemyError:
        return ["De databank antwoordt niet. Kijk DATABASE_URL na."]
