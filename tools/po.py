#!/usr/bin/env python3
"""Interface texts: po files to C, and a check that none is missing.

po.py [--rules PROGRAM] [--labels TSV] [--pseudo] OUT.c OUT.h PREFIX FILE.po...
    The languages, in the order kk kk-Latn ru en, then by tag, and their
    texts sorted by the English ones (PREFIX_LANGUAGES, PREFIX_find and
    PREFIX_label in OUT.h say how they are read).  A language is what its po
    file says; English is the source and has none.
    --rules: the program (tools/po_rules.c) that knows how many plurals a
    language has, and makes kk-Latn of kk.  --labels: the table of properties;
    a language without a column there has labels of its own.  --pseudo: with
    ar-XB, Arabic letters for English ones, which is not offered to readers.
po.py --check ROOT
    Prints each text of ROOT/templates/*.mustache ({{#_}}text{{/_}}) and of
    ROOT/src (TONGUE("text"), TONGUE_MANY("{n} thing", "{n} things")), and
    each label, that a file of ROOT/po lacks, and each entry that nothing
    uses.  Exit 1 where there is any.
po.py --template ROOT TAG
    Prints a po file of language TAG to fill in.

A po file is gettext's: msgid is the English text, msgstr the other; with
msgid_plural there are msgstr[0], [1], ...: the plurals that CLDR gives whole
numbers, in its order zero one two few many other.  msgctxt "died.date" makes
an entry the label of that property.  The entry of msgid "" is the header:
Language, X-Name (what the language calls itself), X-Direction (ltr or rtl),
Plural-Forms, charset.  Refused: duplicates, fuzzy and obsolete entries, an
empty or missing msgstr.
"""
import argparse
import pathlib
import re
import subprocess
import sys

TEXT_MAX = 4000  # bytes; C promises no longer literals
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
FIRST = ["kk", "kk-Latn", "ru", "en"]  # then the others by their tags
LABEL_COLUMNS = {"en": 4, "ru": 5, "kk": 6}  # of data/properties.tsv
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
PSEUDO = dict(zip("abcdefghijklmnopqrstuvwxyz",
                  "ابثدعفغهيجكلمنوپقرستوڤوخيز"))

HEADER = """\
/* Made by tools/po.py; changes are lost. */
#ifndef {guard}
#define {guard}

#include "base/span.h"

/* X(tag, name, rtl, of): of is the language whose words these are, in other
 * letters; else NULL.  First those that are offered, then those that are not. */
#define {macro}_LANGUAGES(X){rows}
#define {macro}_OFFERED {offered}
#define {macro}_ENGLISH {english}

/* The text for english in the language of that row; false where there is
 * none.  Plurals: "one\\0many" for one, and as many texts with \\0 between. */
bool {prefix}_find(int language, struct span english, struct span *out);
/* The label of a property. */
bool {prefix}_label(int language, struct span property, struct span *out);

#endif
"""

FIND = """
struct words {{
	struct span key, text;
}};
struct language {{
	const struct words *words, *labels; /* sorted by key */
	size_t count, label_count;
}};
{tables}
static const struct language languages[] = {{
{rows}
}};

static bool find(const struct words *w, size_t count, struct span key,
    struct span *out)
{{
	size_t low = 0, high = count;

	while (low < high) {{
		size_t mid = low + (high - low) / 2;
		int d = span_cmp(key, w[mid].key);

		if (d == 0) {{
			*out = w[mid].text;
			return true;
		}}
		if (d < 0)
			high = mid;
		else
			low = mid + 1;
	}}
	return false;
}}

bool {prefix}_find(int language, struct span english, struct span *out)
{{
	const struct language *l = &languages[language];

	return find(l->words, l->count, english, out);
}}

bool {prefix}_label(int language, struct span property, struct span *out)
{{
	const struct language *l = &languages[language];

	return find(l->labels, l->label_count, property, out);
}}
"""


class Bad(Exception):
    pass


# ---- po files ----
def unquote(literal):
    """The text of "..." with its escapes."""
    found = re.fullmatch(r'"((?:[^"\\]|\\.)*)"', literal)
    if not found:
        raise Bad("no quoted text")

    def escape(m):
        if m[1] not in ESCAPES:
            raise Bad(f"unknown escape \\{m[1]}")
        return ESCAPES[m[1]]
    return re.sub(r"\\(.)", escape, found[1])


