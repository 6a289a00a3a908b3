"""Simple Chinese grammar: the parts of a prompt, and noun phrases with their measure words."""

from __future__ import annotations

import re

from castalia.prompts.reading import Reading
from castalia.prompts.wordlist import words

_INSTRUCTION = re.compile(
    r"^(?:请|麻烦)?(?:你|您)?(?:帮我|给我|为我)?(?:来|再)?(?:写|讲|画|生成|创作|编|说|做|绘制|制作|设计|拍)(?:一?[个篇幅张首段则部]|一下)?"
    r"(?:[^，。,]{0,6}?的)?(?:关于|有关|讲述|描写|描述|介绍|以)?"
)
_TAIL = re.compile(
    r"(?:为主题)?的(?:小?故事|童话|寓言|图画|画|图片|插画|文章|视频|短片|绘本|对话|诗歌?|散文|说明文?|科普文?)$|为题$|(?:小?故事|童话)$"
)
_QUESTION = re.compile(
    r"^(?:请)?(?:解释(?:一下)?|说明(?:一下)?|介绍(?:一下)?|讲解(?:一下)?|什么是|什么叫|为什么|为何|怎么理解|怎样理解|如何理解|如何|怎样|怎么|谈谈|科普(?:一下)?)"
)
_ASKS = re.compile(
    r"(?:是什么(?:意思)?|的原理|是怎么(?:回事|来的|形成的|工作的)|怎样工作|如何工作|怎么工作|[？?]|的?工作原理|的区别)$"
)
_STYLE = re.compile(
    r"[，,、\s]*(?:用|以)?(?:水彩|水墨|油画|像素|铅笔|素描|黏土|粘土|照片|印象派|漫画|剪纸|低多边形|蓝图|赛博朋克|蒸汽朋克|彩绘玻璃|吉卜力|线描|蒸汽波)(?:画|风格?|艺术)?(?:的?风格)?(?=$|[，,。])"
)
_MEASURE = (
    "位|名|个|只|条|匹|头|座|株|朵|棵|艘|本|封|枚|种|群"
    "|对|双|片|颗|把|支|盏|幅|张|块|架|辆|间|家|滴|根|扇|面|口|尊|顶|件|瓶|杯|盘|台|颗|束|串|阵|道|首|段"
)
_COUNTED = re.compile(
    rf"^(?:这|那|某|有)?(?P<number>一|两|二|三|四|五|六|七|八|九|十|几|许多|无数|每|\d+)?(?P<measure>{_MEASURE})(?=\S)"
)
_SIDE = (
    "里面|外面|上面|下面|旁边|深处|尽头|中央|附近|之上|之下|之间|之中|对面|脚下|顶上|里|中|上|下|边|旁|内|外|前|后|间"
)
_PLACE = re.compile(
    rf"(?:独自|正|一起)?在(?P<place>[^，。,、]{{1,14}}?(?:{_SIDE})|[^，。,、]{{1,8}}?(?=发现|遇|看|捡|找|学|画|跳|跑|飞|散步|睡|唱|钓|游|写|读|挥|奔|骑|[，。,]|$))"
)
_HEAD_PLACE = re.compile(rf"^(?P<place>[^，。,的]{{1,10}}(?:{_SIDE}))的(?P<rest>.+)$")
_VERBS = sorted(
    words("""
        来了 丢了 发现 找到 遇见 遇到 遇上 看见 看到 捡到 听见 听到 学会 学习 学 想要 想
        希望 梦想 梦见 爱上 喜欢 害怕 寻找 追逐 追赶 追 保护 守护 帮助 拯救 救了 救 打败
        大战 挑战 战胜 对抗 迷路 迷失 失去 丢了 弄丢 丢失 收到 送给 送 寄 种下 种 养
        建造 造 制作 做 画 写 读 唱歌 唱 跳舞 跳 跑 奔跑 奔驰 飞行 飞翔 飞向 飞过 飞到
        飞 游 航行 驶向 骑着 骑 坐着 坐 站 躺 睡觉 睡 醒来 等待 等 回家 回到 离开 告别
        出发 前往 去 来到 走进 走过 走 爬上 爬 登上 穿越 穿过 探索 探险 旅行 打开 修理
        修好 修 变成 成为 拥有 戴着 穿着 拿着 抱着 挥手 微笑 哭泣 笑 吃 喝 煮 烤 做饭
        散步 钓鱼 玩耍 玩 下棋 比赛 参加 赢得 赢 照顾 陪伴 交朋友 聊天 说话 争吵 争 偷走
        偷 藏 挖 采 数星星 数 观察 研究 记录 拍照 演奏 弹 吹 敲 讲 教 带着 带 住 生活
        长大 开 掉进 掉 落 迎来 迎接 庆祝 举办 搬 推 拉 扛 织 缝
        """),
    key=len,
    reverse=True,
)
_VERB = re.compile("|".join(_VERBS))
_NOT_VERB = re.compile(
    r"学家|学者|学生|学校|学院|画家|画室|画像|作家|歌手|飞机|飞船|飞行员|飞碟|跑车|开水|等号|去年|来年|笑容|数学|数字|医生|科学|化学|文学|哲学|大学|小学|中学|同学|物理学|"
    r"种子|种类|一种|各种|这种|那种|两种|三种|教室|教师|教授|走廊|想象|造纸|送信|吃货|读者|写作|唱片|跳蚤|推车|拉面|藏族|西藏|宝藏|带子|住宅|讲台|钓鱼竿|探险家|旅行者|旅行家|研究员|研究生|"
    r"观察员|拉小提琴|吹风|烤箱|烤鸭|修道|修女|骑士|骑手|坐标|站台|车站|空间站|弹簧|养分|采访|开心|做梦|争议|挖掘机|游戏|游泳池|游客|上游|下游|烧烤|面包|水手|机器学习|深度学习|强化学习|学习机|织女|煮饭|守护者|守护神|追风|救生|回声|喜鹊|跳动|移动"
)
_ASPECT = re.compile(r"了|着|过(?!来|去)")


