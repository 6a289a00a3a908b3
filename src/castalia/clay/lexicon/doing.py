"""The words for what subjects do and how they stand to one another."""

from __future__ import annotations

from castalia.clay.lexicon.entry import Entry, verb

ACTIONS = (
    Entry("action:waving", ("waving", *verb("wave"), "greeting", "saying hello"), ("挥手", "招手", "打招呼",
        "挥着手"), "👋"),
    Entry("action:dancing", ("dancing", *verb("dance")), ("跳舞", "起舞", "舞蹈", "跳着舞"), "💃🕺"),
    Entry("action:running", ("running", "run", "runs", "ran", "racing", "chasing", "galloping", "jogging", "rushing"),
          ("奔跑", "跑步", "跑", "跑着", "飞奔", "追逐", "奔驰"), "🏃"),
    Entry("action:walking", ("walking", *verb("walk"), "strolling", "wandering", "hiking", "exploring", "marching"),
          ("散步", "走路", "行走", "漫步", "走在", "走着", "探索", "探险", "徒步", "走"), "🚶"),
    Entry("action:jumping", ("jumping", *verb("jump"), "leaping", "hopping", "bouncing", "hops", "leaps"),
          ("跳跃", "跳", "蹦跳", "跳起", "蹦蹦跳跳", "跳着")),
    Entry("action:sleeping", ("sleeping", "sleep", "sleeps", "asleep", "napping", "resting", "dozing"),
          ("睡觉", "睡着", "熟睡", "打盹", "休息", "沉睡", "睡"), "💤😴"),
    Entry("action:flying", ("flying", "fly", "flies", "flew", "soaring", "gliding", "taking off", "launching",
        "lifting off"),
          ("飞翔", "飞行", "飞", "翱翔", "飞过", "飞着", "起飞", "升空", "发射")),
    Entry("action:floating", ("floating", *verb("float"), "hovering", "drifting", "levitating"),
          ("漂浮", "飘浮", "悬浮", "漂流", "漂", "飘着", "漂着")),
    Entry("action:swimming", ("swimming", "swim", "swims", "diving", "swam"), ("游泳", "游", "游动", "潜水", "游着"),
        "🏊"),
    Entry("action:sailing", ("sailing", "sails", "cruising", "rowing"), ("航行", "扬帆", "行驶", "划船", "出海"), "",
          ("driving", "drives"), ("驾驶", "开车")),
    Entry("action:sitting", ("sitting", "sit", "sits", "sat", "seated"), ("坐着", "坐在", "坐", "蹲着", "蹲")),
    Entry("action:standing", ("standing", "stand", "stands", "stood", "waiting", "posing"), ("站着", "站在", "站立",
        "站", "伫立", "矗立", "等待")),
    Entry("action:playing", ("playing", *verb("play")), ("玩耍", "玩", "嬉戏", "玩着")),
    Entry("action:breathing", ("breathing", "idle"), ("呼吸",)),
    Entry("action:thinking", ("thinking", "dreaming", "wondering"), ("思考", "沉思", "做梦")),
    Entry("action:celebrating", ("celebrating", "cheering", "celebrates", "laughing", "happy", "smiling", "smiles",
        "joyful"),
          ("庆祝", "欢呼", "大笑", "微笑", "开心", "快乐", "高兴", "开心地", "快乐地")),
)  # fmt: skip

RELATIONS = (
    Entry("relation:riding", ("riding", "ride", "rides", "rode", "riding on", "on the back of"), ("骑着", "骑在",
        "骑", "骑上", "乘着", "骑了")),
    Entry("relation:holding", ("holding", "holds", "hold", "held", "carrying", "carries", "holding up", "reading",
        "reads", "with a lantern in hand",
          "eating", "drinking", "eats", "drinks", "using", "opening", "opens"),
          ("拿着", "手持", "举着", "抱着", "捧着", "提着", "握着", "带着", "拿", "读着", "看书", "喝着", "吃着", "吃",
              "喝", "打开", "手拿")),
    Entry("relation:on", ("on top of", "sitting on", "standing on", "atop", "on", "onto", "inside", "into", "in",
        "within", "upon", "aboard",
          "sitting in", "standing in", "sleeping on"), ("趴在", "躺在", "停在", "在")),
    Entry("relation:next_to", ("next to", "beside", "near", "by", "alongside", "close to", "together with", "with",
        "against"),
          ("靠近", "挨着", "紧邻", "陪着", "跟着", "陪伴", "牵着")),
    Entry("relation:in_front_of", ("in front of", "before"), ("面前是",)),
    Entry("relation:behind", ("behind", "at the back of", "following", "follows", "chases"), ("跟随", "追着")),
    Entry("relation:under", ("under", "beneath", "below", "underneath"), ()),
    Entry("relation:looking_at",
          ("looking at", "looks at", "watching", "watches", "watch", "facing", "finds", "find", "found", "finding",
              "discovers",
           "discover", "discovered", "discovering", "sees", "see", "saw", "meets", "meet", "met", "meeting",
           "admiring", "observes",
           "observing", "studying", "studies", "examines", "examining", "talking to", "talks to", "staring at",
           "spots", "encounters",
           "notices", "befriends", "kisses", "hugs", "hugging", "touches", "touching", "gazing at", "gazes at",
           "looking for", "comes across",
           "stumbles upon", "visits", "photographs", "photographing", "inspects", "inspecting", "chatting with"),
          ("发现", "发现了", "看着", "望着", "看见", "看到", "遇见", "遇到", "遇上", "面对", "面对着", "凝视", "观察",
              "观察着", "找到", "找到了", "研究",
           "注视", "欣赏", "盯着", "寻找", "见到", "碰到", "碰见", "抚摸", "拥抱", "邂逅", "看")),
)  # fmt: skip

POSTPOSITIONS = {
    "旁边": "next_to", "旁": "next_to", "身边": "next_to", "身旁": "next_to", "附近": "next_to", "边上": "next_to",
    "前面": "in_front_of", "面前": "in_front_of", "前方": "in_front_of", "前": "in_front_of", "跟前": "in_front_of",
    "后面": "behind", "身后": "behind", "背后": "behind", "后方": "behind",
    "下面": "under", "底下": "under", "下方": "under", "脚下": "under", "下": "under",
    "上面": "on", "上": "on", "上方": "on", "背上": "riding", "头上": "on", "里面": "on", "里": "on", "中": "on",
    "顶上": "on",
}  # fmt: skip
"""Chinese says `在 house 旁边`: the word that relates comes after the noun."""

ENTRIES = ACTIONS + RELATIONS
