# Days of remembrance: which day is whose, and what a clock in a place shows.
#
# A case is three lines: a question, an input, the answer; an empty line
# between cases.  Lines that begin with # are for people.
#
# The questions:
#   is a day of death            the day that an EDTF date names; none where it is not exact
#   has its fortieth day on      the day of death counted as the first
#   is the day of the year       MM-DD: a day that there is in some year; else none
#   in ZONE clocks show          a UTC time; what clocks there show then
#   in ZONE it is                what clocks there show; that moment in UTC

# Only what is told exactly is a day

is a day of death
2022-01-05
2022-01-05

is a day of death
2022-01-05T19:30:00
2022-01-05

is a day of death
2022-01-05~
none

is a day of death
2022-01-05?
none

is a day of death
2022-01-05%
none

is a day of death
2022-01
none

is a day of death
2022-01-XX
none

is a day of death
2022-01-05/2022-01-06
none

is a day of death
2022-01-05/2022-01-05
none

is a day of death
2022
none

is a day of death
202X
none

# The day of death is the first of forty

has its fortieth day on
2022-01-05
2022-02-13

has its fortieth day on
2022-01-07
2022-02-15

has its fortieth day on
2011-12-16
2012-01-24

# over a 29 February, and where there is none

has its fortieth day on
2024-02-01
2024-03-11

has its fortieth day on
2023-02-01
2023-03-12

# Days of the year

is the day of the year
01-05
01-05

is the day of the year
02-29
02-29

is the day of the year
02-30
none

is the day of the year
04-31
none

is the day of the year
13-01
none

is the day of the year
00-10
none

is the day of the year
1-5
none

# Kazakhstan moved from UTC+6 to UTC+5 on 1 March 2024, 00:00

in Asia/Almaty clocks show
2022-01-05T18:30:00Z
2022-01-06T00:30:00

in Asia/Almaty clocks show
2024-02-29T17:59:59Z
2024-02-29T23:59:59

in Asia/Almaty clocks show
2024-02-29T18:00:00Z
2024-02-29T23:00:00

in Asia/Almaty clocks show
2027-01-05T18:30:00Z
2027-01-05T23:30:00

in Asia/Almaty clocks show
2027-01-05T19:00:00Z
2027-01-06T00:00:00

in Asia/Almaty clocks show
2060-01-05T19:00:00Z
2060-01-06T00:00:00

in Asia/Almaty it is
2022-01-05T12:00:00
2022-01-05T06:00:00Z

in Asia/Almaty it is
2025-01-05T12:00:00
2025-01-05T07:00:00Z

# 23:30 was shown twice that night: the first time

in Asia/Almaty it is
2024-02-29T23:30:00
2024-02-29T17:30:00Z

# Aqtau and Oral, where it began, went from +5 to +5: nothing changed there

in Asia/Aqtau clocks show
2022-01-05T12:00:00Z
2022-01-05T17:00:00

in Asia/Aqtau clocks show
2025-01-05T12:00:00Z
2025-01-05T17:00:00

# Summer time, by the changes of the file and, far ahead, by its rule

in Europe/Kyiv clocks show
2022-01-05T12:00:00Z
2022-01-05T14:00:00

in Europe/Kyiv clocks show
2022-07-05T12:00:00Z
2022-07-05T15:00:00

in Europe/Kyiv clocks show
2060-07-05T12:00:00Z
2060-07-05T15:00:00

in Europe/Kyiv clocks show
2060-03-28T00:59:59Z
2060-03-28T02:59:59

in Europe/Kyiv clocks show
2060-03-28T01:00:00Z
2060-03-28T04:00:00

in Europe/Kyiv clocks show
2060-10-31T00:59:59Z
2060-10-31T03:59:59

in Europe/Kyiv clocks show
2060-10-31T01:00:00Z
2060-10-31T03:00:00

# the hour that is never shown, as if clocks had not gone forward

in Europe/Kyiv it is
2022-03-27T03:30:00
2022-03-27T01:30:00Z

# Buenos Aires, and the southern summer over the year's end

in America/Argentina/Buenos_Aires clocks show
1976-03-24T12:00:00Z
1976-03-24T09:00:00

in America/Santiago clocks show
2060-01-05T12:00:00Z
2060-01-05T09:00:00

in America/Santiago clocks show
2060-07-05T12:00:00Z
2060-07-05T08:00:00

in Asia/Tehran clocks show
2022-09-16T12:00:00Z
2022-09-16T16:30:00

in UTC clocks show
2022-01-05T12:00:00Z
2022-01-05T12:00:00
