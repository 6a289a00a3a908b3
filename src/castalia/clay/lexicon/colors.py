"""The colours: how they look and what they are called."""

from __future__ import annotations

from castalia.clay.lexicon.entry import Entry

COLORS: dict[str, tuple[float, float, float]] = {
    "red": (0.85, 0.07, 0.06),
    "orange": (0.95, 0.38, 0.03),
    "yellow": (0.96, 0.78, 0.06),
    "green": (0.10, 0.55, 0.12),
    "blue": (0.05, 0.20, 0.85),
    "purple": (0.38, 0.08, 0.68),
    "pink": (0.98, 0.38, 0.58),
    "white": (0.90, 0.90, 0.88),
    "black": (0.035, 0.035, 0.04),
    "brown": (0.32, 0.14, 0.05),
    "gray": (0.42, 0.43, 0.46),
    "cyan": (0.05, 0.72, 0.80),
    "teal": (0.02, 0.40, 0.42),
    "gold": (0.90, 0.62, 0.10),
    "silver": (0.68, 0.71, 0.76),
    "beige": (0.82, 0.70, 0.52),
    "khaki": (0.62, 0.50, 0.28),
}

ENTRIES = (
    Entry("color:red", ("red", "crimson", "scarlet", "ruby"), ("红色", "红", "大红", "鲜红", "赤色"), "🔴",
          ("maroon", "burgundy"), ("酒红色", "酒红")),
    Entry("color:orange", ("orange", "ginger", "tangerine"), ("橙色", "橘色", "橙", "橘", "橙黄色", "橘黄色"), "🟠",
          ("peach", "coral", "copper", "rusty"), ("珊瑚色",)),
    Entry("color:yellow", ("yellow", "lemon"), ("黄色", "黄", "明黄色"), "🟡", ("amber", "mustard", "blond",
        "blonde"), ("琥珀色",)),
    Entry("color:green", ("green", "emerald"), ("绿色", "绿", "翠绿", "翠绿色", "青色"), "🟢",
          ("lime", "olive", "jade", "mint"), ("薄荷色", "墨绿", "墨绿色", "橄榄色")),
    Entry("color:blue", ("blue", "azure", "navy"), ("蓝色", "蓝", "深蓝", "深蓝色", "天蓝", "天蓝色", "湛蓝", "蔚蓝"),
        "🔵",
          ("sapphire", "indigo"), ("靛蓝", "藏青色")),
    Entry("color:purple", ("purple", "violet"), ("紫色", "紫", "紫罗兰色"), "🟣", ("lilac", "lavender", "magenta"),
        ("品红",)),
    Entry("color:pink", ("pink",), ("粉色", "粉红色", "粉红", "粉", "桃红"), "🩷", ("rosy", "fuchsia"), ("玫红",
        "玫瑰色")),
    Entry("color:white", ("white", "snow-white"), ("白色", "白", "雪白", "洁白"), "⚪", ("ivory", "pale"), ("米白色",
        "米白")),
    Entry("color:black", ("black", "jet-black"), ("黑色", "黑", "漆黑"), "⚫"),
    Entry("color:brown", ("brown", "chocolate"), ("棕色", "褐色", "棕", "咖啡色"), "🟤",
          ("tan", "bronze", "auburn"), ("古铜色", "栗色")),
    Entry("color:gray", ("gray", "grey"), ("灰色", "灰", "银灰色"), "🩶", ("ashen",), ()),
    Entry("color:cyan", ("cyan", "turquoise", "aqua"), ("青蓝色", "青绿色", "蓝绿色"), "🩵"),
    Entry("color:teal", ("teal",), ("凫蓝", "水鸭色")),
    Entry("color:gold", ("gold", "golden"), ("金色", "金", "金黄色", "金黄")),
    Entry("color:silver", ("silver", "silvery"), ("银色", "银", "银白色"), "", ("metallic", "chrome"), ("金属色",)),
    Entry("color:beige", ("beige", "cream-colored", "cream-coloured"), ("米色", "米黄色", "杏色")),
    Entry("color:khaki", ("khaki",), ("卡其色", "卡其")),
)  # fmt: skip
