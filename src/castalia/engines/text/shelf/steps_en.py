"""English: how each step of a plot is told. `tell` says what happens, `more` stays with it a little longer.

Slots: see `castalia.prompts.steps`; besides, `{sense}` is a whole sentence about the place, `{path} {shelter} {crowd} {gift}`
are things that belong there, `{trouble}` is a sentence on its bad weather, `{look} {secret} {leave}` are
sentences on what was found.
"""

# ruff: noqa: E501 -- a paragraph is a line

from __future__ import annotations

STEPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ordinary": (
        (
            "It was a day like any other, which is to say that nobody looked at it very closely. {sense} {hero} made the usual round: a nod to {crowd}, a pause at {path}, a second pause for no reason at all. If you had asked {him}, {he} would have said that nothing ever happened {in_place}, and that this was the best thing about it.",
            "{hero} had {his} habits, and the habits had {him}. First came the long stretch, then the long look, then the walk as far as {path} and back. {sense} It was a small life, but every corner of it had been used.",
        ),
        (
            "“Anything new?” {hero} asked {crowd}, as {he} did every morning. Nothing was new. {hero} {was} pleased, and went on being pleased for almost an hour.",
        ),
    ),
    "sign": (
        (
            "Then, between one step and the next, something changed. {sense} And under all of it lay one note that did not belong there. {hero} stood still. {crowd} had gone quiet, all at once, the way a room goes quiet when somebody important is about to speak.",
            "What {hero} noticed first was not a thing but a gap: {crowd} had fallen silent. Then came a glimmer at the edge of sight, gone as soon as {he} turned to it. {sense} {hero} counted slowly to ten. At eight, it came again.",
        ),
        (
            "A sensible creature would have gone home. {hero} thought about that, quite seriously, for as long as it takes to blink.",
        ),
    ),
    "setout": (
        (
            "{hero} left early, before doubt was awake. {path} led away from everything {he} knew, and {he} took it without looking back more than twice. {sense} After the first bend the old world was out of sight; after the second, it was out of hearing too.",
            "There is a moment in every setting out when turning round would still be easy. {hero} met it beside {shelter}, looked it in the face, and walked past. {sense} From there on {path} was the only company.",
            "It began, as most things do, with a small untruth: “I am only going as far as {path},” said {hero}. {crowd} believed it. {sense} At {path} {he} found that there was still some daylight left, and some courage, and that it would be a pity to carry either of them home unused.",
        ),
        (
            "{he} had a plan, and the plan had three parts. The first was to go on. The other two, {hero} felt, would turn up in time.",
        ),
    ),
    "road": (
        (
            "The days took on a shape: going, resting, going. {sense} {hero} learned which sounds meant something and which were only {crowd} gossiping. {he} learned that {path} was never quite the same twice, and that the things worth seeing stood mostly a little to one side of it.",
            "Whoever goes slowly goes far, and {hero} went very slowly indeed. There was {gift} to look at, and beyond it something else, and beyond that a view so wide that {he} had to sit down to hold it all. {sense}",
        ),
        (
            "“How far is it still?” {hero} asked, of nobody in particular. {crowd} answered, all of them together, and no two gave the same number.",
        ),
    ),
    "storm": (
        (
            "The trouble gave no warning. {trouble} {hero} found {shelter} more by luck than by sense and made {self} as small as possible. There was nothing clever to be done. There was only holding on, and {hero} held on.",
            "{trouble} For a while up and down were matters of opinion. {hero} said aloud every comforting thing {he} knew, which took less time than {he} had hoped, and began again at the beginning. Somewhere in the fourth round the worst of it passed.",
        ),
        (
            "When it was over, {hero} looked out from {shelter}. The world had been rearranged, and nobody had asked {him}. “Well,” {he} said, and {was} surprised how steady it sounded.",
        ),
    ),
    "helper": (
        (
            "That was when {pal} appeared: {a_pal}, to be exact, with the air of somebody who has been listening for some time. “You are going the wrong way,” said {pal}, “but you are doing it very nicely.” {hero} laughed, and it turned out that {he} had not laughed for days.",
            "They met at {shelter}, {hero} and {a_pal}, because there was only one dry spot and both wanted it. It was large enough for two. By the time they found that out, they were already friends, although neither of them would have used so big a word yet.",
        ),
        (
            "{pal} knew things: where {crowd} slept, how to read {path}, which fears were worth keeping. {hero} knew only one song, and sang it. It seemed a fair exchange.",
        ),
    ),
    "find": (
        (
            "And then, with no more warning than a held breath, there {fit} {fwas}: {a_find}. {look} {hero} did not shout. Some things ask for quiet, and {he} gave it. {sense} For a little while there was nothing else {in_place}, only somebody who had looked and something that had been waiting.",
            "{hero} almost missed it. A step to the left, a careless glance, and this would be another story. But {he} did look, just then, just there, and saw {a_find}. {look} “Oh,” said {hero}, which was not much, and was exactly right.",
            "At first {hero} took it for a trick of the light. {he} looked away, counted to three, and looked again; and it had not gone: {a_find}. {look} Nobody had said that such a thing existed. Nobody had said that it did not. {sense} {hero} sat down at a respectful distance, and for the time being that was all that either of them wanted.",
        ),
        (
            "{he} walked all the way round {fobj}, keeping {his} distance, as one does with sleeping animals and famous people. From every side there was something new to see. {crowd} looked on and offered no explanation.",
        ),
    ),
    "closer": (
        (
            "{hero} came nearer, and then nearer still, until {find} filled the whole of {his} sight. {look} The longer {he} looked, the less {he} knew, and the less {he} minded. {sense}",
            "There is looking and there is looking. {hero} began with the first and slowly arrived at the second. {look} {he} noticed a mark, a seam, the faintest warmth; and {he} noticed that {his} own breath had fallen into step with something.",
        ),
        (
            "“Where do you come from?” {hero} whispered. Nobody expects an answer to that kind of question. Even so, {he} waited, politely, until the silence had finished speaking.",
        ),
    ),
    "fail": (
        (
            "The first try went badly. It went so badly that {crowd} came closer in order not to miss anything. {hero} slipped, recovered, made it worse, and ended in a position that could not have been called dignified by anyone’s grandmother. {sense}",
            "{hero} had imagined it all beforehand: the calm, the applause, the modest bow. None of that happened. What happened was noise, and then more noise, and then a very long silence in which something small rolled slowly away.",
        ),
        (
            "“Was that it?” asked a voice from among {crowd}. “No,” said {hero}, from the ground. “That was the part before it.”",
        ),
    ),
    "doubt": (
        (
            "That evening {hero} sat by {shelter} and did nothing. {sense} {he} went through all the reasons for going on, and they had become thin, like cloth that is washed too often. It would be so easy to stop. No one would be angry. No one, perhaps, would even notice; and that was the heaviest thought of all.",
            "It was not one great despair. It was a small one, of the kind that sits down next to you and asks how long this is still going to take. {hero} had no answer. {he} drew a line on the ground, and another across it, and looked at them for a long time.",
        ),
        (
            "Then, without deciding to, {hero} noticed {gift}. It had been there all along. It asked for nothing and proved nothing; but it was so thoroughly itself that {he} felt a little ashamed, and a little better.",
        ),
    ),
    "again": (
        (
            "So {hero} began once more, and this time {he} did not hurry. {he} let go of how it ought to look. {sense} One thing followed from another, lightly, the way water finds its way downhill; and before {he} could be afraid of it, it was done. To {wish}: it had taken so long, and it was as simple as that.",
            "The last attempt began like all the others. But somewhere in the middle {hero} forgot that anyone was watching, forgot even {self}, and in that unguarded moment it came right. {crowd} understood before {he} did. The whole of {place} seemed to draw one breath.",
        ),
        (
            "{hero} did it again at once, to make sure, and then a third time for the joy of it. “I told you so,” said somebody who had told {him} nothing of the kind.",
        ),
    ),
    "understand": (
        (
            "It came slowly, and then all at once. {secret} {hero} sat quite still, afraid that a movement might shake the thought loose. {sense} So that was it. It had been in plain sight from the beginning, and {he} had been looking for something far more complicated.",
            "{hero} tried everything that {he} could think of, and when nothing was left {he} simply stayed. That was the key. {secret} How many had passed by in a hurry, {he} wondered, and how many of them had been cleverer than {self}?",
            "“Let me think,” said {hero}, and for once did nothing else. {sense} Hour by hour the wrong ideas went home, first the loud ones, then the clever ones. One was left over, so plain that {he} had stepped across it every time. {secret}",
        ),
        (
            "{he} said it aloud, to hear whether it was true. {crowd} stopped for a moment, as if to listen, and went on. It was true.",
        ),
    ),
    "choice": (
        (
            "There were people, {hero} knew, who would give a great deal for {find}. There were shelves for such things, with labels and little lamps. {he} looked, and weighed it all, and {was} surprised how little the other side of the scales held. {leave}",
            "The easy thing was to take {fobj} home. {hero} got as far as reaching out. {sense} Then {he} saw how well {find} stood just there, and what a hole there would be. {leave}",
        ),
        (
            "It felt like losing something for as long as it took to turn round. After that it felt like the opposite, and it never stopped.",
        ),
    ),
    "parting": (
        (
            "Nobody had told {hero} that goodbyes have a sound. This one sounded like {crowd}, far off, and like two voices talking about the weather. {pal} made a joke. {hero} laughed at the wrong place. Then there was only {path}, and one of them growing smaller on it.",
            "They had agreed to make it short. It took the whole of the morning. {pal} gave {hero} {gift}, and {hero}, who had nothing, gave a promise; both held it to be the better bargain.",
        ),
        (
            "{hero} stayed at the place for a while. {sense} It is a strange thing to be missed already while you can still be seen.",
        ),
    ),
    "return": (
        (
            "The way back was shorter, as ways back are. {hero} greeted {path} like an acquaintance, and told {crowd} the news, leaving out the best part, because it could not be told. {sense} Home looked just as it had before. {he} stood before it for a moment, a little taller than the door remembered.",
            "{hero} went home with nothing in {his} pockets and no proof of any kind. {sense} Yet everyone who met {him} that day turned round once more, unable to say what was different. It was in the way {he} walked: like somebody who knows a good secret and is in no hurry.",
            "Nobody met {hero} on the way back, which was just as well, for {he} {was} walking very slowly and smiling at stones. {sense} {path} did not ask any questions. At the last bend {he} turned round. There was nothing to be seen from there, and {he} looked at it for quite some time.",
        ),
        (
            "“And? Was it worth it?” they asked. {hero} thought of all that had gone wrong, item by item. “Yes,” {he} said. “Especially that.”",
        ),
    ),
    "dusk": (
        (
            "The light went the way it always goes, last from the highest things. {sense} {hero} had meant to be home by now. {he} had meant many things. The colours folded themselves up one after another, until only grey was left, and then not even that.",
            "At the hour when {crowd} change over from the day voices to the night voices, {hero} understood that {he} would not get back before dark. It was not a terrible thought. It was only a large one, and it had nowhere to sit but right beside {him}.",
        ),
        (
            "In the dark every thing grows: the trees, the distances, the noises, oneself. {hero} decided to begin with the last of these.",
        ),
    ),
    "watch": (
        (
            "Towards the middle of the night there was a light. It was no bigger than a seed, and it did not do anything; it was simply there, and it stayed. {sense} {hero} looked at it until {he} knew it by heart. If that small thing could manage a whole night, then so, {he} thought, could {hero}.",
            "{hero} kept awake and learned what the night is made of. There was a cool part that smelled of stone and a soft part that belonged to {crowd}. There were stars, and between the stars more stars, shy ones, which only came out when one looked slightly past them. {sense}",
        ),
        (
            "Once something rustled very near. {hero} held {his} breath; so did the something. For a long minute they were afraid of each other, which is one way of not being alone.",
        ),
    ),
    "dawn": (
        (
            "Nobody sees the exact moment. {hero} watched for it as hard as {he} could, and still it slipped past: one instant it was night, and the next there was an edge to things. {sense} Then colour came back into the world, carefully, like a guest who is not sure of the house number.",
            "The morning made no fuss about itself. A paleness, a line, a first voice among {crowd}; and suddenly everything that had been enormous was just {place} again, wet and new and rather small. {hero} could have embraced every bit of it.",
        ),
        ("“You look tired,” said the day. “So do you,” said {hero}, and both of them were in excellent spirits.",),
    ),
    "wish": (
        (
            "To {wish}: that was all. {hero} had never told anyone. It was not a reasonable wish, and {in_place} people set great store by reason. But it was there when {he} woke up and it was there when {he} fell asleep, like a stone in a shoe, only that {he} would not have taken it out for anything. {sense}",
            "Some wishes come to visit. This one had moved in. It sat at {hero}’s table, looked out of {hero}’s window and said, at the most unsuitable moments: “Well? What about today?” To {wish}. {hero} looked round at {place}, at {crowd}, at {path}. “Tomorrow,” {he} always answered. And then, one day, {he} did not.",
        ),
        (
            "{he} asked {crowd} what they thought of it. They thought that it could not be done. They were very kind about it, and it was their kindness that settled the matter.",
        ),
    ),
    "practice": (
        (
            "After that {hero} got up an hour before everyone else. {path} was empty then, and nobody laughed, because nobody was there. {sense} {he} did the same thing a hundred times, and on the hundred-and-first it was a hair’s breadth better. Such hairs, laid side by side, make a rope.",
            "Monday it would not work. Tuesday it would not work in a different way. On Wednesday {hero} made a mistake so interesting that {he} spent all of Thursday trying to make it again. {sense} By Sunday something had moved, though only {he} could have said what.",
        ),
        (
            "Practice, {hero} found, is a kind of friendship with failure. One need not like each other. One only has to keep the appointments.",
        ),
    ),
    "alone": (
        (
            "{hero} {was} alone, and had got used to it, as one gets used to a clock that ticks. {sense} {he} had conversations with {path} and disagreements with the weather. In the evening {he} said good night to {crowd}, who never noticed; and that was the part of the day {he} had grown least fond of.",
            "There was room for two beside {shelter}. {hero} had not planned it so; it was just how the place was made. {he} always sat on the same side, and never put anything on the other. {sense}",
        ),
        (
            "When somebody passed by in the distance, {hero} would straighten up a little. Then the somebody was gone, and {he} would look for a while as if {he} had been meaning to sit like that anyway.",
        ),
    ),
    "share": (
        (
            "What they had was not much: {gift}, half a song, and the good side of {shelter}. They divided it by two and it came out larger. {sense} “That makes no sense,” said {pal}, who had always been strong in arithmetic. “No,” said {hero}, and moved over a little more.",
            "{hero} had never shown the place to anyone. One had to know where {path} seems to end. Behind it, the world opened like a hand. {sense} {pal} said nothing for so long that {hero} began to be anxious. “I was afraid to break it,” {pal} said at last.",
        ),
        (
            "They invented a game whose rules changed whenever one of them was losing. It lasted until dark, and both of them won.",
        ),
    ),
    "quarrel": (
        (
            "It began with nothing, and it grew fast. {hero} said “always”, {pal} said “never”, and after those two words there is seldom a way back. They went off in different directions, each taking great care to be seen not turning round. {sense}",
            "Nobody could say afterwards who had started it. It was a hot, foolish quarrel about {gift}, which neither of them wanted. When it was over the silence was so large that even {crowd} walked round it on tiptoe.",
        ),
        (
            "{hero} thought of eleven good answers, all of them too late. Towards evening {he} thought of a twelfth, which was “sorry”, and that one was not too late at all.",
        ),
    ),
    "together": (
        (
            "“I was on my way to you,” said {hero}. “I know,” said {pal}, “I was on my way to you.” They had met exactly in the middle, beside {shelter}, and for a moment neither of them knew what to do with so much gladness. {sense} So they simply sat down. It was the best sitting down that either of them had ever done.",
            "In the end no speech was needed. {pal} {pwas} there, that was all, and {hero} moved aside, that was all, and the empty half of the world was full again. {sense} {crowd} took up their noise where they had left it.",
        ),
        (
            "“Next time,” said {pal}, “let us skip the part in between.” They shook on it, and have kept to it ever since, or nearly.",
        ),
    ),
    "lost": (
        (
            "It was gone. {hero} looked where {find} ought to be, and there was only the place where {fit} had been, a little paler than the rest. {he} looked again, in case looking had been done wrongly the first time. {sense} Everything else was there. Nothing else mattered.",
            "One does not notice a thing leaving. One notices, much later, a lightness that is no relief. {hero} reached for {find} and {his} whole day stopped. {he} turned over {gift}; {he} looked beneath {shelter}; {he} accused, briefly and unfairly, {crowd}.",
        ),
        (
            "“When did you last see {fobj}?” everyone asked, as everyone does. If {hero} had known that, {he} would not have been looking.",
        ),
    ),
    "search": (
        (
            "{hero} searched by method, and then without. {he} followed {path} to where it gave up. {he} asked {crowd}, who remembered everything except what mattered. {sense} By noon {he} had found four things that other people had lost, and gave each of them back; but not the one.",
            "Every trace led somewhere, and somewhere was always the wrong place. Once {hero} felt sure, and ran; it was a scrap of light on a wet leaf of paper, or a leaf, or nothing. {sense} {he} sat down, breathed, and began with the next corner.",
        ),
        (
            "It is odd what one sees when one is looking for something else. {hero} had lived {in_place} so long, and had never known how much of it there was.",
        ),
    ),
    "regained": (
        (
            "And then {he} had stopped looking, and there {fit} {fwas}. Somebody had found {find} before {hero} did, and had kept {fobj} dry, and had set {fobj} where the light fell in the morning. {look} A very small stranger looked up, frightened. “Is it yours?” the stranger asked. “I was taking care of it.”",
            "{hero} saw {find} on the far side of a crowd, in hands that held {fobj} as one holds a bird. {look} All the sharp words that {he} had prepared went out of {his} head. Whoever holds a thing like that has not stolen it, only loved it a little later than oneself.",
        ),
        (
            "They talked it over until dusk, and by the end of the talk it was no longer quite clear what had been lost, or who had found whom.",
        ),
    ),
    "deed": (
        (
            "So it was that {hero} {deed}. It sounds like little, put that way. But whoever was there will tell you how the air changed, and how even {crowd} left off what they were doing. {sense} There are moments that have a before and an after, and this was one of them.",
            "{hero} {deed}. There: it is said, and it takes no longer to say than it took to happen. {sense} What takes longer is to explain why everyone who saw it went home by another way that evening, looking at things they had not looked at for years.",
        ),
        ("“Did you see that?” said one of {crowd}. “I saw it,” said another. “I do not believe it, but I saw it.”",),
    ),
    "stir": (
        (
            "News travels fast {in_place}. It was told first as it had happened, then with a thunderstorm, and finally with a thunderstorm and two kings. {crowd} took sides. {sense} Only {hero} said nothing, and {was} therefore asked by everybody.",
            "From then on things stood a little differently. Those who had never greeted each other stopped for a word. Somebody laughed in the middle of the day, and nobody asked why. {sense} {hero} noticed all this from {shelter}, where it was supposed that {he} had gone for some peace.",
        ),
        (
            "By evening there were three versions and a song. The song was wrong in every point, and had a very good tune.",
        ),
    ),
    "question": (
        (
            "“{topic}.” The words were in the air one morning, as if somebody had left them lying about. {hero} picked them up. They were smooth and heavy and would not open. {sense} All day {he} carried them round, and by evening there was no doubt left: {he} would have to find out.",
            "It was {crowd} who mentioned it first, in passing, the way one mentions a cousin abroad: “{topic}.” And everyone nodded. {hero} nodded too, because it is hard to be the only one who does not. But that night {he} lay awake, nodding no longer.",
        ),
        (
            "A question is a small thing. It weighs nothing and can be taken anywhere. The trouble is that it cannot be put down.",
        ),
    ),
    "asking": (
        (
            "{hero} asked the baker, who said it was a matter of patience. {he} asked the watchmaker, who said it was a matter of precision. A child on a wall said it was quite easy, and ran off before explaining. {sense} {hero} wrote everything down. Side by side, the answers looked like the pieces of several different puzzles.",
            "“{topic}?” said the first one. “Everybody knows that.” And would say no more. The second talked for an hour without a full stop. The third, who had studied it all her life, said, “I am not sure,” and smiled, and of all the answers this was the one that {hero} trusted.",
        ),
        (
            "“Perhaps,” said {pal}, who had come along for the walk, “you should not ask what it is. Ask what it does when nobody is looking.”",
        ),
    ),
    "insight": (
        (
            "It came from the side. {hero} {was} watching {crowd}, thinking of nothing, when a pattern stepped out of the muddle and stood there, quite plain. {sense} {topic}: not the whole of it, not even a tenth, but a corner one could hold. {hero} held on to it. It fitted the first answer, and the third, and, surprisingly, the baker’s.",
            "{hero} had been trying to swallow the question whole. Now {he} cut off one small piece, the smallest there was, and looked at only that. And that piece, {he} understood. {topic} had not become simple. It had become friendly, which is better.",
        ),
        (
            "“Explain it to me,” said {pal}. {hero} tried. In the third sentence {he} noticed what {he} had not yet understood, and {was} delighted: there was some left for tomorrow.",
        ),
    ),
}
