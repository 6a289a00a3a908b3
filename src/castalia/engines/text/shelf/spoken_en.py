"""English monologues: what somebody in a picture may say, sentence by sentence, in six tones."""

# ruff: noqa: E501 -- a sentence is a line

from __future__ import annotations

OPENINGS: dict[str, tuple[str, ...]] = {
    "neutral": ("Hello.", "Hi there.", "Good day to you."),
    "warm": ("Hello, it's so good to see you.", "Oh, hello there.", "Hi, I'm glad you stopped by."),
    "funny": (
        "Hi. Yes, it's really me.",
        "Right, I've been told to act natural.",
        "Hello! This is my good side, by the way.",
    ),
    "dramatic": ("Listen. This matters.", "Stay for a moment. Please.", "I have waited a long time for this."),
    "mysterious": ("Come a little closer.", "So you have found me.", "Shh. Listen for a moment."),
    "scholarly": ("Good day. Allow me a brief remark.", "Let me begin with an observation.", "Permit me one thought."),
}

TOPICS: dict[str, tuple[str, ...]] = {
    "neutral": (
        "I'd like to say something about {topic}.",
        "Today I want to talk about {topic}.",
        "I have been thinking about {topic}.",
    ),
    "warm": (
        "I'd love to tell you about {topic}.",
        "What's on my mind today is {topic}.",
        "Let me tell you about {topic}.",
    ),
    "funny": (
        "My specialist subject today is {topic}.",
        "Somebody has to talk about {topic}, and I was the last to leave the room.",
        "I have strong opinions about {topic}. Most of them are wrong.",
    ),
    "dramatic": (
        "It is about {topic}, and nothing else.",
        "Everything changed with {topic}.",
        "I have to speak about {topic}.",
    ),
    "mysterious": (
        "It has to do with {topic}.",
        "There is something about {topic} that nobody told you.",
        "Few people ever ask me about {topic}.",
    ),
    "scholarly": (
        "My subject is {topic}.",
        "I should like to consider {topic}.",
        "Much has been said about {topic}. Let me be careful.",
    ),
}

CLAUSES: tuple[str, ...] = ("I'd like to tell you {topic}.", "Let me say {topic}.", "Today I'll try to say {topic}.")

QUESTIONS: tuple[str, ...] = (
    "People keep asking me: {topic}",
    "There is a question I can't put down: {topic}",
    "You want to know: {topic}",
)

PICTURES: dict[str, tuple[str, ...]] = {
    "neutral": (
        "This is a picture of me on a day like any other.",
        "Somebody took this picture, and here I am.",
        "I was asked to look this way for a moment.",
    ),
    "warm": (
        "This picture was taken in a happy minute.",
        "I wish you could have been here with us.",
        "Somebody I like was standing behind the camera.",
    ),
    "funny": (
        "They said it would take one second. That was an hour ago.",
        "I practised this look in the mirror all morning.",
        "The photographer told me to think of cheese. I am still thinking of cheese.",
    ),
    "dramatic": (
        "A second after this picture, nothing was the same.",
        "You see my face. You do not see what I decided that day.",
        "One picture is all that is left of that hour.",
    ),
    "mysterious": (
        "Look at this picture again. You missed something.",
        "Nobody remembers who took this picture. I do.",
        "I was not alone when this picture was taken.",
    ),
    "scholarly": (
        "A portrait is a strange document: it proves little and tells much.",
        "Consider what a picture leaves out, namely everything before and after.",
        "I am told that a face is read in a tenth of a second.",
    ),
}

MIDDLES: dict[str, tuple[str, ...]] = {
    "neutral": (
        "I noticed it late, to be honest.", "Some days it is easy, some days it isn't.", "I try not to make it bigger than it is.",
        "You get used to more than you think.", "I would not change much.", "It took me a while to see it that way.", "Most of it is simpler than it looks.",
        "I asked a few people, and they all said something different.", "That's how it is with me, anyway.", "I have learned to take my time with it.",
    ),
    "warm": (
        "It makes me smile every single time.", "I learned it from people who were kind to me.", "You don't need much for that, just a little time.",
        "When I think back, I feel at home at once.", "I hope you know that feeling too.", "The small things were always the best ones.", "I wouldn't have missed it for the world.",
        "My grandmother would have liked it, I think.", "There is room for everybody in it.", "And the nicest part is sharing it.",
    ),
    "funny": (
        "I have a plan. It has one step, and I forgot it.", "My friends say I exaggerate, a million times a day.", "Experts agree with me, or at least they have stopped answering my calls.",
        "It went wrong at once, but very elegantly.", "I read the instructions afterwards. Big mistake.", "My cat left the room, and I don't even have a cat.",
        "In my defence, it looked easier on paper.", "I gave it my best, and I have asked for it back.", "Please don't tell my mother.", "I call it a success. Nobody else does.",
    ),
    "dramatic": (
        "There was no way back.", "I heard my own heart, and nothing else.", "They told me to give up. I did not.", "One breath, and then I knew.",
        "You only get one such moment.", "I lost much that day, but not myself.", "Even now my hands are not quite still.", "I would do it again. All of it.",
        "Nobody believed me, until they saw it.", "And then it was quiet.",
    ),
    "mysterious": (
        "It began with a door that should have been shut.", "I counted twice, and there was always one too many.", "Don't ask me how I know.", "Some things only show themselves when nobody looks.",
        "The clock had stopped, and still it struck.", "I wrote it down once. The page is empty now.", "Have you ever heard a room listen?", "There is a key, but I will not say where.",
        "They all forgot it by morning.", "You will notice it tonight, when the lights are out.",
    ),
    "scholarly": (
        "The evidence is thinner than one would like.", "One should distinguish what is known from what is merely repeated.", "I have changed my mind on this, more than once.", "The simplest account is rarely the whole one.",
        "A good question, here, is worth three answers.", "We measure what we can, and guess the rest.", "My teachers would have objected at this point.", "Allow me to leave the footnotes aside.",
        "It is a modest result, but a sound one.", "The exceptions, as usual, are the interesting part.",
    ),
}  # fmt: skip

