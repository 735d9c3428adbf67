# Dates and times of day: what they mean, how they read, what is refused.
#
# A case is three lines: a question, an input, the answer; an empty line
# between cases.  Read it as a sentence with the input first:
# "2022-01-07 covers the days 2022-01-07 to 2022-01-07".
# Lines that begin with # are for people.  To add a case, copy one.
#
# Source: Extended Date/Time Format (EDTF), Library of Congress, 4 February
# 2019, levels 0 and 1.  The rule of this archive besides: one value has one
# spelling.
#
# The questions:
#   is a date exact to              a second, day, month, season, year, decade, century
#   is an interval of               what is known of its two ends
#   is refused because              the reason
#   covers the days                 first to last that it may mean; "any day" has no bound
#   is meant as                     certain, uncertain, approximate, both
#   gives the shift from UTC        none, Z or the shift
#   stand in this order             inputs between commas, earliest first, = for alike
#   reads in English (Russian, Kazakh, Latin Kazakh)
#   is a time of day that covers    first to last second
#   is no time of day because       the reason
#   is a time meant as              certain, uncertain, approximate
#   is a time that reads in English (Russian, Kazakh, Latin Kazakh)

# Level 0: a day, a month, a year

is a date exact to
1985-04-12
a day

is a date exact to
1985-04
a month

is a date exact to
1985
a year

is a date exact to
2022-01-07
a day

is a date exact to
2022-12-31
a day

is a date exact to
0001-01-01
a day

is a date exact to
9999-12-31
a day

is a date exact to
0000
a year

is a date exact to
0999
a year

covers the days
1985-04-12
1985-04-12 to 1985-04-12

covers the days
1985-04
1985-04-01 to 1985-04-30

covers the days
1985
1985-01-01 to 1985-12-31

covers the days
2022-01
2022-01-01 to 2022-01-31

covers the days
2022-12
2022-12-01 to 2022-12-31

covers the days
2021-02
2021-02-01 to 2021-02-28

covers the days
9999
9999-01-01 to 9999-12-31

covers the days
0000
0000-01-01 to 0000-12-31


# Level 0: leap years

is a date exact to
2020-02-29
a day

is a date exact to
2000-02-29
a day

is a date exact to
1600-02-29
a day

is a date exact to
0000-02-29
a day

is a date exact to
-0004-02-29
a day

is a date exact to
-0400-02-29
a day

covers the days
2020-02
2020-02-01 to 2020-02-29

covers the days
2000-02
2000-02-01 to 2000-02-29

covers the days
1900-02
1900-02-01 to 1900-02-28

covers the days
-0004-02
-0004-02-01 to -0004-02-29

covers the days
-0100-02
-0100-02-01 to -0100-02-28

is refused because
2021-02-29
29 February does not exist in 2021

is refused because
1900-02-29
29 February does not exist in 1900

is refused because
2100-02-29
29 February does not exist in 2100

is refused because
-0001-02-29
29 February does not exist in -1

is refused because
-0100-02-29
29 February does not exist in -100


# Level 0: days and months that do not exist

is refused because
2022-02-30
30 February does not exist

is refused because
2020-02-30
30 February does not exist

is refused because
2022-02-31
31 February does not exist

is refused because
2022-04-31
31 April does not exist

is refused because
2022-06-31
31 June does not exist

is refused because
2022-09-31
31 September does not exist

is refused because
2022-11-31
31 November does not exist

is refused because
2022-01-32
day 32 is above 31

is refused because
2022-01-99
day 99 is above 31

is refused because
2022-01-00
day 00 does not exist

is refused because
2022-13
month 13 is above 12

is refused because
2022-13-01
month 13 is above 12

is refused because
2022-20
month 20 is above 12

is refused because
2022-42
month 42 is above 12

is refused because
2022-99-01
month 99 is above 12

is refused because
2022-00
month 00 does not exist

is refused because
2022-00-10
month 00 does not exist


# Level 0: how a date is written

is refused because
20220107
hyphens stand between year, month and day

is refused because
202201
a year of more than four digits takes Y

is refused because
22-01-07
a year has four digits

is refused because
985
a year has four digits

is refused because
2022-1
a month has two digits

is refused because
2022-1-7
a month has two digits

is refused because
2022-01-7
a day has two digits

is refused because
2022-001
a month has two digits

is refused because
2022-01-007
a day has two digits

is refused because
2022-
a month has two digits

is refused because
2022-01-
a day has two digits

is refused because
2022--07
a month has two digits

is refused because
2022-01-07-
after the day comes something that is no part of a date

is refused because
2022-01-07-01
after the day comes something that is no part of a date

is refused because
2022:01
after the year comes something that is no part of a date

is refused because
2022-01:07
after the month comes something that is no part of a date

is refused because
2022-01-07Z
after the day comes something that is no part of a date

is refused because
+2022
a year takes no +

is refused because
07.01.2022
a year has four digits

is refused because
2022.01.07
after the year comes something that is no part of a date

is refused because
2022 01
there is a space or a line end in it

