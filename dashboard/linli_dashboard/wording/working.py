"""What the pages that do work share: choices, long lists, changes, files, jobs."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "choosing_part": ("这一页的哪部分", "Part of this page"),
    "choosing_all": ("全部", "All"),
    "turning_anew": ("列表有变化，从头显示。", "The list has changed; it is shown from the start."),
    "turning_part": ("这一页 {shown} 行，全部 {total} 行", "{shown} {shown:row|rows} of {total} in all"),
    "turning_first": ("← 回到开头", "← From the start"),
    "turning_back": ("← 上一页", "← Previous"),
    "turning_next": ("下一页 →", "Next →"),
    "doing": ("正在处理……", "Working …"),
    "doing_file": ("正在准备文件……", "Making the file …"),
    "doing_save": ("保存 {name}", "Save {name}"),
    "doing_empty": ("没有可写的内容。", "There is nothing to put in."),
    "job_cancel": ("取消", "Call off"),
    "job_stopping": ("已经要求取消，到下一步停下。", "Called off; it ends at its next step."),
    "job_away": ("知道了", "Put away"),
    "back_to_list": ("← 返回列表", "← Back to the list"),
    "by_whom": ("经手人", "By"),
    "at_when": ("时间", "When"),
    "reason": ("理由", "Why"),
    "needs_build": (
        "下次生成图后生效。",
        "It counts from the next build on.",
    ),
    "choose_a_row": ("点一行左边的方框，看详情。", "Tick a row on its left to open it."),
}
