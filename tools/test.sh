#!/bin/sh
# Everything, in three runs of pytest: the suite on SQLite (with the coverage floor), the suite on PostgreSQL, and what wants
# the machine for itself (browser, faults). All three run even when one fails; pytest's closing line is the last thing printed.
set -u
: "${PYTHON:=.venv/bin/python}" "${WORKERS:=2}"
alone='browser or faults'
failed=0

echo "== The suite on SQLite"
TEST_DATABASE=sqlite "$PYTHON" -m pytest -q -n "$WORKERS" -m "not ($alone)" --cov --cov-report= || failed=1
"$PYTHON" -m tools.coverage_floor || failed=1

echo "== The suite on PostgreSQL"
TEST_DATABASE=postgresql "$PYTHON" -m pytest -q -n "$WORKERS" -m "not ($alone)" || failed=1

echo "== Browser and fault runs"
"$PYTHON" -m pytest -q -m "$alone" || failed=1
exit "$failed"
