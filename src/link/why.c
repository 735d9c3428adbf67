/* why.c - a pair's weight, part by part */
#include "link/inside.h"

int link_explain(struct link *l, uint32_t a, uint32_t b,
    struct link_why out[LINK_WHY_MAX], int *count, double *probability,
    struct err *e)
{
	struct link_score s;
	uint64_t pattern;
	int n = 0;

	if (l->keys == NULL || a >= l->rows || b >= l->rows)
		return err_set(e, ERR_ABSENT, "no such rows were compared");
	if (l->memo == NULL)
		l->memo = link_memo_open(&l->mem);
	pattern = link_levels(l, l->memo, a, b);
	link_score(l, link_row(l, a), link_row(l, b), pattern, &s);
	out[n++] = (struct link_why){ -1, "before looking", "",
		LINK_SAYS_NOTHING, s.prior };
	for (int k = 0; k < l->features; k++) {
		int level = link_level(pattern, k);

		if (level == 0 || (l->feature[k].how == HOW_ORDER &&
		    level == 1))
			continue;
		out[n].feature = k;
		out[n].field = l->feature[k].title;
		out[n].level = link_level_text(&l->feature[k], level,
		    &out[n].sort);
		out[n++].bits = s.bits[k];
	}
	out[n++] = (struct link_why){ -1, "relatives alike", "",
		LINK_SAYS_NOTHING, s.family };
	*count = n;
	*probability = link_probability(s.odds, s.held);
	return 0;
}

int link_titles(const struct link *l, const char *title[LINK_FEATURES_MAX])
{
	for (int i = 0; i < l->features; i++)
		title[i] = l->feature[i].title;
	return l->features;
}

int link_feature_of(const struct link *l, int field)
{
	static const enum link_how how[] = { [LINK_FAMILY] = HOW_FAMILY,
		[LINK_GIVEN] = HOW_GIVEN, [LINK_FATHER] = HOW_FATHER,
		[LINK_BORN] = HOW_BORN, [LINK_AGE] = HOW_BORN,
		[LINK_DIED] = HOW_DIED, [LINK_SEX] = HOW_SEX,
		[LINK_DATE] = HOW_DATE, [LINK_PLACE] = HOW_WORDS,
		[LINK_WORDS] = HOW_WORDS, [LINK_CODE] = HOW_CODE };
	enum link_kind kind = l->field[field].kind;

	for (int i = 0; i < l->features && kind != LINK_NAME; i++)
		if (l->feature[i].how == how[kind] && (how[kind] < HOW_WORDS ||
		    l->feature[i].slot == l->slot_of[field]))
			return i;
	return -1;
}

bool link_is_name(const struct link *l, int feature)
{
	return l->feature[feature].how <= HOW_ORDER;
}