is refused because
2022-01-07, 2022-01-08
level 2: a set of dates

is refused because
January 2022
byte 0x4a has no place in a date

is refused because
2022–01
byte 0xe2 has no place in a date

is refused because
२०२२
byte 0xe0 has no place in a date

is refused because
2022-W01
a week is not a date of EDTF

is refused because
2022-W01-5
a week is not a date of EDTF

is refused because
2022-007
a month has two digits

is refused because
P3D
a duration is not a date of EDTF

is refused because
2022-01-01/P3D
a duration is not a date of EDTF

is refused because
R5/2022-01-01/2022-01-02
a repetition is not a date of EDTF


# Level 0: a date with a time of day

is a date exact to
1985-04-12T23:20:30
a second

is a date exact to
1985-04-12T23:20:30Z
a second

is a date exact to
1985-04-12T23:20:30-04
a second

is a date exact to
1985-04-12T23:20:30+04:30
a second

is a date exact to
2022-01-07T00:00:00
a second

is a date exact to
2022-01-07T23:59:59Z
a second

covers the days
1985-04-12T23:20:30
1985-04-12 to 1985-04-12

# The local day counts, not the day in UTC.
covers the days
2022-01-07T01:00:00+06:00
2022-01-07 to 2022-01-07

covers the days
2022-01-07T23:00:00-04
2022-01-07 to 2022-01-07

gives the shift from UTC
1985-04-12T23:20:30
none

gives the shift from UTC
1985-04-12T23:20:30Z
Z

gives the shift from UTC
1985-04-12T23:20:30-04
-04

gives the shift from UTC
1985-04-12T23:20:30+04:30
+04:30

gives the shift from UTC
2022-01-07T19:54:00+06:00
+06:00

gives the shift from UTC
2022-01-07T19:54:00+06
+06

gives the shift from UTC
2022-01-07T19:54:00-00:30
-00:30

gives the shift from UTC
2022-01-07T19:54:00+14:00
+14:00

is refused because
2022-01-07T19:54:00+00:00
a shift of nothing from UTC is written Z

is refused because
2022-01-07T19:54:00-00:00
a shift of nothing from UTC is written Z

is refused because
2022-01-07T19:54:00+00
a shift of nothing from UTC is written Z

is refused because
2022-01-07T19:54:00-00
a shift of nothing from UTC is written Z

is refused because
2022-01-07T19:54:00+24:00
hour of the shift 24 is above 23

is refused because
2022-01-07T19:54:00+05:60
minute of the shift 60 is above 59

is refused because
2022-01-07T19:54:00+6
an hour of the shift has two digits

is refused because
2022-01-07T19:54:00+0600
an hour of the shift has two digits

is refused because
2022-01-07T19:54:00+06:0
a minute of the shift has two digits

is refused because
2022-01-07T19:54:00+06:00:00
nothing follows the shift

is refused because
2022-01-07T19:54:00+06Z
nothing follows the shift

is refused because
2022-01-07T19:54:00Z+06
nothing follows Z

is refused because
2022-01-07T19:54:00ZZ
nothing follows Z

is refused because
2022-01-07T24:00:00
hour 24 is above 23: midnight is 00 of the next day

is refused because
2022-01-07T25:00:00
hour 25 is above 23

is refused because
2022-01-07T19:60:00
minute 60 is above 59

is refused because
2016-12-31T23:59:60Z
second 60 is above 59: leap seconds are not kept

is refused because
2016-12-31T23:59:61Z
second 61 is above 59

is refused because
2022-01-07T19:54
a time with a date has hours, minutes and seconds

is refused because
2022-01-07T19
a time with a date has hours, minutes and seconds

is refused because
2022-01-07T
an hour has two digits

is refused because
2022-01-07T9:54:00
an hour has two digits

is refused because
2022-01-07T195400
an hour has two digits

is refused because
2022-01-07T19:54:0
a second has two digits

is refused because
2022-01-07T19:5X:00
a minute has two digits

is refused because
2022-01-07T19:54:00.5
parts of a second are not in EDTF

is refused because
2022-01-07T19:54:00,5
level 2: a set of dates

is refused because
2022-01-07 19:54:00
there is a space or a line end in it

is refused because
2022-01-07t19:54:00
Y, T and Z are capital letters

is refused because
2022-01-07T19:54:00z
Y, T and Z are capital letters

is refused because
2022T19:54:00
a time of day needs a whole date before it

is refused because
2022-01T19:54:00
a time of day needs a whole date before it

is refused because
2022-01-XXT19:54:00
a time of day needs a whole date before it

is refused because
2022-21T19:54:00
a time of day needs a whole date before it

is refused because
T19:54:00
a year has four digits

is refused because
2022-02-30T19:54:00
30 February does not exist

is refused because
2022-01-07T19:54:00~
a date with a time takes no ? ~ %

is refused because
2022-01-07T19:54:00Z?
a date with a time takes no ? ~ %


# Level 0: intervals

is an interval of
1964/2008
a year, a year

is an interval of
2004-06/2006-08
a month, a month

