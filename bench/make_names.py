#!/usr/bin/env python3
"""make_names.py OUT N [SEED] [QUERIES]: N invented people with mixed scripts
and questions after them, for bench/find.

OUT/names.tsv is "key TAB name"; a key is family/given~initial/father, by the
numbers of the parts.  OUT/queries.tsv is "class TAB text TAB key", whose key
leaves out what the question does not say ("12//" or "12/R~/").  Everything
is written from tables of its own, and knows nothing of the program.
PARTS=folder takes the parts of names from kazakh_family.txt, kazakh_given.txt
(lines "number|Name|name") in that folder; else they are made of syllables.
"""
import os
import pathlib
import random
import sys

RU_OF_KK = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
RUSSIAN_GIVEN = {
    "m": """Александр Алексей Анатолий Андрей Антон Аркадий Артём Борис
    Вадим Валентин Валерий Василий Виктор Виталий Владимир Вячеслав Геннадий
    Георгий Григорий Денис Дмитрий Евгений Егор Иван Игорь Илья Кирилл
    Константин Леонид Максим Михаил Никита Николай Олег Павел Пётр Роман
    Семён Сергей Станислав Степан Тимофей Фёдор Юрий Яков Ярослав""".split(),
    "f": """Александра Алла Анастасия Анна Валентина Валерия Вера Виктория
    Галина Дарья Евгения Екатерина Елена Елизавета Зинаида Зоя Инна Ирина
    Ксения Лариса Лидия Любовь Людмила Маргарита Марина Мария Надежда Наталья
    Нина Оксана Ольга Полина Раиса Светлана София Тамара Татьяна Юлия
    """.split()}
RUSSIAN_STEMS = """Иван Петр Сидор Смирн Кузнец Поп Васил Соколь Михайл Федор
    Мороз Волк Алексе Лебед Семен Егор Павл Козл Степан Никола Орл Андре
    Макар Никит Захар Зайц Соловь Борис Яковл Григорь Роман Воробь Серге
    Кузьм Фрол Александр Дмитри Корол Гус Кисел Иль Максим Поляк Сорок
    Виноград Ковал Бел Медвед Антон Тарас Жук Баран Филипп Комар Давыд Бел
    Герасим Богдан Осип Сидор Матве Тит Марк Мирон Крыл Кулик Карп Влас
    Мельник Денис Гаврил Тихон Казак Афанас Данил Савель Тимоф Фом Черн
    Абрам Мартын Ефим Щерб Назар Калин Исак Чист Рыб Коновал Сав Щукин
    """.split()

# ---- parts ----


LETTERS = set("абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі")


def plain(name, least):
    """a name, and no slip of the scanner"""
    return len(name) >= least and set(name.lower()) <= LETTERS


def once(names, spelling):
    """Two names that are spelt alike in Russian are one: nobody can tell
    which of them a question means."""
    seen = {}
    for name in names:
        seen.setdefault(spelling(name).translate(RU_OF_KK).lower(), name)
    return list(seen.values())


def kazakh_from(folder):
    families, givens = {}, []
    for line in (folder / "kazakh_family.txt").open(encoding="utf-8"):
        number, name, _ = line.rstrip("\n").split("|")
        families.setdefault(number, []).append(name)
    pairs = []
    for names in families.values():
        man = min(names, key=len)
        woman = max(names, key=len)
        if plain(man, 5) and plain(woman, 5) and man[-2:] in (
                "ов", "ев", "ин") and woman == man + "а":
            pairs.append((man, woman))
    for line in (folder / "kazakh_given.txt").open(encoding="utf-8"):
        name = line.split("|")[1].strip().capitalize()
        if plain(name, 4):
            givens.append(name)
    return pairs, sorted(set(givens))