class Reader:
    """Collects words: key -> (text, line), and labels likewise.  The key of
    a plural is msgid and msgid_plural with NUL between, its text the forms
    with NUL between."""

    def __init__(self):
        self.words, self.labels = {}, {}
        self.line = 0
        self.clear()

    def clear(self):
        self.parts = {}   # keyword -> text
        self.last = None  # keyword that a further line goes on with

    def end_entry(self):
        parts, forms = self.parts, []
        if not parts:
            return
        if "msgid" not in parts:
            raise Bad(f"line {self.line}: msgctxt without msgid")
        name = parts["msgid"]
        if "msgid_plural" in parts:
            while f"msgstr[{len(forms)}]" in parts:
                forms.append(parts[f"msgstr[{len(forms)}]"])
            if not forms:
                raise Bad(f"line {self.line}: no msgstr[0]")
            name += "\0" + parts["msgid_plural"]
        elif "msgstr" in parts:
            forms = [parts["msgstr"]]
        if not forms:
            raise Bad(f"line {self.line}: no msgstr")
        self.put(name.replace("\0", "' and '"), name, forms)
        self.clear()

    def put(self, shown, key, forms):
        label = "msgctxt" in self.parts
        if label and "\0" in key:
            raise Bad(f"line {self.line}: a label has no plural")
        if label:
            key = self.parts["msgctxt"]
            shown = f"{key}: {shown}"
        into = self.labels if label else self.words
        text = "\0".join(forms)
        if key in into:
            raise Bad(f"line {self.line}: a second entry for '{shown}'")
        if "" in forms:
            raise Bad(f"line {self.line}: empty msgstr of '{shown}'")
        if max(len(key.encode()), len(text.encode())) > TEXT_MAX:
            raise Bad(f"line {self.line}: above {TEXT_MAX} bytes")
        into[key] = text, self.line

    def begin(self, word, text, n):
        opens = word == "msgctxt" or (word == "msgid" and
                                      self.last != "msgctxt")
        if opens:
            self.end_entry()
            self.line = n
        needs = "msgid" if word == "msgid_plural" or word == "msgstr" else \
            None if word in ("msgid", "msgctxt") else "msgid_plural"
        if needs and needs not in self.parts:
            raise Bad(f"{word} without {needs}")
        if word in self.parts or (word == "msgstr" and
                                  "msgid_plural" in self.parts):
            raise Bad(f"{word} is too much here")
        self.parts[word] = text
        self.last = word

    def take(self, line, n):
        if line.startswith("#~"):
            raise Bad("an obsolete entry")
        if line.startswith("#,") and "fuzzy" in re.split(r"[\s,]+", line[2:]):
            raise Bad("a fuzzy entry")
        word = re.match(r"(msgctxt|msgid_plural|msgid|msgstr(\[[0-5]\])?)"
                        r"[ \t]+", line)
        if line == "" or line.startswith("#"):
            if self.last is not None and self.last.startswith("msgstr"):
                self.end_entry()
        elif line.startswith('"'):
            if self.last is None:
                raise Bad("text outside an entry")
            self.parts[self.last] += unquote(line)
        elif word:
            self.begin(word[1], unquote(line[word.end():]), n)
        else:
            raise Bad(f"'{line.split()[0]}' is not taken")


class Language:
    """tag, name, rtl, of, shown; words and labels: key -> (text, line)."""

    def __init__(self, tag, name, rtl=False, of=None, shown=True):
        self.tag, self.name, self.rtl = tag, name, rtl
        self.of, self.shown = of, shown
        self.words, self.labels = {}, {}
        self.plurals = None  # how many forms

    def place(self):
        first = FIRST.index(self.tag) if self.tag in FIRST else len(FIRST)
        return not self.shown, first, self.tag