is an interval of
2004-02-01/2005-02-08
a day, a day

is an interval of
2004-02-01/2005-02
a day, a month

is an interval of
2004-02-01/2005
a day, a year

is an interval of
2005/2006-02
a year, a month

is an interval of
2022-01-06/2022-01-06
a day, a day

is an interval of
2022/2022-01
a year, a month

is an interval of
2022-01/2022
a month, a year

covers the days
1964/2008
1964-01-01 to 2008-12-31

covers the days
2004-06/2006-08
2004-06-01 to 2006-08-31

covers the days
2004-02-01/2005-02-08
2004-02-01 to 2005-02-08

covers the days
2004-02-01/2005-02
2004-02-01 to 2005-02-28

covers the days
2004-02-01/2005
2004-02-01 to 2005-12-31

covers the days
2005/2006-02
2005-01-01 to 2006-02-28

covers the days
2022-01-06/2022-01-07
2022-01-06 to 2022-01-07

covers the days
-0010/0010
-0010-01-01 to 0010-12-31

is refused because
2022-01-07/2022-01-06
the second date is before the first

is refused because
2022/2021
the second date is before the first

is refused because
2022-02/2022-01
the second date is before the first

is refused because
2022-02/2022-01-31
the second date is before the first

is refused because
2022-01-07/2021
the second date is before the first

is refused because
0010/-0010
the second date is before the first

is refused because
2022-01-07~/2022-01-06
the second date is before the first

is refused because
2022-01-07?/2022-01-06?
the second date is before the first

is refused because
2022/2023/2024
an interval has two ends and one /

is refused because
2022//2023
an interval has two ends and one /

is refused because
2022-01-06/07
a year has four digits

is refused because
2022-01-06/2022-02-30
30 February does not exist

is refused because
2022-13/2023
month 13 is above 12

is refused because
2022-01-06T10:00:00/2022-01-07
an interval has no time of day

is refused because
2022-01-06/2022-01-07T10:00:00Z
an interval has no time of day

is refused because
2022-01-06--2022-01-07
after the day comes something that is no part of a date


# Level 1: years of more than four digits

is a date exact to
Y170000002
a year

is a date exact to
Y-170000002
a year

is a date exact to
Y10000
a year

is a date exact to
Y-10000
a year

is a date exact to
Y17000~
a year

is a date exact to
Y999999999999999
a year

covers the days
Y10000
Y10000-01-01 to Y10000-12-31

covers the days
Y-170000002
Y-170000002-01-01 to Y-170000002-12-31

covers the days
Y-20000/0100
Y-20000-01-01 to 0100-12-31

is refused because
Y2022
Y is for years of more than four digits

is refused because
Y-2022
Y is for years of more than four digits

is refused because
Y0
Y is for years of more than four digits

is refused because
Y
Y is for years of more than four digits

is refused because
Y012022
a year with Y does not begin with 0

is refused because
Y+17000
Y is for years of more than four digits

is refused because
Y17000-01
a year with Y stands alone

is refused because
Y17000-01-01
a year with Y stands alone

is refused because
Y1700X
a year with Y has no X

is refused because
Y1000000000000000
a year has at most 15 digits

is refused because
y17000
Y, T and Z are capital letters

is refused because
17000
a year of more than four digits takes Y

is refused because
-17000
a year of more than four digits takes Y


# Level 1: seasons

is a date exact to
2001-21
a season

is a date exact to
2001-22
a season

is a date exact to
2001-23
a season

is a date exact to
2001-24
a season

is a date exact to
2001-24~
a season

is a date exact to
-0044-21
a season

# Level 1 does not say in which half of the world: a season may be any day of
# its year; summer and winter cross the year's end in one half or the other.
covers the days
2001-21
2001-01-01 to 2001-12-31

covers the days
2001-23
2001-01-01 to 2001-12-31

covers the days
2001-22
2001-01-01 to 2002-02-28

covers the days
2001-24
2001-01-01 to 2002-02-28

covers the days
2003-24
2003-01-01 to 2004-02-29

covers the days
2001-21/2002-23
2001-01-01 to 2002-12-31

is refused because
2001-21-05
a season has no day

is refused because
2001-24-XX
a season has no day

is refused because
2001-25
level 2: season 25

is refused because
2001-33
level 2: season 33

is refused because
2001-41
level 2: season 41

is refused because
2001-21^southern
level 2: a letter for a season


# Level 1: uncertain and approximate

is meant as
1984
certain

is meant as
1984?
uncertain

is meant as
2004-06~
approximate

is meant as
2004-06-11%
uncertain and approximate

is meant as
2022-01-05~
approximate

is meant as
2022-01-07?
uncertain

is meant as
2001-21?
uncertain

is meant as
201X~
approximate

is meant as
2022-01-XX?
uncertain

is meant as
Y-17000%
uncertain and approximate

# A mark widens nothing: how far "about" reaches is the reader's to judge.
covers the days
2022-01-05~
2022-01-05 to 2022-01-05

covers the days
2022-01?
2022-01-01 to 2022-01-31

