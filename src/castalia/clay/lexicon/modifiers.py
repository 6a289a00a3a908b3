"""The words that say more about a noun: how many, how big, what it wears, what it is not."""

from __future__ import annotations

from castalia.clay.lexicon.entry import Entry

MANY = 3
"""What a bare plural (`cats`), `some` or `几只` means."""

COUNTS = {
    1: (("one", "1", "single", "lone"), ("一", "单", "1")),
    2: (("two", "2", "a pair of", "a couple of", "pair of", "couple of", "both", "twin"), ("两", "二", "2",
        "双",
        "一对", "一双", "俩")),
    3: (("three", "3", "some", "a few", "several", "few", "trio of", "a group of", "group of"),
        ("三", "3", "几", "一些", "一群", "一家", "三个", "数", "若干", "一排", "一组")),
    4: (("four", "4"), ("四", "4")),
    5: (("five", "5", "many", "lots of", "a lot of", "a flock of", "flock of", "a herd of", "herd of",
        "a crowd of",
        "numerous"),
        ("五", "5", "许多", "很多", "好多", "众多", "一大群")),
    6: (("six", "6", "half a dozen"), ("六", "6")),
    7: (("seven", "7"), ("七", "7")),
    8: (("eight", "8"), ("八", "8")),
    9: (("nine", "9", "ten", "10", "a dozen", "dozens of", "twelve", "12", "a hundred", "hundreds of"),
        ("九", "9", "十", "10", "无数", "十二", "上百", "成群")),
}  # fmt: skip

MEASURES = "只个条位名座棵株朵艘辆匹头张把本盏间栋幢枚颗架台口杯瓶群双对种片盆幅尾颗粒块根支枝封簇丛束顶件套"
"""Chinese measure words, which stand between number and noun."""

SIZES = (
    Entry("size:1.35", ("big", "large", "tall", "great"), ("大", "高大", "大大", "高高")),
    Entry("size:1.7", ("huge", "giant", "gigantic", "enormous", "massive", "towering", "colossal"), ("巨大",
        "庞大",
        "巨型", "特大", "巨")),
    Entry("size:0.72", ("small", "little", "short", "young", "baby"), ("小", "小小", "小型", "幼小", "矮小",
        "迷你",
        "年幼", "年轻")),
    Entry("size:0.5", ("tiny", "miniature", "mini", "teeny"), ("微小", "微型", "袖珍", "超小")),
)  # fmt: skip

