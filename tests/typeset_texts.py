"""Articles for typeset pages: reports made of sentence frames with figures and names of their own, no two alike."""

from __future__ import annotations

import random
from dataclasses import dataclass

FRAMES = (
    "今年以来，{p}坚持把支部建在产业链上，围绕{i}成立联合党支部{n}个，吸纳党员{m}名，带动农户{k}多户。",
    "走进{p}党群服务中心，只见办事窗口前秩序井然，{n}名党员志愿者正在为群众讲解政策。",
    "“以前办一件事要跑{n}趟，现在不出小区就能办好。”家住{p}的居民{x}笑着说。",
    "{p}党委书记{x}介绍，全年累计走访企业{m}家次，收集意见建议{k}条，办结率达到{n}.6%。",
    "据统计，{p}共建成标准化示范点{n}处，总投资{k}万元，服务半径覆盖周边{m}个村民小组。",
    "在{i}基地，技术员{x}蹲在地头，手把手地教村民查看长势，一教就是大半天。",
    "下一步，{p}将继续完善工作机制，推动资源下沉、力量下沉、服务下沉，把好事办到群众心坎上。",
    "为破解{i}发展中的难题，{p}从机关抽调{n}名干部组成专班，逐户上门，逐项销号。",
    "{p}还与高校共建AI实验室，引入GIS和5G技术，让{i}的管理从“看天吃饭”变成了“看屏种地”。",
    "2024年10月，{p}被评为市级先进基层党组织，这已经是它连续第{n}次获得这项荣誉。",
    "党员{x}带头拿出{n}亩地做试验，当年亩均增收{k}元，比上年增长{m}%。",
    "大家你一言我一语，会场里的气氛越来越热烈；{x}一边听一边记，不知不觉就写满了{n}页纸。",
    "“党员就要走在前头！”{x}的一句话，让在场的{m}名村民都鼓起掌来。",
    "针对居民反映的停车难、充电难等问题，{p}召开议事会{n}场，新增车位{m}个、充电桩{k}个。",
    "如今的{p}，道路通了，路灯亮了，{i}也成了远近闻名的招牌，年产值突破{k}万元。",
    "截至目前，{p}已培养致富带头人{n}名，发展党员{m}名，其中35岁以下的占{n}%。",
    "{x}说，做群众工作没有捷径，就是要多跑腿、多动嘴、多用心，一件一件地办，一家一家地谈。",
    "为此，{p}出台了《关于加强{i}党建工作的若干措施》，明确了{n}条具体举措和责任单位。",
)
HEADS = (
    "聚力攻坚破难题", "党建链串起产业链", "让服务跑在需求前", "小网格里的大民生", "从一枝独秀到满园春色",
    "支部领航开新局", "以真心换民心", "人才回乡天地宽", "老区焕发新活力", "把准脉搏开良方",
)  # fmt: skip
TITLES = (
    "“链”上支部红 山乡产业兴", "把支部建在群众的心坎上", "一座小城的治理之变", "青山着意绘新图",
    "“小板凳”坐出大民情", "红色引擎驱动乡村振兴", "让老旧小区焕发新生机", "田野上走来“新农人”",
)  # fmt: skip
CAPTIONS = (
    "党员志愿者在{p}帮助村民采收。", "{p}党群服务中心一角", "图为{x}在{p}宣讲。", "{p}的{i}大棚内，村民正在分拣装箱。",
    "工作人员在{p}了解{i}生产情况", "{x}（左二）与群众交谈",
)  # fmt: skip
CREDITS = ("{p}供图", "{x} 摄", "摄影：{x}", "{p}党委供图", "（{x} 摄）", "{p}融媒体中心供图")
BYLINES = ("■ {x}", "文/{x}", "本刊记者 {x}", "□ {x}", "文｜{x}", "通讯员 {x}")
PLACES = [
    "云溪县",
    "石门镇",
    "柳林村",
    "青石岭街道",
    "白河村",
    "松岭社区",
    "望江街道",
    "大树乡",
    "东坪镇",
    "银杏社区",
    "龙潭村",
    "河口镇",
]
TRADES = ["茶叶", "食用菌", "柑橘", "竹木加工", "乡村旅游", "中药材", "水产养殖", "苹果"]
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = ["海峰", "文山", "小梅", "一帆", "立群", "秀兰", "长河", "志远", "桂芳", "国庆", "晓东", "雪松"]


@dataclass(frozen=True)
class Block:
    """A paragraph of the truth. Kinds as in the contract; `quote` is text set apart that repeats the body."""

    kind: str
    text: str


@dataclass(frozen=True)
class Article:
    title: str
    byline: str
    blocks: tuple[Block, ...]
    pictures: tuple[tuple[str, str], ...]  # caption, credit


def article(seed: int, paragraphs: int = 8, pictures: int = 2, table: bool = False) -> Article:
    """An article with truth: the same for the same arguments."""
    chance = random.Random(seed)
    blocks: list[Block] = []
    frames = list(FRAMES)
    for number in range(paragraphs):
        if number and number % 3 == 0:
            blocks.append(Block("heading", HEADS[(seed + number) % len(HEADS)]))
        chance.shuffle(frames)
        text = "".join(_filled(frame, chance) for frame in frames[: chance.randint(1, 4)])
        blocks.append(Block("body", text))
    if table:
        blocks.insert(len(blocks) // 2 + 1, Block("table", _table(chance)))
    shown = tuple((_filled(chance.choice(CAPTIONS), chance), _filled(chance.choice(CREDITS), chance)) for _ in range(pictures))  # fmt: skip
    return Article(
        TITLES[seed % len(TITLES)], _filled(BYLINES[seed % len(BYLINES)], chance), tuple(blocks), shown
    )


def _filled(frame: str, chance: random.Random) -> str:
    return frame.format(
        p=chance.choice(PLACES), i=chance.choice(TRADES), x=chance.choice(FAMILY) + chance.choice(GIVEN),
        n=chance.randint(2, 39), m=chance.randint(40, 990), k=chance.randint(1000, 9800),
    )  # fmt: skip


def _table(chance: random.Random) -> str:
    """Rows parted by line ends, cells by tabs."""
    names = chance.sample(PLACES, 3)
    rows = [f"{name}\t{chance.randint(2, 40)}\t{chance.randint(100, 900)}" for name in names]
    return "\n".join(["单位\t支部\t党员", *rows])
