# sample.sh - a small archive, made up: a list with a private column, a person
# with a note, a photo.  Sourced after lib.sh; CANARY... are texts to look for.
cat >list.csv <<'X'
No,Name,Born,Phone,City
1,Ann Example,2000-01-02,CANARYPHONE1,Testburg
2,Bob Example,2001-01-02,CANARYPHONE2,Testburg
3,Cyd Example,,CANARYPHONE3,Testville
X
cat >list.ini <<'X'
[source]
handle = test-list
title = A list made up for tests
lang = en
[file]
format = csv
header = yes
key = No
[columns]
No = public
Name = name lang=en
Born = born.date format=ymd
Phone = private
City = home lang=en
X
printf 'no picture, but bytes: CANARYORIGINAL' >photo.jpg
cat >person.yaml <<'X'
source: test-news
says:
- title: News made up for tests
  lang: en
---
person: doe-jane
lang: en
from: test-news
says:
- name: Jane Doe
- name: CANARYNAME Doe
- status: killed
- died.date: 2031-02-02
- home: CANARYHOME street
- photo: photo.jpg
  private: no
- note: CANARYNOTE asked not to be named
X
sample() { # sample DIR: five acts
	new_archive "$1" &&
		"$bin" -C "$1" import list.csv --map list.ini >said 2>&1 &&
		"$bin" -C "$1" import person.yaml >>said 2>&1 || cat said
}
# The ids of the public statements whose line holds TEXT.
ids() { # ids DIR TEXT
	python3 - "$1" "$2" <<'X'
import base64, hashlib, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1], "public/payload").rglob("*")):
    for line in path.read_bytes().split(b"\n") if path.is_file() else []:
        if sys.argv[2].encode() in line:
            h = hashlib.sha256(line).digest()
            print(base64.urlsafe_b64encode(h).decode().rstrip("="))
X
}