TRAITS = (
    Entry("trait:glowing", ("glowing", "glow", "glows", "luminous", "bioluminescent", "luminescent",
        "fluorescent",
        "shining", "lit", "radiant",
          "glittering", "burning"), ("发光", "荧光", "闪光", "发亮", "闪闪发光", "闪亮", "会发光", "夜光",
        "点亮",
          "燃烧")),
    Entry("trait:strange", ("unknown", "strange", "mysterious", "alien", "magical", "magic", "weird",
        "enchanted",
        "exotic", "undiscovered", "rare",
          "mystical", "fantasy", "fantastic"), ("未知", "神秘", "奇异", "奇怪", "神奇", "魔法", "奇特", "罕见",
          "从未见过", "外星", "奇幻")),
    Entry("trait:glasses", ("glasses", "eyeglasses", "spectacles", "sunglasses"), ("眼镜", "墨镜", "戴眼镜",
        "戴着眼镜", "太阳镜"), "👓🕶"),
    Entry("trait:beard", ("beard", "bearded", "moustache", "mustache"), ("胡子", "胡须", "留胡子", "有胡子",
        "大胡子",
        "留着胡子"), "🧔"),
    Entry("trait:hat", ("hat", "cap", "helmet", "beanie"), ("帽子", "戴帽子", "戴着帽子", "草帽", "头盔",
        "礼帽",
        "戴着草帽", "戴着头盔"), "🎩👒"),
    Entry("trait:round_glasses", ("round glasses", "round spectacles", "round-rimmed glasses"), ("圆眼镜",
        "圆框眼镜", "圆形眼镜",
        "戴圆眼镜", "戴着圆眼镜", "戴圆框眼镜", "戴着圆框眼镜")),
    Entry("trait:long_beard", ("long beard", "flowing beard", "long flowing beard",
        "long-bearded"), ("长胡子", "长胡须", "长须",
        "飘逸的胡须", "飘逸的长须", "飘逸胡须", "飘逸的胡子", "飘逸的长胡子", "长长的胡子", "长长的胡须")),
    Entry("trait:crown", ("crown", "tiara", "crowned"), ("王冠", "皇冠", "戴王冠", "戴着王冠", "戴皇冠"), "👑"),
    Entry("trait:hanfu", ("hanfu", "chinese dress", "traditional chinese dress"), ("汉服", "穿汉服",
        "穿着汉服", "身穿汉服", "古装"), "",
          ("kimono", "qipao", "cheongsam"), ("旗袍", "和服")),
    Entry("trait:spacesuit", ("spacesuit", "space suit", "space suits", "spacesuits"),
        ("宇航服", "太空服", "航天服", "穿宇航服", "穿着宇航服", "身穿宇航服", "穿太空服", "穿着太空服",
        "穿航天服")),
    Entry("trait:smiling", ("smiling", "smiles", "smile", "laughing", "laughs", "happy", "cheerful",
        "grinning"), ("微笑", "笑着",
        "大笑", "开心", "快乐", "高兴", "开心地", "快乐地", "笑", "笑容", "微笑着"), "😀😊😄🙂"),
    Entry("trait:sad", ("sad", "crying", "unhappy", "weeping"), ("悲伤", "难过", "伤心", "哭泣",
        "哭"), "😢😭", ("angry",), ("生气", "愤怒")),
    Entry("trait:surprised", ("surprised", "astonished", "amazed", "shocked"), ("惊讶", "吃惊", "惊奇"), "😮"),
    Entry("trait:scarf", ("scarf", "scarves"), ("围巾", "戴围巾", "围着围巾", "戴着围巾"), "🧣"),
    Entry("trait:backpack", ("backpack", "rucksack"), ("背包", "书包", "背着背包", "双肩包"), "🎒"),
    Entry("trait:long_hair", ("long hair", "long-haired"), ("长发", "长头发")),
    Entry("trait:short_hair", ("short hair", "short-haired"), ("短发", "短头发")),
    Entry("trait:curly_hair", ("curly hair", "curly-haired", "curly"), ("卷发", "卷头发")),
    Entry("trait:bun", ("bun", "hair in a bun", "hair bun"), ("丸子头", "发髻")),
    Entry("trait:hair", ("hair", "haired"), ("头发", "发色", "发")),
    Entry("trait:old", ("old", "elderly", "aged", "ancient"), ("老", "年老", "年迈", "苍老", "古老")),
)  # fmt: skip

WEAR = Entry(
    "wear:clothes",
    ("coat", "jacket", "dress", "shirt", "suit", "sweater", "robe", "uniform", "t-shirt", "hoodie", "raincoat",
     "clothes", "cloak", "cape", "pants", "skirt", "outfit"),
    ("外套", "夹克", "裙子", "连衣裙", "衬衫", "西装", "毛衣", "长袍", "制服", "雨衣", "衣服", "斗篷",
        "裤子", "大衣", "上衣", "衣", "裙"),
)  # fmt: skip

NEGATION = Entry(
    "without:",
    (
        "without",
        "no",
        "without any",
        "not any",
        "free of",
        "not",
        "not a",
        "not an",
        "isn't",
        "isn't a",
        "aren't",
        "don't",
        "never",
        "except",
        "lacking",
        "instead of",
    ),
    ("没有", "不要", "无", "不带", "不含", "没", "不是", "并非", "不画", "别画", "而不是", "除了"),
)

