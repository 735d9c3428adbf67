#!/usr/bin/env bash
# The tools of the build, on small files: embed.py and po.py.  Prints TAP.
set -u
shopt -s lastpipe # what ends a pipe counts in this shell
root=${KULPYTAS_ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
cc=${CC:-cc}
flags=(-std=c17 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Werror -Wconversion
	-Wmissing-prototypes -Wwrite-strings -I"$root/src")
work=$(mktemp -d "${TMPDIR:-/tmp}/tools test.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
count=0 failed=0

ok() { # WHAT COMMAND...
	local what=$1
	shift
	count=$((count + 1))
	if "$@" >out 2>err; then
		echo "ok $count - $what"
	else
		failed=1
		echo "not ok $count - $what"
		sed 's/^/# /' out err
	fi
}

# Fails with status WANT and says WHY on either stream.
refuses() { # WANT WHY COMMAND...
	local want=$1 why=$2 got=0
	shift 2
	"$@" >said 2>&1 || got=$?
	cat said
	[ "$got" -eq "$want" ] && grep -qF -- "$why" said
}

embed() { python3 "$root/tools/embed.py" "$@"; }
po() { python3 "$root/tools/po.py" "$@"; }

# ---- embed.py ----
mkdir -p static/fonts
printf 'a "quoted" ?? \\ text\n' >static/b.css
: >static/empty.txt
head -c 3000 /dev/urandom >static/fonts/a.bin
printf '\0\377' >>static/fonts/a.bin
cat >main.c <<'END'
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "files.h"

/* Each argument is a name; the bytes go to stdout, "none" where there is no
 * such file. */
int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		const struct test_file *f = test_find(span_of(argv[i]));

		if (f == NULL)
			printf("none\n");
		else if (f->etag != NULL)
			printf("%s %zu\n", f->etag, f->bytes.n);
		else
			fwrite(f->bytes.p, 1, f->bytes.n, stdout);
	}
	return 0;
}
END
compile() { # OUT FILES...
	"$cc" "${flags[@]}" -o "$1" "${@:2}" "$root/src/base/span.c"
}
ok "embed: files become C" embed files.c files.h test \
	static/b.css static/fonts/a.bin static/empty.txt
ok "embed: the C compiles without warnings" compile show main.c files.c
cat static/fonts/a.bin static/b.css >want
gives() { ./show "${@:2}" | cmp - "$1"; }
ok "embed: every byte comes back" gives want a.bin b.css empty.txt
printf 'none\nnone\nnone\nnone\n' >want
ok "embed: other names are not found" gives want '' a.bi b.css1 zzz
cp files.c first.c
ok "embed: the order of arguments changes nothing" embed files.c files.h \
	test static/empty.txt static/fonts/a.bin static/b.css
ok "embed: the same files, the same bytes" cmp files.c first.c
ok "embed: names below a root, with ETags" embed --etag --root static \
	files.c files.h test static/b.css static/fonts/a.bin
ok "embed: and they compile" compile show main.c files.c
printf '"%s" 3002\nnone\n' "$(sha256sum <static/fonts/a.bin | cut -c1-32)" \
	>want
ok "embed: an ETag is the file's SHA-256" gives want fonts/a.bin a.bin
mkdir other && cp static/b.css other/
ok "embed: two files of one name" refuses 1 "two files are named b.css" \
	embed x.c x.h test static/b.css other/b.css
ok "embed: a file outside the root" refuses 1 "is not below" \
	embed --root static x.c x.h test other/b.css
ok "embed: no such file" refuses 1 "No such file" embed x.c x.h test gone
ok "embed: an odd prefix" refuses 2 "no C name" embed x.c x.h 9a other/b.css

# ---- po.py ----
mkdir -p tree/po tree/templates tree/src/page
head='msgid ""
msgstr ""
"Language: LANG\n"
"X-Name: Name LANG\n"
"Plural-Forms: nplurals=2; plural=n != 1;\n"
"Content-Type: text/plain; charset=UTF-8\n"
'
entry() { printf '\nmsgid "%s"\nmsgstr "%s"\n' "$1" "$2"; }
start() { printf '%s' "${head//LANG/$1}"; }
{
	start kk
	entry 'Zoo?' 'Хайуанаттар'
	printf '\n# a note\n#: wall.mustache:3\n#, c-format\nmsgid ""\n'
	printf '"Died "\n"on"\nmsgstr ""\n"Қайтыс "\n"\\"болды\\"\\t\\\\"\n'
	entry 'Sign' 'Қол'
} >tree/po/kk.po
{
	start ru
	entry 'Sign' 'Знак'
	entry 'Died on' 'Дата смерти'
	entry 'Zoo?' 'Зоопарк'
} >tree/po/ru.po
cat >words.c <<'END'
#include <stdio.h>

#include "words.h"

#define TAG(tag, name, rtl, of) tag,
static const char *const tags[] = { TEST_LANGUAGES(TAG) };

static int place(const char *tag)
{
	int i = 0;

	while (!span_is(span_of(tag), tags[i]))
		i++;
	return i;
}

int main(int argc, char **argv)
{
	struct span out;

	for (int i = 1; i + 1 < argc; i += 2) {
		if (test_find(place(argv[i]), span_of(argv[i + 1]), &out))
			printf("%.*s|", (int)out.n, out.p);
		else
			printf("none|");
	}
	return 0;
}
END
ok "po: two languages become C" po words_po.c words.h test \
	tree/po/ru.po tree/po/kk.po
ok "po: the C compiles without warnings" compile words words.c words_po.c
says() { ./words "${@:2}" | cmp - <(printf '%s' "$1"); }
ok "po: texts are found" says $'Қайтыс "болды"\t\\|Дата смерти|Қол|Зоопарк|' \
	kk 'Died on' ru 'Died on' kk Sign ru 'Zoo?'
