/* What the columns of lists are called, in Kazakh, Russian and English (a
 * little Arabic and Hebrew): words, not judgement.  The first line that fits
 * decides, so what must stay private stands above what is like it. */
#include <string.h>

#include "base/utf8.h"
#include "intake/inside.h"
#include "uni/uni.h"

/* A space in a pattern is the edge of a word. */
struct word {
	const char *patterns; /* with | between */
	enum intake_sure sure;
	const char *property, *why;
};

static const struct word WORDS[] = {
	/* Of somebody else, whatever it is; the father's in Kazakh and the
	 * family's in English may be the person's own: they stand below. */
	{ "родств|родител|родны|туыс|relative| next of kin| мать | матер| мама |"
	    " отца | отец | анасы| ана | mother| father| parent| жена | жены |"
	    " муж | мужа |супруг|жұбай| әйелі| wife| husband| spouse| widow|"
	    " вдов|сестр| брат|бауыр| sister| brother| дети | детей |балалар|"
	    " children| son | daughter| сын| дочь | дочери |семь|отбасы|"
	    " family member| әкесінің аты жөні| madre | padre | padres | hijo|"
	    " hija| hermano| hermana| esposa| esposo| cónyuge| familiar|"
	    " pariente| mère | père | conjoint| époux| épouse| frère| sœur|"
	    " mutter | vater | vaters | eltern| ehefrau| ehemann| angehörige|"
	    " anne | annesi| baba | babası| eşi | kardeş|матері |батька | мати |"
	    "الأم |الام |الأب |الاب |للأم |للأب |والد|زوج|شقيق| أخ | أخت | پدر| مادر| همسر|"
	    " برادر| خواهر| فرزند| האב | האם | אביו | אמו | הורים | בן זוג|"
	    " בת זוג| אחיו | אחות", INTAKE_SECRET, NULL,
	    "relatives" },
	{ "свидет|очевид| куә|witness|заявител|информант|informant|applicant|"
	    "reported by|"
	    " denunciante| testigo| témoin| zeuge| tanık| شاهد", INTAKE_SECRET,
	    NULL, "a witness" },
	{ "контакт|contact|байланыс", INTAKE_SECRET, NULL, "a contact" },
	{ " иин | жсн | iin | инн | снилс |паспорт|passport|төлқұжат|куәлік|"
	    "удостов|identity| id number| id no | national id| document|"
	    "номер документ| ssn |هوية|תעודת זהות| ת ז ", INTAKE_SECRET, NULL,
	    "a number of identity" },
	{ "телефон|phone| тел | tel | моб|mobile|whatsapp|ұялы|telegram|هاتف|"
	    "טלפון", INTAKE_SECRET, NULL, "a telephone" },
	{ "mail|почт|пошта", INTAKE_SECRET, NULL, "an e-mail address" },
	{ "адрес|мекенжай|мекен жай|address|улиц|көшес|street|عنوان|כתובת|"
	    "квартир", INTAKE_SECRET, NULL, "the address of a home" },
	{ "инициал|initials|фамилия имя| фамилия и о | фио | ф и о |аты жөнінің|"
	    "аты жөні|толық аты|тегі аты|тегі есімі|full name|fullname|"
	    "name surname|surname name|surname and name| nom et prénom|"
	    " nom prénom| noms et prénoms| apellido y nombre|"
	    " apellidos y nombre| nombre y apellido| nombres y apellido|"
	    " nombre completo| ad soyad| adı soyadı| ad ve soyad|"
	    "نام و نام خانوادگی|الاسم الكامل|الاسم الثلاثي|שם מלא", INTAKE_MEANS,
	    "name", NULL },
	{ " әкесінің аты |отчеств|patronymic", INTAKE_MEANS,
	    "name.patronymic", NULL },
	{ " geburtsname |девичь| maiden|name at birth|birth name", INTAKE_MEANS,
	    "name.birth", NULL },
	{ " family name| familyname| last name| lastname|surname| nachname|"
	    " soyad| apellido | apellidos |שם משפחה|اسم العائلة|نام خانوادگی| nom de famille",
	    INTAKE_MEANS, "name.family", NULL },
	{ " әкесі| family", INTAKE_SECRET, NULL, "relatives" },
	{ "коммент|comment|примеч|ескерт| note|remark|заметк|дополнител",
	    INTAKE_SECRET, NULL, "notes" },

	{ "место рожд|туған жер|birthplace|place of birth|birth place|"
	    " lieu de naiss| lugar de naci| geburtsort|doğum yeri|محل تولد|"
	    "مكان الولادة|מקום לידה",
	    INTAKE_MEANS, "born.place", NULL },
	{ "рожден|туған|birth| born| dob | г р | д р | родился | родилась | né le |"
	    " geboren |שנת לידה| geburts| naissance| nacimiento|doğum|تاریخ تولد|تاريخ الميلاد|תאריך לידה",
	    INTAKE_MEANS, "born.date", NULL },
	{ "место смерт|место гибел|место убий|қаза болған жер|қайтыс болған "
	    "жер|өлген жер|place of death|death place|where died|where killed|"
	    " lieu de décès| lieu du décès| lugar de muerte| lugar de fallec|"
	    " sterbeort|ölüm yeri|محل فوت|مكان الوفاة|מקום פטירה",
	    INTAKE_MEANS, "died.place", NULL },
	{ "время смерт|время гибел|time of death|қаза болған уақ|қайтыс болған"
	    " уақ", INTAKE_MEANS, "died.time", NULL },
	{ "причин|cause of|себеб", INTAKE_MEANS, "died.cause", NULL },
	{ " dod | погиб | погибла | умер | умерла | sterbedatum | gestorben |"
	    " todesdatum | décédé | fallecimiento| muerte| décès| ölüm|تاريخ الاستشهاد|تاریخ فوت|смерт|гибел|кончин|қаза болған|қайтыс болған|өлген күн|death| died|"
	    "date killed|killed on|تاريخ الوفاة|תאריך פטירה", INTAKE_MEANS,
	    "died.date", NULL },
	{ "место захорон|место похорон|жерленген жер|place of burial|burial "
	    "place", INTAKE_MEANS, "buried.place", NULL },
	{ "захорон|похорон|жерленген|burial|buried", INTAKE_MEANS,
	    "buried.date", NULL },
	{ "обстоятельств|circumstanc|мән жай", INTAKE_MEANS, "circumstances",
	    NULL },
	{ "возраст| age | жасы | жас |полных лет|العمر| גיל | edad | âge | alter |"
	    " yaş | سن ", INTAKE_MEANS,
	    "age", NULL },
	{ " пол | sex | gender | sexo | sexe | geschlecht | cinsiyet | جنسیت | жынысы | жыныс |الجنس| מין ", INTAKE_MEANS, "sex",
	    NULL },
	{ "гражданств|citizenship|азаматтығ", INTAKE_MEANS, "citizenship",
	    NULL },
	{ "национальн|nationality|ethnic| ұлты |этнич", INTAKE_MEANS,
	    "nationality", NULL },
	{ "фамил| тегі ", INTAKE_MEANS, "name.family", NULL },
	{ " first name| firstname|given name| given | forename| есімі |"
	    " vorname | rufname | prenom | prénom | prénoms | nombre | nombres |שם פרטי|الاسم الاول|"
	    "الاسم الأول", INTAKE_MEANS, "name.given", NULL },
	{ "прозвищ|nickname|лақап|позывн|also known| alias", INTAKE_MEANS,
	    "name.nick", NULL },
	{ " name of ", INTAKE_UNKNOWN, NULL, NULL },
	{ " имя | имена | аты | name | names | nom | noms |الاسم| שם | نام ", INTAKE_MEANS,
	    "name", NULL },
	{ "жительств|проживан|тұрғылықт|residence| resident| lived",
	    INTAKE_MEANS, "home", NULL },
	{ "город|қала| city| town| село | ауыл|village|район|аудан|область|"
	    "облыс|регион|region|district|province|oblast|страна|country| ел |"
	    " место | place | орны ", INTAKE_SHOWN, NULL,
	    "a place, but of what? e.g. died.place or home, with lang=" },
	{ "статус|мәртебе| status ", INTAKE_MEANS, "status", NULL },
	{ "категор|санат|category", INTAKE_SHOWN, NULL,
	    "if it is the category: category values=..." },
	{ "професс|должност|место работ| работа|жұмыс|occupation| job |employ|"
	    "кәсіб", INTAKE_MEANS, "work", NULL },
	{ "место учеб| учеба|university| student| оқу", INTAKE_MEANS, "study",
	    NULL },
	{ " дата | date | күні ", INTAKE_SHOWN, NULL,
	    "a date, but of what? e.g. died.date format=dmy" },
	{ "№| п п | n | no | nr | # | number | номер | id | рет саны ",
	    INTAKE_SHOWN, NULL, "the number of the row" },
};

