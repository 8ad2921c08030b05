"""Audits: starting one, and what changed."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "audit_start": ("开始检查", "Start an audit"),
    "audit_start_help": (
        "按上面选的范围和日期检查，结果会保存。",
        "Of the area and day chosen above; the result is kept.",
    ),
    "audit_done": ("第{run}次检查做完了。", "Run {run} is done."),
    "audit_again": ("好", "All right"),
    "audit_change": ("第{second}次与第{first}次相比：", "Run {second} beside run {first}:"),
    "audit_new": ("新增", "New"),
    "audit_fixed": ("已改", "Mended"),
    "audit_persisting": ("仍在", "Persisting"),
    "overview_dated": ("知道起始日期", "Beginning known"),
    "overview_held": ("岗位有人", "Seats held"),
    "overview_identified": ("身份已核实", "Identified"),
    "overview_complete": (
        "右边三列说数据全不全：知道的，和一共的。",
        "The three columns on the right tell how complete the data is: what is known, of how many.",
    ),
    "overview_whole_run": (
        "这里是那次检查的全部，范围{areas}，截至{as_of}，不随上面选的范围变。",
        "This is all of that run, of {areas} as of {as_of}, whatever area is chosen above.",
    ),
}
