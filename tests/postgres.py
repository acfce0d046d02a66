"""A PostgreSQL cluster of our own for the tests: a temporary directory, a free port, gone at the end.

The server refuses to run as root, so root hands it to an unprivileged user; anybody else runs it himself. A cluster that
Debian started on 5432 is left alone. `python -m tests.postgres` starts one, prints its URL and waits for Ctrl-C.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Required, TypedDict

import psycopg

OWNER = "termijnwacht_owner"
UNPRIVILEGED = ("postgres", "nobody", "daemon")
START_SECONDS = 30.0
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_wal_size=256MB")
MEMORY = "/dev/shm"
SMALL = ("max_connections=60", "shared_buffers=64MB", "autovacuum_naptime=10s", "log_min_messages=fatal")


class NoServer(RuntimeError):
    """The cluster cannot be made or started; the text says what to install or look at."""


def binaries() -> Path:
    """The folder with initdb and postgres: the newest Debian version, or what stands in PATH."""
    found = shutil.which("initdb")
    candidates = [Path(found).resolve().parent] if found else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoServer("PostgreSQL is not installed; on Debian: apt-get install postgresql (make test does it)")


def server_user() -> pwd.struct_passwd | None:
    """The user the server must run as, or None when it can be ourselves."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoServer("the PostgreSQL server cannot run as root and there is no user postgres, nobody or daemon")


def free_port() -> int:
    """A port nobody listens on at this moment; `Cluster.start` tries another if it is taken meanwhile."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Cluster:
    """A running server: it has a process and a folder to look after, hence a class."""

    directory: Path
    durable: bool
    password: str = field(default_factory=lambda: secrets.token_hex(12), repr=False)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.directory / "data"

    def url(self, database: str = "postgres", *, user: str = OWNER, password: str | None = None) -> str:
        """The SQLAlchemy URL of one database."""
        return f"postgresql+psycopg://{user}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        """One statement outside any transaction, as the owner of the cluster."""
        with self.connected(database) as connection:
            connection.execute(statement.encode())

    def connected(self, database: str = "postgres") -> psycopg.Connection:
        """A connection outside any transaction, as the owner of the cluster; closed at the end of a `with`."""
        plain = self.url(database).replace("+psycopg", "")
        return psycopg.connect(plain, autocommit=True, connect_timeout=5)

    def create(self, database: str, *, template: str = "template1") -> str:
        """A new database, copied from a template; returns its URL."""
        self.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Away with a database, whoever is still connected to it."""
        self.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def initialise(self) -> None:
        """Make the cluster's files. Passwords, because other users of this machine reach the port too."""
        secret = self.directory / "password"
        secret.write_text(self.password)
        _give(secret)
        self._run(
            "initdb",
            f"--pgdata={self.data}",
            f"--username={OWNER}",
            f"--pwfile={secret}",
            "--auth=password",  # loopback, a random password: scram costs more than most tests
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        secret.unlink()

    def start(self) -> None:
        """Start the server on a free port and wait until it answers."""
        log = self.directory / "server.log"
        for _ in range(3):
            self.port = self.port or free_port()
            with log.open("ab") as output:
                self.process = subprocess.Popen(
                    self._command(), stdout=output, stderr=output, cwd=self.directory, **_as_server_user()
                )
            if self._answers():
                return
            self.stop()
            self.port = 0
        raise NoServer(f"the PostgreSQL server did not start: {log.read_text(errors='replace')[-800:]}")

    def stop(self) -> None:
        """Stop the server in order: open sessions are ended, everything committed is kept."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Kill every process of the server at once, as a crash of the machine would; `start` then recovers from the log.

        Only meaningful when durable.
        """
        assert self.process is not None
        # Stopped first, so that no new child escapes.
        self.process.send_signal(signal.SIGSTOP)
        family = _children(self.process.pid)
        for number in (*family, self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self.process.wait(timeout=10)
        self.process = None
        until = time.monotonic() + 10
        while any(map(_is_alive, family)):
            assert time.monotonic() < until, "a killed process of the server lives on"
            time.sleep(0.005)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(timeout=10)
        self.process = None

    def _command(self) -> list[str]:
        settings = (*SMALL, *(() if self.durable else FAST))
        listen = ("listen_addresses=127.0.0.1", "unix_socket_directories=", f"port={self.port}")
        options = [part for setting in (*listen, *settings) for part in ("-c", setting)]
        return [str(binaries() / "postgres"), "-D", str(self.data), *options]

    def _answers(self) -> bool:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process is not None and self.process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError):
                self.execute("SELECT 1")
                return True
            time.sleep(0.05)
        return False

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(binaries() / program), *arguments],
            cwd=self.directory,
            capture_output=True,
            text=True,
            **_as_server_user(),
        )
        if done.returncode:
            raise NoServer(f"{program}: {done.stderr.strip()[-800:]}")


def _stat(number: int) -> list[str]:
    """State and parent of a process (what follows its name in /proc); nothing when it is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{number}/stat").read_text(errors="replace").rpartition(")")[2].split()[:2]
    return []


def _children(parent: int) -> list[int]:
    """The processes that this one started: every process of a PostgreSQL server is a child of the first."""
    numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [number for number in numbers if _stat(number)[1:] == [str(parent)]]


def _is_alive(number: int) -> bool:
    return _stat(number)[:1] not in ([], ["Z"])


class _Started(TypedDict, total=False):
    """How a program of the server is started, as `subprocess` wants it."""

    env: Required[dict[str, str]]
    user: int
    group: int
    extra_groups: list[int]


def _as_server_user() -> _Started:
    user = server_user()
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    if user is None:
        return {"env": environment}
    return {"env": environment, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _give(path: Path) -> None:
    path.chmod(0o700 if path.is_dir() else 0o600)
    user = server_user()
    if user is not None:
        os.chown(path, user.pw_uid, user.pw_gid)


@contextlib.contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """A running cluster for the length of a `with`. `durable=True` keeps fsync on, for the kill tests."""
    # In memory where there is some: a thousand small databases are made and dropped, and nothing has to last.
    memory = None if durable or not os.access(MEMORY, os.W_OK) else MEMORY
    with tempfile.TemporaryDirectory(
        prefix="termijnwacht-pg-", dir=memory, ignore_cleanup_errors=True
    ) as folder:
        _give(Path(folder))
        server = Cluster(directory=Path(folder), durable=durable)
        server.initialise()
        try:
            server.start()
            yield server
        finally:
            server.stop()


if __name__ == "__main__":
    with cluster() as running:
        print(running.url(), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