static const struct {
	const char *property, *code, *patterns; /* from a cell's front */
} CODES[] = {
	{ "sex", "male", "м |муж|ер |еркек|male |m |man |ذكر|זכר" },
	{ "sex", "female", "ж |жен|әйел|female|f |woman |أنثى|נקבה" },
	{ "status", "killed", "убит|өлтір|killed|قتل" },
	{ "status", "died", "погиб|умер|скончал|қаза|қайтыс|died|dead" },
	{ "status", "missing", "пропал|без вести|хабарсыз|missing" },
	{ "status", "found-alive", "найден жив|нашел|found alive|тірі" },
};

/* Is one of the patterns in text (from its front only)? */
static bool fits(struct span text, const char *patterns, bool front)
{
	struct span rest = span_of(patterns);

	while (rest.n > 0) {
		size_t n = span_find(rest, '|');
		struct span one = { rest.p, n };

		if (front ? span_starts(text, one) :
		    memmem(text.p, text.n, one.p, one.n) != NULL)
			return true;
		rest = span_skip(rest, n + 1);
	}
	return false;
}

/* Folded, ё as е, what parts words as one space, a space at both ends. */
static struct span plain(struct span s, struct arena *a)
{
	static const char PARTS[] = " \t\n\r.,:;/\\()[]{}_-\"'*";
	SCOPED(arena) aside = { .cap = 1 << 20 };
	struct span folded, one;
	struct err e = { 0 };
	struct buf b;
	uint32_t cp;

