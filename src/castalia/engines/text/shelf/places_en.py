"""English: what one sees, hears, smells and touches in a place, and the things that belong there."""

# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Senses:
    """A place as the stories know it."""

    path: str
    shelter: str
    crowd: str
    """Who is heard there, in the plural."""
    gift: str
    """A small thing that may be found there."""
    trouble: str
    """A sentence or two on its bad weather."""
    sentences: tuple[str, ...]


PLACES: dict[str, Senses] = {
    "rainforest": Senses(
        "the track the tapirs had made", "the giant fig", "the tree frogs", "a red seed as hard as a bead",
        "The rain did not begin, it fell: all at once, warm and grey, until the leaves roared and the path was a brook.",
        ("Water ticked from leaf to leaf long after the rain had gone.", "The light came down green, as if through the wall of a bottle.",
         "It smelled of wet bark, of orchids, of something sweet that had lain too long.", "High up, a troop of monkeys quarrelled about figs.",
         "Mist hung between the trunks like washing that nobody had taken in.", "A blue butterfly opened and closed, opened and closed, like an eye that could not decide.",
         "The lianas were as thick as a leg and warm to the touch.", "Ants carried the forest past in small green pieces.",
         "A fern uncurled so slowly that one could almost hear it.")),
    "rocky_coast": Senses(
        "the goat path along the cliff", "the upturned boat", "the gulls", "a shard of blue glass that the sea had made smooth",
        "The wind swung round to the north-west and brought the sea with it; spray stood higher than the rocks, and every wave tried the door.",
        ("The tide had gone out and left its pools behind, each with a sky of its own.", "Salt dried on everything in a fine white crust.",
         "Somewhere below, the sea breathed in and out of a cave.", "Limpets held on to the stone as if it might be taken from them.",
         "The lighthouse stood with its back to the land, like someone listening.", "It smelled of kelp and tar and coming weather.",
         "A cormorant hung its wings out to dry and looked like a broken umbrella.", "Between the rocks the foam turned round and round, unable to find the way out.",
         "Sea pinks nodded in cracks where there was no earth at all.")),
    "beach": Senses(
        "the wet strip along the water", "the old lifeboat shed", "the sandpipers", "a shell with the sound still in it",
        "A squall came over the water like a curtain being drawn, and the sand flew, and every hat on the coast set off inland.",
        ("Each wave wrote a line on the sand and took it back again.", "The wind had combed the dunes all to one side.", "It smelled of salt and warm wood.",
         "Small crabs signalled to one another with one raised claw.", "Footprints filled with water, shone for a moment, and were gone.",
         "Far out, a sail stood on the horizon and did not seem to move.", "Dry seaweed crackled underfoot like paper.", "The foam hissed as it sank into the sand.",
         "The sun had warmed the stones so thoroughly that they kept some for the evening.")),
    "sea": Senses(
        "the current along the reef", "the sunken ship", "the damselfish", "a pearl no bigger than a tear",
        "A swell came down from a storm that nobody here could see; sand rose like smoke, and the whole reef leaned over and held its breath.",
        ("Light fell in long ropes that swayed and never touched the ground.", "A thousand silver fish turned as one, like a page.", "The coral crackled softly, the way a fire does when it is nearly out.",
         "An anemone closed its hand around nothing and opened it again.", "A turtle rowed past with the face of someone’s great-uncle.", "Every bubble carried its small round world upward.",
         "The weed stood up and bowed, stood up and bowed, with great politeness.", "Farther down the blue grew so deep that it had no name.", "A crab walked by sideways, as though it had just remembered something.")),
    "moon": Senses(
        "the rim of the old crater", "the old lander", "the little machines at the station", "a grey pebble with a spark of glass in it",
        "A hail of dust-fine meteors came without a sound; the ground leapt in a hundred places, and each leap hung in the air as if it had forgotten how to fall.",
        ("The earth stood over the hills, blue and far too small.", "Dust rose at each step and fell back without haste.", "There was no wind, and there had never been any.",
         "Shadows lay as sharp as if they had been cut with scissors.", "Old tracks ran away to the horizon, as fresh as on the first day.", "The silence was so complete that one could hear one’s own thoughts being thought.",
         "Far off a mountain caught the sun and burned like a lamp.", "The stars did not twinkle here; they simply looked.", "It is said that moon dust smells of burnt matches.")),
    "mars": Senses(
        "the dry river bed", "the overhang of red stone", "the weather kites", "a round stone that looked like a blueberry",
        "The storm came up brown from the south and ate the hills one after another; within the hour there was no sky left, only a noise like sandpaper.",
        ("The sun was small here, and set in blue.", "Red dust lay in every fold of everything.", "Two moons went over, one of them in a hurry.", "Frost glittered for ten minutes and was gone.",
         "A dust devil walked along the ridge like a lonely dancer.", "The cliffs were striped like a cake that someone had taken a billion years to bake.", "The wind was too thin to lift a leaf, had there been a leaf.",
         "Everything that moved cast a long, rust-coloured shadow.", "Where a river had been, the stones were still round.")),
    "forest": Senses(
        "the path of roots", "the hollow oak", "the jays", "an acorn with its hat on",
        "Wind went through the crowns like a crowd getting to its feet; branches came down, and the rain came down after them.",
        ("Pine needles took the sound out of every step.", "Sunlight lay about on the moss in coins.", "It smelled of mushrooms and resin and last year’s leaves.", "A woodpecker knocked, waited, and knocked again at another door.",
         "Spider threads drifted across the clearing with nobody on board.", "The trunks stood close, like people at a window.", "A hare sat up, thought it over, and was not there any more.",
         "Moss had upholstered every stone.", "Somewhere water ran under leaves and talked to itself.")),
    "desert": Senses(
        "the ridge of the long dune", "the one tamarisk", "the crickets", "a rose made of sand",
        "The horizon turned yellow, then brown, then came nearer; the sand began to sing, and after that there was only sand.",
        ("The dunes had moved in the night and pretended they had not.", "Heat stood over the ground and made it tremble.", "A beetle wrote its name across a whole hillside.", "The silence had a faint hum in it, like a jar.",
         "In the evening the sand gave back all the warmth that it had borrowed.", "The stars came down almost to the ground.", "A lizard changed feet, two at a time, because of the heat.",
         "Tracks of a fox ran straight ahead, as if it had had an appointment.", "The wind drew fine lines everywhere, and rubbed them out again.")),
    "snow": Senses(
        "the line of the ski poles", "the snow cave", "the chickadees", "an icicle as long as an arm",
        "It began with a few flakes that meant no harm; an hour later there was no up and no down, and the wind had a voice like a train.",
        ("The snow creaked at each step, like a new shoe.", "Breath hung in the air and was slow to leave.", "Every twig carried a second twig, made of white.", "The cold had a smell, clean and a little like iron.",
         "Blue shadows lay in the hollows, as though the sky had leaked.", "A branch let go of its load, sprang up, and went on trembling.", "The tracks of a mouse crossed the slope like stitching.",
         "It was so still that one could hear the snow settle.", "Far down in the valley a single window was lit.")),
    "meadow": Senses(
        "the path between the tall grasses", "the old hay barn", "the crickets", "a clover with four leaves",
        "A cloud the size of a hat had become a cloud the size of the sky; then the first drops fell, fat as cherries, and the thunder rolled its barrels about.",
        ("The grass bent in waves, and the wind had someone to play with.", "It smelled of warm hay and thyme.", "Bees went in and out of the foxgloves like customers.", "A lark hung on its song, so high that it could not be seen.",
         "Dandelions let go of their seeds, one at a time, as if counting.", "Dew stood on every blade and held a sun of its own.", "The poppies were so red that one wanted to look twice.",
         "A snail had written something silver across the path.", "Somewhere a gate that no one had closed knocked softly.")),
    "city": Senses(
        "the lane behind the market", "the awning of the closed shop", "the sparrows", "a button of real brass",
        "The storm came in over the roofs; shutters slammed, trams stood still with all their windows lit, and the gutters ran like little rivers that have business elsewhere.",
        ("Bread was baking somewhere, and the whole street knew it.", "A tram went by, ringing, and took its yellow light along.", "The windows went on one by one, like an audience sitting down.", "Washing hung between the houses and waved at nobody.",
         "Puddles held whole towers, upside down.", "Someone was practising the same four bars on a trumpet.", "Pigeons stepped aside, but only just.", "Steam rose from a grating and for a moment was gold.",
         "From an open door came the clatter of cups and half a joke.")),
    "indoors": Senses(
        "the corridor with the loud floorboard", "the big table", "the clocks", "a spoon that had been missing since spring",
        "First the lamp went out, then the wind found the chimney, and after that every door in the house had something to say.",
        ("The kettle began to hum, well before it meant to.", "Dust turned slowly in a beam of sun, going nowhere.", "It smelled of cinnamon and floor polish.", "A clock cleared its throat before striking.",
         "Under the stairs it was always a little earlier than in the rest of the house.", "The cups on their hooks touched, very lightly, when somebody passed.", "Rain counted the window panes.",
         "The cushion still kept the shape of whoever had sat there last.", "The stove ticked as it cooled.")),
    "": Senses(
        "the narrow way", "the old doorway", "the birds", "a smooth round stone",
        "The sky went dark at the wrong time of day, and then the wind arrived with everything it had picked up on the way.",
        ("The air smelled of rain that had not yet made up its mind.", "Somewhere a door opened and let out a little music.", "The shadows had grown long and rather elegant.", "A feather came down, slowly, from nobody in sight.",
         "The light was the colour of tea.", "Far away a bell struck, miscounted, and began again.", "The wind turned over a leaf to see what was on the other side.", "Everything was very clear, as it sometimes is before a change of weather.",
         "For a moment there was no sound at all, as if the day had lost its place.")),
}  # fmt: skip

