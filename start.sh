#!/bin/sh
# Opens the desk in the browser: start it, drop a survey file on this icon, or run ./start.sh FILE. The first time it
# sets up (Python 3.11 or later, and a network for the packages). TEXTMINE_PYTHON names a Python that has textmine.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1

say() { printf '%s\n' "$@"; }

find_python() {
    for name in python3 python python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            say "$name"
            return
        fi
    done
    return 1
}

python=${TEXTMINE_PYTHON:-"$here/.venv/bin/python"}
if [ -z "$TEXTMINE_PYTHON" ] && [ ! -e "$here/.venv/bin/textmine" ]; then
    found=$(find_python) || {
        say "Python 3.11 以降が見つかりません。https://www.python.org/downloads/ から入れて、もう一度実行してください。" \
            "There is no Python 3.11 or later; install it from https://www.python.org/downloads/ and start this again." >&2
        exit 1
    }
    say "初回の準備をしています（数分かかります）。 / Setting up, once; it takes some minutes." >&2
    "$found" -m venv "$here/.venv" && "$python" -m pip install -q --disable-pip-version-check -e "$here" || {
        say "準備できませんでした。上のメッセージとネットワークを確かめて、もう一度実行してください。" \
            "This could not be set up; see the message above, check the network, and start this again." >&2
        exit 1
    }
fi
exec "$python" -m textmine open "$@"