def read(prompt: str) -> Reading:
    """Take a Chinese prompt apart; every part may come out empty except `sentence`."""
    text = re.sub(r"\s+", " ", prompt).strip()
    asks = bool(_QUESTION.match(text)) or bool(_ASKS.search(text))
    stripped = (
        _INSTRUCTION.sub("", text, count=1)
        if _TAIL.search(text.rstrip("。！!. ")) or text.startswith(("请", "画", "写", "帮"))
        else text
    )
    stripped = _TAIL.sub("", _STYLE.sub("", stripped).rstrip("。！!. ")).strip("：:“”\"' ，,") or text
    stripped = re.sub(r"^(?:关于|有关)(?=.{2})", "", stripped)
    sentence = re.split(r"[。！!；;\n]", stripped, maxsplit=1)[0].strip()
    sentence = sentence or stripped
    if asks:
        topic = _ASKS.sub("", _QUESTION.sub("", stripped)).strip("？?的 ，") or sentence
        return Reading(sentence, (topic,), "", "", "", "", "", "", True)
    clause, place, phrase = _take_place(
        re.sub(
            r"[，,]\s*(?:清晨|黎明|日出|早晨|正午|中午|日落|黄昏|傍晚|夜晚|夜里|深夜|晚上)时?(?=$|[，,])", "", sentence
        )
    )
    at, verb = _find_verb(clause)
    subject = re.split(r"[，,]", clause[:at])[-1] if verb else re.split(r"[，,]", clause)[0]
    together = re.search(r"(?<=.)(?:为了?|把|被|对|跟|向|给|从|用)(?=.)", subject) if verb else None
    if together and not subject.endswith(("跟", "把")):
        at -= len(subject) - together.start()
        subject = subject[: together.start()]
    subject = re.sub(
        r"(?:正|正在|独自|一起|终于|突然|偷偷|悄悄|第一次|不小心|每天|想要|想|会|要|能|不|没有|都|也|却|在|有一天|从前|，)+$",
        "",
        subject,
    ).strip("，, ")
    predicate = re.split(r"[，,]", clause[at:])[0] if verb else ""
    predicate = re.sub(r"的$", "", predicate)
    if not place and not verb:
        subject, place, phrase = _leading_place(subject)
    thing = _object(predicate, verb)
    if verb and not subject:
        subject, verb, predicate = clause, "", ""
    return Reading(
        sentence,
        _split_subjects(subject),
        verb,
        predicate,
        _ASPECT.sub("", predicate, count=1),
        thing,
        place,
        phrase,
        False,
    )


