#!/usr/bin/env python3
"""Subset the letters that the pages are set in, as WOFF2.

fonts.py OUT.woff2 FONT.ttf

Kept are the characters of KEPT and what joins them to words; all others are
left to the reader's own fonts.  The licence (SIL Open Font License 1.1) has
reserved names, which a changed font may not bear: its names are taken out,
its copyright and licence stay in it.
"""
import sys

try:
    from fontTools import subset
except ImportError:
    sys.exit("fonts.py: the Debian packages python3-fonttools and"
             " python3-brotli are missing: run tools/install build")

KEPT = ("20-7E A0-17F 18F 192 1CD-1DC 1E6-1E7 218-21B 259 2BB-2BC 2BE-2BF"
        " 300-304 306-30C 323-328 331 400-45F 462-463 490-4FF 510-513"
        " 1E0C-1E0D 1E24-1E25 1E32-1E37 1E43-1E47 1E62-1E63 1E6C-1E6D"
        " 1E92-1E93 2010-2015 2018-201E 2020-2022 2026 2030 2039-203A 2044"
        " 20AC 20B8 2116 2190-2193 2212")


def characters():
    for part in KEPT.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    out, font = sys.argv[1:]
    options = subset.Options(flavor="woff2", hinting=False,
                             desubroutinize=True, obfuscate_names=True,
                             name_IDs=[0, 13, 14], notdef_outline=True,
                             drop_tables=subset.Options().drop_tables +
                             ["Silf", "Glat", "Gloc", "Feat", "Sill", "Silt"],
                             layout_features=["kern", "liga", "locl", "ccmp",
                                              "mark", "mkmk", "tnum", "lnum"])
    with subset.load_font(font, options) as f:
        f.recalcTimestamp = False
        s = subset.Subsetter(options)
        s.populate(unicodes=characters())
        s.subset(f)
        subset.save_font(f, out, options)


main()