PARTS = (
    Entry("part:sail", ("sail", "sails"), ("帆", "船帆", "风帆")),
    Entry("part:wing", ("wing", "wings"), ("翅膀", "羽翼")),
    Entry("part:tail", ("tail", "tails"), ("尾巴",)),
    Entry("part:wheel", ("wheel", "wheels"), ("轮子", "车轮")),
    Entry("part:steam", ("steam",), ("热气", "蒸汽")),
    Entry("part:smoke", ("smoke", "chimney smoke"), ("炊烟", "烟")),
    Entry("part:handle", ("handle", "handles"), ("把手", "杯柄")),
    Entry("part:mane", ("mane",), ("鬃毛",)),
    Entry("part:ear", ("ears",), ("耳朵",)),
    Entry("part:fin", ("fins",), ("鱼鳍", "鳍")),
)  # fmt: skip
"""Parts of things: they can be kept out, and are understood where the thing has them."""

ENTRIES = (*SIZES, *TRAITS, WEAR, NEGATION, *PARTS)

STOP_EN = frozenset(
    word
    for line in (
        "a an the of and or with to at in on by for from as is are was were be been being it its it's this that",
        "these those there here has have had having his her their they them he she him who which what where when",
        "while then than also just very so such too own each other any all up down out off over into onto about",
        "around through across along between among i my me we our you your do does did can could will would shall",
        "should may might must not but if else make makes made making show shows showing create creates generate",
        "draw please picture image illustration scene of render depicting depicts featuring features view shot",
        "wearing wears wear dressed whose s t re ve ll d away back upon during against color colour colored",
        "coloured style styled background foreground looking look looks going gone go goes get gets ones way day",
        "like near left right middle center after before high highly quality detailed best masterpiece 4k 8k hd",
        "light lights lighting story tale titled called named once time one's far cute adorable lovely quiet",
        "peaceful calm wise fine beautiful pretty nice gorgeous stunning made out upon toward towards sits",
        "majestic magnificent grand noble brave proud amazing awesome lively vivid colorful colourful elegant",
        "delicate delicious tasty fluffy furry playful clever funny silly charming sweet perfect famous great",
        "serene tranquil scenic breathtaking epic-looking landscape scenery above cozy cosy kawaii sticker spooky lonely electric royal holy world diagram poster",
        "logo icon wallpaper chinese japanese model structure concept passage haunted drops sky",
    )
    for word in line.split()
)
"""English words that carry no meaning of their own here."""

STOP_ZH = frozenset(
    word
    for line in (
        "的 了 着 在 和 与 及 跟 并 而 或 也 都 就 是 有 被 把 将 给 对 从 向 往 到 地 得 这 那 其 它 他 她 我 你",
        "们 之 于 以 里 中 上 下 内 外 边 一 个 只 种 一种 一个 一只 一位 一名 一条 一片 一座 一株 正在 正 里面",
        "上面 身上 之中 之上 之下 还 又 很 非常 十分 最 更 去 来 过 色 时 时候 当 为 请 画 生成 一张 图片 画面 图",
        "照片里 背景 背景是 画风 风格 场景 故事 关于 穿着 穿 戴着 戴 身穿 留着 拥有 带有 有着 位于 处 所 不 起 吧",
        "呢 啊 吗 呀 一起 以及 旁 前 后 面 高清 高质量 超清 细节 个人 自己 一幅 幅 张 讲述 写 篇 然后 突然 出",
        "上空 飘逸 长长 可爱 美丽 漂亮 精美 睿智 智慧 安静 宁静 静谧 远处 远 做 制成 制作 做成 打造 空中 缭绕 一双",
        "那里 这里 只有 但是 但 却 再 让 使 用 由 第 此 该 某 中间 左边 右边 左 右 旁边 前面 后面 景色 风景 样子",
        "东西 威武 雄伟 壮丽 壮观 宏伟 庄严 勇敢 优雅 精致 美味 好吃 毛茸茸 活泼 聪明 搞笑 有趣 迷人 甜美 完美",
        "热气腾腾 腾腾 驶 过 结构 模型 示意 插画 海报 壁纸 图标 中国风 中式 日式 孤单 热闹 天空 天空中 天上 温馨 浪漫 光 灯光 光线 风光 风 好看 帅气 帅 萌 呆萌 憨态可掬 懒洋洋 静静 慢慢 缓缓 轻轻 高高 一条条",
    )
    for word in line.split()
)
"""Chinese words that carry no meaning of their own here."""
