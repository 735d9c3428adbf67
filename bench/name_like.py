#!/usr/bin/env python3
"""Two lists of the same invented people, every pair of their names.

name_like.py [PEOPLE] [SEED] | bench_name PEOPLE

Writes PEOPLE x PEOPLE lines "same TAB name TAB name".  Given names are those
of data/names/given.tsv and as many that no table knows; 15 % have a brother
or sister in the list.  The second list is written as lists are: Kazakh or
Russian letters, four romanisations, two Kazakh Latin alphabets, with slips,
initials, missing patronymics, the given name first.  The letters here are
this file's own, not those of data/names.
"""
import pathlib
import random
import sys

people = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
root = pathlib.Path(__file__).parents[1]

ICAO = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүіһ",
    "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e iu ia "
    "e a g k n o u u i h".split(" ")))
PRESS = ICAO | dict(zip("йхюяғұүү", ["y", "h", "yu", "ya", "gh", "u", "u"]))
FRENCH = ICAO | dict(zip("жшчу", ["j", "ch", "tch", "ou"]))
GERMAN = ICAO | {"ж": "sch", "ш": "sch", "ч": "tsch", "в": "w", "з": "s",
                 "й": "j", "х": "ch", "ю": "ju", "я": "ja", "ц": "z"}
LATIN = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүіһ",
    "a b v g d e j z i i k l m n o p r s t u f h ts ç ş şş  y  e iu ia io ä ğ "
    "q ñ ö ū ü ı h".split(" ")))
LATIN18 = LATIN | dict(zip("әғңөүшчиійуы",
    ["á", "ǵ", "ń", "ó", "ú", "sh", "ch", "ı", "i", "ı", "ý", "y"]))
RUSSIAN = str.maketrans("әғқңөұүіһӘҒҚҢӨҰҮІҺ", "агкноууихАГКНОУУИХ")


def latin(word, table):
    out = "".join(table.get(c, c) for c in word.lower())
    return out[:1].upper() + out[1:]


def names_of(*languages):
    found = []
    for line in (root / "data/names/given.tsv").read_text().splitlines():
        language, _, names = line.partition("\t")
        if language in languages:
            found += names.split("\t")[0].split(", ")
    return found


def coined(count):
    starts = "Тай Бал Кен Шор Мың Есқ Құл Бөг Жол Сар Тұр Ақс Дәр Ораз".split()
    middles = "а ы е ұ ар ан ым ел ір ам ол".split()
    ends = "бай бек хан жан тай ғали мұрат бол сын дәр құл гер".split()
    while True:
        names = {chance.choice(starts) + chance.choice(middles) +
                 chance.choice(ends) for _ in range(count * 3)}
        return sorted(names)[:count]


GIVEN = names_of("kk", "ru", "uz", "ky")
chance.shuffle(GIVEN)
COINED = coined(len(GIVEN))


def pick(names):
    """Few names are many people's."""
    return names[int(len(names) * chance.random() ** 2)]


def name():
    return pick(GIVEN if chance.random() < .6 else COINED)


def father(stem, woman, kazakh):
    if kazakh:
        return stem + ("қызы" if woman else "ұлы")
    return stem.rstrip("аеийояьы") + ("овна" if woman else "ович")


def family():
    stem = name()
    soft = stem[-1] in "аеийояь"
    return stem.rstrip("аеийояь") + ("ев" if soft else "ов")


def person(house=None):
    house = house or (family(), name())
    woman = chance.random() < .4
    given = name()
    return house, (house[0] + ("а" if woman else ""), given,
                   father(house[1], woman, chance.random() < .4))


def slip(word):
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    letter = chance.choice("аеиорснлтқ" if word[0] > "z" else "aeiornstl")
    return (word[:at] + word[at + 1:], word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1:],
            word[:at] + word[at + 1] + word[at] + word[at + 2:])[kind]


def written(parts):
    parts = list(parts)
    way = chance.random()
    if way < .3:
        parts = [p.translate(RUSSIAN) for p in parts]
    elif way > .55:
        table = chance.choice([ICAO, PRESS, PRESS, FRENCH, GERMAN, LATIN,
                               LATIN18])
        parts = [latin(p, table) for p in parts]
    parts = [slip(p) if chance.random() < .04 else p for p in parts]
    form = chance.random()
    if form < .15:
        return f"{parts[0]} {parts[1][0]}."
    if form < .25:
        return f"{parts[0]} {parts[1][0]}.{parts[2][0]}."
    if form < .5:
        parts.pop()
    if chance.random() < .3:
        parts = parts[1:] + parts[:1]
    return " ".join(parts)


def main():
    first, second = [], []
    house = None
    for _ in range(people):
        house, parts = person(house if chance.random() < .075 else None)
        first.append(" ".join(parts))
        second.append(written(parts))
    out = sys.stdout.write
    for i, x in enumerate(first):
        out("".join(f"{int(i == k)}\t{x}\t{y}\n"
                    for k, y in enumerate(second)))


main()