CLOSINGS: dict[str, tuple[str, ...]] = {
    "neutral": ("That's all I wanted to say.", "Thank you for listening.", "And that's it."),
    "warm": (
        "Thank you for listening. Take good care of yourself.",
        "Come back soon, will you?",
        "I'm happy you were here.",
    ),
    "funny": ("Thank you, I'm here all week.", "Can I stop smiling now?", "That's it. Applause is optional."),
    "dramatic": ("Remember my words.", "Now you know.", "The rest is up to you."),
    "mysterious": ("You haven't heard this from me.", "Now go, and don't look back.", "We'll meet again. You'll see."),
    "scholarly": ("More I would not dare to claim.", "I leave the conclusion to you.", "Thank you for your attention."),
}

CUES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?<!not )(?<!without )\bsmil(?:e|es|ing)\b", ("Yes, I'm smiling. I mean it.", "You can see that I'm in a good mood.", "That smile is real, by the way.")),
    (r"\bsurprised\b", ("I know, I look a little surprised.", "My face says it already: I didn't expect that.")),
    (r"\bsad\b", ("I may look a little sad here. It will pass.", "Some days the corners of my mouth are heavy.")),
    (r"\b(?:sun)?glasses\b", ("Let me straighten my glasses.", "Without these glasses I'd be talking to the wall.")),
    (r"\bbeard", ("I have stroked my beard over it many times.", "My beard and I agree on this.")),
    (r"\bspace ?suit\b|\bastronaut\b|\bhelmet\b", ("It's warm in this suit, I can tell you.", "From far above, all of this looks very small.")),
    (r"\bcrown\b|\bking\b|\bqueen\b", ("A crown is heavier than it looks.",)),
    (r"\bhat\b|\bcap\b", ("And yes, I kept my hat on.",)),
    (r"\bscarf\b", ("My scarf keeps me warm while I talk.",)),
    (r"\brobot\b", ("My circuits hum when I say this.", "I'm a robot, but I have thought about it.")),
    (r"\b(?:cat|dog|fox|rabbit|bear|panda|lion|tiger)\b", ("You may call it instinct.", "My ears are up, so I'm serious.")),
    (r"\b(?:moon|mars|space)\b", ("It's quiet up here, and the sky is black.", "From here I can see the whole Earth.")),
    (r"\b(?:beach|sea|coast|ocean)\b", ("You can hear the sea behind me.", "The wind smells of salt here.")),
    (r"\b(?:forest|rainforest|woods|jungle)\b", ("The trees behind me have heard it all before.", "It smells of leaves and rain here.")),
    (r"\b(?:snow|snowy|winter)\b", ("It's cold here, but I don't mind.", "The snow makes everything so quiet.")),
    (r"\b(?:city|street|town|skyscrapers?)\b", ("The city behind me never stops humming.", "All these windows, and a story in each.")),
    (r"\b(?:mountains?|hills?)\b", ("The mountains make you patient.",)),
    (r"\b(?:desert)\b", ("There is a lot of time in the desert.",)),
    (r"\b(?:night|dark)\b", ("It's late, and it's dark, and that's when one says such things.", "At night one thinks more clearly.")),
    (r"\bsunset\b|\bdusk\b", ("Look at that light. The day is almost over.",)),
    (r"\b(?:dawn|morning)\b", ("It's early, and the day still belongs to us.",)),
    (r"\brain(?:ing|y)?\b", ("Listen to the rain.",)),
    (r"\b(?:two|three|four|five|six|several) (?:people|faces|persons)\b", ("I speak for all of us here.", "We are not alone in this picture, as you see.")),
    (r"\blook(?:s|ing)? (?:straight )?(?:at|into) (?:us|the camera|you)\b", ("I'm looking right at you, and I mean you.",)),
    (r"\blook(?:s|ing)? (?:away|aside|to the (?:left|right)|up|down)\b", ("I'm looking away because I see it better that way.",)),
    (r"\b(?:bright|sunny|sunshine)\b", ("The light is kind today.",)),
    (r"\bred hair\b|\bred-haired\b", ("With red hair nobody overlooks you.",)),
    (r"\b(?:gr[ae]y|white) hair\b|\bold (?:man|woman|person)\b", ("At my age one may say so.", "Every one of these grey hairs has a reason.")),
)  # fmt: skip
"""What a description says of the picture, and what may be said about it in the first person."""
