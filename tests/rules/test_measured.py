"""How many of what a rule looks for it finds, and how many others it takes for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from goodpractice import likeness
from goodpractice.rules.near_duplicate import THRESHOLD, same
from goodpractice.rules.support import phones
from goodpractice.rules.support.mail import addresses
from goodpractice.rules.support.words import PLAIN

DATA = Path(__file__).resolve().parents[1] / "data"


def labelled(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((DATA / name).read_text("utf-8"))
    return cases


class Measure(NamedTuple):
    precision: float
    recall: float


def measure(found: list[bool], wanted: list[bool]) -> Measure:
    hits = sum(one and other for one, other in zip(found, wanted, strict=True))
    return Measure(hits / sum(found), hits / sum(wanted))


def test_phone_numbers() -> None:
    cases = labelled("phones.yml")
    assert len(cases) >= 40
    wanted = [case["phone"] for case in cases]
    numbers = [list(phones.find(case["text"], case["regions"])) for case in cases]
    sure = measure([any(one.sure for one in found) for found in numbers], wanted)
    either = measure([bool(found) for found in numbers], wanted)
    assert sure.precision == 1
    assert sure.recall >= 0.7
    assert either.precision >= 0.95
    assert either.recall >= 0.95


def test_a_text_with_a_phone_number_is_looked_at() -> None:
    for case in labelled("phones.yml"):
        text = f"Δ é {case['text']} "
        found = list(phones.find(text, case["regions"]))
        if found:
            plain = text.replace("\n", " ").encode().translate(PLAIN)
            for parts in ((b"", plain), (plain, b""), (plain, plain)):
                where = phones.within(*parts)
                assert where
                assert list(phones.find(text, case["regions"], where)) == found


@pytest.mark.parametrize("gap", [*" .-/\t\n\u00a0\u202f\u2010\u2011\u2003\u3000", " \n  ", "-", ""])
@pytest.mark.parametrize("zero", ["0", "\u0660", "\u06f0", "\u0966", "\uff10", "\U0001d7ce"])
def test_a_phone_number_is_looked_at_however_it_is_written(gap: str, zero: str) -> None:
    digits = gap.join(("353", "61", "202", "020"))
    number = "".join(chr(ord(zero) + int(one)) if one.isdigit() else one for one in digits)
    text = f" Ring +{number} now".encode().translate(PLAIN)
    for where in (phones.within(b"", text), phones.within(text, b"")):
        assert where
        assert 0 <= where.start <= len(" Ring ")


def test_dates_in_front_matter_are_no_reason_to_look() -> None:
    front = b"since: 2024-05-06\nchecked: 2025-05-06\nyears: [2019, 2020]\nids:\n- a\n"
    assert phones.within(front.translate(PLAIN), b"") is None
    assert phones.within(b"", "Σχολείο 2024 😀".encode().translate(PLAIN)) is None


def test_mail_addresses() -> None:
    cases = labelled("mails.yml")
    found = [any(addresses(case["text"])) for case in cases]
    wanted = [case["mail"] for case in cases]
    assert len(cases) >= 30
    assert measure(found, wanted) == (1, 1)


def likenesses() -> list[tuple[float, bool, bool]]:
    """How alike the texts of each pair are, whether they would be compared, and what they are."""
    found = []
    for pair in labelled("near-duplicates.yml"):
        sketches = {which: likeness.sketch(pair[which]) for which in ("one", "other")}
        compared = bool(list(likeness.candidates(sketches)))
        found.append((same(pair["one"], pair["other"]), compared, pair["same"]))
    return found


def test_near_duplicates() -> None:
    pairs = likenesses()
    assert len(pairs) >= 20
    found = [share >= THRESHOLD and compared for share, compared, _ in pairs]
    assert measure(found, [wanted for *_, wanted in pairs]) == (1, 1)


def test_the_threshold_lies_in_the_middle_of_a_wide_gap() -> None:
    copies = min(share for share, _, wanted in likenesses() if wanted)
    others = max(share for share, _, wanted in likenesses() if not wanted)
    assert others + 0.1 < THRESHOLD < copies - 0.1


@pytest.mark.parametrize("count", [300, 3_000])
def test_pairs_to_compare_do_not_grow_with_the_square(count: int) -> None:
    texts = {n: f"{n * 7919} the same one phrase of the trade again, " * 6 for n in range(count)}
    sketches = {key: likeness.sketch(text) for key, text in texts.items()}
    assert len(list(likeness.candidates(sketches))) <= 12 * count