covers the days
1984%
1984-01-01 to 1984-12-31

is refused because
1984?~
? and ~ together are written %

is refused because
1984~?
? and ~ together are written %

is refused because
1984??
one of ? ~ % is enough

is refused because
1984~~
one of ? ~ % is enough

is refused because
1984%?
one of ? ~ % is enough

is refused because
1984~%
one of ? ~ % is enough

is refused because
?
a year has four digits

is refused because
~
a year has four digits

is refused because
?2004
level 2: ? ~ % other than at the end of a date

is refused because
2004?-06-11
level 2: ? ~ % other than at the end of a date

is refused because
2004-06~-11
level 2: ? ~ % other than at the end of a date

is refused because
2004-06-~11
level 2: ? ~ % other than at the end of a date

is refused because
2004-?06-%11
level 2: ? ~ % other than at the end of a date

is refused because
2004-06-~01/2004-06-~20
level 2: ? ~ % other than at the end of a date


# Level 1: unspecified digits

is a date exact to
201X
a decade

is a date exact to
20XX
a century

is a date exact to
000X
a decade

is a date exact to
2004-XX
a month

is a date exact to
1985-04-XX
a day

is a date exact to
1985-XX-XX
a day

covers the days
201X
2010-01-01 to 2019-12-31

covers the days
20XX
2000-01-01 to 2099-12-31

covers the days
000X
0000-01-01 to 0009-12-31

covers the days
00XX
0000-01-01 to 0099-12-31

covers the days
2004-XX
2004-01-01 to 2004-12-31

covers the days
1985-04-XX
1985-04-01 to 1985-04-30

covers the days
2004-02-XX
2004-02-01 to 2004-02-29

covers the days
1985-XX-XX
1985-01-01 to 1985-12-31

covers the days
-201X
-2019-01-01 to -2010-12-31

covers the days
-20XX
-2099-01-01 to -2000-12-31

is refused because
2XXX
level 2: X in a year, but for its last digit or its last two

is refused because
XXXX
level 2: X in a year, but for its last digit or its last two

is refused because
X022
level 2: X in a year, but for its last digit or its last two

is refused because
2X22
level 2: X in a year, but for its last digit or its last two

is refused because
20X2
level 2: X in a year, but for its last digit or its last two

is refused because
XXXX-12-XX
level 2: X in a year, but for its last digit or its last two

is refused because
201X-01
level 2: a month after a year with X

is refused because
201X-XX
level 2: a month after a year with X

is refused because
15XX-12-25
level 2: a month after a year with X

is refused because
1985-1X
level 2: X for one digit of a month

is refused because
1985-X1
level 2: X for one digit of a month

is refused because
1985-04-1X
level 2: X for one digit of a day

is refused because
1985-04-X1
level 2: X for one digit of a day

is refused because
1985-XX-15
level 2: a known day of an unspecified month

is refused because
-000X
a year before 0 that ends in X begins with a digit other than 0

is refused because
-00XX
a year before 0 that ends in X begins with a digit other than 0

is refused because
201x
what is unspecified is written with a capital X

is refused because
201u
what is unspecified is written with a capital X

is refused because
2004-uu
what is unspecified is written with a capital X

is refused because
2004-X
a month has two digits

is refused because
2004-XXX
a month has two digits

is refused because
201XX
a year of more than four digits takes Y

is refused because
2004-06-XX/2004-07-03
level 2: X within an interval

is refused because
201X/2022
level 2: X within an interval

is refused because
2022/2023-XX
level 2: X within an interval

is refused because
../2023-01-XX
level 2: X within an interval


# Level 1: open and unknown ends

is an interval of
1985-04-12/..
a day, open

is an interval of
1985-04/..
a month, open

is an interval of
1985/..
a year, open

is an interval of
../1985-04-12
open, a day

is an interval of
../1985-04
open, a month

is an interval of
../1985
open, a year

is an interval of
1985-04-12/
a day, unknown

is an interval of
1985-04/
a month, unknown

is an interval of
1985/
a year, unknown

is an interval of
/1985-04-12
unknown, a day

is an interval of
/1985-04
unknown, a month

is an interval of
/1985
unknown, a year

is an interval of
1984~/2004-06
a year, a month

is an interval of
1984/2004-06~
a year, a month

is an interval of
1984?/2004%
a year, a year

is an interval of
1984~/..
a year, open

is an interval of
2001-21/..
a season, open

is an interval of
Y-17000/..
a year, open

covers the days
1985-04-12/..
1985-04-12 to any day

covers the days
1985/
1985-01-01 to any day

covers the days
../1985-04
any day to 1985-04-30

covers the days
/1985
any day to 1985-12-31

covers the days
2022-01-15~/
2022-01-15 to any day

is refused because
/
an interval names a date at one end at least

is refused because
../..
an interval names a date at one end at least

is refused because
../
an interval names a date at one end at least

is refused because
/..
an interval names a date at one end at least

is refused because
..
.. stands alone at one end of an interval

is refused because
1985..
.. stands alone at one end of an interval

