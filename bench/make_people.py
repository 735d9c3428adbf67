#!/usr/bin/env python3
"""Writes invented people: make_people.py PEOPLE SEED DOSSIER [HUGO LANGUAGES].

DOSSIER is a file for `kulpytas import`; HUGO a folder that becomes a Hugo
site of the same statements, a content file for each person and language.
Names are put together from syllables, so that nobody is meant. The same seed
gives the same bytes.
"""
import os
import random
import sys

from make_list import CYRILLIC, KAZAKH, LATIN, PLACES, word

TONGUES = ("kk", "ru", "en")
WORDS = ("аула мектеп көше таң өзен бала кітап дос жол ән тау қала үй ана әке "
         "сурет жұмыс арман күз қыс").split()
HEAD = """source: bench-news-%d
says:
- title: News of Exampletown, number %d
  lang: en
- publisher: Example News
  lang: en
- published: 2022-02-%02d
"""
SOURCES = 20


def text(rng, words):
    out = []
    for i in range(words):
        w = rng.choice(WORDS)
        out.append(w.capitalize() if i % 9 == 0 else w)
        if i % 9 == 8:
            out[-1] += "."
    return " ".join(out) + "."


def person(rng):
    """Property, value, language, who says it."""
    parts = rng.choice((CYRILLIC, KAZAKH))
    first, last = word(rng, parts, 2, 4), word(rng, parts, 2, 3)
    latin = " ".join(word(rng, LATIN, 2, 4).capitalize() for _ in range(2))
    return [
        ("name", f"{first.capitalize()} {last.capitalize()}", "ru", ""),
        ("name", latin, "en", ""),
        ("status", "killed", "", ""),
        ("born.date", "%04d-%02d-%02d" % (rng.randint(1940, 2015),
         rng.randint(1, 12), rng.randint(1, 28)), "", ""),
        ("home", rng.choice(PLACES), "ru", ""),
        ("died.date", "2022-01-%02d" % rng.randint(2, 12), "", ""),
        ("life", text(rng, 60), "kk", "the family"),
        ("died.detail", text(rng, 25), "kk", "a witness"),
    ]


def dossier(out, number, source, said):
    out.write("---\nperson: bench-%d\nfrom: bench-news-%d\nsays:\n" %
              (number, source))
    for says, value, lang, who in said:
        out.write(f'- {says}: "{value}"\n')
        if lang:
            out.write(f"  lang: {lang}\n")
        if who:
            out.write(f"  who: {who}\n")


LAYOUT = """<!doctype html>
<html lang="{{ .Site.Language.Lang }}">
<head>
<meta charset="utf-8">
<title>{{ .Title }} · {{ .Site.Title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="../../style.css">
</head>
<body>
<header><p class="site"><a href="../">{{ .Site.Title }}</a></p>
<nav><ul>{{ range .Site.Params.menu }}<li><a href="../{{ .file }}">{{ .name }}</a></li>
{{ end }}</ul>
<ul>{{ range .AllTranslations }}<li><a href="{{ .RelPermalink }}" lang="{{ .Language.Lang }}">{{ .Language.LanguageName }}</a></li>
{{ end }}</ul></nav></header>
<main><article class="person">
<h1 class="stone">{{ .Title }}</h1>
{{ .Content }}
<section><h2>{{ T "said" }}</h2>
<dl class="groups">
{{ range .Params.says }}<dt>{{ T .p }}</dt>
<dd><p class="what">{{ .v }}</p>
<p class="by">{{ with .w }}{{ T "by" }} {{ . }} · {{ end }}<a class="source" href="../source/{{ .s }}.html">{{ T "source" }}: {{ .t }}</a> <a class="proof" href="../act/{{ .a }}.html">{{ T "proof" }}</a></p></dd>
{{ end }}</dl></section>
<p class="code">{{ T "code" }}: <b>{{ .Params.code }}</b></p>
</article></main>
<footer><p>{{ T "foot" }}</p></footer>
</body>
</html>
"""
KEYS = ("said", "by", "source", "proof", "code", "foot", "name", "status",
        "born.date", "home", "died.date", "life", "died.detail")


def hugo_site(top, tongues):
    for folder in ("content", "layouts/_default", "i18n"):
        os.makedirs(f"{top}/{folder}", exist_ok=True)
    with open(f"{top}/layouts/_default/single.html", "w") as f:
        f.write(LAYOUT)
    with open(f"{top}/config.toml", "w") as f:
        f.write('baseURL = "http://bench.test/"\ntitle = "Bench"\n'
                'defaultContentLanguage = "kk"\n'
                "defaultContentLanguageInSubdir = true\nuglyURLs = true\n"
                'disableKinds = ["taxonomy", "term", "RSS", "sitemap", '
                '"home", "section", "404", "robotsTXT"]\n[params]\n')
        for name in ("wall", "timeline", "counts", "lists", "sources",
                     "method", "log"):
            f.write('[[params.menu]]\nname = "%s"\nfile = "%s.html"\n' %
                    (name, name))
        for i, tongue in enumerate(tongues):
            f.write('[languages.%s]\nweight = %d\nlanguageName = "%s"\n'
                    'contentDir = "content/%s"\n' % (tongue, i + 1, tongue,
                                                     tongue))
    for tongue in tongues:
        os.makedirs(f"{top}/content/{tongue}/person", exist_ok=True)
        with open(f"{top}/i18n/{tongue}.toml", "w") as f:
            for key in KEYS:
                f.write('["%s"]\nother = "%s %s"\n' % (key, key, tongue))


def hugo(top, tongues, number, source, said):
    rows = "".join('- {p: %s, v: "%s", w: "%s", s: bench-news-%d, '
                   't: "News of Exampletown, number %d", a: %d}\n' %
                   (says, value, who, source, source, number // 31)
                   for says, value, _, who in said if says != "life")
    life = next(value for says, value, _, _ in said if says == "life")
    page = '---\ntitle: "%s"\ncode: "%08d"\nsays:\n%s---\n%s\n' % (
        said[0][1], number, rows, life)
    for tongue in tongues:
        with open(f"{top}/content/{tongue}/person/{number}.md", "w") as f:
            f.write(page)


def main():
    people, seed, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    top = sys.argv[4] if len(sys.argv) > 4 else None
    tongues = TONGUES[:int(sys.argv[5])] if top else ()
    rng = random.Random(seed)
    if top:
        hugo_site(top, tongues)
    with open(path, "w") as out:
        for i in range(SOURCES):
            out.write(("---\n" if i else "") + HEAD % (i, i, i + 1))
        for number in range(people):
            said, source = person(rng), rng.randrange(SOURCES)
            dossier(out, number, source, said)
            if top:
                hugo(top, tongues, number, source, said)


if __name__ == "__main__":
    main()
