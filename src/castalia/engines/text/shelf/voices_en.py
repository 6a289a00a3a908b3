"""English: the tones. How a story opens, what it says aside, how it ends; and what heroes are like."""

# ruff: noqa: E501

from __future__ import annotations

OPENINGS: dict[str, tuple[str, ...]] = {
    "warm": ("Whoever has time should sit down for a moment; this is about {a_hero}, {in_place}, and it cannot be told standing up.", "{in_place} there lived {a_hero}, and if you had gone by you would have been offered the better chair.", "This is the story of {a_hero}, and of a thing that happened {in_place} when the days were just long enough for it."),
    "funny": ("{in_place} there lived {a_hero}, who held the local record in a discipline that {he} had invented {self}.", "Let it be said at once that {a_hero} had not been looking for trouble {in_place}. Trouble had made an appointment."),
    "dramatic": ("They still speak of it {in_place}: of the hour when everything hung by a thread, and of {a_hero}, who did not let go.", "Some days break like glass. This one broke {in_place}, at the feet of {a_hero}."),
    "mysterious": ("Nobody {in_place} could say when it had begun. But {a_hero} was the first who did not look away.", "There are doors that stand open only once. {a_hero} did not know that yet, {in_place}, on the evening before."),
    "scholarly": ("The following account concerns {a_hero} and certain events {in_place}. It rests on the testimony of eyewitnesses, most of whom agree.", "Of the many reports that have reached us from those parts, few are as well attested as that of {a_hero} and what took place {in_place}."),
    "neutral": ("{a_hero} lived {in_place}.", "This happened {in_place}, to {a_hero}."),
}  # fmt: skip

ASIDES: dict[str, tuple[str, ...]] = {
    "warm": (
        "It is good to have such things to remember when the evenings draw in.", "Somewhere a lamp had been left on, for no one in particular, which is the kindest way.", "One could have wrapped that moment in a cloth and kept it with the good cups.",
        "Nobody said thank you, because nobody needed to.", "There was, for once, enough of everything.", "Small things had gone to a great deal of trouble to be lovely.", "And the heart, that old dog, turned round three times and lay down.",
        "It was the sort of hour that people later describe as ordinary, with shining eyes.",
    ),
    "funny": (
        "Experts later called this “brave”, which is what experts say when they mean something else.", "A snail overtook the whole affair on the left and did not even look.", "It must be admitted that nobody’s hat came out of this unharmed.", "There was a plan B. It was plan A, with more shouting.",
        "Somewhere a goat laughed, although this has never been proved.", "The dignity lost on that occasion was handed in the next day, slightly bent.", "By any sensible count that made minus one point.", "History has drawn a veil over the next three minutes, and then a second veil, to be safe.",
    ),
    "dramatic": (
        "There was no way back now.", "A heartbeat. Then another.", "If it failed here, it failed for good.", "The whole sky seemed to lean in.", "No one breathed.", "What was at stake had no name, and it was everything.", "One more step, and the world would be a different one.",
        "It was the kind of silence that comes before thunder.",
    ),
    "mysterious": (
        "And yet the footprints, when one counted them, were one too many.", "Something had been there before; it had been careful to leave no more than that.", "Nobody has ever explained the second shadow.", "A key lay on the ground that fitted nothing, so far.",
        "It was not the dark that was strange, but how well the dark seemed to know the way.", "The same word had been written there before, in an older hand.", "Whatever it was, it had stopped when they stopped.", "There was a scent of candles, though no candle had burned there in years.",
    ),
    "scholarly": (
        "The sources differ on the hour, but not on the fact.", "Comparable cases are known, though none is so completely described.", "It would be rash to conclude more from this than the evidence allows.", "A sketch made on the spot has been preserved; it is water-stained, and shows chiefly rain.",
        "Later writers have embellished the scene; we keep to the earliest version.", "The temperature, it is noted, had fallen by two degrees.", "This detail is confirmed independently by two observers who were not on speaking terms.", "On this point the literature is silent, perhaps out of tact.",
    ),
    "neutral": (),
}  # fmt: skip

CLOSINGS: dict[str, tuple[str, ...]] = {
    "warm": ("In the evening {hero} told it all to {crowd}, from the beginning, and they listened as one listens to rain. When it was over nobody said anything clever. Somebody moved closer. The light went down, unhurried, on all of them alike; and if you had counted them then, you would have got one more than there were, because you would have been sitting there as well.",
        "Since then many evenings have come and gone {in_place}. Sometimes, when the light is right, {hero} will stop in the middle of whatever {he} may be doing and smile at nothing. It is not nothing, of course. It is all still there; one only has to be quiet enough. And whoever comes by at that hour is welcome to sit down and be quiet too.",
        "That is nearly all. Tea was made; the story was told, and told again, and grew a little at the edges, as things do that are kept warm. If you are ever {in_place}, ask for {hero}. Somebody will point the way, and somebody else will already be walking it with you.",
    ),
    "funny": (
        "As for the moral, {hero} looked for one all afternoon and found only a sandwich. It was a very good sandwich. {he} shared it, more or less fairly, and declared the adventure closed until further notice. Further notice came on Tuesday, but that is another story, and a louder one.",
        "A plaque was put up {in_place}. It has the wrong year on it, and the name is spelled with two mistakes, which is a lot for so short a name. {hero} could not be prouder. On Sundays the plaque gets polished, and receives a small bow when nobody is watching; everybody is watching.",
    ),
    "dramatic": (
        "What remained was a scar on the land and a calm such as nobody {in_place} had ever known. {hero} stood in it to the end. Others have been stronger since, and others louder. But when the wind rises and hearts begin to fail, it is this name that is said, quietly, from one to the next: {hero}.",
        "And then it was over. The sky closed like a wound that will heal. {hero} looked back, once, at everything that could have been lost, and at how much of it was still standing. Nobody cheered. They only rose, one after another, until all of them were on their feet.",
    ),
    "mysterious": (
        "That is as much as is known. {hero} never spoke of the rest. But on some nights a light goes slowly across {place}, stops, and goes on again, as though somebody were still counting. And in the morning, in a spot where nobody ever walks, small stones lie in a row, curved like a question.",
        "There the record breaks off. The last page is missing; it was cut out with care, and not long ago. {hero}, when asked, will only look past you, over your shoulder, and smile as if somebody had come in. You should not turn round. Or perhaps you should.",
    ),
    "scholarly": (
        "In sum: the events {in_place} are beyond reasonable doubt, their cause is not. All interviews were declined. The present writer has visited the spot twice, found it exactly as described, and stayed longer than the inquiry strictly required. Further study is recommended, preferably in fine weather.",
        "What the case teaches is limited but firm: that attention is a method, and patience an instrument. {hero} possessed both, and had trained in neither. The author wishes to thank all the witnesses, in particular those who asked not to be named, and the one who made soup.",
    ),
    "neutral": (
        "That was all. {hero} went on living {in_place}, much as before. But nothing that {he} looked at after that was quite so flat as it had been; it had a back to it, and a depth, and now and then, with a little patience, it looked in return.",
        "So it ended. Some of it was soon forgotten, and some of it was not. {hero} kept the part that {he} needed, left the rest {in_place}, and slept well.",
    ),
}  # fmt: skip