is refused because
..1985
.. stands alone at one end of an interval

is refused because
../1985..
.. stands alone at one end of an interval

is refused because
1985/...
.. stands alone at one end of an interval

is refused because
..?/1985
.. stands alone at one end of an interval

is refused because
1985/open
an open end is written ..

is refused because
unknown/1985
an unknown end of an interval is left empty

is refused because
1985/unknown
an unknown end of an interval is left empty

is refused because
1985/.
a year has four digits


# Level 1: years before 1

# Year 0000 is 1 BCE, -0001 is 2 BCE.
is a date exact to
-1985
a year

is a date exact to
-0001
a year

is a date exact to
-0044-03-15
a day

is a date exact to
-0044-03
a month

is a date exact to
-0044-03-XX
a day

is a date exact to
-0044?
a year

covers the days
-0001
-0001-01-01 to -0001-12-31

covers the days
-0044-03-15
-0044-03-15 to -0044-03-15

covers the days
-0044-02
-0044-02-01 to -0044-02-29

is refused because
-0000
year 0 is written 0000

is refused because
-0000-01-01
year 0 is written 0000

is refused because
-44
a year has four digits

is refused because
--0044
a year has four digits

is refused because
-
a year has four digits


# Level 2 is not kept

is refused because
[1667,1668,1670..1672]
level 2: a set of dates

is refused because
[..1760-12-03]
level 2: a set of dates

is refused because
{1960,1961-12}
level 2: a set of dates

is refused because
{..1984}
level 2: a set of dates

is refused because
Y-17E7
level 2: a year with an exponent

is refused because
Y171010000S3
level 2: significant digits

is refused because
1950S2
level 2: significant digits

is refused because
(2011)-06-04~
brackets are not in EDTF since 2019


# In order of time: by the first day, then by the last

stand in this order
2022-01-05,2022-01-06
2022-01-05,2022-01-06

stand in this order
2022-01-08,2022-01-07,2022-01-06
2022-01-06,2022-01-07,2022-01-08

stand in this order
2022,2022-01,2022-01-01
2022-01-01,2022-01,2022

stand in this order
2022,2021-12-31,2023
2021-12-31,2022,2023

stand in this order
0001,-0001,0000
-0001,0000,0001

stand in this order
-0100,-0200
-0200,-0100

stand in this order
Y10000,9999
9999,Y10000

stand in this order
Y-10000,-9999
Y-10000,-9999

stand in this order
2022-01-05~,2022-01-05
2022-01-05~=2022-01-05

stand in this order
2022-XX,2022
2022-XX=2022

stand in this order
201X,20XX,2010
20XX,2010,201X

stand in this order
1985,../1985,1985/..
../1985,1985,1985/..

stand in this order
2022-01-05/2022-01-08,2022-01-05/2022-01-06,2022-01-05
2022-01-05,2022-01-05/2022-01-06,2022-01-05/2022-01-08


# English

reads in English
2022-01-07
7 January 2022

reads in English
2022-01
January 2022

reads in English
2022
2022

reads in English
2001-21
spring 2001

reads in English
2001-24
winter 2001

reads in English
201X
some year from 2010 to 2019

reads in English
20XX
some year from 2000 to 2099

reads in English
2004-XX
some month in 2004

reads in English
2022-01-XX
some day in January 2022

reads in English
1985-XX-XX
some day in 1985

reads in English
2022-01-05~
about 5 January 2022

reads in English
2022-01-07?
perhaps 7 January 2022

reads in English
1984%
perhaps about 1984

reads in English
2022-01-XX?
perhaps some day in January 2022

reads in English
2022-01-07T19:54:00
7 January 2022, 19:54:00

reads in English
2022-01-07T19:54:00Z
7 January 2022, 19:54:00 (UTC)

reads in English
2022-01-07T19:54:00+06:00
7 January 2022, 19:54:00 (UTC+06:00)

reads in English
2022-01-07T19:54:00-04
7 January 2022, 19:54:00 (UTC−04)

reads in English
2022-01-06/2022-01-07
6–7 January 2022

reads in English
2022-01-31/2022-02-02
from 31 January 2022 to 2 February 2022

reads in English
2022-01-06/2022-01-06
from 6 January 2022 to 6 January 2022

reads in English
2022-01-06~/2022-01-07
from about 6 January 2022 to 7 January 2022

reads in English
1964/2008
from 1964 to 2008

reads in English
2022-01-05/..
from 5 January 2022 on

reads in English
../2022-01-05
until 5 January 2022

reads in English
2022-01/
from January 2022, end unknown

reads in English
/2022
until 2022, start unknown

reads in English
0000
1 BCE

reads in English
-0044-03-15
15 March 45 BCE

reads in English
-0010/0010
from 11 BCE to 10

reads in English
-201X
some year from 2020 to 2011 BCE

reads in English
000X
some year from 1 BCE to 9 CE

reads in English
Y-170000002
170000003 BCE

reads in English
Y170000002
170000002


# Russian

reads in Russian
2022-01-07
7 января 2022 года