def read_header(reader, path):
    header, line = reader.words.pop("", ("", 1))
    fields = dict(re.findall(r"^([A-Za-z-]+):[ \t]*(.*)$", header, re.M))

    def lacks(what):
        raise Bad(f"line {line}: the header has no {what}")
    if fields.get("Language") != path.stem:
        lacks(f"Language: {path.stem}")
    if not TAG.fullmatch(path.stem) or path.stem == "en":
        raise Bad(f"'{path.stem}' is no language tag for a po file")
    if "charset=UTF-8" not in fields.get("Content-Type", ""):
        lacks("charset=UTF-8")
    if not fields.get("X-Name"):
        lacks("X-Name: what the language calls itself")
    if fields.get("X-Direction", "ltr") not in ("ltr", "rtl"):
        lacks("X-Direction: ltr or rtl")
    language = Language(path.stem, fields["X-Name"],
                        fields.get("X-Direction") == "rtl")
    many = re.match(r"nplurals=([1-6]);", fields.get("Plural-Forms", ""))
    language.plurals = int(many[1]) if many else None
    return language


def check_plurals(language):
    for key, (text, line) in language.words.items():
        if "\0" not in key:
            continue
        if language.plurals is None:
            raise Bad(f"line {line}: a plural, but the header has no"
                      " Plural-Forms: nplurals=")
        forms = text.split("\0")
        if len(forms) != language.plurals:
            raise Bad(f"line {line}: {len(forms)} plurals, but nplurals is"
                      f" {language.plurals}")
        if any("{n}" not in f for f in forms):
            raise Bad(f"line {line}: a plural without {{n}}")


def read_po(path):
    """The language of one file."""
    reader = Reader()
    try:
        lines = path.read_bytes().decode().split("\n")
        for n, line in enumerate(lines, 1):
            try:
                reader.take(line.strip(), n)
            except Bad as why:
                raise Bad(re.sub(r"^(?!line )", f"line {n}: ", str(why)))
        reader.end_entry()
        language = read_header(reader, path)
        language.words, language.labels = reader.words, reader.labels
        check_plurals(language)
    except OSError as why:
        raise Bad(f"{path}: {why.strerror}")
    except UnicodeDecodeError:
        raise Bad(f"{path}: no valid UTF-8")
    except Bad as why:
        raise Bad(f"{path}: {why}")
    return language


# ---- labels ----
def read_labels(path):
    """Language -> property -> label."""
    out = {tag: {} for tag in LABEL_COLUMNS}
    for line in path.read_bytes().decode().splitlines():
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        for tag, at in LABEL_COLUMNS.items():
            out[tag][cells[0]] = cells[at]
    return out


# ---- what is made by rule ----
def ask(program, *args, text=""):
    done = subprocess.run([program, *args], input=text.encode(),
                          capture_output=True)
    if done.returncode != 0:
        raise Bad(f"{program}: {done.stderr.decode().strip()}")
    return done.stdout.decode().rstrip("\n").split("\n")


def by_rule(language, of, rule):
    """Fills language: rule makes lines of lines."""
    for into, taken in ((language.words, of.words),
                        (language.labels, of.labels)):
        # A line a text: neither of these two stands in one.
        lines = rule([t.replace("\n", "\x1e").replace("\0", "\x1f")
                      for t, _ in taken.values()]) if taken else []
        for key, line in zip(taken, lines, strict=True):
            into[key] = line.replace("\x1e", "\n").replace("\x1f", "\0"), 0
    return language


def kazakh_latin(kk, program):
    def rule(lines):
        return ask(program, "latin", text="\n".join(lines) + "\n")
    return by_rule(Language("kk-Latn", rule([kk.name])[0], of="kk"), kk, rule)


def pseudo(languages, labels):
    """Arabic letters for English ones: nobody's language, for tests.  Arabic
    has six plurals."""
    english = Language("en", "")
    for language in languages:
        for key in language.words:
            one, *many = key.split("\0")
            english.words[key] = ("\0".join([one, one] + 4 * many)
                                  if many else one), 0
    english.labels = {p: (t, 0) for p, t in labels.get("en", {}).items()}

    def letters(line):
        return re.sub(r"\{\w+\}|[A-Za-z]", lambda m: m[0] if len(m[0]) > 1
                      else PSEUDO[m[0].lower()], line)
    made = Language("ar-XB", letters("pseudo Arabic"), True, None, False)
    return by_rule(made, english, lambda lines: [letters(x) for x in lines])


