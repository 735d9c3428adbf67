#!/usr/bin/env python3
"""Five lists of the same invented people, with a column that says who is who.

make_lists.py ROWS [SHARE] > lists.csv

SHARE of the people (default 0.15) are brothers and sisters of others: same
surname, father, place and day, another given name.  Rows are in Russian or
Kazakh Cyrillic or in one of six Latin spellings, with the errors and gaps
that real lists have.  Seeded: the same arguments give the same file.  Name
parts come from ../shared/data/linkage where that is, else they are made of
syllables.  The spellings below are this file's own, kept apart from
data/names, which they test.
"""
import pathlib
import random
import sys

KK_RU = dict(zip("әғқңөұүһі", "агкноуухи"))
COMMON = dict(zip("абвгдезиклмнопрстуф", "abvgdeziklmnoprstuf"))
LATIN = {
    "pass": {"ж": "zh", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
             "щ": "shch", "ы": "y", "э": "e", "ю": "yu", "я": "ya", "ё": "yo",
             "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u",
             "ү": "u", "һ": "h", "і": "i"},
    "press": {"ж": "zh", "й": "i", "х": "h", "ц": "ts", "ч": "ch",
              "ш": "sh", "щ": "sch", "ы": "y", "э": "e", "ю": "yu",
              "я": "ya", "ё": "e", "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng",
              "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i"},
    "bgn": {"ж": "zh", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
            "щ": "shch", "ы": "y", "э": "e", "ю": "yu", "я": "ya",
            "ё": "ye", "ә": "ä", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "ö",
            "ұ": "ū", "ү": "ü", "һ": "h", "і": "ī"},
    "sov": {"ж": "j", "й": "i", "х": "k", "ц": "ts", "ч": "ch", "ш": "sh",
            "щ": "sch", "ы": "i", "э": "e", "ю": "u", "я": "ya", "ё": "e",
            "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u",
            "ү": "u", "һ": "h", "і": "i"},
    "l18": {"ж": "j", "й": "ı", "и": "ı", "х": "h", "ц": "ts", "ч": "ch",
            "ш": "sh", "щ": "sh", "ы": "y", "э": "e", "ю": "ıý", "я": "ıa",
            "ё": "ıo", "у": "ý", "ә": "á", "ғ": "ǵ", "қ": "q", "ң": "ń",
            "ө": "ó", "ұ": "u", "ү": "ú", "һ": "h", "і": "i"},
    "l21": {"ж": "j", "й": "i", "х": "h", "ц": "ts", "ч": "tş", "ш": "ş",
            "щ": "ş", "ы": "y", "э": "e", "ю": "iu", "я": "ia", "ё": "io",
            "ә": "ä", "ғ": "ğ", "қ": "q", "ң": "ñ", "ө": "ö", "ұ": "ū",
            "ү": "ü", "һ": "h", "і": "ı"},
}
ALPHABET = {"ru": "абвгдежзийклмнопрстуфхчшыюя",
            "kk": "абвгғдежзийкқлмнңоөпрстуұүхшыі",
            "la": "abdeghijklmnoprstuvyz"}


def word(r, n):
    return "".join(r.choice("бгджзклмнрстх") + r.choice("аеиоуы") for _ in
                   range(n)) + r.choice(["", "н", "р", "т", "к"])


def parts(r):
    folder = pathlib.Path(__file__).parents[2] / "shared/data/linkage"

    def read(name):
        out = []
        for line in open(folder / name, encoding="utf-8"):
            f = line.rstrip("\n").split("|")
            out.append(f[2])
        return out
    if (folder / "kazakh_given.txt").exists():
        given = sorted(set(read("kazakh_given.txt")))
        family = sorted({f for f in read("kazakh_family.txt") if
                         f.endswith(("ов", "ев", "ин"))})
    else:
        given = sorted({word(r, r.choice([2, 2, 3])) for _ in range(6000)})
        family = sorted({word(r, r.choice([2, 3])) + r.choice(["ов", "ев",
                         "ин"]) for _ in range(13000)})
    r.shuffle(given)
    r.shuffle(family)
    half = len(given) // 2
    return given[:half], given[half:], family


def father(name, script, woman, suffix):
    if suffix:
        return name + ("қызы" if woman else "ұлы")
    stem = name.rstrip("аәеиійоуыіьъ") or name
    end = "ев" if stem[-1] in "еиійь" or name[-1] in "иій" else "ов"
    return stem + (end + "на" if woman else end + "ич")


def pick(r, names):
    """Few names are frequent, most are rare."""
    return names[int(len(names) * r.random() ** 2)]


def russian(s):
    return "".join(KK_RU.get(c, c) for c in s)


