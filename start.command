#!/bin/sh
# For the Finder of a Mac, which opens this in a terminal: the same as start.sh.
exec /bin/sh "$(dirname -- "$0")/start.sh" "$@"
