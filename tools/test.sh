#!/bin/sh
# Everything, in four runs of pytest: the suite on SQLite (with the coverage floor); on PostgreSQL what takes a database;
# the fault runs on PostgreSQL, and the browser and the fault runs on SQLite, which want the machine for themselves.
# All four run even when one fails; pytest's closing line is the last thing printed.
set -u
unset PYTHONDONTWRITEBYTECODE # each worker and each server would else compile the whole house again
: "${PYTHON:=.venv/bin/python}" "${WORKERS:=2}"
failed=0

suite() { # suite DATABASE MARKERS [OPTION...]
    echo "== $1: $2"
    database=$1
    markers=$2
    shift 2
    TEST_DATABASE=$database "$PYTHON" -m pytest -m "$markers" "$@" || failed=1
}

suite sqlite "not browser and not faults" -n "$WORKERS" --dist worksteal --cov --cov-report=
"$PYTHON" -m tools.coverage_floor || failed=1
suite postgresql "not browser and not faults" -n "$WORKERS" --dist worksteal
suite postgresql "faults and not browser"
suite sqlite "browser or faults"
exit "$failed"