def kazakh_made(rng):
    heads = """Аба Ай Ақ Ал Ама Ар Асқ Ат Әбді Әмі Бай Бақ Бек Бер Бол Ғаб
        Дәу Дос Еге Ер Есе Жақ Жан Жар Жол Жұма Кән Кең Қай Қаз Қал Қан Қуан
        Құр Май Мақ Мар Мұр Мұха Нұр Ора Өмір Рах Сай Сар Сат Серік Сұл Таң
        Тас Темір Тол Төле Тұр Ұлан Үсен Хас Шай Шың Ысқ Іңкәр""".split()
    tails = """бай бек болат ғали ғазы герей дос дәулет жан зат қали қан
        құл мұрат мыс нәр рат сұлтан таза тас тай ханым шат ым ыс әлі үміт
        гүл сара ғын тын лан мет ал""".split()
    middles = ["", "", "а", "ы", "і", "да", "ма", "ри", "са", "ла"]
    givens = sorted({h + m + t for h in heads for m in middles
                     for t in tails})
    rng.shuffle(givens)
    givens = givens[:6400]
    stems = sorted({h + m + t for h in heads for m in middles
                    for t in tails if t[-1] not in "аыіәү"})
    rng.shuffle(stems)
    pairs = []
    for stem in stems[:7500]:
        end = "ев" if stem[-1] in "йьіе" else "ов"
        pairs.append((stem + end, stem + end + "а"))
    return pairs, givens


VOWELS = "аәеёиоөуұүыіэюя"


def patronymic_ru(given, sex):
    """of a given name in Russian spelling"""
    if given[-1] in "йь":
        stem, middle = given[:-1], "ев"
        if given.endswith("ий"):
            stem, middle = given[:-2], "ьев"
    elif given[-1] in VOWELS:
        stem, middle = given[:-1], "ев" if given[-1] in "иея" else "ов"
    else:
        stem, middle = given, "ов"
    return stem + middle + ("ич" if sex == "m" else "на")


def patronymic_kk(given, sex):
    return given + ("ұлы" if sex == "m" else "қызы")


class Person:
    """numbers of parts, spelt on demand"""
    __slots__ = ("family", "given", "father", "sex", "russian")


class Parts:
    def __init__(self, rng, folder):
        self.families, self.givens = kazakh_from(folder) if folder else \
            kazakh_made(rng)
        self.families = once(self.families, lambda pair: pair[0])
        self.givens = once(self.givens, lambda name: name)
        self.kazakh = len(self.families), len(self.givens)
        for stem in RUSSIAN_STEMS:
            for man, woman in (("ов", "ова"), ("ев", "ева"), ("ин", "ина"),
                               ("ский", "ская"), ("енко", "енко"),
                               ("овский", "овская"), ("чук", "чук")):
                self.families.append((stem + man, stem + woman))
        self.families = once(self.families, lambda pair: pair[0])
        self.russian_given = {}
        for sex, names in RUSSIAN_GIVEN.items():
            self.russian_given[sex] = (len(self.givens), len(names))
            self.givens += names

    def person(self, rng):
        p = Person()
        p.sex = "m" if rng.random() < .6 else "f"
        p.russian = rng.random() < .2
        if p.russian:
            p.family = rng.randrange(self.kazakh[0], len(self.families))
            first, count = self.russian_given[p.sex]
            p.given = first + rng.randrange(count)
            first, count = self.russian_given["m"]
            p.father = first + rng.randrange(count)
        else:
            p.family = rng.randrange(self.kazakh[0])
            # Names are not equally frequent.
            p.given = int(self.kazakh[1] * rng.random() ** 1.5)
            p.father = int(self.kazakh[1] * rng.random() ** 1.5)
        return p

    def words(self, p, script):
        """family, given, father in "kk" or "ru" Cyrillic"""
        family = self.families[p.family][p.sex == "f"]
        given, father = self.givens[p.given], self.givens[p.father]
        if script == "kk" and not p.russian:
            return family, given, patronymic_kk(father, p.sex)
        family, given, father = (x.translate(RU_OF_KK)
                                 for x in (family, given, father))
        return family, given, patronymic_ru(father, p.sex)

    def initial(self, number):
        return self.givens[number][0].translate(RU_OF_KK)


# ---- romanisations; sources: ICAO Doc 9303-3 (2021) table 6-B; BGN/PCGN 1947
# for Russian, 1979 for Kazakh; ISO/R 9:1968; French passports of the Soviet
# Union before 1997; decrees 637 (2018) and the list of 28 January 2021 ----

def table(text, **more):
    out = dict(pair.split("=") if "=" in pair else (pair[0], pair[1:])
               for pair in text.split())
    out.update(more)
    return out


