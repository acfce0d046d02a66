"""What somebody does who has never seen this house: clone it into an empty folder and type `make run` there.

The clone is `git clone` of the commit that is checked out; changes of files git knows, not committed yet, come along as a patch
(in a clean checkout there are none); files git does not know stay behind, and a warning names them. A copy of the house without `.git` is first committed to a
repository of its own, as its `.gitignore` says, and that is cloned.
"""

import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e import server as servers
from tests.e2e.server import TOP, Server

# A checkout may belong to somebody else than the one who runs the tests; git refuses that unless it is told.
GIT_SETTINGS = "[safe]\n\tdirectory = *\n[user]\n\tname = Termijnwacht\n\temail = nobody@localhost\n"
# What a machine behind a proxy or a mirror needs to reach a package index; unset on most.
NETWORK = ("http_proxy", "https_proxy", "no_proxy", "ssl_cert_file", "ssl_cert_dir", "requests_ca_bundle")
INSTALLING_SECONDS = 420


def clone_into(folder: Path) -> Path:
    """A fresh clone of this house under that folder."""
    source = TOP if (TOP / ".git").exists() else _committed(folder)
    clone = folder / "termijnwacht"
    _git(folder, "clone", "--quiet", str(source), str(clone))
    if source == TOP:
        _bring_changes(folder, clone)
    return clone


def _bring_changes(folder: Path, clone: Path) -> None:
    changes = _git(folder, "-C", str(TOP), "diff", "--binary", "HEAD")
    if changes:
        _git(folder, "-C", str(clone), "apply", "--whitespace=nowarn", "-", given=changes)
    unknown = _git(folder, "-C", str(TOP), "ls-files", "--others", "--exclude-standard").decode().split("\n")
    if any(unknown):
        warnings.warn(f"git does not know, so not in the clone: {' '.join(unknown)}", stacklevel=2)


def _committed(folder: Path) -> Path:
    """A repository of what this folder holds, for who unpacked an archive instead of cloning."""
    repository = folder / "archive.git"
    _git(folder, "init", "--quiet", "--bare", str(repository))
    there = ("-C", str(TOP), "-c", "core.bare=false", f"--git-dir={repository}", "--work-tree=.")
    _git(folder, *there, "add", "--all", ".")
    _git(folder, *there, "commit", "--quiet", "--message=What this folder holds")
    return repository


def _git(folder: Path, *words: str, given: bytes = b"") -> bytes:
    """git with settings of its own, on the bytes given."""
    settings = folder / "gitconfig"
    settings.write_text(GIT_SETTINGS)
    kept = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": str(settings), "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *words], cwd=folder, env=kept, input=given, capture_output=True)
    assert done.returncode == 0, f"git {' '.join(words)}: {done.stderr.decode()}"
    return done.stdout


def environment() -> dict[str, str]:
    """What a newcomer's terminal holds, without what the tests and the virtual environment add."""
    own = {
        name: value
        for name, value in os.environ.items()
        if name in {"HOME", "LANG", "TMPDIR", "USER"} or name.startswith("PIP_") or name.lower() in NETWORK
    }
    inside = str(TOP / ".venv")
    path = [place for place in os.environ["PATH"].split(os.pathsep) if not place.startswith(inside)]
    own["PATH"] = os.pathsep.join(path)
    interpreter = os.path.realpath(sys.executable)
    default = shutil.which("python3", path=own["PATH"])
    if default is None or os.path.realpath(default) != interpreter:
        own["PYTHON"] = (
            interpreter  # the suite runs on another one than this machine's own: so does the clone
        )
    return own


def has_package_index() -> bool:
    """Whether pip can reach its index from here: it asks for one small pinned requirement and installs nothing."""
    pins = (TOP / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pin = next(line.split()[0] for line in pins if line.startswith("tzdata=="))
    asking = [
        sys.executable, "-m", "pip", "--retries", "1", "--timeout", "15",
        "install", "--dry-run", "--quiet", "--no-deps", "--ignore-installed", pin,
    ]  # fmt: skip
    return subprocess.run(asking, env=environment(), capture_output=True).returncode == 0


def lend_packages(clone: Path) -> None:
    """Without a package index: the clone gets this checkout's virtual environment.

    `make run` still compares what is installed there with the requirements of the clone, and installs what differs.
    """
    own = Path(sys.prefix)
    assert (own / ".installed-dev").exists(), (
        "No package index answers and these tests do not run in a .venv that make installed, so there is nothing to "
        "run a fresh clone on: check the network, or start the tests with make test."
    )
    (clone / ".venv").symlink_to(own)


def drop_packages(clone: Path) -> None:
    """Give back the 700 MB of the clone's packages, or what was lent; pytest keeps the folders of its last runs."""
    packages = clone / ".venv"
    if packages.is_symlink():
        packages.unlink()
    elif packages.exists():
        shutil.rmtree(packages)


@contextmanager
def make_run(clone: Path, log: Path) -> Iterator[Server]:
    """`make run` in that clone: its own data folder, a fixed day, a known password, a free port, nothing else."""
    port = servers.free_port()
    chosen = {"PORT": str(port), "APP_TODAY": servers.TODAY, "DEMO_PASSWORD": servers.PASSWORD}
    with servers.started(
        ["make", "run"], clone, environment() | chosen, log, port, patience=INSTALLING_SECONDS
    ) as process:
        yield Server(f"http://localhost:{port}", clone / "data", log, process)
