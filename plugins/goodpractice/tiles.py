"""Maps of tiles: each country a square of the same size, set among its neighbours.

Squares say how many entries there are and draw no borders, which are disputed in places. The places
are our own arrangement: a continent a grid of at most nine columns, so that a square can be read
and hit on a narrow screen, with neighbours side by side where that is possible. Continents and
their names are those of the United Nations' M49 standard as the CLDR has them; Cyprus, Georgia,
Armenia, Azerbaijan and Türkiye stand with Europe, whose school programmes they take part in.
Parts of a country stand where its own square would be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from goodpractice.messages import N_

PITCH = 36  # from one tile to the next
ELSEWHERE = N_("Elsewhere")
COLUMNS = 9
SHADES = 3

# Continents by M49 code.
GRIDS: Mapping[str, str] = {
    "150": """
        IS     .      .      .   NO  SE  FI  .   .
        .      .      GB     .   DK  .   EE  RU  .
        .      GB-NIR GB-SCT .   .   .   LV  .   .
        IE     GB-WLS GB-ENG NL  DE  PL  LT  BY  .
        .      .      .      BE  LU  CZ  SK  UA  .
        .      .      FR     CH  LI  AT  HU  MD  .
        .      AD     MC     IT  SI  HR  RS  RO  GE
        PT     ES     .      SM  .   BA  XK  BG  AZ
        .      .      .      VA  .   ME  MK  TR  AM
        .      .      .      MT  .   AL  GR  CY  .
    """,
    "002": """
        .   MA  DZ  TN  LY  EG  .   .   .
        EH  MR  ML  NE  TD  SD  ER  DJ  .
        CV  SN  GM  BF  NG  CF  SS  ET  SO
        .   GW  GN  CI  BJ  CM  UG  KE  .
        .   SL  LR  GH  TG  GQ  RW  TZ  SC
        .   .   .   ST  GA  CG  CD  BI  KM
        .   .   .   .   AO  ZM  MW  MZ  MG
        .   .   .   .   NA  BW  ZW  .   MU
        .   .   .   .   .   ZA  LS  SZ  RE
    """,
    "019": """
        .   .   CA  GL  .   .   .
        .   .   US  BM  .   .   .
        .   MX  BS  TC  .   .   .
        BZ  CU  HT  DO  PR  KN  AG
        GT  HN  JM  .   .   DM  LC
        SV  NI  .   AW  CW  VC  BB
        .   CR  PA  .   .   GD  TT
        .   .   CO  VE  GY  SR  GF
        .   .   EC  PE  BR  .   .
        .   .   .   BO  PY  .   .
        .   .   .   CL  AR  UY  .
        .   .   .   .   FK  .   .
    """,
    "142": """
        .   .   .   .   KZ  MN  .   KP  JP
        .   .   TM  UZ  KG  CN  .   KR  .
        LB  SY  IR  AF  TJ  BT  HK  MO  TW
        PS  JO  IQ  PK  NP  BD  MM  LA  VN
        IL  SA  KW  .   IN  .   TH  KH  PH
        .   YE  BH  QA  .   LK  MY  SG  BN
        .   .   OM  AE  .   MV  .   ID  TL
    """,
    "009": """
        PW  GU  MP  MH  .   .   .
        .   FM  NR  KI  .   .   .
        PG  SB  TV  WF  TK  WS  AS
        AU  VU  FJ  TO  NU  CK  PF
        .   NC  .   .   .   .   .
        .   .   NZ  .   .   .   .
    """,
}


class Place(NamedTuple):
    """Where a tile stands in the grid of a continent."""

    region: str
    column: int
    row: int


@cache
def places() -> Mapping[str, Place]:
    """Return the place of each code that has one."""
    return {
        code: Place(region, column, row)
        for region, grid in GRIDS.items()
        for row, line in enumerate(grid.strip().splitlines())
        for column, code in enumerate(line.split())
        if code != "."
    }


def size(region: str) -> tuple[int, int]:
    """Return how many columns and rows a continent has."""
    lines = GRIDS[region].strip().splitlines()
    return len(lines[0].split()), len(lines)


def elsewhere(codes: list[str]) -> Iterator[tuple[str, int, int]]:
    """Yield column and row of codes that have no place of their own."""
    for number, code in enumerate(codes):
        yield code, number % COLUMNS, number // COLUMNS


def shade_bounds(most: int) -> tuple[int, ...]:
    """Return the largest number of each shade, lightest first.

    Each reaches as many times as far as the one before, since a few countries tend to have most.
    """
    if most <= SHADES:
        return tuple(range(1, most + 1))
    return tuple(_root(most**step, SHADES) for step in range(1, SHADES + 1))


def _root(number: int, degree: int) -> int:
    """Return the smallest whole number whose power is at least `number`."""
    at = 1
    while at**degree < number:
        at += 1
    return at