def _take_place(sentence: str) -> tuple[str, str, str]:
    """A sentence without its `在...` phrase, the place as a noun, and the phrase."""
    match = _PLACE.search(sentence)
    if not match:
        return sentence, "", ""
    place = match["place"]
    if re.fullmatch(
        r"[^里外旁边]*(?:时|候|天|晚|夜里|早上|晚上|下午|春天|夏天|秋天|冬天|中)", place
    ) and not place.endswith(("林中", "空中", "水中", "雪中", "雨中", "城中", "山中")):
        return sentence.replace(match[0], "", 1), "", ""
    rest = (
        (sentence[: match.start()] + "\u3000" + sentence[match.end() :])
        .strip("，,\u3000 ")
        .replace("\u3000，", "，")
        .replace("\u3000", "")
    )
    if rest.startswith("的"):
        rest = rest[1:]
    return rest, noun_of_place(place), "在" + place


def _leading_place(subject: str) -> tuple[str, str, str]:
    """`雪地里的红狐狸`: the place stands before 的."""
    match = _HEAD_PLACE.match(subject)
    if match:
        return match["rest"], noun_of_place(match["place"]), "在" + match["place"]
    return subject, "", ""


def noun_of_place(place: str) -> str:
    """A place without the word that says where in it: `热带雨林中` -> `热带雨林`; `海边` stays."""
    if place in _WHOLE:
        return place
    short = re.sub(rf"(?:{_SIDE})$", "", place)
    return short if len(short) > 1 else place


_WHOLE = words("""
        海边 河边 湖边 路边 窗边 床边 海上 天上 空中 水中 海里 水里 山上 山里 家里 城里
        村里 地下 水下 海底 林间 乡间 世上
        """)


def _find_verb(clause: str) -> tuple[int, str]:
    """Where the main verb stands and what it is; (len, '') when there is none."""
    masked = _NOT_VERB.sub(lambda m: "〇" * len(m[0]), clause)
    for match in _VERB.finditer(masked):
        if match.start() == 0:
            continue
        rest = masked[match.end() :]
        if "的" in masked[match.end() :] and rest.rstrip().endswith(_relative_tail(rest)) and not _ASPECT.match(rest):
            continue
        return match.start(), match[0]
    return len(clause), ""


def _relative_tail(rest: str) -> str:
    """What follows the last 的 when the verb is in a relative clause (`会飞的鲸鱼`), else a text that never fits."""
    head, _, tail = rest.rpartition("的")
    return (
        tail
        if len(head) <= 2
        and head not in ("他", "她", "它", "我", "你", "自己")
        and tail
        and not re.match(_MEASURE, head)
        else "\0"
    )


def _object(predicate: str, verb: str) -> str:
    """The noun phrase behind a verb, only if it reads like one (`一种未知的荧光植物`)."""
    if not verb:
        return ""
    rest = re.sub(r"^(?:了|着|过|到|出)+", "", predicate[predicate.find(verb) + len(verb) :])
    if _COUNTED.match(rest):
        return re.split(r"[和与并然]", rest)[0]
    if rest and len(rest) <= 8 and not _VERB.search(_NOT_VERB.sub("", rest)) and verb in _TAKES_THING:
        return rest
    return ""


_TAKES_THING = words("""
        发现 找到 遇见 遇到 遇上 看见 看到 捡到 寻找 收到 保护 守护 打开 修理 修好 修
        种下 追逐 追赶 追 拯救 救 救了 丢了 弄丢 失去 丢失 骑着 骑 照顾 研究 观察 偷走
        偷 大战 打败 挑战 战胜 对抗
        """)


def _split_subjects(subject: str) -> tuple[str, ...]:
    """`小猫和小狗` -> both; `彼得与狼的故事` keeps what belongs together."""
    parts = [p.strip() for p in re.split(r"和|与|跟|、", subject)]
    if len(parts) > 1 and all(1 < len(p) <= 12 for p in parts):
        return tuple(parts)
    return (subject,) if subject else ()


# Noun phrases


def bare(phrase: str) -> str:
    """A noun phrase without number and measure word: `一位探险家` -> `探险家`."""
    match = _COUNTED.match(phrase)
    if match and (match["number"] or phrase[0] in "这那某"):
        return phrase[match.end() :]
    return re.sub(r"^[他她它我你]的(?=.)", "", phrase)


def head(phrase: str) -> str:
    """The noun that carries a phrase: what follows its last 的 (`荧光植物` of `一种未知的荧光植物`)."""
    noun = bare(phrase)
    tail = noun.rpartition("的")[2]
    return tail if tail else noun


