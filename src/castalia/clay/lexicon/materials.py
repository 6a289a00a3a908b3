"""The words for what things are made of."""

from __future__ import annotations

from castalia.clay.lexicon.entry import Entry


def _made(stems: str) -> tuple[str, ...]:
    """玻璃 -> 玻璃, 玻璃做的, 玻璃制成的 ..."""
    ends = ("", "做的", "做成的", "制的", "制成的", "制成", "制作的", "质", "质感", "材质")
    return tuple(stem + end for stem in stems.split() for end in ends)


ENTRIES = (
    Entry("material:glass", ("glass", "crystal glass", "made of crystal", "transparent", "translucent"), (*_made("玻璃 琉璃"),
        "透明", "半透明", "水晶做的", "晶莹剔透"), "", ("acrylic", "see-through"), ("亚克力",)),
    Entry("material:metal", ("metal", "metallic", "steel", "iron", "chrome", "stainless steel", "made of silver", "aluminium"),
        _made("金属 钢铁 不锈钢 铁 钢"), "", ("titanium", "tin"), ("合金", "钛", "铝")),
    Entry("material:gold", ("made of gold", "of gold", "solid gold", "pure gold", "gilded", "made from gold"),
        (*_made("黄金 纯金"), "金子做的", "镀金", "金做的")),
    Entry("material:brass", ("brass", "bronze", "copper", "made of brass"), _made("黄铜 青铜 铜")),
    Entry("material:wood", ("wooden", "wood", "timber", "oak wood"), (*_made("木头 木"), "实木", "原木")),
    Entry("material:stone", ("made of stone", "of stone", "marble", "granite", "concrete"), (*_made("石头 大理石 花岗岩")[1:],
        "石做的", "石制", "石雕", "大理石"), "", ("made of clay bricks", "terracotta"), ("水泥", "陶土")),
    Entry("material:ice", ("made of ice", "of ice", "ice sculpture of", "icy", "frozen"), ("冰做的", "冰制的", "冰雕", "冰制成的", "冰冻的", "冰雪做的")),
    Entry("material:jade", ("jade", "made of jade"), (*_made("玉石 翡翠 白玉"), "玉", "玉做的")),
    Entry("material:plastic", ("plastic", "rubber", "porcelain", "ceramic", "made of plastic"), _made("塑料 橡胶 陶瓷 瓷"), "",
        ("latex", "vinyl", "silicone"), ("乳胶", "硅胶")),
    Entry("material:glowing", ("made of light", "made of neon"), ("光做的", "发光材质", "霓虹灯做的")),
)  # fmt: skip