reads in Russian
2022-01
январь 2022 года

reads in Russian
2022
2022 год

reads in Russian
2022-02-01
1 февраля 2022 года

reads in Russian
2022-03-01
1 марта 2022 года

reads in Russian
2022-04-01
1 апреля 2022 года

reads in Russian
2022-05-01
1 мая 2022 года

reads in Russian
2022-06-01
1 июня 2022 года

reads in Russian
2022-07-01
1 июля 2022 года

reads in Russian
2022-08-01
1 августа 2022 года

reads in Russian
2022-09-01
1 сентября 2022 года

reads in Russian
2022-10-01
1 октября 2022 года

reads in Russian
2022-11-01
1 ноября 2022 года

reads in Russian
2022-12-01
1 декабря 2022 года

reads in Russian
2001-21
весна 2001 года

reads in Russian
2001-22
лето 2001 года

reads in Russian
2001-23
осень 2001 года

reads in Russian
2001-24
зима 2001 года

reads in Russian
201X
один из 2010–2019 годов

reads in Russian
20XX
один из 2000–2099 годов

reads in Russian
2004-XX
один из месяцев 2004 года

reads in Russian
2022-01-XX
один из дней января 2022 года

reads in Russian
1985-XX-XX
один из дней 1985 года

reads in Russian
2022-01-05~
5 января 2022 года (приблизительно)

reads in Russian
2022-01-07?
7 января 2022 года (возможно)

reads in Russian
1984%
1984 год (приблизительно, возможно)

reads in Russian
2022-01-07T19:54:00+06:00
7 января 2022 года, 19:54:00 (UTC+06:00)

reads in Russian
2022-01-06/2022-01-07
6–7 января 2022 года

reads in Russian
2022-01-31/2022-02-02
с 31 января 2022 года по 2 февраля 2022 года

reads in Russian
2022-01-02/2022-02-03
со 2 января 2022 года по 3 февраля 2022 года

reads in Russian
2022-01-22/2022-02-03
с 22 января 2022 года по 3 февраля 2022 года

reads in Russian
2022-01/2022-03
с января 2022 года по март 2022 года

reads in Russian
1964/2008
с 1964 года по 2008 год

reads in Russian
2001-21/2002-24
с весны 2001 года по зиму 2002 года

reads in Russian
2001-24/2002-21
с зимы 2001 года по весну 2002 года

reads in Russian
2022-01-06~/2022-01-08?
с 6 января 2022 года (приблизительно) по 8 января 2022 года (возможно)

reads in Russian
2022-01-05/..
с 5 января 2022 года и далее

reads in Russian
2022/..
с 2022 года и далее

reads in Russian
../2022-01
по январь 2022 года включительно

reads in Russian
2022-01/
с января 2022 года, окончание неизвестно

reads in Russian
/2022-01-05
по 5 января 2022 года, начало неизвестно

reads in Russian
0000
1 год до н. э.

reads in Russian
-0044-03-15
15 марта 45 года до н. э.

reads in Russian
-0044/0010
с 45 года до н. э. по 10 год

reads in Russian
-201X
один из 2020–2011 годов до н. э.

reads in Russian
000X
один из годов с 1 года до н. э. по 9 год н. э.


# Kazakh

reads in Kazakh
2022-01-07
2022 жылғы 7 қаңтар

reads in Kazakh
2022-01
2022 жылғы қаңтар

reads in Kazakh
2022
2022 жыл

reads in Kazakh
2022-02-01
2022 жылғы 1 ақпан

reads in Kazakh
2022-03-01
2022 жылғы 1 наурыз

reads in Kazakh
2022-04-01
2022 жылғы 1 сәуір

reads in Kazakh
2022-05-01
2022 жылғы 1 мамыр

reads in Kazakh
2022-06-01
2022 жылғы 1 маусым

reads in Kazakh
2022-07-01
2022 жылғы 1 шілде

reads in Kazakh
2022-08-01
2022 жылғы 1 тамыз

reads in Kazakh
2022-09-01
2022 жылғы 1 қыркүйек

reads in Kazakh
2022-10-01
2022 жылғы 1 қазан

reads in Kazakh
2022-11-01
2022 жылғы 1 қараша

reads in Kazakh
2022-12-01
2022 жылғы 1 желтоқсан

reads in Kazakh
2001-21
2001 жылғы көктем

reads in Kazakh
2001-22
2001 жылғы жаз

reads in Kazakh
2001-23
2001 жылғы күз

reads in Kazakh
2001-24
2001 жылғы қыс

reads in Kazakh
201X
2010–2019 жылдардың бірі

reads in Kazakh
2004-XX
2004 жылдың бір айы

reads in Kazakh
2022-01-XX
2022 жылғы қаңтар айының бір күні

reads in Kazakh
1985-XX-XX
1985 жылдың бір күні

reads in Kazakh
2022-01-05~
шамамен 2022 жылғы 5 қаңтар

reads in Kazakh
2022-01-07?
2022 жылғы 7 қаңтар (мүмкін)