ok "po: others are not" says 'none|none|none|none|' kk '' en Sign kk sign \
	ru 'Zoo'
ok "po: in the order of readers, English among them" sh -c \
	'grep -o "X(\"[a-z]*" words.h | tr -d "\n" |
	grep -qx "X(\"kkX(\"ruX(\"en"'
{ start de; } >de.po
ok "po: a language without texts" po words_po.c words.h test de.po
ok "po: compiles too" compile words words.c words_po.c

refused() { # WHAT WHY, the file on stdin
	cat >xx.po
	ok "po: refuses $1" refuses 1 "$2" po x.c x.h test xx.po
}
{ start xx; entry A 1; entry A 2; } | refused duplicates \
	"xx.po: line 11: a second entry for 'A'"
{ start xx; printf '\n#, fuzzy\n'; entry A 1; } | refused "fuzzy entries" \
	"line 8: a fuzzy entry"
{ start xx; printf '\n#, c-format, fuzzy\n'; entry A 1; } |
	refused "fuzzy among flags" "a fuzzy entry"
{ start xx; printf '\n#~ msgid "A"\n#~ msgstr "1"\n'; } |
	refused "obsolete entries" "an obsolete entry"
{ start xx; entry A ''; } | refused "an empty msgstr" "empty msgstr of 'A'"
{ start xx; printf '\nmsgid "A"\n'; } | refused "a missing msgstr" \
	"line 8: no msgstr"
{ start xx; printf '\nmsgid "A"\n\nmsgid "B"\nmsgstr "2"\n'; } |
	refused "a missing msgstr before an entry" "line 8: no msgstr"
{ start xx; printf '\nmsgstr "2"\n'; } | refused "a msgstr alone" \
	"msgstr without msgid"
many() { printf '\nmsgid "{n} A"\nmsgid_plural "{n} As"\n'; }
{ start xx; printf '\nmsgctxt "x"\nmsgstr "2"\n'; } |
	refused "a context alone" "msgstr without msgid"
{ start xx; printf '\nmsgctxt "x"\n'; many; printf 'msgstr[0] "{n}"\n'; } |
	refused "a label with plurals" "a label has no plural"
{ start xx; many; printf 'msgstr[0] "{n}"\n'; } | refused "too few plurals" \
	"line 8: 1 plurals, but nplurals is 2"
{ start xx; many; printf 'msgstr[0] "{n}"\nmsgstr[1] "two"\n'; } |
	refused "a plural without its number" "a plural without {n}"
{ start xx; many; printf 'msgstr "{n}"\n'; } | refused \
	"one text for plurals" "msgstr is too much here"
{ start xx | grep -v Plural-Forms; many; printf 'msgstr[0] "{n}"\n'; } |
	refused "plurals of a language that counts none" "has no Plural-Forms"
{ start xx | grep -v X-Name; } | refused "a language without a name" \
	"no X-Name: what the language calls itself"
{ start xx | sed 's/X-Name.*/&\n"X-Direction: up\\n"/'; } |
	refused "an odd direction" "no X-Direction: ltr or rtl"
{ start xx; printf '\nmsgid "A\nmsgstr "2"\n'; } | refused "an open quote" \
	"line 8: no quoted text"
{ start xx; entry 'A\q' 1; } | refused "an unknown escape" 'unknown escape \q'
{ start kk; entry A 1; } | refused "another language's header" \
	"has no Language: xx"
{ entry A 1; } | refused "a file without header" "has no Language: xx"
{ start xx; entry A $'\xff'; } | refused "bytes that are no UTF-8" \
	"no valid UTF-8"
ok "po: refuses a missing file" refuses 1 "No such file" \
	po x.c x.h test gone.po
ok "po: without arguments it says how" refuses 2 "po.py --check ROOT" po

# ---- po.py --check ----
cat >tree/templates/wall.mustache <<'END'
<p>{{#_}}Zoo?{{/_}} {{! {{#_}}Not here{{/_}} }}
{{#_}}
	Died
	on
{{/_}}
END
cat >tree/src/page/wall.c <<'END'
/* TONGUE("Not this") */
#define TONGUE(text) ("" text)
const char *a = "TONGUE(", *b = TONGUE("Si"
    "gn");
END
ok "check: nothing missing, nothing unused" po --check tree
printf '{{#_}}New{{/_}}\n' >>tree/templates/wall.mustache
ok "check: names what is missing in a template" refuses 1 \
	"po/kk.po: missing: 'New' of templates/wall.mustache:6" \
	po --check tree
ok "check: in each language" refuses 1 "po/ru.po: missing: 'New'" \
	po --check tree
sed -i '$d' tree/templates/wall.mustache
echo 'int c = f(TONGUE ("New \"one\""));' >>tree/src/page/wall.c
ok "check: names what is missing in a source" refuses 1 \
	"missing: 'New \"one\"' of src/page/wall.c:5" po --check tree
sed -i '$d' tree/src/page/wall.c
entry Old Старое >>tree/po/ru.po
ok "check: names what is not used" refuses 1 \
	"po/ru.po: line 17: unused: 'Old'" po --check tree
sed -i 's/msgid "Old"/msgid "Sign"/' tree/po/ru.po
ok "check: refuses a bad file" refuses 1 \
	"po/ru.po: line 17: a second entry for 'Sign'" po --check tree
echo 'int d = f(TONGUE(x));' >>tree/src/page/wall.c
ok "check: refuses words that are no literal" refuses 1 \
	"src/page/wall.c: line 5: TONGUE takes one literal" po --check tree

ok "po: no text of our own pages is missing or unused" po --check "$root"

echo "1..$count"
exit "$failed"