def latin(s, system):
    t = LATIN[system]
    out = ""
    for i, c in enumerate(s):
        if system == "bgn" and c == "е" and (i == 0 or s[i - 1] in
                                             "аеиоуыэюяйьъ"):
            out += "ye"
        else:
            out += t.get(c, COMMON.get(c, "" if c in "ьъ" else c))
    return out


def slip(r, s, letters):
    if len(s) < 3:
        return s
    i = r.randrange(len(s))
    kind = r.randrange(4)
    if kind == 0:
        return s[:i] + s[i + 1:]
    if kind == 1:
        return s[:i] + s[i] + s[i:]
    if kind == 2:
        return s[:i] + r.choice(letters) + s[i + 1:]
    i = min(i, len(s) - 2)
    return s[:i] + s[i + 1] + s[i] + s[i + 2:]


def born(r):
    return "%d-%02d-%02d" % (min(2021, max(1936, int(r.gauss(1985, 14)))),
                             r.randint(1, 12), r.randint(1, 28))


def day(r):
    return "2022-01-%02d" % min(31, 1 + int(r.expovariate(0.14)))


class Person:
    pass


def people(r, share):
    men, women, families = parts(r)
    family = None
    while True:
        p = Person()
        if family is None or r.random() >= share / (1 - share):
            family = (pick(r, families), pick(r, men), r.random() < 0.45,
                      "R%02d" % int(20 * r.random() ** 1.5), day(r))
            used = set()
        p.surname, p.father, p.suffix, p.region, p.dod = family
        if used and r.random() < 0.2:
            p.dod = day(r)
        p.woman = r.random() < 0.25
        p.given = pick(r, women if p.woman else men)
        if p.given in used:
            continue
        used.add(p.given)
        p.dob = born(r)
        if r.random() < share / (1 - share):
            yield p
        else:
            yield p
            family = None


def row(r, p, source, first):
    u = r.random()
    script = "kk" if u < 0.26 else "ru"
    if not first and u > 0.76:
        script = r.choices(["pass", "press", "bgn", "sov", "l18", "l21"],
                           [860, 557, 158, 258, 132, 98])[0]
    surname, given = p.surname, p.given
    dad = father(p.father, script, p.woman, p.suffix if script in ("ru",)
                 else r.random() < 0.7 if script != "kk" else True)
    if p.woman:
        surname += "а"
    cells = [surname, given, dad]
    if script != "kk":
        cells = [russian(c) for c in cells]
    if script not in ("kk", "ru"):
        base = [surname, given, dad] if script in ("l18", "l21", "bgn") else \
            cells
        cells = [latin(c, script) for c in base]
    cells = [c[:1].upper() + c[1:] for c in cells]
    letters = ALPHABET[script if script in ("kk", "ru") else "la"]
    noise = 0.08 if first else 0.22
    cells = [slip(r, c, letters) if r.random() < noise else c for c in cells]
    if r.random() < (0.04 if first else 0.36):
        cells[2] = ""
    if r.random() < 0.01:
        cells[1] = ""
    if r.random() < (0.01 if first else 0.03):
        cells[0], cells[1] = cells[1], cells[0]
    dob, sex, region, dod = p.dob, "F" if p.woman else "M", p.region, p.dod
    u = r.random()
    if u < (0.10 if first else 0.35):
        dob = ""
    elif u < (0.12 if first else 0.43):
        dob = dob[:4]
    elif not first and u < 0.46:
        dob = "%d%s" % (int(dob[:4]) + r.choice([-1, 1, 10]), dob[4:])
    elif not first and u < 0.48:
        dob = dob[:5] + dob[8:] + "-" + dob[5:7] if dob[8:] < "13" else dob
    if r.random() < 0.02:
        sex = ""
    if r.random() < 0.07:
        region = ""
    elif not first and r.random() < 0.05:
        region = "R%02d" % r.randrange(20)
    if r.random() < 0.09:
        dod = ""
    elif not first and r.random() < 0.08:
        dod = day(r)
    return [source, script, *cells, dob, sex, region, dod]


def main():
    rows = int(sys.argv[1])
    share = float(sys.argv[2]) if len(sys.argv) > 2 else 0.15
    r = random.Random(20220105)
    out = sys.stdout
    out.write("unique_id,cluster,source,script,surname,given,patronymic,dob,"
              "sex,region,dod\n")
    n = 0
    for cluster, p in enumerate(people(r, share)):
        count = r.choices([1, 2, 3, 4, 5], [4369, 5057, 1597, 172, 5])[0]
        for i, source in zip(range(count), "ONPBF"):
            out.write("%d,%d,%s\n" % (n, cluster, ",".join(row(r, p, source,
                                                               i == 0))))
            n += 1
            if n == rows:
                return


if __name__ == "__main__":
    main()