FINDS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "plant": (
        ("A light came from inside its leaves, the blue-green of deep water, and it brightened wherever a drop fell.", "It was not tall, but it stood there with such composure that everything round it seemed to have taken a step back.",
         "Along each vein ran a thread of light, quick and soft, like a thought on its way to becoming a word."),
        "It shone, {hero} saw, only when something near it was quiet. A rustle, and it dimmed; a held breath, and it rose again like a lamp being carried upstairs. It was not a light to see by. It was a light for listening.",
        "{hero} pressed a little more earth about its roots, and marked the place on no map."),
    "message": (
        ("The glass was green and clouded by salt, and in it lay a roll of paper tied with red thread.", "It had come a long way; barnacles had settled on one side, as on a small, slow ship.", "The cork was sealed with candle wax, and in the wax was the print of a thumb."),
        "The paper crackled. “Is anybody there?” it said, in large and careful letters. “I am learning to write, and have nobody to write to yet.” There was no name under it, only a drawing of a house with too many windows, and someone waving from each.",
        "So there had to be an answer. {hero} saw to it that one was put into the same bottle, on the back of the same paper: “Yes,” it said. “I am.” Then the tide took it."),
    "creature": (
        ("Two eyes like wet pebbles looked back.", "It was smaller than its shadow, and a good deal more afraid.", "It held quite still, in the firm belief that this made it invisible."),
        "It was not lost at all. It was waiting, as one waits for a bus, with great trust and no timetable; and what it had been waiting for, apparently, was company.",
        "{hero} opened the way and stepped back. It went a little distance, stopped, and looked round, to see who was coming too."),
    "thing": (
        ("It was older than it looked, and somebody had been fond of it: one edge was worn smooth, as if by a thumb.", "It did not belong there, and seemed to know it, and to be making the best of it.", "The light lay on it differently from how it lay on everything else, a shade warmer, like a hand."),
        "On the underside, where nobody looks, somebody had scratched a small house, a smaller tree, and a date. It had been given once, and given again; it was less a thing than a letter that had never been put into words. And now it had arrived.",
        "{hero} set it where the next one to come by would have to see it, and added, on the underside, one very small mark."),
    "place": (
        ("It lay there as if it had always been waiting for exactly this visitor.", "Nobody had swept the threshold for years, and yet a lamp was burning.", "It was larger inside than it had any right to be."),
        "It had not been forgotten. It had been left open. Somebody had gone away in the belief that somebody else would come, and had even put out a chair; and the chair, {hero} noticed, was exactly the right height.",
        "{hero} lit the lamp again, left the door unlocked, and put out a second chair."),
    "things": (
        ("They were older than they looked, and somebody had been fond of them: the edges were worn smooth, as if by a thumb.", "They did not belong there, and seemed to know it, and to be making the best of it.", "The light lay on them differently from how it lay on everything else, a shade warmer, like a hand."),
        "On the underside, where nobody looks, somebody had scratched a small house, a smaller tree, and a date. They had been given once, and given again; they were less like things than like a letter that had never been put into words. And now it had arrived.",
        "{hero} set them where the next one to come by would have to see them, and added, on the underside, one very small mark."),
}  # fmt: skip
"""By nature: sentences on its look, its secret, and what becomes of it."""
