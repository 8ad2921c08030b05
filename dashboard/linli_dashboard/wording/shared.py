"""What all pages share."""

from __future__ import annotations

from typing import Literal

Lang = Literal["zh", "en"]

WORDS: dict[str, tuple[str, str]] = {
    "questions": ("问一问", "Questions"),
    "about": ("关于", "About"),
    "question": ("问题", "Question"),
    "area": ("范围", "Area"),
    "everywhere": ("全部区域", "Everywhere"),
    "as_of": ("问哪一天", "As of"),
    "as_of_help": ("不选则为最新台账的日期", "The newest ledger's date unless chosen"),
    "ask": ("查询", "Ask"),
    "fill_in": ("填好上面的内容，再点“查询”。", "Fill in the form, then choose Ask."),
    "asking": ("正在查询……", "Asking …"),
    "rows": ("{count} 行", "{count} {count:row|rows}"),
    "nothing": ("没有查到。", "Nothing was found."),
    "footer": ("截至 {as_of} · 快照 {snapshot}", "As of {as_of} · snapshot {snapshot}"),
    "masked": ("姓名只显示第一个字。", "Names show their first character only."),
    "hidden": (
        "带 * 的姓名，按你的角色只显示第一个字；公开职务的姓名照写。",
        "Names with * show their first character only, as your role has it; public offices are named.",
    ),
    "bad_date": (
        "网址里的日期“{value}”读不懂，没有采用。",
        "The date {value} in the address does not read; it was left out.",
    ),
    "bad_area": (
        "网址里的区域“{value}”不在现有数据里，或者不归您看，没有采用。",
        "The area {value} of the address is not in the data, or none of yours; it was left out.",
    ),
    "bad_choice": (
        "网址里的“{value}”不在可选的里面，没有采用。",
        "{value} in the address is no choice of this page; it was left out.",
    ),
    "bad_question": (
        "网址里的问题“{value}”不存在，下面换成了第一个问题。",
        "There is no question {value} as the address says; the first one is shown instead.",
    ),
    "away": ("连不上接口服务", "The API does not answer"),
    "away_detail": ("在 {address} 没有等到回答。", "Nothing came back from {address}."),
    "away_do": (
        "请确认 linli serve 正在运行，然后刷新本页。",
        "Make sure that linli serve is running, then reload this page.",
    ),
    "garbled": ("接口服务的回答读不懂", "The API's answer does not read"),
    "garbled_detail": (
        "{address} 的回答不是 linli 的格式（HTTP {status}）。",
        "What came from {address} is not of linli's form (HTTP {status}).",
    ),
    "garbled_do": (
        "请核对 LINLI_API 的地址，以及两边的版本是否一致。",
        "Check the address in LINLI_API, and that both sides are of one version.",
    ),
    "about_text": (
        "**邻里**回答关于每个小区的一个问题：**谁对它负责，这套结构站得住吗？**\n\n"
        "这里的每一行都来自各单位交来的台账，每个回答都写明截至哪一天、出自哪个快照。"
        "“没有”只在台账声明完整的范围内才算没有，否则是“不知道”。",
        "**linli** answers one question about every residential compound: **who answers for it, and does the "
        "structure hold?**\n\nEvery row comes from ledgers that offices handed in, and every answer says "
        "the day it is about and the snapshot it was read from. Absence counts only where a ledger is stated "
        "to be whole; elsewhere the answer is “unknown”.",
    ),
    "about_api": ("接口地址：{address}", "API: {address}"),
    "product": ("邻里 linli", "linli"),
    "claim": (
        "谁对这个小区负责，这套结构站得住吗？",
        "Who answers for this compound, and does the structure hold?",
    ),
    "sign_in": ("登录", "Sign in"),
    "sign_in_office": ("用单位统一登录", "The office's sign-in"),
    "sign_out": ("退出登录", "Sign out"),
    "user_name": ("用户名", "Name"),
    "password": ("密码", "Password"),
    "demo_roles": ("演示：选一个角色进入", "Demo: come in as"),
    "role_presenter": ("汇报人员", "Presenter"),
    "role_planner": ("规划人员", "Planner"),
    "role_auditor": ("审计人员", "Auditor"),
    "role_admin": ("管理员", "Administrator"),
    "role_presenter_does": ("看结构，讲给人听", "shows the structure"),
    "role_planner_does": ("找缺口，试方案", "finds gaps, tries changes"),
    "role_auditor_does": ("查问题，管整改", "checks, has mended"),
    "role_admin_does": ("管用户和日志", "users and log"),
    "not_signed_in": ("请先登录。", "Please sign in first."),
    "not_for_you": ("这一页不对你的角色开放。", "This page is not open to your role."),
    "loading": ("正在读取……", "Reading …"),
    "save_xlsx": ("存为 Excel", "Save as Excel"),
    "save_csv": ("存为 CSV", "Save as CSV"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "unknown": ("不明", "unknown"),
    "see": ("看", "See"),
    "act": ("做", "Act"),
    "know": ("查", "Look up"),
    "tell": ("讲", "Tell"),
    "manage": ("管", "Manage"),
    "of_total": ("{shown} / {total} 行", "{shown} of {total} rows"),
}
