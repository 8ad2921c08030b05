"""The page of users and of the log."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "access": ("用户与日志", "Access"),
    "access_users": ("用户", "Users"),
    "access_log": ("访问日志", "Access log"),
    "access_users_says": (
        "谁可以登录、是什么角色、看得到哪些区域。每一次改动都记在访问日志里。",
        "Who may sign in, in which role, for which areas. Each change stands in the access log.",
    ),
    "access_no_users": (
        "还没有用户。先新建一个管理员，再建其他人。",
        "There are no users yet. Make an administrator first, then the others.",
    ),
    "access_no_user": ("没有叫“{name}”的用户。", "There is no user {name}."),
    "access_role": ("角色", "Role"),
    "access_areas": ("区域", "Areas"),
    "access_nowhere": ("没有任何区域", "no area"),
    "access_reach": ("看得到", "May see"),
    "access_reach_whole": ("全部区域", "Everywhere"),
    "access_reach_some": ("只有下面选的区域", "The areas chosen below alone"),
    "access_areas_if": ("只看部分区域时选", "Where not everything may be seen"),
    "access_password_help": (
        "至少 10 个字，或几个不相干的词连起来。只存加密后的结果，谁也读不出来。",
        "Ten characters at least, such as a few unrelated words. Only a hash of it is kept.",
    ),
    "access_password_new": ("新密码（不改就留空）", "A new password (blank: it stays)"),
    "access_new": ("新建用户", "A new user"),
    "access_new_do": ("新建", "Make"),
    "access_needs": ("请写用户名和密码。", "A name and a password are needed."),
    "access_needs_area": ("请至少选一个区域。", "Choose an area at least."),
    "access_made": ("新建了用户 {name}。", "The user {name} was made."),
    "access_change_says": (
        "改动以后，他要重新登录。",
        "Whoever is signed in as them has to sign in again afterwards.",
    ),
    "access_change_do": ("保存改动", "Save the changes"),
    "access_changed": ("改好了：{name}。", "{name} was changed."),
    "access_remove": ("停用", "Switch off"),
    "access_remove_says": (
        "停用以后马上不能再用，也不能再登录；他做过的事仍在访问日志里。以后要恢复，重新建一个。",
        "They are out at once and can sign in no more; the access log keeps what they did. To bring them "
        "back, make them anew.",
    ),
    "access_remove_sure": ("确实要停用 {name}", "Yes, switch {name} off"),
    "access_remove_do": ("停用", "Switch off"),
    "access_removed": ("停用了 {name}。", "{name} was switched off."),
    # The log
    "access_log_says": (
        "谁看过人名、导出过什么、交进过什么、改过什么，一条一条记着，连成一条改不动的链。"
        "查的内容和人名本身不记在里面。",
        "Who saw names, took something out, brought something in or changed something: entry by entry, in a "
        "chain that cannot be altered unseen. It holds neither names nor what was typed.",
    ),
    "access_kind": ("做了什么", "What was done"),
    "access_kind_all": ("全部", "All"),
    "access_read": ("看了人名", "saw names"),
    "access_export": ("导出", "took out"),
    "access_import": ("交入", "brought in"),
    "access_change": ("改动", "changed"),
    "access_sign_in": ("登录", "signed in"),
    "access_refused": ("被拒绝", "was refused"),
    "access_erase": ("清除姓名", "erased a name"),
    "access_since": ("从哪天", "From the day"),
    "access_until": ("到哪天", "To the day"),
    "access_number": ("第几条", "No."),
    "access_what": ("哪一项", "Of what"),
    "access_where": ("哪些区域", "Areas"),
    "access_names": ("显示了几个人名", "Names shown"),
    "access_not_counted": ("未计", "not counted"),
    "access_erased": ("（已清除）", "(erased)"),
    "access_hash": ("散列", "Hash"),
    "access_none": ("没有这样的记录。", "There is no such entry."),
    "access_days_wrong": ("结束的日期在开始之前。", "The last day lies before the first."),
    "access_chain": ("核对整条链", "Go over the chain"),
    "access_head": (
        "现在共 {number} 条，最后一条的散列：",
        "{number} {number:entry|entries}; the hash of the last one:",
    ),
    "access_chain_says": (
        "把条数和散列另外存好（比如打印签字）。以后填在这里核对，就知道有没有人删过末尾的记录。",
        "Keep number and hash elsewhere, such as on signed paper. Checked against them later, the chain also "
        "shows whether its end was cut off.",
    ),
    "access_kept_number": ("另存的条数", "Number that was kept"),
    "access_kept_hash": ("另存的散列", "Hash that was kept with it"),
    "access_kept_both": (
        "条数和散列要一起填，条数是整数。",
        "Number and hash go together, and the number is a whole one.",
    ),
    "access_verify": ("核对", "Check"),
    "access_sound": (
        "{number} 条，条条相连，没有改动过。",
        "{number} {number:entry|entries}, each linked to the one before: sound.",
    ),
    "access_sound_kept": (
        "{number} 条，条条相连，另存的第 {kept} 条也对得上。",
        "{number} {number:entry|entries}, each linked to the one before; entry {kept} is as it was kept.",
    ),
}