# ---- to C ----
def literal(text):
    data = text.encode()
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?'
                         else f"\\{b:03o}" for b in data) + '"'


def table(name, entries):
    rows = [f"\t{{ {{ {literal(k)}, {len(k.encode())} }},\n\t    {{"
            f" {literal(t)}, {len(t.encode())} }} }},"
            for k, (t, _) in sorted(entries.items(),
                                    key=lambda w: w[0].encode())]
    # C has no empty tables; the count leaves this row out.
    rows = rows or ['\t{ { "", 0 }, { "", 0 } },']
    return "\n".join([f"static const struct words {name}[] = {{", *rows,
                      "};", ""])


def collect(options, paths):
    languages = [read_po(path) for path in paths]
    if len({l.tag for l in languages}) != len(languages):
        raise Bad("two files for one language")
    labels = read_labels(options.labels) if options.labels else {}
    for l in languages:
        if l.tag in labels:
            l.labels = {p: (t, 0) for p, t in labels[l.tag].items()}
        if options.rules and l.plurals is not None:
            has = ask(options.rules, "plural", l.tag)[0].split()
            if len(has) != l.plurals:
                raise Bad(f"po/{l.tag}.po: nplurals is {l.plurals}, but the"
                          f" language has {len(has)}: {' '.join(has)}")
    made = [Language("en", "English")]
    if options.rules and not any(l.tag == "kk-Latn" for l in languages):
        made += [kazakh_latin(l, options.rules) for l in languages
                 if l.tag == "kk"]
    if options.pseudo:
        made.append(pseudo(languages, labels))
    return sorted(languages + made, key=Language.place)


def make(options, out_c, out_h, prefix, paths):
    if not re.fullmatch(r"[a-z][a-z0-9_]*", prefix):
        raise Bad(f"'{prefix}' is no C name in small letters")
    languages = collect(options, paths)
    tables, rows, macro = [], [], []
    for i, l in enumerate(languages):
        tables += [table(f"w{i}", l.words), table(f"l{i}", l.labels)]
        rows.append(f"\t{{ w{i}, l{i}, {len(l.words)}, {len(l.labels)} }},"
                    f" /* {l.tag} */")
        macro.append(f" \\\n\tX({literal(l.tag)}, {literal(l.name)},"
                     f" {'true' if l.rtl else 'false'},"
                     f" {literal(l.of) if l.of else 'NULL'})")
    out_h.write_text(HEADER.format(
        guard=prefix.upper() + "_H", prefix=prefix, macro=prefix.upper(),
        rows="".join(macro), offered=sum(l.shown for l in languages),
        english=[l.tag for l in languages].index("en")))
    out_c.write_text("/* Made by tools/po.py; changes are lost. */\n"
                     f'#include "{out_h.name}"\n' + FIND.format(
                         prefix=prefix, tables="\n".join(tables),
                         rows="\n".join(rows)))


# ---- the check ----
def words_of_template(text):
    """Pairs of place and words, as tmpl reads them: trimmed, one space.
    A tag in words or a missing end is tmpl's to refuse."""
    bare = re.sub(r"\{\{!.*?\}\}", lambda m: " " * len(m[0]), text,
                  flags=re.S)
    for m in re.finditer(r"\{\{#[ \t]*_[ \t]*\}\}(.*?)\{\{/[ \t]*_[ \t]*\}\}",
                         bare, re.S):
        yield m.start(), " ".join(re.split(r"[ \t\r\n]+",
                                           m[1].strip(" \t\r\n")))


STRING = r'"(?:[^"\\\n]|\\.)*"'
STRINGS = rf"(?:[ \t\n]*{STRING})*"
C_TOKEN = re.compile(r"/\*.*?\*/|//[^\n]*|#[ \t]*define[ \t]+TONGUE\w*"
                     rf"|\bTONGUE(?P<many>_MANY)?[ \t\n]*\((?P<arg>{STRINGS})"
                     rf"(?:[ \t\n]*,(?P<more>{STRINGS}))?"
                     rf"(?P<end>[ \t\n]*\))?|{STRING}|'(?:[^'\\\n]|\\.)+'",
                     re.S)