def is_plural(phrase: str) -> bool:
    """Whether a phrase counts more than one."""
    match = _COUNTED.match(phrase)
    return (
        bool(match and match["number"] not in (None, "一", "每", "1"))
        or bool(match and match["measure"] in ("群", "对", "双") and match["number"])
        or phrase.endswith("们")
    )


_MEASURE_OF = (
    ("人物|探险家|宇航员|科学家|画家|作家|老师|医生|船长|国王"
     "|女王|王后|守塔人|老人|爷爷|奶奶|先生|女士|诗人|骑士|魔法师|巫师", "位"),
    ("孩|童|男孩|女孩|姑娘|少年|少女|机器人|人|小子|娃", "个"),
    ("马", "匹"),
    ("鱼|蛇|龙|河|路|船|小船|鲸鱼|裙子|围巾|鳄鱼|街|项链|毯子|鲨", "条"),
    ("牛|象|猪|驴|鲸|狮子|骆驼", "头"),
    ("灯塔|房子|城|城堡|山|岛|桥|塔|宫|博物馆|雕像|钟楼|小屋|花园|图书馆|磨坊|火山|喷泉|坟", "座"),
    ("植物|小草|草|苗|向日葵", "株"),
    ("花|玫瑰|云|蘑菇|浪花|莲", "朵"),
    ("树|松|柳|白菜", "棵"),
    ("飞船|轮船|帆船|潜艇|军舰|大船", "艘"),
    ("书|日记|地图册|词典|诗集|相册|笔记", "本"),
    ("信", "封"),
    ("火箭|硬币|戒指|徽章|邮票|蛋|鸡蛋", "枚"),
    ("车|自行车|汽车|火车|卡车", "辆"),
    ("钥匙|伞|椅子|剑|刀|吉他|剪刀|小提琴|尺|锁|扇子", "把"),
    ("画|地图|肖像|照片", "幅"),
    ("眼镜|手套|对联", "副"),
    ("石头|糖|面包|蛋糕|手表|冰|木头|招牌", "块"),
    ("星|星星|种子|珍珠|牙|心|宝石|行星|糖果|流星", "颗"),
    ("灯|灯笼|台灯|路灯", "盏"),
    ("笔|蜡烛|歌|笛子|箭|口琴|长笛", "支"),
    ("镜子|鼓|旗|墙", "面"),
    ("帽子|帐篷|王冠", "顶"),
    ("飞机|钢琴|望远镜|相机|梯子|秋千|缝纫机", "架"),
    ("门|窗|窗户", "扇"),
    ("店|餐厅|面包店|书店|咖啡馆|公司|医院|旅馆", "家"),
    ("房间|屋子|教室|厨房", "间"),
    ("电脑|机器|收音机|打字机|时光机", "台"),
    ("叶子|树叶|羽毛|雪花|云彩|森林|草地", "片"),
    ("故事|梦|秘密|消息|箱子|盒子|杯|杯子|瓶子|苹果|甜甜圈|漂流瓶|时钟|沙漏|面具|气球|球", "个"),
)  # fmt: skip
_ANIMAL_MEASURE = "只"


def measure(phrase: str, animal: bool = False) -> str:
    """The measure word of a noun: the one the phrase has, else the one its ending asks for."""
    match = _COUNTED.match(phrase)
    if match and match["number"] and match["measure"] not in ("种", "群"):
        return match["measure"]
    noun = head(phrase)
    best, found = 0, ""
    for endings, word in _MEASURE_OF:
        for ending in endings.split("|"):
            if noun.endswith(ending) and len(ending) > best:
                best, found = len(ending), word
    return found or (_ANIMAL_MEASURE if animal else "个")


def indefinite(phrase: str, animal: bool = False) -> str:
    """A noun phrase at its first mention: `一位探险家`; what is counted already stays as it is."""
    match = _COUNTED.match(phrase)
    if (match and match["number"]) or phrase.endswith("们"):
        return phrase
    return f"一{measure(phrase, animal)}{bare(phrase)}"


def definite(phrase: str, animal: bool = False) -> str:
    """A noun phrase when it is known: `那株荧光植物`, `那两条龙`."""
    match = _COUNTED.match(phrase)
    if phrase.endswith("们"):
        return phrase
    if match and match["number"] not in (None, "一", "1", "每", "许多", "无数", "几"):
        return "那" + phrase
    if is_plural(phrase):
        return "那些" + head(phrase)
    return f"那{measure(phrase, animal)}{head(phrase)}"