	buf_open(&b, a, 8192);
	buf_byte(&b, ' ');
	if (uni_fold(s, &aside, &folded, &e) < 0)
		folded = s;
	while (utf8_next(&folded, &cp)) {
		char utf8[4];

		one = (struct span){ utf8, utf8_put(cp, utf8) };
		if (cp == 0x451)
			one = SPAN("\xd0\xb5"); /* ё to е */
		else if (cp == 0xa0 || (cp > 0 && cp < 0x80 &&
		    strchr(PARTS, (int)cp) != NULL))
			one = SPAN(" ");
		if (one.p[0] != ' ' || b.p[b.n - 1] != ' ')
			buf_add(&b, one);
	}
	if (b.p[b.n - 1] != ' ')
		buf_byte(&b, ' ');
	return buf_span(&b);
}

void intake_words_guess(struct span column, bool families, struct arena *a,
    struct intake_guess *out)
{
	const struct span text = plain(column, a);

	*out = (struct intake_guess){ INTAKE_UNKNOWN, NULL, NULL };
	for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
		if (!fits(text, WORDS[i].patterns, false))
			continue;
		*out = (struct intake_guess){ WORDS[i].sure, WORDS[i].property,
			WORDS[i].why };
		break;
	}
	if (families && out->property != NULL &&
	    strcmp(out->property, "name") == 0 &&
	    !fits(text, " фио | ф и о |жөні|full|имя отч| completo ", false))
		out->property = "name.given";
}

const char *intake_words_code(const char *property, struct span cell,
    struct arena *a)
{
	const struct span text = span_skip(plain(cell, a), 1);

	for (size_t i = 0; i < sizeof(CODES) / sizeof(CODES[0]); i++)
		if (strcmp(CODES[i].property, property) == 0 &&
		    fits(text, CODES[i].patterns, true))
			return CODES[i].code;
	return NULL;
}

bool intake_words_of_list(struct span column, struct arena *a)
{
	return fits(plain(column, a), " unique id | rec id | record id |"
	    " row id | rowid | uuid | guid | cluster| entity id | source |"
	    " source dataset | list | script | dataset | список | источник |"
	    " тізім | дереккөз ", false);
}
