"""English topic cards."""

# ruff: noqa: E501

from __future__ import annotations

from castalia.engines.text.shelf.cards import Card
from castalia.engines.text.shelf.words_of_cards import WORDS

CARDS = (
    Card(
        "diffusion", WORDS["diffusion"], "How Diffusion Models Make Pictures",
        "Take a photograph and sprinkle it with noise, a little more at every step, until nothing but snow is left. A diffusion model has learned the way back. Give it pure snow, and it will find a picture in it that was never there.",
        (
            ("What does such a model actually learn?", "It learns one modest skill: to look at a noisy picture and estimate the noise in it. During training, known noise is added to real pictures, the network guesses it, and the error of the guess corrects the network, millions of times over."),
            ("How does a picture come out of that?", "One begins with random noise, lets the network estimate what part of it is noise, removes a fraction, and repeats. Twenty to fifty small steps are usual. Early steps decide the composition, late ones the texture of fur and bark."),
            ("Where do my words come in?", "A text encoder turns the prompt into a list of vectors, and the network attends to them at every step. With classifier-free guidance it makes two estimates, one with the words and one without, and exaggerates the difference between them."),
            ("Why is it so slow, and what makes it faster?", "Each step runs the whole network. Latent diffusion helps by working in a small compressed space and decoding only at the end; better samplers and distilled models help by needing fewer steps."),
            ("What is the seed for?", "The seed fixes the first noise. With the same seed, model and settings the same picture returns, which is what makes an experiment repeatable."),
        ),
        "It is often said that the model pastes together pieces of stored pictures. Its weights are far too small to hold them; what it keeps are regularities, although pictures that were repeated very often in training can come out almost unchanged, and that is a real concern.",
        "Make one picture with 4, 10, 20 and 50 steps and the same seed, and lay the four side by side. You will see where the decisions are taken.",
    ),
    Card(
        "transformers", WORDS["transformers"], "How Transformers Read",
        "Read this: “The cup did not fit into the bag because it was too big.” You knew at once what was too big. A transformer settles such questions with one simple operation, repeated many times over.",
        (
            ("What is attention?", "Every word sends out a query, offers a key and carries a value. Where a query and a key fit together, the value flows. So the vector of “it” can fetch what it needs from “cup”, however far away the cup stands."),
            ("Why several heads?", "One head may follow grammar, another names, a third what stands nearby. Each works in its own small space, and the results are joined. Nobody assigns these roles; they emerge in training."),
            ("How does it know the order of the words?", "Attention itself is blind to order, so position is added: as a pattern of waves on the vectors in early models, as a rotation of queries and keys in many newer ones."),
            ("How is it trained?", "Usually by guessing: the next word, or a hidden one. The text itself supplies the right answer, so no one has to label anything, and there is a great deal of text."),
            ("What does it cost?", "In plain attention every token looks at every other, so twice the length means four times the work. Much engineering goes into avoiding that, or at least into doing it without moving so much memory."),
        ),
        "Fluency is mistaken for knowledge. A model that continues a text plausibly will also continue an error plausibly, and does not blush.",
        "Give a language model a sentence with an ambiguous “it”, change one word so that the meaning flips, and see whether its answer flips too.",
    ),
    Card(
        "photosynthesis", WORDS["photosynthesis"], "Photosynthesis: Living on Light",
        "A tree of ten tons has eaten hardly anything. Most of its dry weight was once air. That sounds like a riddle, and for two thousand years it was one.",
        (
            ("What goes in and what comes out?", "Water from the roots, carbon dioxide from the air and light from the sun go in; sugar stays, and oxygen is left over. The oxygen comes from the water, not from the carbon dioxide."),
            ("Where does it happen?", "In the chloroplasts, green grains inside the cells of a leaf. In their stacked membranes sits chlorophyll, which takes up red and blue light and leaves the green to our eyes."),
            ("What does the light do?", "It lifts electrons. Their way back down drives tiny pumps and turbines, and these charge the cell’s two portable batteries, ATP and NADPH."),
            ("And the sugar?", "It is built in a second round that needs no light of its own, the Calvin cycle. With the charged batteries, carbon dioxide is hung onto an existing molecule, turn after turn, until there is one sugar to spare."),
            ("Why does it matter to me?", "You are breathing its waste and eating its product. Nearly all food, and all coal and oil, is stored sunlight from this one process."),
        ),
        "Plants do not breathe “the other way round”. They respire like us, day and night; by day they simply make more oxygen than they use.",
        "Put a sprig of waterweed into a glass of water and count the bubbles in the sun and in the shade.",
    ),
    Card(
        "blue-sky", WORDS["blue-sky"], "Why the Sky Is Blue",
        "Sunlight is white, air is colourless, and between them they make blue. Nobody painted it; it is a matter of size.",
        (
            ("What happens to the light?", "On its way through the air it meets molecules that are much smaller than its wavelength, and a little of it is sent off in all directions. This is called Rayleigh scattering."),
            ("Why blue, of all colours?", "Short waves are scattered far more than long ones, by the fourth power: blue light about four times as much as red. So blue reaches you from every part of the sky, even where the sun is not."),
            ("Why not violet, then?", "Violet is scattered still more, but the sun sends less of it, some is absorbed high up, and our eyes are less sensitive to it. The mixture that arrives looks blue."),
            ("Why is the sunset red?", "In the evening the light takes a long, low road through the air. The blue is lost by the way to other people’s noon, and what comes through is orange and red."),
            ("And clouds?", "Their droplets are large, and large things scatter all colours alike. All colours together are white, or grey where the cloud is thick."),
        ),
        "The sky does not mirror the sea. Over deserts it is just as blue, and the sea takes more from the sky than it gives.",
        "Stir a few drops of milk into a glass of water and shine a torch through it: bluish from the side, orange along the beam.",
    ),
    Card(
        "tides", WORDS["tides"], "The Tides: How the Moon Moves the Sea",
        "Twice a day the sea goes away and comes back. It keeps time, but not with the sun: every day it is some fifty minutes late, exactly as late as the moon.",
        (
            ("How does the moon do that?", "It pulls on the near side of the earth more strongly than on the centre, and on the centre more strongly than on the far side. This difference stretches the oceans along the line to the moon."),
            ("Why two high tides a day, not one?", "Because stretching makes two bulges. On the near side the water is drawn ahead of the earth, and on the far side it is left behind. The earth turns beneath both."),
            ("Does the sun take part?", "A little less than half as much. At new and full moon the two pull in line, and spring tides come; at the half moons they work crosswise, and the tides are small."),
            ("Why are tides so different from place to place?", "Coasts and basins have rhythms of their own, like water in a bath. In the Bay of Fundy the rhythm fits, and the water rises by as much as sixteen metres; in the Mediterranean you hardly notice it."),
            ("Do the tides change anything for good?", "They brake. The day grows longer by about two thousandths of a second in a century, and the moon moves away by nearly four centimetres a year."),
        ),
        "The far bulge is not made by some outward force of the moon’s. It is simply the part of the ocean that is pulled least.",
        "Look up a tide table for a week, write the moon’s phase beside it, and watch the two walk in step.",
    ),
    Card(
        "bioluminescence", WORDS["bioluminescence"], "Bioluminescence: Living Light",
        "In most of the living space on earth there is no sun. There the creatures bring their own light.",
        (
            ("How does a living thing make light?", "By a cool chemical reaction: a substance called luciferin is oxidised with the help of an enzyme, luciferase, and the energy comes out as light instead of heat."),
            ("What is it good for?", "For nearly everything that light can do: to lure prey, to frighten, to find a mate, and, strangest of all, to hide. Some squid light their bellies to match the glow from above, and so lose their shadow."),
            ("Who can do it?", "Fireflies, many fungi, some worms, and in the deep sea the majority of animals. Green plants cannot do it by themselves; glowing ones have been made by giving them genes of fungi."),
            ("Why is it so often blue?", "Blue-green light travels farthest in sea water, and most eyes down there see nothing else. On land, fireflies prefer yellow-green."),
            ("How is it different from fluorescence?", "Fluorescence only repaints light that falls on it, and in the dark it is dark. Bioluminescence shines with no light from outside."),
        ),
        "A sea that glimmers at night is not full of phosphorus. It is full of single cells that flash when they are jostled.",
        "On a warm night in June, watch one firefly and count: the rhythm of its flashes is a name, and each species has its own.",
    ),
    Card(
        "lighthouses", WORDS["lighthouses"], "Lighthouses",
        "A lighthouse is a building with only one thing to say, and it says it all night: here I am, and you are not to come here.",
        (
            ("How can so small a lamp be seen so far?", "By not wasting its light. A lens gathers what would go up and down, and sends it out flat across the sea. The lamp inside may be no stronger than a car’s headlight."),
            ("What is special about the lens?", "A full lens of that size would weigh tons. Augustin Fresnel cut it into rings and left out the thick glass between; the bending is done at the surfaces, and so the rings suffice."),
            ("How do sailors know which light it is?", "By its rhythm. Each has its own character, for instance two flashes every ten seconds, and the chart lists them all."),
            ("Why are they so high?", "Because the earth is round. From a light fifty metres above the sea the horizon is about twenty-five kilometres off; a taller tower sees farther, and is seen."),
            ("Is there still a keeper?", "Hardly anywhere. Sensors switch the lamps on, and satellites guide the ships. Yet many lights stay, for a satellite receiver can fail, and a light is something that one can believe."),
        ),
        "The beam does not go on and off. It goes round; the dark is when it is looking somewhere else.",
        "Watch a lighthouse with a clock in your hand and write down its rhythm. Then look it up in the list of lights.",
    ),
    Card(
        "black-holes", WORDS["black-holes"], "Black Holes",
        "Throw a stone upwards and it comes back. Throw it at eleven kilometres a second and it leaves the earth for ever. A black hole is a place where even light is too slow.",
        (
            ("How does one come about?", "When a very heavy star has burned its fuel, nothing holds up its core any more, and it falls in on itself. The giants at the centres of galaxies are a separate riddle; they grew from smaller ones, but how they grew so fast is not settled."),
            ("What is the event horizon?", "A boundary, not a surface. From outside it light can still escape; from within, every way leads farther inward. For the mass of the sun it would lie three kilometres from the centre."),
            ("How can one see something that sends out no light?", "By the company it keeps: stars that circle an empty spot, gas that glows as it spirals in, and since 2015 the tremor of space itself when two of them merge."),
            ("What would happen if I fell in?", "Your feet would be pulled harder than your head, and in the end you would be drawn out thin. With a very large hole you could cross the horizon without noticing anything."),
            ("Do they last for ever?", "According to Hawking they radiate, very faintly, and shrink. For one with the mass of the sun that takes inconceivably longer than the universe has existed. It has not been observed."),
        ),
        "A black hole does not suck. If the sun turned into one tonight, the earth would keep to its orbit; it would only get dark and cold.",
        "Find the 2019 picture of M87* and ask of each part of the ring: whose light is this, and why is it brighter below?",
    ),
    Card(
        "robots", WORDS["robots"], "Robots",
        "The word comes from a play of 1920 and means drudgery. Since then robots have learned to weld, to walk and to fall over gracefully. Picking up a sock is still hard.",
        (
            ("What makes a machine a robot?", "It senses, it decides, and it acts, in a loop. A washing machine does so a little; a robot does so in a world that was not built for it."),
            ("How does it know where it is?", "It compares what it sees with a map that it draws while it goes. That is a hen-and-egg problem, known as SLAM, and it is solved by keeping count of one’s own uncertainty."),
            ("How does it grip something?", "It needs a plan for the arm, a grip that closes round the thing, and a sense of force, so as to stop in time. The hand knows less than yours: you have some seventeen thousand touch sensors there."),
            ("How do robots learn?", "From examples, by imitation; from trial and error, mostly in simulation, where a fall costs nothing; and lately from large models that bring along a notion of what a cup is for."),
            ("What is hard about it?", "What is easy for you. Chess fell in 1997; clearing a table is still research. This is called Moravec’s paradox."),
        ),
        "A robot that looks like a person does not think like one. The face is a cover; what counts is in the loop.",
        "Write down each thing you feel while tying a shoelace. That is the list of what a robot would have to know.",
    ),
    Card(
        "rainforest", WORDS["rainforest"], "The Rainforest",
        "Six per cent of the land, about half of the kinds of living things: nowhere else is so much going on in so little space, and so little of it at eye level.",
        (
            ("How is it built?", "In storeys. Single giants stand above; under them lies the closed roof of the canopy, where most of the life is; below that comes twilight, and the ground gets about two per cent of the light."),
            ("Why are there so many species?", "Warmth and water all year round, a very long time without ice, and much division of labour: one beetle lives on one tree, another only on its bark, a third only on the first."),
            ("How can the soil be poor?", "Because everything is in circulation. A leaf that falls is taken apart within weeks and taken up again. Fell the trees, and the rain carries off what little there is."),
            ("Does it make its own rain?", "To a good part, yes. The trees breathe out water, clouds form, and it rains again farther inland; over the Amazon the same water may fall several times."),
            ("Is it the lung of the earth?", "As to oxygen, no: it uses about as much as it makes. What it holds is carbon, and that is why its loss warms the earth."),
        ),
        "The jungle of the films, where one hacks one’s way through, exists mainly along rivers and clearings. Inside it is open, dim and astonishingly quiet at noon.",
        "Close a few damp leaves and some earth in a jar and put it in the light. It will rain in there by tomorrow.",
    ),
    Card(
        "neural-networks", WORDS["neural-networks"], "How Neural Networks Learn",
        "Nobody ever wrote down the rule by which one tells a cat from a dog. A network finds a rule of its own, by being wrong in very small steps.",
        (
            ("What is such a network?", "A long chain of simple sums. Each unit weighs its inputs, adds them up and bends the result a little; the weights are what is learned. Millions of them together can draw very complicated borders."),
            ("How does it learn?", "It guesses, and a loss function says how wrong the guess was. Then each weight is moved slightly in the direction that makes the loss smaller. This is gradient descent."),
            ("How does it know which weight was to blame?", "By the chain rule. Backpropagation hands the error back from layer to layer, and each weight gets exactly its share, at about twice the price of one forward run."),
            ("Why deep?", "Because features build on features: edges, then corners, then ears, then cats. What takes a flat network a vast number of units, a deep one says in layers."),
            ("How do you know that it has understood?", "By examples that it has never seen. If it does well only in training, it has learned by heart; that is called overfitting."),
        ),
        "The likeness to a brain is a family legend. The units share a word with nerve cells, and little else.",
        "Train the smallest network you can on ten examples, until it makes no mistakes. Then show it an eleventh.",
    ),
    Card(
        "rainbows", WORDS["rainbows"], "Rainbows",
        "A rainbow has no place. Walk towards it, and it walks away; the person beside you sees another one, made by other drops.",
        (
            ("What makes the bow?", "Sunlight enters a drop, is bent, is thrown back at the far side, and is bent again on leaving. It comes out at some forty-two degrees from the way it went in."),
            ("Where do the colours come from?", "Each colour is bent a little differently, red least. So from any one drop only one colour reaches your eye, and drops at different heights send different ones."),
            ("Why is it round?", "All the drops that stand at forty-two degrees from the point opposite the sun form a circle. The ground hides the lower half; from an aeroplane you can see it whole."),
            ("What is the second bow?", "Light that was thrown back twice. It is fainter, stands outside the first, and has its colours in the reverse order."),
            ("When should one look?", "In the morning or towards evening, with the sun behind you and the rain in front. If the sun stands higher than forty-two degrees, there is none."),
        ),
        "There are not seven colours. Newton counted seven because he was fond of music; the passage from one to the next is smooth.",
        "Make one: a garden hose, the sun at your back, a fine spray, and somebody who gets a little wet.",
    ),
)  # fmt: skip