HABITS: dict[str, tuple[str, ...]] = {
    "explorer": ("{he} had walked across three deserts and never once closed a door too loudly. In {his} notebook there was a page for every river, and at the end a page for whatever there might still be.", "Other people collected stamps; {hero} collected silences, and had eleven kinds so far. {his} boots knew more than most maps."),
    "astronaut": ("{he} had a voice like a good radio and a photograph of a dog above the bunk. {he} had gone so far up that home had become a blue button, and still {he} watered a single tomato plant every day.",),
    "robot": ("{he} had been built for something; the papers had been lost, and so {hero} tried a bit of everything. {he} could count raindrops, carry pianos and be astonished, and did the last one best.", "One of {his} wheels squeaked on the left. {hero} could have oiled it, but it squeaked in tune."),
    "cat": ("{he} took up exactly as much room as there was. {he} knew fourteen places where the sun came by, and at what time, and visited them in order like a doctor on {his} rounds.", "{he} had opinions on fish, on Mondays and on shut doors, and {he} kept the last of these for the small hours."),
    "dog": ("{he} believed that every stranger was a friend who had been kept waiting. {his} tail could clear a table in one sweep, and frequently did.",),
    "bird": ("{he} weighed less than a letter and had been farther than most ships. When {he} thought, {he} put {his} head on one side, to let the thought run down.",),
    "horse": ("{he} had a white mark in the shape of a country that does not exist. {he} had never been in a hurry in {his} life, and was always the first to arrive.",),
    "fish": ("{he} was hardly longer than a finger and curious along the whole of it. {he} had been told of the land, and took it for a good story.",),
    "fox": ("{he} could cross a field of dry leaves without turning one over. What {he} could not do was leave a riddle alone.",),
    "person": ("{he} {was} not especially tall and not especially brave; what {he} could do was notice. If a cup stood a finger’s breadth farther to the left than yesterday, {hero} knew it, and wondered why.", "{he} always carried three things: a piece of string, a pencil stub, and a question. The string had been useful twice. The question was useful every day.", "People said that {he} dreamed too much. {hero} thought that the others simply woke up too early."),
    "animal": ("{he} had good ears, a bad memory for dangers, and the habit of greeting each morning as if it had been ordered specially.", "Nobody {in_place} could sit so still, and nobody was so hard to keep sitting. {hero} {was} curious from nose to tail, and not a day passed without something at one of the two ends."),
    "object": ("Things, as everyone knows, do not wish for anything. {hero} had heard this said, and had kept politely quiet.", "{he} had stood in one spot for so long that dust had begun to take {him} for granted. But inside {him} there was a great deal of going about."),
    "many": ("They did everything together, which meant that they did everything twice and argued about it once. Nobody {in_place} had ever seen one of them without the others being close by.", "They agreed on nothing but the important things. It made for loud mornings and very peaceful evenings."),
}  # fmt: skip
"""By kind or nature of the hero: two or three sentences that make somebody of it."""

PAIR = (
    "At {his} side, then as always, was {a_pal}, who saw to it that neither of them took anything too seriously.",
    "With {him} went {a_pal}; where you met the one, you had only to wait for the other.",
)
TOPIC = ("It was {topic}, and you could tell it by the smallest things.",)
NIGHT = "By that time it was night, the kind of night that has depth to it."
"""Before something that glows is found."""
GENERIC = (
    "{sense} {hero} took it in slowly, as one reads a letter that one has waited for. {crowd} carried on around {him} as if nothing were the matter, and perhaps that was the greatest help.",
    "There was more to it than that. {sense} {hero} felt it before {he} could say it: that a thing like this does not come alone, and does not leave without asking for an answer.",
    "{hero} stopped at {shelter} to think it over. {sense} When {he} went on, {he} went on with a lighter step, although nothing at all had been settled.",
    "By then {path} lay in another light. {sense} “Well then,” said {hero}, to nobody, and it was as good as a plan.",
    "It took longer than expected, and was none the worse for that. {sense} Afterwards {hero} found that {he} had been holding {gift} all this time, and could not remember having picked it up.",
    "Not everything went smoothly. {sense} But {hero} had learned to leave a little room around each hope, so that it could turn over in its sleep.",
)  # fmt: skip
"""Paragraphs that follow a point of somebody else's outline."""