BASE = table("аa бb вv гg дd еe зz иi кk лl мm нn оo пp рr сs тt уu фf")
ICAO = BASE | table("ёe жzh йi хkh цts чch шsh щshch ъie ыy ь= эe юiu яia "
                    "әa ғg қq ңn өo ұu үu һh іi")
BGN = BASE | table("ёyë жzh йy хkh цts чch шsh щshch ъ” ыy ь’ эe юyu яya")
BGN_KK = BGN | table("әä ғgh қq ңng өö ұu үü һh іi иī уū йy")
PRESS = BASE | table("ёyo жzh йy хkh цts чch шsh щshch ъ= ыy ь= эe юyu яya "
                     "әa ғg қk ңn өo ұu үu һh іi")
ISO = BASE | table("ёë жž йj хch цc чč шš щšč ъ” ыy ь’ эė юju яja "
                   "әa ғg қk ңn өo ұu үu һh іi")
FRENCH = BASE | table("ёio жj йi хkh цts чtch шch щchtch ъ= ыy ь= эe юiou "
                      "яia уou әa ғg қk ңn өo ұou үou һh іi")
LATIN_2018 = BASE | table("әá ғǵ ёıo жj йı иı хh һh ңń өó қq чch шsh щshch "
                          "уý ұu үú ыy іi эe юıý яıa цts ъ= ь=")
LATIN_2021 = BASE | table("әä ғğ ёio жj йi иi хh һh ңñ өö қq чtş шş щştş "
                          "уu ұū үü ыy іı эe юiu яia цts ъ= ь=")
for t in (ICAO, BGN, BGN_KK, PRESS, ISO, FRENCH, LATIN_2018, LATIN_2021):
    for letter, latin in t.items():
        if latin == "=":
            t[letter] = ""


def roman(word, letters):
    out = "".join(letters.get(c, c) for c in word.lower())
    return out[:1].upper() + out[1:]


def bgn(word, kazakh):
    out, before = "", ""
    for c in word.lower():
        ye = not kazakh and c == "е" and (before in VOWELS or
                                          before in "йъь")
        out += "ye" if ye else (BGN_KK if kazakh else BGN).get(c, c)
        before = c
    return out[:1].upper() + out[1:]


def press(word, rng):
    """as newspapers write: whichever way the desk likes"""
    word = word.lower()
    for long, short in (("ий", "y"), ("ый", "y"), ("дж", "j"), ("кс", "x")):
        if rng.random() < .6:
            word = word.replace(long, short)
    letters = dict(PRESS)
    if rng.random() < .5:
        letters |= {"х": "h", "й": "i", "ж": "j" if rng.random() < .3
                    else "zh"}
    if rng.random() < .3:
        letters |= {"е": "e", "ы": "i", "ю": "iu", "я": "ia"}
    out = "".join(letters.get(c, c) for c in word)
    return out[:1].upper() + out[1:]


def academic(word, rng):
    letters = ISO
    if rng.random() < .5:
        letters = FRENCH
        if word.endswith("ин"):
            return roman(word, letters) + "e"
    return roman(word, letters)


# ---- how a person stands in the archive ----

def written(parts, p, rng):
    """(text, says): says: which of family, given, father, initial"""
    kind = rng.random()
    if kind < .6 or p.russian and kind < .92:
        words = parts.words(p, "ru")
    elif kind < .9:
        words = parts.words(p, "kk")
    elif kind < .95:
        words = [roman(w, ICAO) for w in parts.words(p, "ru")]
    elif kind < .98:
        words = [press(w, rng) for w in parts.words(p, "ru")]
    else:
        words = [roman(w, LATIN_2021) for w in parts.words(p, "kk")]
    family, given, father = words
    shape = rng.random()
    if shape < .55:
        return f"{family} {given} {father}", "fgp"
    if shape < .87:
        return f"{family} {given}", "fg"
    if shape < .94:
        return f"{given} {family}", "fg"
    if shape < .97:
        return f"{family} {given[0]}.", "fi"
    return f"{family} {given[0]}.{father[0]}.", "fi"


def key(parts, p, says):
    given = f"{p.given}~{parts.initial(p.given)}" if "g" in says else \
        f"~{parts.initial(p.given)}"
    return f"{p.family}/{given}/{p.father if 'p' in says else ''}"


