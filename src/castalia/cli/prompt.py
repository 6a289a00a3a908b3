"""`castalia prompt`: put prompts together, and see what a model will read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from castalia.cli.groups import new_app
from castalia.cli.session import everywhere, one_line, session

if TYPE_CHECKING:
    from castalia.prompts.check import Check, Stage

app = new_app()


@app.callback()
def prompt() -> None:
    """Put prompts together, and see what a model will read."""


def _option(help: str, *names: str, metavar: str = "TEXT") -> Any:
    return typer.Option(*names, help=help, metavar=metavar, show_default=False)


ForOption = Annotated[
    str, _option("The model it is for: its id, or a family such as sdxl or flux.", "--for", metavar="MODEL")
]


@app.command()
@everywhere
def build(
    subject: Annotated[
        list[str] | None, typer.Argument(metavar="[SUBJECT]...", help="Who or what is seen.", show_default=False)
    ] = None,
    detail: Annotated[str, _option("What it looks like, what it does.")] = "",
    scene: Annotated[str, _option("Where it is, the weather.")] = "",
    light: Annotated[str, _option("Time of day and light.")] = "",
    style: Annotated[str, _option("A style of `castalia prompt styles`, or free words.")] = "",
    technical: Annotated[str, _option("Lens, view, format.")] = "",
    negative: Annotated[str, _option("A negative prompt of `castalia prompt styles`, or free words.")] = "",
    model: ForOption = "",
) -> None:
    """Put a prompt together: subject + detail + scene + light + style + technical."""
    from castalia.prompts import formula
    from castalia.prompts.language import detect

    family, _ = _model(model)
    parts = formula.Formula(" ".join(subject or []), detail, scene, light, style, technical)
    made = formula.build(parts, family=family, negative=negative)
    language = detect(made.prompt)
    ideas = {part: formula.suggestions(part, language, 4) for part in made.empty}
    if session.json:
        session.print_json(
            {"prompt": made.prompt, "negative_prompt": made.negative_prompt, "notes": made.notes, "suggestions": ideas}
        )
        return
    session.out.print(made.prompt, markup=False)
    if made.negative_prompt:
        session.err.print(f"negative: {made.negative_prompt}", markup=False, soft_wrap=True)
    for note in made.notes:
        session.err.print(note, style="yellow", markup=False, soft_wrap=True)
    for part, words in ideas.items():
        session.err.print(f"--{part} could be: {', '.join(words)}", style="dim", markup=False, soft_wrap=True)


@app.command()
@everywhere
def check(
    prompt: Annotated[list[str], typer.Argument(metavar="PROMPT...", help="The prompt.", show_default=False)],
    model: ForOption = "",
    steps: Annotated[int, typer.Option(help="Steps of the run.", min=1, max=1000)] = 30,
    seed: Annotated[int, typer.Option(help="Makes the choices of {a|b} and __color__.", min=0)] = 0,
) -> None:
    """Show what a model will read: choices, what changes at which step, weights, chunks, tokens."""
    from castalia.prompts import check as checking
    from castalia.prompts import wildcards

    family, languages = _model(model)
    found = checking.check(
        " ".join(prompt), family=family, languages=languages, steps=steps, seed=seed,
        folder=session.settings.home / wildcards.FOLDER, count=_counter(model),
    )  # fmt: skip
    if session.json:
        session.print_json(machine_form(found))
    else:
        _show(found, steps)


@app.command()
@everywhere
def styles() -> None:
    """List the styles and the negative prompts that there are texts for."""
    from castalia.prompts import presets

    if session.json:
        tables = {name: {"tags": s.tags, "prose": s.prose, "zh": s.zh} for name, s in presets.STYLES.items()}
        session.print_json({"styles": tables, "negatives": presets.NEGATIVES})
        return
    from rich.table import Table

    for title, rows in (
        ("style", [(s.name, s.prose.removeprefix("{prompt}. ")) for s in presets.STYLES.values()]),
        ("negative", list(presets.NEGATIVES.items())),
    ):
        table = Table(box=None, pad_edge=False, header_style="dim")
        table.add_column(title, style="bold", no_wrap=True)
        table.add_column("", overflow="fold")
        for row in rows:
            table.add_row(*row)
        session.out.print(table)


def machine_form(found: Check) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        "prompt": found.prompt,
        "language": found.language,
        "tokens_counted": found.exact,
        "stages": [
            {
                "steps": [stage.first, stage.last],
                "text": stage.text,
                "tokens": stage.tokens,
                "chunks": stage.chunks,
                "parts": [
                    {"weight": w, "pieces": [{"text": p.text, "weight": p.weight, "chunk": p.chunk} for p in pieces]}
                    for w, pieces in stage.parts
                ],
            }
            for stage in found.stages
        ],
        "warnings": list(found.warnings),
    }


MOST_STAGES = 12
"""Different texts that are shown to people."""


def _show(found: Check, steps: int) -> None:
    from rich.text import Text

    about = "" if found.exact else "about "
    said: dict[str, list[Stage]] = {}
    for stage in found.stages:
        said.setdefault(stage.text, []).append(stage)
    for stage, *again in list(said.values())[:MOST_STAGES]:
        when = f"{_steps([stage, *again])} of {steps}: " if len(found.stages) > 1 else ""
        chunks = f"{stage.chunks} chunk{'s' if stage.chunks > 1 else ''} of 75"
        session.out.print(Text(f"{when}{about}{stage.tokens} tokens, {chunks}", "dim"), soft_wrap=True)
        for i, (weight, pieces) in enumerate(stage.parts):
            line = Text("AND " if i else "")
            chunk = 0
            for piece in pieces:
                line.append(" BREAK ", "cyan") if piece.chunk > chunk else None
                chunk = piece.chunk
                look = "" if piece.weight == 1.0 else "bold green" if piece.weight > 1.0 else "yellow"
                line.append(one_line(piece.text), look)
                if piece.weight != 1.0:
                    line.append(f"×{piece.weight:.4g}", "dim")
            if len(stage.parts) > 1:
                line.append(f"  weight {weight:g}", "dim")
            session.out.print(line, soft_wrap=True)
    if len(said) > MOST_STAGES:
        session.out.print(Text(f"and so on: {len(said)} texts in {steps} steps", "dim"))
    for warning in found.warnings:
        session.err.print(warning, style="yellow", markup=False, soft_wrap=True)


def _steps(stages: list[Stage]) -> str:
    """`steps 1-12`, `steps 1, 3, 5 ...`."""
    ranges = [str(s.first) if s.first == s.last else f"{s.first}-{s.last}" for s in stages]
    return f"step{'s' if len(ranges) > 1 or '-' in ranges[0] else ''} {', '.join(ranges[:4])}" + (
        " ..." if len(ranges) > 4 else ""
    )


def _model(name: str) -> tuple[str, tuple[str, ...]]:
    """(family, languages) of a model by its name; a name that the catalogue does not have is a family."""
    if not name:
        return "", ()
    from castalia.models import catalogue

    entry = catalogue.find(name)
    return (entry.family, entry.languages) if entry else (name, ())


def _counter(name: str) -> Any:
    """A function that counts tokens with the tokenizer of an installed model; None where there is none."""
    if not name:
        return None
    from castalia.errors import CastaliaError
    from castalia.models import resolve

    try:
        folder = resolve.resolve(name, session.settings).path
    except CastaliaError:
        return None
    part = next((f for f in ("tokenizer_2", "tokenizer") if (folder / f / "tokenizer_config.json").is_file()), None)
    if part is None:
        return None
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder / part, local_files_only=True)
    return lambda text: len(tokenizer(text, add_special_tokens=False, verbose=False).input_ids)
