"""The commands for contributors: `python -m exercises check | write | schema | new | draw | sheet | translate`.

It reads arguments and the clock, calls what does the work, reads and writes files, prints, and gives the exit
code: 0 for success, 1 for problems found, 2 for wrong arguments. No rule about exercises lives here.
"""

# ruff: noqa: T201 - printing is what a command is for

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath

from exercises.catalog.base import SLUG
from exercises.catalog.errors import Problem
from exercises.catalog.load import LOCALE, ROOT, Loaded, citations, load, pages
from exercises.catalog.rules import RULES, check, content
from exercises.catalog.schema import schema_text, skeleton
from exercises.catalog.wording import alike, did_you_mean
from exercises.translate.overlay import TAG, Overlay

EXAMPLES = """\
for example:
  python -m exercises new wall-angel    start an exercise
  python -m exercises check             list what is missing or wrong in it
  python -m exercises draw wall-angel   look at its figure
"""


def main(arguments: Sequence[str] | None = None, today: dt.date | None = None) -> int:
    """Run one command.

    Args:
        arguments: The words after `python -m exercises`; the process's own by default.
        today: The date on which check dates are judged; the clock's by default.

    Returns:
        The exit code.

    Raises:
        SystemExit: the call is wrong (2), or help was asked for (0).
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.root.is_dir():
        parser.error(f"argument --root: there is no folder {options.root}")
    if options.command is None:
        parser.print_help(sys.stderr)
        return 2
    try:
        return _run(options, today or dt.datetime.now(tz=dt.UTC).date())
    except BrokenPipeError:
        # The reader of the output closed the pipe early, as `| head` does. Without this Python reports it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"{where}cannot be read or written: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return 1


def _run(options: argparse.Namespace, today: dt.date) -> int:
    commands: dict[str, Callable[[], int]] = {
        "check": lambda: _check(options.root, today),
        "write": lambda: _write(options.root, options.folder, today, project=options.project),
        "draw": lambda: _draw(options.root, options.slug, options.to),
        "sheet": lambda: _sheet(options.root, options.to),
        "translate": lambda: _translate(options.root, options.work, options.languages),
        "schema": lambda: _schema(options.root, only_check=options.check),
        "new": lambda: _new(options.root, options.slug),
    }
    return commands[options.command]()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m exercises",
        description="Work with the exercise catalogue.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="the folder that holds data/ (default: exercises)"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("check", help="print every problem of the catalogue as path:line: message")
    write = commands.add_parser("write", help="write a whole documents' folder, for any builder")
    write.add_argument("folder", type=Path, metavar="DIR", help="where to; files of yours are left alone")
    write.add_argument(
        "--project",
        action="store_true",
        help="write DIR/docs, and DIR/mkdocs.yml for a builder that runs no hooks",
    )
    schema = commands.add_parser("schema", help="write exercise.schema.json from the model")
    schema.add_argument("--check", action="store_true", help="write nothing; fail if the file is stale")
    new = commands.add_parser("new", help="start a new exercise: a record with every field explained")
    new.add_argument("slug", type=_slug, metavar="SLUG", help="its name: lower-case words joined by hyphens")
    draw = commands.add_parser(
        "draw", help="draw an exercise's figure as SVG and PNG while its poses are made"
    )
    draw.add_argument("slug", type=_slug, metavar="SLUG", help="which exercise")
    draw.add_argument(
        "--to",
        type=Path,
        default=Path("build/figures"),
        metavar="DIR",
        help="where to (default: %(default)s)",
    )
    sheet = commands.add_parser("sheet", help="write contact sheets of all figures, to be looked at")
    sheet.add_argument(
        "--to",
        type=Path,
        default=Path("build/figures"),
        metavar="DIR",
        help="where to (default: %(default)s)",
    )
    translate = commands.add_parser("translate", help="work on the words of another language")
    work = translate.add_subparsers(dest="work", metavar="WORK", required=True)
    for name, text in (
        ("status", "print how far each language is"),
        ("check", "print every problem of a language as path:line: message"),
        ("write", "write the files of a language anew, with every text that is missing"),
    ):
        one = work.add_parser(name, help=text)
        one.add_argument("languages", nargs="+" if name == "write" else "*", metavar="LANGUAGE", type=_tag)
    return parser


def _tag(text: str) -> str:
    if not re.fullmatch(TAG, text):
        raise argparse.ArgumentTypeError(f"{text!r} must be a language tag in small letters: es, pt-br")
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - other commands start without it

    try:
        Locale.parse(text.replace("-", "_"))
    except UnknownLocaleError:
        raise argparse.ArgumentTypeError(f"{text!r} is no language that Babel knows: es, pt-br") from None
    return text


def _slug(text: str) -> str:
    most = 60
    if not re.fullmatch(SLUG, text) or len(text) > most:
        message = f"{text!r} must be lower-case words joined by hyphens, at most {most} characters"
        meant = "-".join(re.findall("[a-z0-9]+", text.lower()))[:most].strip("-")
        if meant:
            message += f", such as {meant}"
        raise argparse.ArgumentTypeError(message)
    return text


def _translate(root: Path, work: str, chosen: Sequence[str]) -> int:
    from exercises.translate import languages as tongues  # noqa: PLC0415 - other commands start without them
    from exercises.translate import messages, overlay, pages, rules, write  # noqa: PLC0415 - as above

    loaded = load(root)
    if loaded.problems:
        print(*loaded.problems, sep="\n")
        return 1
    docs = root.parent / "docs"
    languages = chosen or overlay.languages(root)
    if not languages:
        print("There is no language yet. Start one: python -m exercises translate write es")
    problems: list[Problem] = []
    for language in languages:
        if work == "check":
            problems += (*rules.judge(loaded, language, root), *pages.judge(docs, language))
            problems += (*messages.judge(language, root), *tongues.judge(loaded, language, root))
            continue
        overlays, found = overlay.read(loaded, language, root)
        if work == "status":
            print(_state(root, language, loaded, overlays))
        elif found:
            problems += found  # A file that cannot be read would be lost if it were written anew.
        else:
            for one in overlays:
                path = root / LOCALE / language / one.source.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(write.overlay_text(one), encoding="utf-8")
            text = messages.updated(messages.read(language, root), messages.found(root.parent))
            messages.path_of(language, root).write_text(text, encoding="utf-8")
            own = root / LOCALE / language / tongues.FILE
            if not own.exists():
                own.write_text(tongues.starter(language), encoding="utf-8")
            print(f"{root.name}/{LOCALE}/{language}: {_count(len(overlays) + 2, 'file')} written.")
    for problem in problems:
        print(problem)
    return 1 if any(not problem.warning for problem in problems) else 0


def _state(root: Path, language: str, loaded: Loaded, overlays: tuple[Overlay, ...]) -> str:
    """Return how far a language is, and how easy to read where its instructions are whole."""
    from exercises.translate import messages, overlay, pages, readability, status  # noqa: PLC0415 - as above

    docs = root.parent / "docs"
    counted = {"pages": pages.states(docs, language), "interface": messages.states(language, root)}
    lines = [status.table(language, overlays, counted)]
    if loaded.catalog is not None and not any(status.unsafe(overlays)):
        catalog = overlay.translated(loaded.catalog, loaded, overlays)
        lines += readability.lines(language, catalog, docs)
    return "\n".join(lines)


def _check(root: Path, today: dt.date) -> int:
    loaded = load(root)
    from exercises.figures import checked, plate_rules  # noqa: PLC0415 - other commands start without the figures

    docs = root.parent / "docs"
    every = (*RULES, *content.RULES, checked.poses_hold, checked.pictures_differ, plate_rules.plates_hold)
    problems = check(loaded, today=today, cited=citations(docs), pages=pages(docs), rules=every)
    for problem in problems:
        print(problem)
    warnings = sum(problem.warning for problem in problems)
    if warnings < len(problems):
        print(f"\n{_count(len(problems) - warnings, 'problem')} to put right.", file=sys.stderr)
        return 1
    print(f"{_summary(loaded)}: all good{f', {_count(warnings, "warning")}' if warnings else ''}.")
    return 0


def _summary(loaded: Loaded) -> str:
    return (
        f"{_count(len(loaded.exercises), 'exercise')}, {_count(len(loaded.references), 'reference')},"
        f" {_count(len(loaded.levels), 'level')}"
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _schema(root: Path, *, only_check: bool) -> int:
    path = root / "exercise.schema.json"
    text = schema_text()
    fresh = path.is_file() and path.read_text(encoding="utf-8") == text
    if only_check and not fresh:
        print(f"{root.name}/{path.name}:1: the schema must be written anew: python -m exercises schema")
        return 1
    if not fresh:
        path.write_text(text, encoding="utf-8")
    print(f"{root.name}/{path.name}: {'up to date' if fresh else 'written'}.")
    return 0


def _new(root: Path, slug: str) -> int:
    path = root / "data" / f"{slug}.yml"
    shown = f"{root.name}/data/{path.name}"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(skeleton(slug))
    except FileExistsError:
        print(f"{shown}:1: this exercise is there already; nothing was changed", file=sys.stderr)
        return 1
    print(f"{shown}: written. Fill it in, and run: python -m exercises check")
    return 0


def _draw(root: Path, slug: str, folder: Path) -> int:
    from exercises.figures import checked, html, palette, social, svg  # noqa: PLC0415 - as above
    from exercises.figures.scene import scene_of  # noqa: PLC0415 - as above

    loaded = load(root)
    entry = next((e for e in loaded.exercises if e.value.slug == slug), None)
    if entry is None or entry.value.figure is None:
        for problem in loaded.problems:
            if PurePath(problem.path).stem == slug:
                print(problem)
        print(_why_no_figure(loaded, slug), file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    of = scene_of(entry.value)
    for placed in of.poses:
        name = f"{slug}-{placed.pose.name}"
        text = svg.still(of, placed, paint=palette.LIGHT, arrow=placed is of.poses[-1])
        (folder / f"{name}.svg").write_text(text, encoding="utf-8")
        (folder / f"{name}.png").write_bytes(social.png(text, root.parent / "docs" / "assets" / "fonts"))
        print(f"{folder / name}.svg .png: {html.pose_words(placed)}")
    for path, text in html.mistake_files(entry.value).items():
        if not path.endswith("-dark.svg"):
            name = f"{slug}-{PurePath(path).stem}"
            (folder / f"{name}.svg").write_text(text, encoding="utf-8")
            (folder / f"{name}.png").write_bytes(social.png(text, root.parent / "docs" / "assets" / "fonts"))
            print(f"{folder / name}.svg .png")
    today = dt.datetime.now(tz=dt.UTC).date()
    found = [p for p in check(loaded, today=today, rules=checked.RULES) if p.path == entry.path]
    for problem in found:
        print(problem)
    return 1 if found else 0


def _sheet(root: Path, folder: Path) -> int:
    from exercises.figures import sheet  # noqa: PLC0415 - other commands start without the figures

    loaded = load(root)
    for problem in loaded.problems:
        print(problem)
    if loaded.problems:
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    records = [entry.value for entry in loaded.exercises]
    for name, png in sheet.sheets(records, root.parent / "docs" / "assets" / "fonts"):
        (folder / name).write_bytes(png)
        print(folder / name)
    return 0


def _why_no_figure(loaded: Loaded, slug: str) -> str:
    slugs = loaded.known["exercises"] or frozenset()
    if slug in slugs:
        found = any(entry.value.slug == slug for entry in loaded.exercises)
        return f"{slug}: {'has no figure yet: add a figure block' if found else 'first put the record right'}"
    return f"{slug}: there is no such exercise{did_you_mean(alike(slug, slugs))}"


def _write(root: Path, folder: Path, today: dt.date, *, project: bool) -> int:
    from exercises.pages import config, site, write  # noqa: PLC0415 - other commands start without the templates
    from exercises.pages.blocks import BlockError  # noqa: PLC0415 - as above

    docs = root.parent / "docs"
    there = folder.resolve()
    for source in (docs.resolve(), root.resolve()):
        if there.is_relative_to(source) or source.is_relative_to(there):
            print(f"{folder}: must be a folder apart from {source.name}/, which it copies", file=sys.stderr)
            return 2
    try:
        made = site.make(docs, root=root, today=today)
        files = write.files(made, docs)
        if project:
            builder = config.without_hooks((root.parent / "mkdocs.yml").read_text("utf-8"), made.catalog)
            files = {"mkdocs.yml": builder.encode()} | {f"docs/{path}": text for path, text in files.items()}
        done = write.write(files, folder)
    except site.SiteError as error:
        print(*error.problems, sep="\n")
        return 1
    except (BlockError, write.WriteError) as error:
        print(error, file=sys.stderr)
        return 1
    for path in done.kept:
        print(f"{folder / path}:1: no longer made, but changed by hand: kept", file=sys.stderr)
    print(
        f"{folder}: {len(done.written)} written, {len(done.unchanged)} unchanged, {len(done.deleted)} removed."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
