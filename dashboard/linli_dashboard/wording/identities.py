"""The page of who is who: doubtful pairs, one who is two, decisions that stand."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "identities": ("谁是谁", "Who is who"),
    "identities_pairs": ("可能是同一人", "May be one"),
    "identities_split": ("其实是两人", "One who is two"),
    "identities_decisions": ("作过的决定", "Decisions"),
    "identities_pairs_says": (
        "同名但不能确定是不是同一人的，影响大的排在前面。已经决定的，下次生成图之后才从这里消失。",
        "Who bears one name and may be one person, what matters most first. What is decided stays here until "
        "the next build.",
    ),
    "identities_none": (
        "这个范围里没有说不清是不是同一人的。",
        "There is nobody in this area of whom that is in doubt.",
    ),
    "identities_who": ("姓名", "Name"),
    "identities_a": ("甲的岗位", "Posts of the one"),
    "identities_b": ("乙的岗位", "Posts of the other"),
    "identities_why": ("为什么怀疑", "Why it is doubted"),
    "identities_strength": ("线索强弱（0–1）", "Strength (0–1)"),
    "identities_makes": ("若一人，兼任", "Shared if one"),
    "identities_settles": ("影响问题", "Findings"),
    "identities_first": ("甲", "The one"),
    "identities_second": ("乙", "The other"),
    "identities_span": ("起 – 止", "From – to"),
    "identities_body": ("组织", "Body"),
    "identities_where": ("区域", "Area"),
    "identities_gone": (
        "网址里的这一对已经不在列表里。",
        "The pair in the address is not on the list any more.",
    ),
    "identities_elsewhere": (
        "另有 {count} 个岗位在您的范围之外。",
        "{count} more {count:post lies|posts lie} elsewhere.",
    ),
    "identities_same": ("是同一人", "They are one"),
    "identities_different": ("是两个人", "They are two"),
    "identities_same_does": (
        "两边的岗位算作一个人的：{makes} 对岗位成为一人兼任；{settles} 个现在说不清的问题会有定论。",
        "The posts are one person's. Pairs of posts that come to share a holder: {makes}. Findings that are "
        "only possible now and get settled: {settles}.",
    ),
    "identities_different_does": (
        "不再怀疑他们是一人，同名也不会把他们并到一起；{settles} 个现在说不清的问题会有定论。",
        "They are no longer doubted, and the name alone never makes them one. Findings that are only "
        "possible now and get settled: {settles}.",
    ),
    "identities_counts_from": (
        "决定记在案，可以撤回；下次生成图后生效。",
        "A decision stays on record and can be taken back; it counts from the next build on.",
    ),
    "identities_note": ("依据（谁核实的、怎么核实的）", "What it rests on: who made sure, and how"),
    "identities_same_done": (
        "已记下：是同一人。下次生成图后生效。",
        "Recorded: they are one, from the next build on.",
    ),
    "identities_different_done": (
        "已记下：是两个人。下次生成图后生效。",
        "Recorded: they are two, from the next build on.",
    ),
    "identities_split_says": (
        "图里的一个人其实是同名的两个人时，把其中一人的岗位分出来。",
        "Where somebody in the graph is two people of one name, set the other's posts apart.",
    ),
    "identities_name": ("姓名（全名）", "Name, in full"),
    "identities_nobody": (
        "这个范围里没有叫“{name}”的人任职。",
        "Nobody called “{name}” holds a post in this area.",
    ),
    "identities_which": ("哪一个", "Which one"),
    "identities_one_body": (
        "此人只在一个组织任职，没有可以分出来的。",
        "All posts are in one body; there is nothing to set apart.",
    ),
    "identities_taken": ("哪些组织里的其实是另一人", "In which bodies it is the other"),
    "identities_taken_hint": ("选一个或几个，至少留一个", "Choose one or several, and leave one at least"),
    "identities_stays": ("仍是此人：{bodies}", "Stays this person's: {bodies}"),
    "identities_goes": ("另一个人：{bodies}", "Another person's: {bodies}"),
    "identities_all_taken": ("至少要给此人留一个组织。", "Leave this person one body at least."),
    "identities_split_do": ("分出另一人", "Set the other apart"),
    "identities_split_done": (
        "已记下：分出另一人。下次生成图后生效。",
        "Recorded: two people, from the next build on.",
    ),
    "identities_decisions_says": (
        "仍然有效的决定，新的在前；包括作为决定记下的设想。撤回后，下次生成图时不再照办。",
        "Decisions that stand, the newest first, with scenarios that were recorded as true. What is taken "
        "back no longer counts from the next build on.",
    ),
    "identities_no_decisions": ("还没有作过决定。", "Nothing was decided yet."),
    "identities_number": ("号", "No."),
    "identities_kind": ("决定", "Decision"),
    "identities_bodies": ("涉及组织", "Bodies"),
    "identities_reason": ("依据", "Why"),
    "identities_undo": ("撤回第 {number} 号决定（{kind}）", "Take decision {number} back ({kind})"),
    "identities_waiting": ("已经定了的", "Decided already"),
    "identities_undo_short": ("撤回第 {number} 号决定", "Take decision {number} back"),
    "identities_undo_why": ("为什么撤回", "Why it is taken back"),
    "identities_undo_do": ("撤回", "Take it back"),
    "identities_undo_done": (
        "第 {number} 号决定已撤回，下次生成图后生效。",
        "Decision {number} is taken back, from the next build on.",
    ),
}
