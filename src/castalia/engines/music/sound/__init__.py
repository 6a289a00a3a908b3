"""The built-in synthesiser: every instrument made from formulas, mixed in a room that is a formula too."""
