"""Made-up names: of people by how common they are, so that two share one as in life; and of compounds."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

from chance import Chance

HERE = Path(__file__).parent

ALONE = 0.14
"""Share of given names of one character."""

KEPT_FREE = frozenset(
    ("许梅", "冯岳", "冯嶽", "张正芳", "朱东", "翁德源", "陈建福", "林丽贞", "张荔华", "王辉", "郭先德")
)
"""Names of people whom the reports name: nobody made up has them."""

FIRST = "松竹梅兰桂枫柳荷云霞月星晴岚溪泉湖江海石翠碧金银玉锦书墨琴棋和安宁康福瑞祥嘉"
SECOND = "涛影韵馨语轩澜舟屿汀浦洲岸岭峰谷原野林泽园亭台阁桥塘渡湾港城悦雅景华阳光"
ENDINGS = {
    "商品房": ("苑", "花园", "华庭", "公馆", "名城", "雅居", "国际"),
    "老旧小区": ("里", "巷", "大院", "新村", "小区"),
    "安置小区": ("安置苑", "新居", "家园", "新城"),
    "回迁小区": ("回迁苑", "故园"),
    "单位房": ("宿舍", "职工院"),
    "混合": ("坊", "街区"),
}


def table(name: str) -> list[dict[str, str]]:
    """The rows of a csv file beside this one, but for its remarks."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class People:
    """Draws names of people."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        surnames, given = table("surnames.csv"), table("given.csv")
        self._surnames = [row["surname"] for row in surnames]
        self._given = [row["character"] for row in given]
        self._common = list(itertools.accumulate(float(row["weight"]) for row in surnames))
        self._weights = {
            place: list(itertools.accumulate(int(row[place]) for row in given))
            for place in ("alone", "first", "second")
        }

    def draw(self) -> str:
        """A name, common ones more often."""
        while True:
            places = ("alone",) if self._chance.often(ALONE) else ("first", "second")
            (surname,) = self._chance.choices(self._surnames, cum_weights=self._common)
            given = (
                self._chance.choices(self._given, cum_weights=self._weights[place])[0] for place in places
            )
            if (name := surname + "".join(given)) not in KEPT_FREE:
                return name


class Estates:
    """Draws names of compounds, each once."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._taken: set[str] = set()

    def draw(self, kind: str) -> str:
        """A name without 示例·, by the kind of compound."""
        while True:
            words = self._chance.choice(FIRST) + self._chance.choice(SECOND)
            name = words + self._chance.choice(ENDINGS[kind])
            if name not in self._taken:
                self._taken.add(name)
                return name
