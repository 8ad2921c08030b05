#!/bin/sh
# 演示：把示例街道的台账变成图，问三个问题。 The demo: from ledgers to a graph, and three questions.
#
#   LINLI   the linli command          DEMO   the workspace's folder
#   sh demo.sh          anew each time, with the questions
#   sh demo.sh quiet    the workspace alone, and only if it is not there
set -eu
: "${LINLI:?the linli command}" "${DEMO:?the folder of the workspace}"
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
street=990101001
day=2025-06-30
by=示例街道党建办

prepare() {
    if [ -f "$DEMO/workspace.json" ]; then
        rm -rf -- "$DEMO"
    elif [ -e "$DEMO" ]; then
        echo "$DEMO 不是 linli 工作区，未作改动。 / $DEMO is no workspace of linli and was left alone." >&2
        return 1
    fi
    "$LINLI" init --workspace "$DEMO" &&
        "$LINLI" add "$here"/ledgers/*.xlsx "$here"/ledgers/*.csv --workspace "$DEMO" --by "$by" &&
        "$LINLI" complete areas compounds grids buildings organizations property coverage relations posts venues check_ins \
            --area "$street" --on "$day" --workspace "$DEMO" --by "$by" &&
        "$LINLI" build --workspace "$DEMO"
}

ask() {
    printf '\n%s\n' "$1"
    shift
    "$LINLI" ask "$@" --workspace "$DEMO" --lang both
}

if [ "${1:-}" = quiet ]; then
    [ -f "$DEMO/current" ] || said=$(prepare 2>&1) || { printf '%s\n' "$said" >&2; exit 1; }
    exit
fi

prepare
ask "一、谁在同一小区的几个组织里同时任职？ / Who holds posts in several bodies of one compound?" \
    people/several_bodies --columns compound,name,body_a,post_a,body_b,post_b
ask "二、哪些小区没有党支部？ / Which compounds have no branch?" \
    compounds/coverage --where state=gap --columns community,name,state,households
ask "三、从松涛苑1栋到区委，谁负责？ / Who answers for building 1 of Songtaoyuan, up to the district committee?" \
    chains/from_building --param place=示例·松涛苑/1栋 --columns step,body,post,holder,since
