"""Markdown made to be slow: run as a program, times each text and prints the times as JSON.

Each text is as bad as the bounds allow, repeated to the greatest length. They are parsed in a
thread with a small stack (512 kB, what macOS gives a thread), so an overflow ends this process.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator

from goodpractice import markup

STACK = 512 * 1024
LONGEST = markup.MAX_CHARACTERS
ENOUGH = 0.5

# A unit of markup, and how many bounded marks or addresses it holds.
MARKS = {
    "*a **b ": 3,
    "*a_ ": 2,
    "~~a ": 2,
    "_a ": 1,
    "**": 2,
    "`a": 1,
    "[a](b) ": 4,
    "![](b) ": 5,
    "[a][b]": 4,
    "[a]": 2,
    "[](": 3,
    "![": 2,
    "[": 1,
    "<b>a</b>": 4,
    "<a:b> ": 3,
    "<!--": 2,
    "<?": 1,
    "<a ": 1,
    "&amp;": 1,
    "(": 1,
}
ADDRESSES = {"a@b.cd ": 1, "www.a.b ": 1, "http://a.b(( ": 1, "<http://a> ": 1, "a@": 1, "www.": 1}


def repeat(block: str) -> str:
    """Fill a text of the greatest length with blocks."""
    return (f"{block}\n\n" * (LONGEST // (len(block) + 2) + 1))[:LONGEST]


def inline() -> Iterator[tuple[str, str]]:
    """Yield text in which marks or addresses follow each other up to the bound."""
    for unit, marks in MARKS.items():
        yield unit, repeat(unit * (markup.MAX_MARKS // marks))
    for unit, addresses in ADDRESSES.items():
        yield unit, repeat(unit * (markup.MAX_ADDRESSES // addresses))
    half = markup.MAX_MARKS // 2
    yield "emphasis nested", repeat("*a **b " * (half // 3) + "b** a*" * (half // 3))
    yield "emphasis long", repeat("*" * half + "a" + "*" * half)
    yield "images nested", repeat("![" * (half // 2) + "a" + "](b)" * (half // 3))
    yield "links nested", repeat("[" * (half // 2) + "a" + "](b)" * (half // 3))
    yield "brackets after an address", repeat("www.a.b" + ")" * (markup.MAX_MARKS - 1))
    yield "backtick strings", repeat(" ".join("`" * n for n in range(1, 77)))
    yield "heading", repeat("# " + "a *b* " * (half - 1))
    yield "definition", "[a]: " + "x" * 50_000 + "\n\n" + repeat("[a]" * (half - 1))[:149_000]
    yield "definitions", "".join(f"[a{n}]: b\n\n" for n in range(9_000)) + "[a1] [a2]"
    yield "no markup", "a" * LONGEST
    yield "lines", "a\n" * (LONGEST // 2)
    yield "blank lines", "\n" * LONGEST
    yield "nul", "\0" * LONGEST


def blocks() -> Iterator[tuple[str, str]]:
    """Yield text whose blocks nest, or are many, up to the bound."""
    depth = markup.MAX_DEPTH
    quotes = (">" * depth + "\n\n") * (markup.MAX_QUOTES // depth)
    yield "quotes", quotes + "a" * (LONGEST - len(quotes))
    yield "quote and lazy lines", ">" * depth + "a\n" + "b\n" * 90_000
    yield "list in one line", repeat("- " * (depth * 2 // 3) + "a")
    yield "list and blank lines", "- " * (depth * 2 // 3) + "a\n" + "\n" * 190_000
    yield "list by spaces", repeat("\n".join("  " * n + "- a" for n in range(depth - 2)))
    yield "list by tabs", repeat("\n".join("\t" * n + "- a" for n in range(depth // 2)))
    yield "numbered list", repeat("1. " * (depth // 2 - 1) + "a")
    yield "headings", "# a\n" * markup.MAX_HEADINGS
    yield "headings without a slug", "# \\_\\_\n" * markup.MAX_HEADINGS
    yield "headings over two lines", "a\nb\n=\n\n" * markup.MAX_HEADINGS
    half = markup.MAX_FOOTNOTE_MARKS // 2
    notes = "".join(f"[^{n}]: x[^{n + 1}]\n\n" for n in range(half - 1))
    yield "footnotes in footnotes", f"[^0]\n\n{notes}"
    yield "one footnote", "[^1]: x\n\n" + "[^1]" * (2 * half - 1)
    columns = 50
    rows = markup.MAX_CELLS // (columns + 1) - 3
    yield "table", "|a" * columns + "\n" + "|-" * columns + "\n" + "a\n" * rows
    yield "table wide", "|a" * 12_000 + "\n" + "|-" * 12_000 + "\n" + "a|\n"
    row = "|" + "\\|" * 50 + "[a](b)" * 10
    yield "table with pipes", repeat(f"|a|\n|-|\n{row}\n{row}")[:40_000]
    yield "fences", "```\n" * 900
    yield "tasks", repeat("- [x] a\n" * 900)
    yield "alerts", repeat("> [!NOTE]\n> a")


def use(text: str) -> None:
    """Do all that a build does with a body."""
    rendered = markup.parse(text)
    markup.resolve_links(rendered.html, lambda url, _: f"/{url}")
    _ = rendered.sections


def spin(_: str) -> None:
    """Do what takes 20 ms on the machine for which the bounds were set."""
    sum(range(1_000_000))


def least(text: str, action: Callable[[str], object]) -> float:
    """Give the least of a few tries, where the first was so long that others may have been busy."""
    first = timed(text, action)
    return first if first < ENOUGH else min(first, *(timed(text, action) for _ in range(2)))


def timed(text: str, action: Callable[[str], object]) -> float:
    """Give the processor seconds that an action takes on a small stack."""
    times: list[float] = []

    def run() -> None:
        start = time.thread_time()
        action(text)
        times.append(time.thread_time() - start)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return times[0]


def too_complex(text: str) -> str | None:
    return markup.parse(text).too_complex


def main() -> None:
    """Time every text; its name goes to standard error first, in case it is the last."""
    threading.stack_size(STACK)
    report = {}
    for name, text in (*inline(), *blocks()):
        sys.stderr.write(f"{name}\n")
        sys.stderr.flush()
        refused = too_complex(text)
        report[name] = {
            "refused": refused,
            "spin": timed(text, spin),
            "check": timed(text, too_complex),
            "use": 0 if refused else least(text, use),
        }
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main()
