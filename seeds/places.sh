#!/bin/sh
# 六地：按公布数生成台账，合成一个工作区。 The six places: ledgers at their published sizes, all in one workspace.
#
#   LINLI   the linli command          PYTHON   its Python          PLACES   the folder for ledgers/ and workspace/
#   What is there already is not made anew, unless the generator or a place has changed.
set -eu
: "${LINLI:?the linli command}" "${PYTHON:?its Python}" "${PLACES:?the folder of the ledgers and the workspace}"
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
ledgers=$PLACES/ledgers
workspace=$PLACES/workspace

if [ -e "$workspace" ] && [ ! -f "$workspace/workspace.json" ]; then
    echo "$workspace 不是 linli 工作区，未作改动。 / $workspace is no workspace of linli and was left alone." >&2
    exit 1
fi
version=$(cat "$here"/generate/*.* "$here"/*/place.yaml | cksum)
if [ "$(cat "$ledgers/version" 2>/dev/null)" != "$version" ]; then
    rm -rf -- "$ledgers" "$workspace"
    "$PYTHON" "$here/generate" --out "$ledgers"
    printf '%s\n' "$version" >"$ledgers/version"
fi
if [ ! -f "$workspace/current" ]; then
    rm -rf -- "$workspace"
    "$LINLI" init --workspace "$workspace"
    "$LINLI" add "$ledgers"/*/*.xlsx "$ledgers"/*/*台账.csv --workspace "$workspace"
    for statements in "$ledgers"/*/complete.txt; do
        while read -r area day kinds; do
            # shellcheck disable=SC2086  # each kind is a word
            "$LINLI" complete $kinds --area "$area" --on "$day" --workspace "$workspace"
        done <"$statements"
    done
fi
"$LINLI" build --workspace "$workspace"
