# people.sh - two lists of people who are made up, and pairs of their rows.
# Sourced after lib.sh.
cat >one.csv <<'E'
No,Name,Born,Phone
1,Роу Р.,03.02.1990,CANARYPHONE1
2,Доу Джейн,01.01.2001,CANARYPHONE2
3,Моу Мо,05.05.1995,CANARYPHONE3
4,Поу Пол,07.07.1977,CANARYPHONE4
E
cat >two.csv <<'E'
Nr,Who,When
a,Richard Roe,1990-02-03
b,Jane Doe,2001-01-01
c,Mo Moe,1995-05-05
E
cat >one.ini <<'E'
[source]
handle = list-one
title = List one, made up
lang = en
[file]
format = csv
key = No
[columns]
No = public
Name = name lang=ru
Born = born.date format=dmy
Phone = private
E
cat >two.ini <<'E'
[source]
handle = list-two
title = List two, made up
lang = en
[file]
format = csv
key = Nr
[columns]
Nr = public
Who = name lang=en
When = born.date format=ymd
E
cat >three.csv <<'E'
Id,Called,Town
x,Zhanna Aidarova Example,Exampletown
y,Zhanna Aidarovna Exampel,Exampeltown
z,محمد مثال,
E
cat >three.ini <<'E'
[source]
handle = list-three
title = List three, made up
lang = en
[file]
format = csv
key = Id
[columns]
Id = public
Called = name lang=en
Town = home lang=en
E
record() { # record CELL: the record of the row that has it
	rows_of "$1" | sed 's,^,record/,;s, .*,,'
}
people() { # people: archive a with both lists; A1 ... B3 are their records
	fresh
	for l in one two three; do
		k import $l.csv --map $l.ini >"$tmp/said" 2>&1 || cat "$tmp/said"
	done
	A1=$(record 1) A2=$(record 2) A3=$(record 3) A4=$(record 4)
	B1=$(record a) B2=$(record b) B3=$(record c)
	C1=$(record x) C2=$(record y) C3=$(record z)
}
person_of() { # person_of RECORD
	k show "${1#record/}" | sed -n 's/^the same as //p'
}
apart() { # apart RECORD RECORD: of two persons, or one of none
	[ -z "$(person_of "$1")" ] || [ "$(person_of "$1")" != "$(person_of "$2")" ]
}
together() { # together RECORD RECORD
	! apart "$1" "$2"
}
