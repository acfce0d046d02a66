#!/bin/sh
# Makes this machine ready for one of three things, and does nothing the second time:
#   run    .venv with requirements.txt
#   dev    .venv with requirements-dev.txt
#   test   dev, and Debian's chromium and postgresql (the server binaries; no cluster of yours is touched)
# Called by the Makefile; it speaks on stderr only. PYTHON=/some/python3.12 chooses another interpreter.
set -eu

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$top"
venv=.venv

say() { printf '%s\n' "$*" >&2; }

stop() {
    say ""
    say "Termijnwacht: $*"
    exit 1
}

# --- Python ------------------------------------------------------------------------------------------------------

suits() { # is this an interpreter we support?
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1
}

chosen_python() {
    if [ -n "${PYTHON:-}" ]; then
        suits "$PYTHON" || stop "PYTHON=$PYTHON is geen Python 3.11, 3.12 of 3.13. (PYTHON=$PYTHON is not Python 3.11, 3.12 or 3.13.)"
        printf '%s\n' "$PYTHON"
        return
    fi
    for candidate in python3 python3.13 python3.12 python3.11; do
        if suits "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    stop "er is Python 3.11, 3.12 of 3.13 nodig en geen daarvan staat op deze machine. (Python 3.11, 3.12 or 3.13 is needed and none was found; on Debian: apt-get install python3)"
}

# --- Debian packages ---------------------------------------------------------------------------------------------

lists_are_fresh=no

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

may_become_root() {
    [ "$(id -u)" -eq 0 ] && return 0
    command -v sudo >/dev/null 2>&1 || return 1
    sudo -n true 2>/dev/null || [ -t 0 ]
}

install_debian() { # install_debian PACKAGE...
    by_hand="apt-get update && apt-get install -y $*"
    command -v apt-get >/dev/null 2>&1 ||
        stop "installeer eerst zelf: $* (dit is geen Debian). (Install these first: $*; this is not Debian.)"
    may_become_root ||
        stop "voer eerst dit uit als root: $by_hand (As root, run this first.)"
    say "Installing Debian packages: $*"
    if [ "$lists_are_fresh" = no ]; then
        as_root apt-get update -qq </dev/null >/dev/null ||
            stop "de pakketlijst van Debian is niet bereikbaar; kijk de netwerkverbinding na. (apt-get update failed; check the network.)"
        lists_are_fresh=yes
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null ||
        stop "dit lukte niet: $by_hand (That command failed; its message stands above.)"
}

# --- the virtual environment -------------------------------------------------------------------------------------

make_venv() {
    if [ -x "$venv/bin/python" ] && suits "$venv/bin/python"; then
        return
    fi
    python=$(chosen_python)
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        # Debian splits ensurepip off; the package carries the version of the interpreter that asks for it.
        version=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        install_debian python3-venv "$version"
        "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
            stop "$python heeft geen module venv; installeer $version. ($python lacks the venv module; install $version.)"
    fi
    say "Making $venv with $("$python" --version 2>&1)"
    "$python" -m venv --clear "$venv" ||
        stop "de virtuele omgeving $venv kon niet gemaakt worden. ($venv could not be made; its message stands above.)"
}

fingerprint() { # of the files given and of the interpreter they were installed for
    { "$venv/bin/python" --version; cat "$@"; } 2>&1 | cksum
}

is_installed() { # is_installed STAMP FILE...
    stamp=$venv/$1
    shift
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint "$@")" ]
}

install_python() { # install_python STAMP FILE... : the first file is what pip reads
    is_installed "$@" && return
    stamp=$venv/$1
    shift
    say "Installing $1 (once; this takes a minute or two)"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$1" </dev/null >&2 ||
        stop "de Python-pakketten van $1 konden niet geïnstalleerd worden; kijk de netwerkverbinding na. (pip could not install $1; its message stands above.)"
    fingerprint "$@" >"$stamp"
}

# --- what the tests want besides ---------------------------------------------------------------------------------

has_postgresql() {
    command -v initdb >/dev/null 2>&1 && return 0
    for binary in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$binary" ] && return 0
    done
    return 1
}

install_test_system() {
    missing=
    command -v chromium >/dev/null 2>&1 || missing="$missing chromium fonts-liberation"
    has_postgresql || missing="$missing postgresql"
    # shellcheck disable=SC2086  # a list of package names on purpose
    [ -z "$missing" ] || install_debian $missing
}

case "${1:-}" in
run)
    make_venv
    is_installed .installed-dev requirements-dev.txt requirements.txt || install_python .installed-run requirements.txt
    ;;
dev)
    make_venv
    install_python .installed-dev requirements-dev.txt requirements.txt
    ;;
test)
    make_venv
    install_python .installed-dev requirements-dev.txt requirements.txt
    install_test_system
    ;;
*)
    stop "gebruik: sh tools/bootstrap.sh run|dev|test"
    ;;
esac