def asked(parts, p, says):
    given = str(p.given) if "g" in says else \
        parts.initial(p.given) + "~" if "i" in says else ""
    return f"{p.family}/{given}/{p.father if 'p' in says else ''}"


def typo(text, rng):
    cyrillic = any("а" <= c <= "я" for c in text.lower())
    letters = "абвгдежзийклмнопрстуфхцчшыэюя" if cyrillic else \
        "abcdefghijklmnopqrstuvwxyz"
    places = [i for i, c in enumerate(text) if c.isalpha()]
    i = rng.choice(places)
    how = rng.randrange(4)
    if how == 0:
        return text[:i] + rng.choice(letters) + text[i + 1:]
    if how == 1:
        return text[:i] + text[i + 1:]
    if how == 2:
        return text[:i] + rng.choice(letters) + text[i:]
    if i + 1 < len(text) and text[i + 1].isalpha():
        return text[:i] + text[i + 1] + text[i] + text[i + 2:]
    return text[:i] + rng.choice(letters) + text[i + 1:]


def questions(parts, sample, rng, count):
    """(class, text, key); each of a person of whom all of it is said"""
    full = [(p, t, s) for p, t, s in sample if "g" in s]
    with_father = [x for x in full if "p" in x[2]]
    kazakh = [x for x in full if not x[0].russian]
    cyrillic = [x for x in kazakh if x[1][0] > "Z"]
    for p, text, says in rng.sample(full, count):
        yield "exact", text, asked(parts, p, says)
    for p, text, says in rng.sample(full, count):
        yield "typo 1", typo(text, rng), asked(parts, p, says)
    for p, text, says in rng.sample(full, count):
        yield "typo 2", typo(typo(text, rng), rng), asked(parts, p, says)
    for p, text, says in rng.sample(with_father, count):
        words = text.split()
        yield "order", f"{words[1]} {words[0]}", asked(parts, p, "fg")
    for p, text, says in rng.sample(cyrillic, count):
        is_kk = any(c in "әғқңөұүһіӘҒҚҢӨҰҮҺІ" for c in text) or "ұлы" in text
        words = parts.words(p, "ru" if is_kk else "kk")
        n = 3 if "p" in says and rng.random() < .5 else 2
        yield "kk for ru", " ".join(words[:n]), asked(parts, p, "fgp"[:n])
    for name, spell in (
            ("icao", lambda w, p: roman(w, ICAO)),
            ("bgn/pcgn", lambda w, p: bgn(w, not p.russian)),
            ("press", lambda w, p: press(w, rng)),
            ("academic", lambda w, p: academic(w, rng))):
        for p, text, says in rng.sample(full, count):
            script = "kk" if name == "bgn/pcgn" else "ru"
            family, given, _ = (spell(w, p) for w in parts.words(p, script))
            yield name, f"{given} {family}", asked(parts, p, "fg")
    for name, letters in (("latin 2018", LATIN_2018),
                          ("latin 2021", LATIN_2021)):
        for p, text, says in rng.sample(kazakh, count):
            words = [roman(w, letters) for w in parts.words(p, "kk")]
            n = 3 if "p" in says and rng.random() < .5 else 2
            yield name, " ".join(words[:n]), asked(parts, p, "fgp"[:n])
    for p, text, says in rng.sample(full, count):
        script = "kk" if rng.random() < .3 else "ru"
        family, given, father = parts.words(p, script)
        yield "initials", rng.choice((
            f"{family} {given[0]}.", f"{given[0]}. {family}",
            f"{family} {given[0]}")), asked(parts, p, "fi")


def main():
    out, n = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 1000
    rng = random.Random(seed)
    folder = os.environ.get("PARTS")
    parts = Parts(rng, pathlib.Path(folder) if folder else None)
    sample, chosen = [], set(rng.sample(range(n), min(n, 40 * count)))
    out.mkdir(exist_ok=True)
    with (out / "names.tsv").open("w", encoding="utf-8") as f:
        for i in range(n):
            p = parts.person(rng)
            text, says = written(parts, p, rng)
            f.write(f"{key(parts, p, says)}\t{text}\n")
            if i in chosen:
                sample.append((p, text, says))
    with (out / "queries.tsv").open("w", encoding="utf-8") as f:
        for line in questions(parts, sample, rng, count):
            f.write("\t".join(line) + "\n")


main()
