"""Styles and negative prompts as text, in the words that each family of models was trained on."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from castalia.errors import BadInput

TAGS = ("sd15", "sd2", "sdxl", "animatediff", "modelscope-t2v")
"""Families that read lists of tags; the others read sentences."""
NO_NEGATIVE = ("flux", "z-image", "sana-sprint")
"""Families whose usual checkpoints are run without guidance, so that a negative prompt changes nothing."""


@dataclass(frozen=True)
class Style:
    """How a picture looks. `{prompt}` stands for what was asked for."""

    name: str
    title: str
    tags: str
    prose: str
    zh: str
    negative: str = ""

    def template(self, family: str = "", language: str = "en") -> str:
        """The text around the prompt for a family and a language."""
        if language == "zh":
            return self.zh
        return self.tags if family.startswith(TAGS) else self.prose


def _style(name: str, title: str, tags: str, prose: str, zh: str, negative: str = "") -> Style:
    return Style(name, title, f"{{prompt}}, {tags}", f"{{prompt}}. {prose}", f"{{prompt}}，{zh}", negative)


STYLES = {
    style.name: style
    for style in (
        _style("photo", "Photograph", "photograph, natural light, 50mm lens, fine detail, sharp focus",
               "A photograph in natural light, taken with a 50 mm lens, in sharp focus.",
               "照片，自然光，50毫米镜头，细节清晰", "painting, drawing, illustration, 3d render, cartoon"),
        _style("cinematic", "Film still", "cinematic film still, shallow depth of field, film grain, dramatic lighting",
               "A still from a film, with dramatic light, a shallow depth of field and a little grain.",
               "电影剧照，浅景深，胶片颗粒，戏剧性光线", "cartoon, illustration, flat lighting, text"),
        _style("portrait", "Portrait photograph", "portrait photograph, 85mm lens, window light, bokeh, skin texture",
               "A portrait taken with an 85 mm lens in soft light from a window, the background out of focus.",
               "人像摄影，85毫米镜头，柔和的窗光，背景虚化", "deformed face, extra fingers, plastic skin"),
        _style("noir", "Film noir", "film noir, black and white, hard shadows, low key lighting, fog",
               "In the manner of film noir: black and white, hard shadows, little light.",
               "黑色电影，黑白，硬朗的阴影，低调光", "color, bright, cheerful"),
        _style("product", "Product photograph", "product photograph, studio lighting, seamless background, softbox, 4k",
               "A product photograph in a studio, lit by softboxes before a seamless background.",
               "产品摄影，影棚灯光，纯色背景", "clutter, text, watermark"),
        _style("watercolor", "Watercolour", "watercolor painting, wet on wet, paper texture, soft edges, light washes",
               "A watercolour on rough paper, with light washes that run into each other.",
               "水彩画，湿画法，纸张纹理，柔和的边缘", "photo, 3d render, hard outlines"),
        _style("oil", "Oil painting", "oil painting on canvas, visible brush strokes, impasto, rich colors",
               "An oil painting on canvas with visible strokes of a brush and rich colours.",
               "布面油画，可见的笔触，厚涂，浓郁的色彩", "photo, 3d render, flat colors"),
        _style("impressionist", "Impressionist", "impressionist painting, broken color, plein air, loose brushwork",
               "An impressionist painting made outdoors, with loose strokes of broken colour.",
               "印象派绘画，户外光色，松散的笔触", "photo, sharp lines"),
        _style("ink", "Ink wash", "chinese ink wash painting, sumi-e, rice paper, empty space, expressive brush",
               "A Chinese ink wash painting on rice paper, with much empty space.",
               "中国水墨画，宣纸，留白，写意笔法", "photo, 3d render, bright colors"),
        _style("pencil", "Pencil drawing", "pencil drawing, graphite, cross hatching, sketch paper, fine lines",
               "A pencil drawing with fine lines and hatching on sketch paper.",
               "铅笔素描，石墨，排线，素描纸", "color, photo"),
        _style("line_art", "Line art", "line art, clean black lines, white background, no shading",
               "Line art: clean black lines on white, without shading.",
               "线稿，干净的黑色线条，白色背景", "color, shading, gradient, photo"),
        _style("comic", "Comic", "comic book art, bold ink outlines, halftone dots, flat colors",
               "A panel of a comic with bold outlines, flat colours and halftone dots.",
               "漫画，粗墨线，网点，平涂色彩", "photo, 3d render, blurry"),
        _style("anime", "Anime", "anime artwork, cel shading, clean lines, expressive eyes, detailed background",
               "A frame of an anime with clean lines and cel shading before a detailed background.",
               "动漫风格，赛璐珞上色，线条干净，背景细腻", "photo, 3d render, lowres, bad anatomy"),
        _style("soft", "Soft animation", "soft hand-drawn animation, painted background, pastel colors, gentle light",
               "Hand-drawn animation with a painted background, pastel colours and gentle light.",
               "柔和的手绘动画风格，手绘背景，粉彩，温柔的光线", "photo, harsh contrast"),
        _style("pixel", "Pixel art", "pixel art, 16-bit, limited palette, crisp pixels, dithering",
               "Pixel art in 16-bit style, with a small palette and crisp pixels.",
               "像素画，16位，有限调色板", "blurry, photo, smooth gradients, anti-aliasing"),
        _style("clay", "Clay", "claymation, plasticine figures, fingerprints, miniature set, soft studio light",
               "Made of clay like a figure of a stop-motion film, on a miniature set in soft light.",
               "黏土动画，橡皮泥质感，微缩场景，柔和灯光", "photo of a real person, flat, 2d"),
        _style("low_poly", "Low poly", "low poly 3d render, flat shaded facets, simple shapes, isometric",
               "A low-poly 3D render of simple shapes with flat facets.",
               "低多边形三维渲染，平面着色，简洁造型", "photo, noisy, high detail texture"),
        _style("paper_cut", "Paper cut", "layered paper cut art, paper craft, depth, soft shadows between layers",
               "Cut out of layers of paper, with soft shadows between them.",
               "多层剪纸艺术，纸艺，层间柔和的阴影", "photo, 3d plastic"),
        _style("stained_glass", "Stained glass", "stained glass window, lead lines, glowing colored glass",
               "A window of stained glass with lead between the glowing colours.",
               "彩绘玻璃窗，铅条，透光的彩色玻璃", "photo, blurry"),
        _style("blueprint", "Blueprint", "technical blueprint, white lines on blue, annotations, orthographic view",
               "A technical blueprint: white lines on blue paper.",
               "工程蓝图，蓝底白线，正投影视图", "photo, color, shading"),
        _style("cyberpunk", "Cyberpunk", "cyberpunk, neon lights, rain, reflections, holograms, night city",
               "Cyberpunk: a city at night in the rain, neon light in the puddles.",
               "赛博朋克，霓虹灯，雨夜，倒影，全息影像", "daylight, nature, rustic"),
        _style("steampunk", "Steampunk", "steampunk, brass, gears, steam, victorian, warm light",
               "Steampunk: brass, gears and steam in warm Victorian light.",
               "蒸汽朋克，黄铜，齿轮，蒸汽，维多利亚时代", "modern, neon, plastic"),
        _style("vaporwave", "Vaporwave", "vaporwave, pastel gradient, retro grid, 80s, glitch",
               "Vaporwave: a pastel gradient over a grid, as computers drew it in the 1980s.",
               "蒸汽波，粉彩渐变，复古网格，八十年代", "realistic, dull colors"),
        _style("isometric", "Isometric", "isometric view, miniature diorama, clean geometry, soft shadows",
               "A miniature diorama seen from an isometric angle, with clean shapes and soft shadows.",
               "等距视角，微缩模型，几何清晰，柔和阴影", "perspective distortion, clutter"),
        _style("concept", "Concept art", "concept art, matte painting, epic scale, atmospheric perspective",
               "Concept art painted for a film: large in scale, deep in haze.",
               "概念设计，数字绘景，宏大场面，空气透视", "amateur, flat"),
    )
}  # fmt: skip
"""Named as in the field `style` of pictures and clips, and more."""

NEGATIVES = {
    "general": "lowres, blurry, jpeg artifacts, worst quality, low quality, watermark, signature, text, cropped",
    "photo": "painting, drawing, cartoon, 3d render, oversaturated, overexposed, lowres, blurry, watermark",
    "people": "bad anatomy, bad hands, extra fingers, missing fingers, extra limbs, deformed face, crossed eyes, "
    "disfigured, lowres, watermark",
    "illustration": "lowres, bad anatomy, bad hands, jpeg artifacts, signature, watermark, username, blurry",
    "architecture": "crooked lines, distorted perspective, people, cars, clutter, blurry, watermark",
    "product": "clutter, text, logo, watermark, harsh shadows, dirty background, blurry",
    "video": "flicker, jitter, static, blurry, low quality, distorted, duplicate frames, watermark, text",
    "zh": "低分辨率，模糊，变形，多余的手指，解剖错误，水印，文字，最差质量，低质量",
}
"""Negative prompts by what is drawn."""


def style(name: str) -> Style:
    """A style by its name; `BadInput` with the nearest one when there is none."""
    if name not in STYLES:
        near = difflib.get_close_matches(name, STYLES, n=1)
        raise BadInput(
            f"there is no style '{name}'",
            hint=f"did you mean '{near[0]}'?" if near else f"styles are {', '.join(STYLES)}",
        )
    return STYLES[name]


def negative(name: str) -> str:
    """A negative prompt by its name; `BadInput` when there is none."""
    if name not in NEGATIVES:
        raise BadInput(f"there is no negative prompt '{name}'", hint=f"there are {', '.join(NEGATIVES)}")
    return NEGATIVES[name]


def styled(prompt: str, negative_prompt: str, name: str, family: str = "") -> tuple[str, str]:
    """Prompt and negative prompt in a style; `auto` and styles without a text leave both as they are.

    A prompt that names the style itself is left alone, and so is what the negative prompt says already.
    """
    found = STYLES.get(name)
    if found is None:
        return prompt, negative_prompt
    from castalia.prompts.language import detect
    from castalia.prompts.weights import subprompts

    around = found.template(family, detect(prompt))
    parts = subprompts(prompt)
    written = " AND ".join(
        around.replace("{prompt}", part.strip().rstrip(" .,，。"), 1) + (f" :{weight:g}" if weight != 1.0 else "")
        for part, weight in parts
    )
    if found.negative and not family.startswith(NO_NEGATIVE):
        said = {part.strip() for part in negative_prompt.split(",")}
        more = [part for part in found.negative.split(", ") if part not in said]
        negative_prompt = ", ".join([p for p in (negative_prompt.strip(" ,"),) if p] + more)
    return written, negative_prompt


def uses_negative(family: str) -> bool:
    """Whether a negative prompt changes anything for the usual checkpoints of a family."""
    return not family.startswith(NO_NEGATIVE)
