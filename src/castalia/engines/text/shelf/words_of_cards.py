"""The words that ask for a topic card, in both languages."""

# ruff: noqa: E501

WORDS = {
    "diffusion": r"diffusion|text.to.image|stable diffusion|扩散模型|文生图|扩散",
    "transformers": r"transformer|attention mechanism|self.attention|language models?|\bLLMs?\b|\bGPT\b|注意力机制|自注意力|语言模型|大模型",
    "photosynthesis": r"photosynthesis|chlorophyll|光合作用|叶绿素",
    "blue-sky": r"(?:sky|天空|天).{0,14}(?:blue|蓝)|rayleigh|瑞利散射",
    "tides": r"\btides?\b|潮汐|涨潮|退潮",
    "bioluminescence": r"bioluminescen|luminous (?:animal|plant|fungi)|firefl(?:y|ies)|生物发光|荧光生物|萤火虫|发光生物",
    "lighthouses": r"lighthouses?|fresnel|灯塔|菲涅尔",
    "black-holes": r"black holes?|event horizon|黑洞|事件视界",
    "robots": r"\brobot(?:s|ics)?\b|机器人",
    "rainforest": r"rain ?forests?|雨林",
    "neural-networks": r"neural net|deep learning|machine learning|back.?propagation|神经网络|深度学习|机器学习|反向传播",
    "rainbows": r"rainbows?|彩虹",
}
