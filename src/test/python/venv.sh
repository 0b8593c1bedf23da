#!/usr/bin/env bash
# Makes the virtual environment target/py with exactly what requirements.txt beside this file says: moto, cfn-lint,
# AWS SAM. Quick and silent when it is there already; after a change of the requirements it is made anew.
# Needs a Python 3.11 or newer and a package index. Prints the path of the environment's Python.
set -euo pipefail

readonly OLDEST=3.11

die() {
  printf 'venv.sh: %s\n' "$*" >&2
  exit 1
}

here=$(CDPATH='' cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
target=$(CDPATH='' cd -P "$here/../../.." && pwd -P)/target
readonly venv=$target/py
readonly wanted=$here/requirements.txt
readonly stamp=$venv/made-of.txt # a copy of the requirements, written last: the environment is whole and up to date

if [ ! -x "$venv/bin/python" ] || ! cmp -s "$wanted" "$stamp"; then
  # Each is started, not only looked for: a version manager puts commands on the PATH that refuse to run.
  python=
  for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$candidate" -c "import sys, venv; sys.exit(sys.version_info < tuple(map(int, '$OLDEST'.split('.'))))" \
      >/dev/null 2>&1; then
      python=$candidate
      break
    fi
  done
  [ -n "$python" ] || die "needs Python $OLDEST or newer with its venv module; found none on the PATH"

  rm -rf "$venv"
  mkdir -p "$target"
  "$python" -m venv "$venv" || die "'$python -m venv' failed"
  # uv, from the same requirements, installs everything: old versions of pip stumble over the hashes of some packages.
  sed -n '/^uv==/,/^    # via/p' "$wanted" >"$venv/uv.txt"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$venv/uv.txt" >&2 ||
    die "uv could not be installed"
  "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --require-hashes -r "$wanted" >&2 ||
    die "the packages of $wanted could not be installed"
  cp "$wanted" "$stamp"
fi
printf '%s\n' "$venv/bin/python"
