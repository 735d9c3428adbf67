#!/usr/bin/env python3
"""Writes a list of invented people as CSV: make_list.py ROWS SEED > FILE.

Eight columns, names in Kazakh and Russian Cyrillic, Latin and Arabic script,
put together from syllables, so that nobody is meant. The same seed gives the
same bytes.
"""
import random
import sys

CYRILLIC = "ба бе да ди жа жо ка ки ла ле ма ме на ни ра ре са си та ти".split()
KAZAKH = "әл ба ғы дә жү қа кө ла мұ на ңы өр ра сә тұ үш ші ын іл һа".split()
LATIN = "ba be da di zha zho ka ki la le ma me na ni ra re sa si ta ti".split()
ARABIC = "با بي دا دي جا جو كا كي لا لي ما مي نا ني را ري سا سي تا تي".split()
PLACES = ["Алматы", "Тараз", "Шымкент", "Ақтөбе", "Қызылорда", "Semei",
          "Oral", "Талдықорған"]
NOTES = ["", "", "", "со слов родных", "in \"hospital\"", "екі жол\nмәтін",
         "a, b; c", "—"]


def word(rng, parts, least, most):
    return "".join(rng.choice(parts) for _ in range(rng.randint(least, most)))


def name(rng):
    parts = rng.choice((CYRILLIC, CYRILLIC, KAZAKH, KAZAKH, LATIN, ARABIC))
    words = [word(rng, parts, 2, 4), word(rng, parts, 2, 3)]
    if rng.random() < 0.4:
        words.append(word(rng, parts, 3, 5))
    return " ".join(w.capitalize() for w in words)


def quoted(cell):
    if any(c in cell for c in ',"\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def main():
    rows, seed = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    out = sys.stdout
    out.write("No,Name,Born,Sex,Home,Died,Age,Remark\n")
    for number in range(1, rows + 1):
        born = "%02d.%02d.%04d" % (rng.randint(1, 28), rng.randint(1, 12),
                                   rng.randint(1940, 2015))
        died = "%02d.01.2022" % rng.randint(2, 12)
        cells = (str(number), name(rng), born, rng.choice("mf"),
                 rng.choice(PLACES), died, str(rng.randint(4, 90)),
                 rng.choice(NOTES))
        out.write(",".join(quoted(c) for c in cells) + "\n")


if __name__ == "__main__":
    main()
