#include "index/inside.h"

#define R DB_READER
#define W DB_WRITER

/* What index_inside_list reads. */
#define STMT_COLUMNS "SELECT s.seq, s.flags, s.off, s.len, a.time, a.keeper," \
    " s.h FROM stmt s JOIN act a ON a.n = s.seq >> 8 "
/* Not void, and its words can be read here or it is known to be hidden. */
#define LIVE " AND s.flags & 2 = 0 "
/* Counts are kept in meta, so that a page need not count a million rows. */
#define MORE(key) " INSERT INTO meta VALUES (" key ", 1)" \
    " ON CONFLICT (k) DO UPDATE SET v = v + 1; "
/* From one end of the wall to the other, and nothing sorted. */
#define KNOWN "SELECT t.num, t.kind, t.id, w.form, w.more, w.born, w.died," \
    " w.places, r.source FROM wall w NOT INDEXED CROSS JOIN thing t ON" \
    " t.num = w.id >> 2 LEFT JOIN row r ON r.record = t.num "
/* Texts of places, and the one place that each belongs to. */
#define ONLY(key) "(SELECT CASE WHEN min(c.thing) = max(c.thing) THEN" \
    " min(c.thing) END FROM called c WHERE c.key = " key " AND c.kind = 3)"
#define PLACED "SELECT s.num AS spot, coalesce(" ONLY("s.key") ", " \
    ONLY("s.head") ") AS place FROM spot s"
/* The row of the wall for a reader of that tongue. */
#define FORM(thing, tongue) "w.id IN (" thing " * 4, " thing " * 4 + " \
    tongue ")"
/* What stands on a day, as the wall names it. */
#define NAMED "SELECT t.num, t.kind, t.id, w.form, w.lang, w.others," \
    " w.category, w.latin, w.latin_lang, d.day FROM day d JOIN thing t" \
    " ON t.num = d.thing" \
    " LEFT JOIN wall w ON w.id IN (d.thing * 4, d.thing * 4 + ?5) "
#define IS_40TH "kind = 0 AND md IN (?1 / 10000, ?1 % 10000) AND" \
    " CAST(strftime('%m%d', (day + 39) * 86400, 'unixepoch') AS INTEGER) =" \
    " ?2"
/* The first row of each of the dead, and the row that a language reads. */
#define NAMES "SELECT t.num, t.kind, t.id, w.form, w.lang, w.others," \
    " w.category, w.latin, w.latin_lang FROM "
#define THING "SELECT num, kind, id FROM thing "