def words_of_c(text):
    for m in C_TOKEN.finditer(text):
        if m["arg"] is None:
            continue
        parts = [m["arg"], m["more"] or ""] if m["many"] else [m["arg"]]
        if m["end"] is None or not all(p.strip() for p in parts) or \
                (m["more"] is not None and not m["many"]):
            raise Bad(f"line {line_of(text, m.start())}: TONGUE takes one"
                      " literal, TONGUE_MANY two")
        try:
            yield m.start(), "\0".join("".join(
                unquote(s) for s in re.findall(STRING, p)) for p in parts)
        except Bad as why:
            raise Bad(f"line {line_of(text, m.start())}: {why}")


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def used_words(root):
    """English text -> the first place that uses it."""
    used = {}
    for folder, ending, read in (("templates", "*.mustache",
                                  words_of_template),
                                 ("src", "*.[ch]", words_of_c)):
        for path in sorted((root / folder).rglob(ending)):
            text = path.read_bytes().decode()
            place = path.relative_to(root)
            try:
                for at, words in read(text):
                    used.setdefault(words, f"{place}:{line_of(text, at)}")
            except Bad as why:
                raise Bad(f"{place}: {why}")
    return used


def said(key):
    return key.replace("\0", "' and '")


def check_labels(language, labels, place):
    own = {} if language.tag in labels else labels.get("en", {})
    for name in own:
        if name not in language.labels:
            yield f"{place}: missing: the label of {name}, '{own[name]}'"
    for name, (_, line) in language.labels.items():
        if name not in own:
            yield f"{place}: line {line}: unused: the label of {name}"


def check(root):
    """Lines about what is missing or unused."""
    used = used_words(root)
    table = root / "data/properties.tsv"
    labels = read_labels(table) if table.exists() else {}
    paths = sorted((root / "po").glob("*.po"))
    if not paths:
        yield "po: no po files"
    for path in paths:
        place = path.relative_to(root)
        try:
            language = read_po(path)
        except Bad as why:
            yield str(why)
            continue
        for words, where in used.items():
            if words not in language.words:
                yield f"{place}: missing: '{said(words)}' of {where}"
        for words, (_, line) in language.words.items():
            if words not in used:
                yield f"{place}: line {line}: unused: '{said(words)}'"
        yield from check_labels(language, labels, place)


# ---- a file to fill in ----
def quote(text):
    return '"' + "".join({"\n": "\\n", "\t": "\\t", '"': '\\"',
                          "\\": "\\\\"}.get(c, c) for c in text) + '"'


def template(root, tag):
    yield ('msgid ""\nmsgstr ""\n"Language: %s\\n"\n"X-Name: \\n"\n'
           '"X-Direction: ltr\\n"\n"Plural-Forms: nplurals=2;\\n"\n'
           '"Content-Type: text/plain; charset=UTF-8\\n"' % tag)
    for key, place in used_words(root).items():
        one, *many = key.split("\0")
        yield f"\n#: {place}\nmsgid {quote(one)}"
        yield f'msgid_plural {quote(many[0])}\nmsgstr[0] ""\nmsgstr[1] ""' \
            if many else 'msgstr ""'
    for name, label in read_labels(root / "data/properties.tsv")[
            "en"].items():
        yield (f"\nmsgctxt {quote(name)}\nmsgid {quote(label)}\n"
               'msgstr ""')


def main():
    path = pathlib.Path
    if len(sys.argv) == 3 and sys.argv[1] == "--check":
        found = list(check(path(sys.argv[2])))
        print("\n".join(found or ["po: ok"]))
        return bool(found)
    if len(sys.argv) == 4 and sys.argv[1] == "--template":
        print("\n".join(template(path(sys.argv[2]), sys.argv[3])))
        return 0
    args = argparse.ArgumentParser(usage=__doc__)
    args.add_argument("--rules")
    args.add_argument("--labels", type=path)
    args.add_argument("--pseudo", action="store_true")
    for name in ("out_c", "out_h"):
        args.add_argument(name, type=path)
    args.add_argument("prefix")
    args.add_argument("files", type=path, nargs="+")
    o = args.parse_args()
    make(o, o.out_c, o.out_h, o.prefix, o.files)
    return 0


try:
    sys.exit(main())
except Bad as why:
    print(f"po.py: {why}", file=sys.stderr)
    sys.exit(1)