reads in Kazakh
1984%
шамамен 1984 жыл (мүмкін)

reads in Kazakh
2022-01-07T19:54:00+06:00
2022 жылғы 7 қаңтар, 19:54:00 (UTC+06:00)

reads in Kazakh
2022-01-06/2022-01-07
2022 жылғы 6–7 қаңтар

reads in Kazakh
2022-01-31/2022-02-02
2022 жылғы 31 қаңтар – 2022 жылғы 2 ақпан

reads in Kazakh
1964/2008
1964 жыл – 2008 жыл

reads in Kazakh
2022-01-05/..
2022 жылғы 5 қаңтардан бастап

reads in Kazakh
2022-02/..
2022 жылғы ақпаннан бастап

reads in Kazakh
2022-04/..
2022 жылғы сәуірден бастап

reads in Kazakh
2022-07/..
2022 жылғы шілдеден бастап

reads in Kazakh
2022-09/..
2022 жылғы қыркүйектен бастап

reads in Kazakh
2022-12/..
2022 жылғы желтоқсаннан бастап

reads in Kazakh
2022/..
2022 жылдан бастап

reads in Kazakh
2001-21/..
2001 жылғы көктемнен бастап

reads in Kazakh
2001-24/..
2001 жылғы қыстан бастап

reads in Kazakh
../2022-01-05
2022 жылғы 5 қаңтарға дейін

reads in Kazakh
../2022-04
2022 жылғы сәуірге дейін

reads in Kazakh
../2022-09
2022 жылғы қыркүйекке дейін

reads in Kazakh
../2022-11
2022 жылғы қарашаға дейін

reads in Kazakh
../2001-24
2001 жылғы қысқа дейін

reads in Kazakh
../2022
2022 жылға дейін

reads in Kazakh
2022-01/
2022 жылғы қаңтардан бастап, аяқталуы белгісіз

reads in Kazakh
/2022
2022 жылға дейін, басталуы белгісіз

reads in Kazakh
0000
б.з.д. 1 жыл

reads in Kazakh
-0044-03-15
б.з.д. 45 жылғы 15 наурыз

reads in Kazakh
-201X
б.з.д. 2020–2011 жылдардың бірі


# Kazakh in Latin letters, alphabet of 2021

reads in Latin Kazakh
2022-01-07
2022 jylğy 7 qañtar

reads in Latin Kazakh
2022-02
2022 jylğy aqpan

reads in Latin Kazakh
2022-03
2022 jylğy nauryz

reads in Latin Kazakh
2022-04
2022 jylğy säuır

reads in Latin Kazakh
2022-05
2022 jylğy mamyr

reads in Latin Kazakh
2022-06
2022 jylğy mausym

reads in Latin Kazakh
2022-07
2022 jylğy şılde

reads in Latin Kazakh
2022-08
2022 jylğy tamyz

reads in Latin Kazakh
2022-09
2022 jylğy qyrküiek

reads in Latin Kazakh
2022-10
2022 jylğy qazan

reads in Latin Kazakh
2022-11
2022 jylğy qaraşa

reads in Latin Kazakh
2022-12
2022 jylğy jeltoqsan

reads in Latin Kazakh
2022
2022 jyl

reads in Latin Kazakh
2001-21
2001 jylğy köktem

reads in Latin Kazakh
2001-23
2001 jylğy küz

reads in Latin Kazakh
201X
2010–2019 jyldardyñ bırı

reads in Latin Kazakh
2022-01-XX
2022 jylğy qañtar aiynyñ bır künı

reads in Latin Kazakh
2022-01-05~
şamamen 2022 jylğy 5 qañtar

reads in Latin Kazakh
2022-01-07?
2022 jylğy 7 qañtar (mümkın)

reads in Latin Kazakh
2022-01-05/..
2022 jylğy 5 qañtardan bastap

reads in Latin Kazakh
../2022-09
2022 jylğy qyrküiekke deiın

reads in Latin Kazakh
2022/
2022 jyldan bastap, aiaqtaluy belgısız

reads in Latin Kazakh
-0044
b.z.d. 45 jyl


# Times of day

is a time of day that covers
19
19:00:00 to 19:59:59

is a time of day that covers
19:54
19:54:00 to 19:54:59

is a time of day that covers
19:54:30
19:54:30 to 19:54:30

is a time of day that covers
00
00:00:00 to 00:59:59

is a time of day that covers
00:00
00:00:00 to 00:00:59

is a time of day that covers
23:59:59
23:59:59 to 23:59:59

is a time of day that covers
20:00~
20:00:00 to 20:00:59

is a time of day that covers
20?
20:00:00 to 20:59:59

is a time of day that covers
19:00/21:00
19:00:00 to 21:00:59

is a time of day that covers
19/21
19:00:00 to 21:59:59

is a time of day that covers
19:30/21
19:30:00 to 21:59:59

is a time of day that covers
19:30~/21?
19:30:00 to 21:59:59

# Over midnight the last second is earlier than the first.
is a time of day that covers
22:00/02:00
22:00:00 to 02:00:59