const struct db_query index_queries[Q__COUNT] = {
	[Q_PAGE] = { W, "PRAGMA page_size = 4096" },
	[Q_SECURE] = { W, "PRAGMA secure_delete = ON" },
	[Q_SYNC] = { W, "PRAGMA synchronous = OFF" },
	[Q_JOURNAL] = { W, "PRAGMA journal_mode = MEMORY" },
	[Q_CACHE] = { W, "PRAGMA cache_size = -131072" },
	[Q_TEMP] = { W, "PRAGMA temp_store = FILE" },
	[Q_MAKE_META] = { W, "CREATE TABLE meta(k TEXT PRIMARY KEY, v)"
	    " WITHOUT ROWID" },
	[Q_MAKE_ACT] = { W, "CREATE TABLE act(n INTEGER PRIMARY KEY,"
	    " time INTEGER, verb INTEGER, keeper TEXT, count INTEGER,"
	    " withheld INTEGER, rule TEXT, reason TEXT)" },
	[Q_MAKE_THING] = { W, "CREATE TABLE thing(num INTEGER PRIMARY KEY,"
	    " kind INTEGER, id TEXT)" },
	[Q_MAKE_STMT] = { W, "CREATE TABLE stmt(seq INTEGER PRIMARY KEY,"
	    " h INTEGER, thing INTEGER, prop INTEGER, src INTEGER,"
	    " flags INTEGER, off INTEGER, len INTEGER, same INTEGER)" },
	[Q_MAKE_LINK] = { W, "CREATE TABLE link(target INTEGER, seq INTEGER,"
	    " how INTEGER)" },
	[Q_MAKE_HANDLE] = { W, "CREATE TABLE handle(handle TEXT,"
	    " thing INTEGER, seq INTEGER)" },
	/* id is thing * 4 + tongue; what only a search needs stands in the
	 * first row of a thing alone; latin: the name for readers of
	 * kk-Latn, where one was said */
	[Q_MAKE_WALL] = { W, "CREATE TABLE wall(id INTEGER PRIMARY KEY,"
	    " tongue INTEGER, status INTEGER, sort BLOB, form TEXT,"
	    " lang TEXT, others TEXT, category TEXT, more TEXT,"
	    " born INTEGER, died INTEGER, places TEXT, latin TEXT,"
	    " latin_lang TEXT)" },
	[Q_MAKE_ROW] = { W, "CREATE TABLE row(record INTEGER PRIMARY KEY,"
	    " source INTEGER, first INTEGER, seq INTEGER, hidden INTEGER,"
	    " gone INTEGER, h INTEGER, match INTEGER)" },
	[Q_MAKE_EVENT] = { W, "CREATE TABLE event(thing INTEGER PRIMARY KEY,"
	    " first INTEGER, last INTEGER, clock INTEGER)" },
	[Q_MAKE_SAME] = { W, "CREATE TABLE same(seq INTEGER PRIMARY KEY,"
	    " a INTEGER, b INTEGER, word INTEGER)" },
	/* md is month * 100 + day of the month, so that a day of the year
	 * is found whatever its year */
	[Q_MAKE_DAY] = { W, "CREATE TABLE day(thing INTEGER, kind INTEGER,"
	    " md INTEGER, day INTEGER, PRIMARY KEY (thing, kind, day))"
	    " WITHOUT ROWID" },
	/* places of death as they are told (telling.c) */
	[Q_MAKE_SPOT] = { W, "CREATE TABLE spot(num INTEGER PRIMARY KEY,"
	    " key TEXT UNIQUE, head TEXT, text TEXT, lang TEXT)" },
	[Q_MAKE_FELL] = { W, "CREATE TABLE fell(spot INTEGER,"
	    " thing INTEGER, PRIMARY KEY (spot, thing)) WITHOUT ROWID" },
	[Q_MAKE_CALLED] = { W, "CREATE TABLE called(key TEXT,"
	    " thing INTEGER, kind INTEGER, PRIMARY KEY (key, thing))"
	    " WITHOUT ROWID" },
	[Q_MAKE_MARK] = { W, "CREATE TABLE mark(what INTEGER,"
	    " thing INTEGER, PRIMARY KEY (what, thing)) WITHOUT ROWID" },
	[Q_MAKE_VOID] = { W, "CREATE TABLE void(seq INTEGER PRIMARY KEY,"
	    " rule TEXT)" },
	[Q_INDEX_THING] = { W, "CREATE UNIQUE INDEX thing_id ON"
	    " thing(id, kind)" },
	[Q_INDEX_STMT_H] = { W, "CREATE INDEX stmt_h ON stmt(h)" },
	[Q_INDEX_STMT_THING] = { W, "CREATE INDEX stmt_thing ON stmt(thing)"
	    " WHERE thing IS NOT NULL" },
	[Q_INDEX_STMT_SRC] = { W, "CREATE INDEX stmt_src ON"
	    " stmt(src, seq, flags)"
	    " WHERE src IS NOT NULL" },
	[Q_INDEX_STMT_SAME] = { W, "CREATE INDEX stmt_same ON stmt(same)"
	    " WHERE same IS NOT NULL" },
	[Q_INDEX_LINK] = { W, "CREATE INDEX link_target ON"
	    " link(target, how, seq)" },
	[Q_INDEX_HANDLE] = { W, "CREATE INDEX handle_handle ON"
	    " handle(handle)" },
	[Q_INDEX_WALL] = { W, "CREATE INDEX wall_sort ON"
	    " wall(tongue, status, sort)" },
	[Q_INDEX_ROW] = { W, "CREATE INDEX row_source ON row(source, first)" },
	[Q_INDEX_EVENT] = { W, "CREATE INDEX event_first ON"
	    " event(first, last, clock, thing)" },
	[Q_INDEX_FELL] = { W, "CREATE INDEX fell_thing ON fell(thing)" },
	[Q_INDEX_CALLED] = { W, "CREATE INDEX called_thing ON"
	    " called(thing)" },
	[Q_INDEX_MARK] = { W, "CREATE INDEX mark_thing ON mark(thing)" },
	[Q_INDEX_DATE] = { W, "CREATE INDEX day_md ON"
	    " day(kind, md, day, thing)" },
	[Q_INDEX_SAME_A] = { W, "CREATE INDEX same_a ON same(a, seq)" },
	[Q_INDEX_SAME_B] = { W, "CREATE INDEX same_b ON same(b, seq)" },
	[Q_INDEX_KIND] = { W, "CREATE INDEX thing_kind ON thing(kind)"
	    " WHERE kind <> 1" },
	[Q_INDEX_ACT] = { W, "CREATE INDEX act_keys ON act(n)"
	    " WHERE verb IN (0, 6)" },
	[Q_TRIGGER_ROW] = { W, "CREATE TRIGGER row_more AFTER INSERT ON"
	    " row BEGIN" MORE("'row' || NEW.source || '-' || NEW.match")
	    "END" },
	[Q_TRIGGER_ROW_LESS] = { W, "CREATE TRIGGER row_less AFTER DELETE"
	    " ON row BEGIN UPDATE meta SET v = v - 1 WHERE k = 'row' ||"
	    " OLD.source || '-' || OLD.match; END" },
	[Q_TRIGGER_STMT] = { W, "CREATE TRIGGER stmt_more AFTER INSERT ON"
	    " stmt BEGIN UPDATE meta SET v = v + 1 WHERE k = 'stmt'; END" },
	[Q_TRIGGER_STMT_LESS] = { W, "CREATE TRIGGER stmt_less AFTER DELETE"
	    " ON stmt BEGIN UPDATE meta SET v = v - 1 WHERE k = 'stmt';"
	    " END" },
	[Q_TRIGGER_THING] = { W, "CREATE TRIGGER thing_more AFTER INSERT ON"
	    " thing BEGIN" MORE("'kind' || NEW.kind") "END" },
	[Q_TRIGGER_THING_LESS] = { W, "CREATE TRIGGER thing_less AFTER"
	    " DELETE ON thing BEGIN UPDATE meta SET v = v - 1 WHERE"
	    " k = 'kind' || OLD.kind; END" },
	[Q_TRIGGER_WALL] = { W, "CREATE TRIGGER wall_more AFTER INSERT ON"
	    " wall WHEN NEW.tongue IN (0, 3) BEGIN" MORE("'wall' ||"
	    " NEW.status || '-' || (SELECT kind FROM thing WHERE"
	    " num = NEW.id >> 2)") "END" },
	[Q_TRIGGER_WALL_LESS] = { W, "CREATE TRIGGER wall_less AFTER DELETE"
	    " ON wall WHEN OLD.tongue IN (0, 3) BEGIN UPDATE meta SET"
	    " v = v - 1 WHERE k = 'wall' || OLD.status || '-' || (SELECT kind"
	    " FROM thing WHERE num = OLD.id >> 2); END" },
	[Q_INDEX_ROW_H] = { W, "CREATE INDEX row_h ON row(h)"
	    " WHERE h IS NOT NULL" },
	[Q_ROLLBACK_FILE] = { W, "PRAGMA journal_mode = TRUNCATE" },
	[Q_BEGIN] = { W, "BEGIN IMMEDIATE" },
	[Q_COMMIT] = { W, "COMMIT" },
	/* changes when another connection has written */
	[Q_WRITTEN] = { R, "PRAGMA data_version" },
	[Q_HOLD] = { R, "BEGIN DEFERRED" },
	[Q_LET_GO] = { R, "ROLLBACK" },
	[Q_ROOM] = { R, "PRAGMA cache_size = -24576" },
	[Q_ROLLBACK] = { W, "ROLLBACK" },
	[Q_PUT_META] = { W, "INSERT OR REPLACE INTO meta VALUES (?1, ?2)" },
	[Q_GET_META] = { R, "SELECT v FROM meta WHERE k = ?1" },
	[Q_PUT_ACT] = { W, "INSERT OR REPLACE INTO act VALUES (?1, ?2, ?3,"
	    " ?4, ?5, ?6, ?7, ?8)" },
	[Q_PUT_THING] = { W, "INSERT INTO thing VALUES (?1, ?2, ?3)" },
	[Q_PUT_STMT] = { W, "INSERT INTO stmt VALUES (?1, ?2, ?3, ?4, ?5,"
	    " ?6, ?7, ?8, ?9)" },
	[Q_PUT_LINK] = { W, "INSERT INTO link VALUES (?1, ?2, ?3)" },
	[Q_PUT_HANDLE] = { W, "INSERT INTO handle VALUES (?1, ?2, ?3)" },
	[Q_PUT_WALL] = { W, "INSERT INTO wall VALUES (?1, ?2, ?3, ?4, ?5,"
	    " ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)" },
	[Q_PUT_ROW] = { W, "INSERT OR REPLACE INTO row VALUES (?1, ?2, ?3,"
	    " ?4, ?5, ?6, ?7, ?8)" },
	[Q_PUT_EVENT] = { W, "INSERT OR REPLACE INTO event VALUES"
	    " (?1, ?2, ?3, ?4)" },
	[Q_PUT_SAME] = { W, "INSERT INTO same VALUES (?1, ?2, ?3, ?4)" },
	[Q_PUT_DAY] = { W, "INSERT OR IGNORE INTO day VALUES (?1, ?2, ?3, ?4)" },
	[Q_DROP_DAY] = { W, "DELETE FROM day WHERE thing = ?1" },
	[Q_PUT_VOID] = { W, "INSERT INTO void VALUES (?1, ?2)" },
	[Q_PUT_SPOT] = { W, "INSERT INTO spot(key, head, text, lang, num)"
	    " VALUES (?1, ?2, ?3, ?4, ?5)" },
	[Q_PUT_FELL] = { W, "INSERT OR IGNORE INTO fell VALUES (?1, ?2)" },
	[Q_PUT_CALLED] = { W, "INSERT OR IGNORE INTO called VALUES"
	    " (?1, ?2, ?3)" },
	[Q_PUT_MARK] = { W, "INSERT OR IGNORE INTO mark VALUES (?1, ?2)" },
	[Q_DROP_FELL] = { W, "DELETE FROM fell WHERE thing = ?1" },
	[Q_DROP_CALLED] = { W, "DELETE FROM called WHERE thing = ?1" },
	[Q_DROP_MARK] = { W, "DELETE FROM mark WHERE thing = ?1" },
	[Q_ADD_ROW_HASH] = { W, "UPDATE row SET h = ?2, hidden = ?3"
	    " WHERE record = ?1" },
	[Q_DROP_WALL] = { W, "DELETE FROM wall WHERE id >= ?1 * 4 AND"
	    " id < ?1 * 4 + 4" },
	[Q_DROP_ROW] = { W, "DELETE FROM row WHERE record = ?1" },
	[Q_DROP_EVENT] = { W, "DELETE FROM event WHERE thing = ?1" },
	[Q_DROP_THING] = { W, "DELETE FROM thing WHERE num = ?1" },
	[Q_DROP_STMT] = { W, "DELETE FROM stmt WHERE seq >= ?1 << 8 AND"
	    " seq < (?1 + 1) << 8" },
	[Q_DROP_LINK] = { W, "DELETE FROM link WHERE seq >= ?1 << 8 AND"
	    " seq < (?1 + 1) << 8" },
	[Q_DROP_HANDLE] = { W, "DELETE FROM handle WHERE seq >= ?1 << 8 AND"
	    " seq < (?1 + 1) << 8" },
	[Q_DROP_SAME] = { W, "DELETE FROM same WHERE seq >= ?1 << 8 AND"
	    " seq < (?1 + 1) << 8" },
	[Q_DROP_VOID] = { W, "DELETE FROM void WHERE seq >= ?1 << 8 AND"
	    " seq < (?1 + 1) << 8" },
	[Q_LAST_THING] = { R, "SELECT coalesce(max(num), 0) FROM thing" },
	[Q_THING] = { R, THING "WHERE id = ?2 AND kind = ?1" },
	[Q_THING_NUM] = { R, THING "WHERE num = ?1" },
	[Q_ID_USED] = { R, "SELECT count(*) FROM thing WHERE id = ?1" },
	[Q_BY_HANDLE] = { R, "SELECT t.num, t.kind, t.id FROM handle h JOIN"
	    " thing t ON t.num = h.thing WHERE h.handle = ?2 AND t.kind = ?1"
	    " ORDER BY h.seq LIMIT 1" },
	[Q_THINGS_OF_ACT] = { R, "SELECT DISTINCT thing FROM stmt WHERE"
	    " seq >= ?1 << 8 AND seq < (?1 + 1) << 8 AND thing IS NOT NULL"
	    " ORDER BY thing" },
	[Q_THING_HAS] = { R, "SELECT EXISTS (SELECT 1 FROM stmt WHERE"
	    " thing = ?1) OR EXISTS (SELECT 1 FROM stmt WHERE src = ?1) OR"
	    " EXISTS (SELECT 1 FROM same WHERE a = ?1) OR"
	    " EXISTS (SELECT 1 FROM same WHERE b = ?1)" },
	[Q_RECORDS_OF_SOURCE] = { R, "SELECT record FROM row WHERE"
	    " source = ?1 ORDER BY first, record" },
	[Q_ABOUT] = { R, STMT_COLUMNS "WHERE s.thing = ?1" LIVE
	    "ORDER BY s.seq LIMIT 4096" },
	[Q_BY_H] = { R, STMT_COLUMNS "WHERE s.h = ?1 ORDER BY s.seq" },
	[Q_OF_ACT] = { R, STMT_COLUMNS "WHERE s.seq >= ?1 << 8 AND"
	    " s.seq < (?1 + 1) << 8 ORDER BY s.seq" },
	[Q_ONE] = { R, STMT_COLUMNS "WHERE s.seq = ?1" },
	[Q_FROM] = { R, "SELECT s.seq, s.flags, s.off, s.len, a.time,"
	    " a.keeper, s.h FROM (SELECT seq FROM stmt WHERE src = ?1 AND"
	    " flags & 2 = 0 ORDER BY seq LIMIT ?3 OFFSET ?2) p JOIN stmt s"
	    " ON s.seq = p.seq JOIN act a ON a.n = s.seq >> 8 ORDER BY s.seq" },
	[Q_COUNT_FROM] = { R, "SELECT count(*) FROM stmt WHERE src = ?1 AND"
	    " flags & 2 = 0" },
	[Q_ABOUT_PROP] = { R, STMT_COLUMNS "WHERE s.thing = ?1 AND"
	    " s.prop = ?2" LIVE "ORDER BY s.seq LIMIT 4096" },
	[Q_BY_SAME] = { R, STMT_COLUMNS "WHERE s.same = ?1"
	    LIVE "ORDER BY s.seq" },
	[Q_LINKS] = { R, "SELECT s.seq, s.flags, s.off, s.len, a.time,"
	    " a.keeper, s.h FROM link l JOIN stmt s ON s.seq = l.seq"
	    " JOIN act a ON a.n = s.seq >> 8 WHERE l.target = ?1 AND"
	    " l.how < 2" LIVE "ORDER BY s.seq LIMIT 4096" },
	[Q_LINKS_LIVE] = { R, "SELECT s.seq, s.flags, s.off, s.len, a.time,"
	    " a.keeper, s.h FROM link l JOIN stmt s ON s.seq = l.seq"
	    " JOIN act a ON a.n = s.seq >> 8 WHERE l.target = ?1 AND"
	    " l.how = ?2" LIVE "ORDER BY s.seq LIMIT 4096" },
	[Q_COUNT_LINKS] = { R, "SELECT count(*) FROM link WHERE how < 2" },
	[Q_LINK_TARGETS] = { R, "SELECT target FROM link WHERE how < 2" },
	[Q_VOID_OF] = { R, "SELECT rule FROM void WHERE seq = ?1" },
	[Q_WALL] = { R, "SELECT t.num, t.kind, t.id, w.form, w.lang,"
	    " w.others, w.category, w.latin, w.latin_lang"
	    " FROM (SELECT id, sort FROM wall WHERE"
	    " tongue = 0 AND status = ?1 UNION ALL SELECT id, sort FROM wall"
	    " WHERE tongue = ?2 AND status = ?1 ORDER BY 2, 1 LIMIT ?4"
	    " OFFSET ?3) p JOIN wall w ON w.id = p.id JOIN thing t ON"
	    " t.num = w.id >> 2 ORDER BY p.sort, p.id" },
	[Q_WALL_OF] = { R, "SELECT t.num, t.kind, t.id, w.form, w.lang,"
	    " w.others, w.category, w.latin, w.latin_lang"
	    " FROM wall w JOIN thing t ON"
	    " t.num = w.id >> 2 WHERE w.id IN (?1 * 4, ?1 * 4 + ?2)"
	    " ORDER BY w.id LIMIT 1" },
	/* A thing, and the name where it has one. */
	[Q_STANDING] = { R, "SELECT t.num, t.kind, t.id, w.form, w.lang,"
	    " w.others, w.category, w.latin, w.latin_lang FROM thing t LEFT"
	    " JOIN wall w ON " FORM("t.num", "?2") " WHERE t.num = ?1"
	    " ORDER BY w.id LIMIT 1" },
	[Q_STATUS_OF] = { R, "SELECT coalesce(max(status), -1) FROM wall"
	    " WHERE id IN (?1 * 4, ?1 * 4 + 1)" },
	[Q_WALL_FROM] = { R, "SELECT sort, form FROM (SELECT * FROM (SELECT"
	    " sort, form FROM wall WHERE tongue = 0 AND status = 0 AND"
	    " sort >= ?2 ORDER BY sort LIMIT 1) UNION ALL SELECT * FROM"
	    " (SELECT sort, form FROM wall WHERE tongue = ?1 AND status = 0"
	    " AND sort >= ?2 ORDER BY sort LIMIT 1)) ORDER BY sort LIMIT 1" },
	[Q_WALL_BETWEEN] = { R, NAMES "(SELECT id, sort FROM wall WHERE"
	    " tongue = 0 AND status = 0 AND sort >= ?2 AND sort < ?5 UNION"
	    " ALL SELECT id, sort FROM wall WHERE tongue = ?1 AND status = 0"
	    " AND sort >= ?2 AND sort < ?5 ORDER BY 2, 1 LIMIT ?4 OFFSET ?3)"
	    " p JOIN wall w ON w.id = p.id JOIN thing t ON t.num = w.id >> 2"
	    " ORDER BY p.sort, p.id" },
	[Q_COUNT_BETWEEN] = { R, "SELECT (SELECT count(*) FROM wall WHERE"
	    " tongue = 0 AND status = 0 AND sort >= ?2 AND sort < ?3) +"
	    " (SELECT count(*) FROM wall WHERE tongue = ?1 AND status = 0 AND"
	    " sort >= ?2 AND sort < ?3)" },
	[Q_DAYS] = { R, "SELECT day, count(*), '' FROM day WHERE kind = 0"
	    " GROUP BY day ORDER BY day LIMIT ?1" },
	[Q_SPOTS] = { R, "SELECT f.spot, f.n, s.text FROM (SELECT spot,"
	    " count(*) n FROM fell GROUP BY spot) f JOIN spot s ON"
	    " s.num = f.spot ORDER BY 2 DESC, s.key LIMIT ?1" },
	[Q_WITH_DAY] = { R, "SELECT count(*) FROM (SELECT DISTINCT thing FROM"
	    " day WHERE kind = 0)" },
	/* The dead in the order of the wall; and some of them (kept.c). */
	[Q_RANKS] = { R, "SELECT id >> 2 FROM (SELECT id, sort FROM wall WHERE"
	    " tongue = 0 AND status = 0 UNION ALL SELECT id, sort FROM wall"
	    " WHERE tongue = ?1 AND status = 0 ORDER BY 2, 1)" },
	[Q_OF_DAY] = { R, "SELECT thing, 0 FROM day WHERE kind = 0 AND"
	    " md = ?2 AND day = ?1" },
	[Q_OF_SPOT] = { R, "SELECT thing, 0 FROM fell WHERE spot = ?1" },
	[Q_NO_DAY] = { R, "SELECT p.id >> 2, 0 FROM wall p WHERE"
	    " p.tongue < 2 AND p.status = 0 AND NOT EXISTS (SELECT 1 FROM"
	    " day d WHERE d.thing = p.id >> 2 AND d.kind = 0)" },
	[Q_NO_SPOT] = { R, "SELECT p.id >> 2, 0 FROM wall p WHERE"
	    " p.tongue < 2 AND p.status = 0 AND NOT EXISTS (SELECT 1 FROM"
	    " fell f WHERE f.thing = p.id >> 2)" },
	[Q_KNOWN] = { R, KNOWN "WHERE w.tongue IN (0, 1) ORDER BY w.id" },
	[Q_KNOWN_OF] = { R, KNOWN "WHERE w.id >= ?1 * 4 AND w.id <="
	    " ?1 * 4 + 1 ORDER BY w.id LIMIT 1" },
	[Q_TOUCHED] = { R, "SELECT DISTINCT t.num, t.kind, t.id FROM stmt s"
	    " JOIN thing t ON t.num = s.thing WHERE s.seq >= ?1 << 8 AND"
	    " s.seq < (?1 + 1) << 8 ORDER BY t.num" },
	[Q_THINGS] = { R, THING "WHERE kind = ?1 ORDER BY num"
	    " LIMIT ?3 OFFSET ?2" },
	[Q_EVENTS] = { R, "SELECT t.num, t.kind, t.id FROM event v JOIN"
	    " thing t ON t.num = v.thing ORDER BY v.first, v.last, v.clock,"
	    " t.num"
	    " LIMIT ?2 OFFSET ?1" },
	[Q_DAYS_OF_YEAR] = { R, "SELECT md, count(*) FROM day WHERE"
	    " kind = ?1 GROUP BY md ORDER BY md" },
	[Q_COUNT_DAY_OF_YEAR] = { R, "SELECT count(*) FROM day WHERE"
	    " kind = ?1 AND md = ?2" },
	[Q_ON_DAY_OF_YEAR] = { R, "SELECT thing, day FROM day WHERE"
	    " md = ?1 AND kind = ?2" },
	/* Whose fortieth day falls on it, where 29 February decides. */
	[Q_COUNT_40TH] = { R, "SELECT count(*) FROM day WHERE " IS_40TH },
	[Q_ON_40TH] = { R, "SELECT thing, day FROM day WHERE " IS_40TH },
	[Q_DAY_AFTER] = { R, "SELECT coalesce(min(md), 0) FROM day WHERE"
	    " kind = ?1 AND md > ?2" },
	[Q_DAY_BEFORE] = { R, "SELECT coalesce(max(md), 0) FROM day WHERE"
	    " kind = ?1 AND md < ?2" },
	[Q_DATES] = { R, "SELECT day, count(*) FROM day WHERE kind = ?1"
	    " GROUP BY day ORDER BY day" },
	[Q_ON_DATE] = { R, NAMED "WHERE d.kind = ?1 AND d.md = ?2 AND"
	    " d.day = ?6 ORDER BY w.sort, d.thing LIMIT ?4 OFFSET ?3" },
	[Q_ON_DATES] = { R, NAMED "WHERE d.kind = ?1 AND d.day >= ?2 AND"
	    " d.day <= ?6 ORDER BY d.day, w.sort, d.thing"
	    " LIMIT ?4 OFFSET ?3" },
	[Q_LISTS] = { R, "SELECT t.num, t.kind, t.id, count(*),"
	    " sum(r.gone) FROM row r JOIN thing t ON t.num = r.source"
	    " GROUP BY r.source ORDER BY t.num" },
	[Q_ROWS] = { R, "SELECT t.num, t.kind, t.id FROM row r JOIN thing t"
	    " ON t.num = r.record WHERE r.source = ?1 ORDER BY r.first, t.num"
	    " LIMIT ?3 OFFSET ?2" },
	[Q_ROW] = { R, "SELECT source, first, seq, hidden, gone, h, match FROM row"
	    " WHERE record = ?1" },
	[Q_ROWS_LIKE] = { R, "SELECT t.num, t.kind, t.id FROM row r JOIN"
	    " thing t ON t.num = r.record WHERE r.h = ?2 AND +r.source = ?1"
	    " ORDER BY r.first, t.num" },
	[Q_SAME_OF] = { R, "SELECT t.num, t.kind, t.id, w.word, w.seq, w.side"
	    " FROM (SELECT b AS other, word, seq, 0 AS side FROM same WHERE"
	    " a = ?1 UNION ALL SELECT a, word, seq, 1 FROM same WHERE b = ?1)"
	    " w JOIN thing t ON t.num = w.other WHERE t.num <> ?1"
	    " ORDER BY w.seq" },
	[Q_SAME_OF_ACT] = { R, "SELECT a, b FROM same WHERE seq >= ?1 << 8"
	    " AND seq < (?1 + 1) << 8 ORDER BY seq" },
	[Q_ACTS] = { R, "SELECT n, time, verb, keeper, count, withheld, rule,"
	    " reason FROM act WHERE n >= ?1 AND n < ?1 + ?2 ORDER BY n" },
	[Q_HELD_ACTS] = { R, "SELECT n FROM act WHERE withheld > 0"
	    " ORDER BY n" },
	[Q_KEY_ACTS] = { R, "SELECT n FROM act WHERE verb IN (0, 6)"
	    " AND rule IS NOT 'act.replay' ORDER BY n" },
	[Q_COUNT_WITHHELD] = { R, "SELECT coalesce(sum(withheld), 0)"
	    " FROM act" },
	[Q_COUNT_VOID] = { R, "SELECT (SELECT count(*) FROM void) + (SELECT"
	    " count(*) FROM act WHERE rule IS NOT NULL)" },
	[Q_COUNT_LISTS] = { R, "SELECT count(*) FROM thing t WHERE"
	    " t.kind = 5 AND EXISTS (SELECT 1 FROM row r WHERE"
	    " r.source = t.num)" },
	[Q_CHANGED_STMT] = { R, "SELECT seq, h, thing, src FROM stmt WHERE"
	    " seq >= ?1 << 8 AND seq < (?1 + 1) << 8 ORDER BY seq" },
	[Q_CHANGED_PROP] = { R, "SELECT coalesce(thing, -1), prop FROM stmt"
	    " WHERE seq >= ?1 << 8 AND seq < (?1 + 1) << 8 ORDER BY seq" },
	[Q_CHANGED_H] = { R, "SELECT seq, h, thing, src FROM stmt WHERE"
	    " h = ?1 ORDER BY seq" },
	[Q_CHANGED_LINKS] = { R, "SELECT target, how FROM link WHERE"
	    " seq >= ?1 << 8 ORDER BY target, how, seq" },
	[Q_SUM_WALL] = { R, "SELECT w.id >> 2, t.id, t.kind, w.tongue,"
	    " w.status, w.sort, w.form, w.lang, w.others, w.category,"
	    " w.latin, w.latin_lang FROM wall w JOIN thing t ON"
	    " t.num = w.id >> 2 ORDER BY w.id" },
	[Q_SUM_FELL] = { R, "SELECT t.id, s.key, s.text, s.lang FROM fell f"
	    " JOIN spot s ON s.num = f.spot JOIN thing t ON t.num = f.thing"
	    " ORDER BY f.spot, f.thing" },
	[Q_SUM_DAY] = { R, "SELECT d.thing, d.kind, d.md, d.day, t.id FROM"
	    " day d JOIN thing t ON t.num = d.thing ORDER BY d.kind, d.md,"
	    " d.day, d.thing" },
	[Q_SUM_CALLED] = { R, "SELECT c.kind || c.key, t.id, c.key FROM"
	    " called c JOIN thing t ON t.num = c.thing ORDER BY c.key,"
	    " c.thing" },
	[Q_SPOT_NUM] = { R, "SELECT num FROM spot WHERE key = ?1" },
	[Q_MARKED] = { R, "SELECT t.num, t.kind, t.id FROM mark m JOIN thing t"
	    " ON t.num = m.thing LEFT JOIN event v ON v.thing = m.thing"
	    " LEFT JOIN wall w ON " FORM("m.thing", "?2") " WHERE m.what = ?1"
	    " ORDER BY v.first IS NULL, v.first, v.last, w.sort, t.num"
	    " LIMIT ?4 OFFSET ?3" },
	[Q_MARKED_COUNT] = { R, "SELECT count(*) FROM mark WHERE what = ?1" },
	[Q_TOLD_DAYS] = { R, "SELECT day, count(*) FROM day WHERE kind = 0"
	    " AND day >= ?1 AND day <= ?2 GROUP BY day ORDER BY day"
	    " LIMIT ?3" },
	/* Of more than a thousand the first of the log: no long sorting. */
	[Q_DIED_ON] = { R, NAMES "(SELECT thing FROM day WHERE kind = 0 AND"
	    " md = ?4 AND day = ?1 LIMIT 1000) d JOIN thing t ON t.num = d.thing"
	    " JOIN wall w ON " FORM("d.thing", "?2") " ORDER BY w.sort, w.id LIMIT ?3" },
	[Q_DATES_OF] = { R, "SELECT EXISTS (SELECT 1 FROM mark WHERE"
	    " what = 6 AND thing = ?1)" },
	[Q_CALLED] = { R, "SELECT t.num, t.kind, t.id FROM called c JOIN"
	    " thing t ON t.num = c.thing WHERE c.key = ?1 AND c.kind = ?2"
	    " ORDER BY t.num LIMIT 2" },
	[Q_PLACES] = { R, "SELECT t.num, t.kind, t.id,"
	    " count(DISTINCT f.thing) FROM (" PLACED ") p CROSS JOIN fell f ON"
	    " f.spot = p.spot JOIN thing t ON t.num = p.place GROUP BY t.num"
	    " ORDER BY 4 DESC, t.num LIMIT ?1" },
	[Q_TOLD_SPOTS] = { R, "SELECT s.text, s.lang, count(*) FROM (" PLACED
	    ") p JOIN spot s ON s.num = p.spot CROSS JOIN fell f ON f.spot = p.spot"
	    " WHERE p.place IS NULL GROUP BY s.num ORDER BY 3 DESC, s.key"
	    " LIMIT ?2 OFFSET ?1" },
	[Q_DIED_AT] = { R, "SELECT DISTINCT f.thing, 0 FROM (" PLACED
	    ") p CROSS JOIN fell f ON f.spot = p.spot WHERE p.place = ?1" },
	[Q_DIED_AT_COUNT] = { R, "SELECT count(DISTINCT f.thing) FROM ("
	    PLACED ") p CROSS JOIN fell f ON f.spot = p.spot WHERE p.place = ?1" },
	[Q_EVENTS_OF] = { R, "SELECT t.num, t.kind, t.id FROM event v JOIN"
	    " thing t ON t.num = v.thing WHERE v.first >= ?1 AND"
	    " v.first <= ?2 ORDER BY v.first, v.last, v.clock, t.num"
	    " LIMIT ?3" },
	[Q_PLACED] = { R, "SELECT count(DISTINCT thing) FROM fell" },
	[Q_LAST_TIME] = { R, "SELECT coalesce(max(time), 0) FROM (SELECT time"
	    " FROM act ORDER BY n DESC LIMIT 1)" },
};
