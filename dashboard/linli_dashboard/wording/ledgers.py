"""The page of ledgers."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "ledgers": ("台账", "Ledgers"),
    "ledgers_hand": ("交台账", "Hand in"),
    "ledgers_kept": ("收过的", "Handed in"),
    "ledgers_wrong": ("要改的单元格", "Cells to mend"),
    "ledgers_apart": ("说法不一", "At odds"),
    "ledgers_blank": ("空白台账", "Empty ones"),
    # Building
    "ledgers_build": ("生成图", "Build the graph"),
    "ledgers_build_says": (
        "用收到的全部台账重新生成。正在看页面的人不受影响，生成好了就换上。",
        "Builds anew from all ledgers received. Readers are not disturbed: the new graph takes over once it "
        "is ready.",
    ),
    "ledgers_waiting": (
        "{count} 张表还没有生成进图里。",
        "{count} {count:table waits|tables wait} to be built.",
    ),
    "ledgers_none_built": ("还没有生成过图。", "Nothing has been built yet."),
    "ledgers_in_use": (
        "现用的图：最新台账 {day}；读了 {read} 行，采用 {accepted} 行，退回 {rejected} 行；"
        "{conflicts} 处说法不一。",
        "Graph in use: newest ledger of {day}; of {read} rows read {accepted} were accepted and {rejected} "
        "rejected; ledgers disagree in {conflicts} {conflicts:place|places}.",
    ),
    # Handing in
    "ledgers_drop": ("把台账拖到这里，一次可以多份", "Drop ledgers here, several at once"),
    "dropping_choose": ("选择文件", "Choose files"),
    "ledgers_drop_says": (
        "Excel、WPS、CSV、Word 里的表格，以及装着它们的 zip；一次最多 20 份。先给您看怎样理解，确认以后才收。"
        "原件不留：只收认出的列，身份证号等不收。",
        "Excel, WPS, CSV, tables in Word, and zips of them; 20 at most at once. You see what they are taken "
        "for before anything is taken in. The files are not kept: only the columns recognised are, and never "
        "numbers of identity cards.",
    ),
    "ledgers_said": ("文件里没写的，在这里补", "What the files do not say themselves"),
    "ledgers_said_says": (
        "留空则以文件为准。填了的，对这次的每一份都算数。",
        "What is left blank the files say themselves. What is filled in counts for each of these files.",
    ),
    "ledgers_by_content": ("按内容识别", "Recognised by content"),
    "ledgers_by": ("报送单位", "Issued by"),
    "ledgers_by_help": (
        "同一单位每次写法要一样：它是系列的一部分，下一份台账靠它找到上一份。",
        "Write it the same each time: it is a part of the series, by which the next ledger finds this one.",
    ),
    "ledgers_looking": ("正在看这些文件……", "Looking at the files …"),
    "ledgers_refused": (
        "这次的文件都还没有收。改好，或者点文件右边的 × 拿掉这一份，再接着交其余的。",
        "None of the files was taken in. Mend it, or take this file out by its × and hand in the others.",
    ),
    "ledgers_known": (
        "{file}：以前收过一模一样的，不会重复收。",
        "{file}: the very same was handed in before.",
    ),
    "ledgers_understood": ("这样理解", "What was understood"),
    "ledgers_table": (
        "{kind}（把握 {score}）· 第 {first}–{last} 行，{rows} 条 · 日期 {day}",
        "{kind} (sure by {score}) · lines {first}–{last}, {rows} {rows:record|records} · day {day}",
    ),
    "ledgers_no_kind": ("看不出是哪类台账", "no known kind of ledger"),
    "ledgers_no_day": ("没写", "not said"),
    "ledgers_unsure": ("拿不准，请确认：{asked}", "Not sure, please confirm: {asked}"),
    "ledgers_confirm": ("就按上面的理解", "It is as understood"),
    "ledgers_correct": ("改正", "Correct it"),
    "ledgers_correct_do": ("按这样再看一遍", "Look again, so"),
    "ledgers_left_out": ("（不收）", "(left out)"),
    "ledgers_twice": ("两个表头不能是同一列：{columns}", "Two headings cannot be one column: {columns}"),
    "ledgers_first": (
        "还有 {count} 张表要先确认或改正，然后才能收。",
        "{count} {count:table has|tables have} to be confirmed or corrected first.",
    ),
    "ledgers_hand_in": ("收进这 {count} 份", "Take these {count} in"),
    "ledgers_taken": (
        "收了 {files} 份文件、{tables} 张表。",
        "Taken in: {files} {files:file|files} with {tables} {tables:table|tables}.",
    ),
    "ledgers_passed": ("文件里没有收的部分", "Parts of the files that are not taken in"),
    "ledgers_where": ("哪里", "Where"),
    "ledgers_lines": ("行", "Lines"),
    "ledgers_file": ("文件", "File"),
    "ledgers_sheet": ("工作表", "Sheet"),
    "ledgers_kind": ("台账类别", "Kind of ledger"),
    "ledgers_day": ("台账日期", "Day of the ledger"),
    "ledgers_rows": ("行数", "Rows"),
    "ledgers_dropped": ("没有收的列", "Columns left out"),
    "ledgers_cell": ("单元格", "Cell"),
    "ledgers_heading": ("表头", "Heading"),
    "ledgers_taken_for": ("当作", "Taken for"),
    "ledgers_score": ("把握", "Sure by"),
    # Series
    "ledgers_later": ("接在以前的台账后面", "After earlier ledgers"),
    "ledgers_later_says": (
        "这个系列以前交过。新的一份是全的，就取代；只是补几行，就补充。",
        "Something was handed in for these series before. A whole ledger replaces; some more rows add.",
    ),
    "ledgers_mode": ("新的一份", "The new one"),
    "ledgers_replaces": ("取代", "replaces"),
    "ledgers_adds": ("补充", "adds"),
    "ledgers_replaces_does": ("取代以前的", "replaces the earlier one"),
    "ledgers_adds_does": ("补充，以前的也算", "adds to it: both count"),
    "ledgers_change": (
        "若取代 {before} 的“{before_file}”：新增 {new} 行，改动 {altered} 行，减少 {gone} 行，"
        "{same} 行不变。",
        "Replacing “{before_file}” of {before}: {new} {new:row|rows} new, {altered} altered, "
        "{gone} gone, {same} the same.",
    ),
    "ledgers_vanished": (
        "{count} 人不见了，又没有写任职止：{names}。",
        "{count} {count:holder is|holders are} gone without an end of the term: {names}.",
    ),
    "ledgers_history": ("后一份台账改了什么", "What later ledgers changed"),
    "ledgers_no_history": ("还没有哪一份取代过另一份。", "No ledger has replaced another yet."),
    "ledgers_instead": ("取代了", "Replaced"),
    "ledgers_before": ("从", "From"),
    "ledgers_after": ("到", "To"),
    "ledgers_rows_new": ("新增", "New"),
    "ledgers_rows_altered": ("改动", "Altered"),
    "ledgers_rows_gone": ("减少", "Gone"),
    "ledgers_rows_same": ("不变", "Same"),
    "ledgers_rows_vanished": ("没写任职止就不见了", "Gone without an end"),
    "ledgers_names": ("谁", "Who"),
    # Kept
    "ledgers_state": ("算不算数", "Whether it counts"),
    "ledgers_only_all": ("全部", "All"),
    "ledgers_only_counts": ("算数", "counts"),
    "ledgers_only_replaced": ("已被取代", "replaced"),
    "ledgers_only_waits": ("等待生成", "waits to be built"),
    "ledgers_received": ("收到时间", "Received"),
    "ledgers_series": ("系列", "Series"),
    "ledgers_hidden": ("藏起来但读了的行列", "Hidden rows and columns that were read"),
    "ledgers_intake": ("编号", "Identifier"),
    "ledgers_nothing": ("无", "none"),
    "ledgers_whole": ("声明某类台账是全的", "State that ledgers are whole"),
    "ledgers_whole_says": (
        "声明以后，这个区域里台账上没有的才算“没有”；不声明，就是“不知道”。",
        "Once stated, what is not in the ledgers of this area counts as absent; until then it is unknown.",
    ),
    "ledgers_whole_do": ("声明", "State it"),
    "ledgers_whole_needs": ("请选好类别、区域和日期。", "Choose kinds, an area and a day."),
    "ledgers_whole_done": ("已声明。", "Stated."),
    # Wrong
    "ledgers_wrong_says": (
        "现用的图读到的台账里，哪些单元格有问题、怎么改。先列退回的行，再列没有采用的内容，"
        "最后是看一眼就好的。",
        "Cells of the ledgers in use that something is wrong with, and how to mend them: rejected rows "
        "first, then parts that were left out, then what only needs a look.",
    ),
    "ledgers_is_error": ("整行退回", "row rejected"),
    "ledgers_is_untaken": ("没有采用", "left out"),
    "ledgers_is_warning": ("请看一眼", "needs a look"),
    "ledgers_is_ignored": ("不是数据", "no data"),
    "ledgers_value": ("内容", "Content"),
    "ledgers_what": ("什么问题", "What is wrong"),
    "ledgers_do": ("怎么改", "How to mend it"),
    "ledgers_none_wrong": ("没有要改的单元格。", "No cell needs mending."),
    "ledgers_wrong_file": ("全部 {count} 处做成 Excel", "All {count} as a workbook"),
    "ledgers_annotated": ("在原件上标出来", "Marked in the original"),
    "ledgers_annotated_says": (
        "把交来的原件再放进来，拿回一份副本：有问题的格涂上颜色，批注写明怎么改。原件不留在系统里。",
        "Drop the file once more as it was handed in, and get a copy with coloured cells and notes that say "
        "how to mend them. The file itself is not kept.",
    ),
    "ledgers_original": ("交来的原件", "The file as it was handed in"),
    "ledgers_annotate": ("标出问题", "Mark its problems"),
    # At odds
    "ledgers_apart_says": (
        "几份台账对同一件事说法不同。以日期新的为准；同一天的，先收到的为准，再看行的先后。",
        "Ledgers say different things of the same. The newest decides, then the order received, then the "
        "row.",
    ),
    "ledgers_none_apart": ("各台账没有说法不一的地方。", "The ledgers do not disagree anywhere."),
    "ledgers_what_kind": ("哪类", "What"),
    "ledgers_name": ("名称", "Name"),
    "ledgers_stands": ("采用", "Stands"),
    "ledgers_others": ("另有说法", "Others say"),
    "ledgers_files": ("出自", "Files"),
    # Empty ones
    "ledgers_blank_says": (
        "没有现成台账的，用这里的空表填。有现成台账的不用改样式，直接交。",
        "For those who have no ledger yet. Who has one hands it in as it is.",
    ),
    "ledgers_blank_make": ("准备空白的{kind}", "Make an empty “{kind}”"),
    "ledgers_required": ("必填", "Required"),
}