is a time of day that covers
night
22:00:00 to 05:59:59

is a time of day that covers
morning
06:00:00 to 11:59:59

is a time of day that covers
day
12:00:00 to 17:59:59

is a time of day that covers
evening
18:00:00 to 23:59:59

is a time of day that covers
evening~
18:00:00 to 23:59:59

is a time meant as
19:54
certain

is a time meant as
19:54~
approximate

is a time meant as
19:54?
uncertain

is a time meant as
night?
uncertain

is a time meant as
morning~
approximate

is a time meant as
19:00/21:00~
approximate

is a time meant as
19:00?/21:00
uncertain

is no time of day because
24
hour 24 is above 23: midnight is 00 of the next day

is no time of day because
24:00
hour 24 is above 23: midnight is 00 of the next day

is no time of day because
24:00:00
hour 24 is above 23: midnight is 00 of the next day

is no time of day because
25:00
hour 25 is above 23

is no time of day because
19:60
minute 60 is above 59

is no time of day because
23:59:60
second 60 is above 59: leap seconds are not kept

is no time of day because
7
an hour has two digits

is no time of day because
7:30
an hour has two digits

is no time of day because
07:3
a minute has two digits

is no time of day because
07:30:5
a second has two digits

is no time of day because
1954
an hour has two digits

is no time of day because
19.
after the time comes something that is no part of it

is no time of day because
19:
a minute has two digits

is no time of day because
19:54:30.5
parts of a second are not in EDTF

is no time of day because
19:54:30:00
after the time comes something that is no part of it

is no time of day because
19:54Z
after the time comes something that is no part of it

is no time of day because
19-54
after the time comes something that is no part of it

is no time of day because
19:XX
a minute has two digits

is no time of day because
19/
an hour has two digits

is no time of day because
/19
an hour has two digits

is no time of day because
19/20/21
after the time comes something that is no part of it

is no time of day because
19/evening
a part of the day stands alone

is no time of day because
morning/evening
a part of the day stands alone

is no time of day because
noon
an hour has two digits

is no time of day because
Evening
an hour has two digits

is no time of day because
evening?~
one of ~ ? is enough

is no time of day because
19:54~~
one of ~ ? is enough

is no time of day because
19:54%
% is for dates: a time takes ~ or ?

is no time of day because
~19:54
an hour has two digits

is no time of day because
~
an hour has two digits

is a time that reads in English
19:54
19:54

is a time that reads in English
19:54:30
19:54:30

is a time that reads in English
19
between 19:00 and 20:00

is a time that reads in English
23
between 23:00 and 24:00

is a time that reads in English
19~
between 19:00 and 20:00 (approximately)

is a time that reads in English
20:00~
about 20:00

is a time that reads in English
20:00?
perhaps 20:00

is a time that reads in English
19:00/21:00
from 19:00 to 21:00

is a time that reads in English
19/21:30
from 19 h to 21:30

is a time that reads in English
19:00~/21:00
from about 19:00 to 21:00

is a time that reads in English
night
at night

is a time that reads in English
morning
in the morning

is a time that reads in English
day
in the afternoon

is a time that reads in English
evening
in the evening

is a time that reads in English
evening~
in the evening (approximately)

is a time that reads in English
night?
at night (perhaps)

is a time that reads in Russian
19:54
19:54

is a time that reads in Russian
19
между 19:00 и 20:00

is a time that reads in Russian
20:00~
20:00 (приблизительно)

is a time that reads in Russian
20:00?
20:00 (возможно)

is a time that reads in Russian
19:00/21:00
с 19:00 до 21:00

is a time that reads in Russian
19/21
с 19 ч до 21 ч

is a time that reads in Russian
night
ночью

is a time that reads in Russian
morning
утром

is a time that reads in Russian
day
днём

is a time that reads in Russian
evening
вечером

is a time that reads in Russian
evening?
вечером (возможно)

is a time that reads in Kazakh
19:54
сағат 19:54

is a time that reads in Kazakh
19
сағат 19:00–20:00 аралығында

is a time that reads in Kazakh
20:00~
шамамен сағат 20:00

is a time that reads in Kazakh
20:00?
сағат 20:00 (мүмкін)

is a time that reads in Kazakh
19:00/21:00
сағат 19:00 – 21:00

is a time that reads in Kazakh
19:00/21:00~
сағат 19:00 – шамамен 21:00

is a time that reads in Kazakh
night
түнде

is a time that reads in Kazakh
morning
таңертең

is a time that reads in Kazakh
day
күндіз

is a time that reads in Kazakh
evening
кешке

is a time that reads in Kazakh
evening~
кешке (шамамен)

is a time that reads in Latin Kazakh
19:54
sağat 19:54

is a time that reads in Latin Kazakh
20:00~
şamamen sağat 20:00

is a time that reads in Latin Kazakh
night
tünde

is a time that reads in Latin Kazakh
morning
tañerteñ

is a time that reads in Latin Kazakh
day
kündız

is a time that reads in Latin Kazakh
evening
keşke
