-- The words of moments in SQLite. Each stands behind its member's id and whether it is mail: nobody's words can be
-- found by asking for one's own. Rows are numbered apart, because VACUUM may number those of a table anew, and the day is
-- beside the number, so that hits are put in order without reading them.
DROP TABLE IF EXISTS moments_sought;

DROP TABLE IF EXISTS moments_sought_rows;

DROP TRIGGER IF EXISTS moments_sought_comes;

DROP TRIGGER IF EXISTS moments_sought_changes;

DROP TRIGGER IF EXISTS moments_sought_goes;

CREATE TABLE moments_sought_rows (place INTEGER PRIMARY KEY, moment CHAR(32) NOT NULL UNIQUE, latest TEXT NOT NULL);

-- the words are folded already, and parted by blanks alone: no accents to take off, no letters to know
CREATE VIRTUAL TABLE moments_sought USING fts5(words, content = '', detail = none, tokenize = 'ascii');

-- what is taken away leaves nothing behind (quality, finding 10)
INSERT INTO moments_sought (moments_sought, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER moments_sought_comes AFTER INSERT ON moments_moment WHEN NEW.sought <> ''
BEGIN
  INSERT INTO moments_sought_rows (moment, latest) VALUES (NEW.id, NEW.latest);
  INSERT INTO moments_sought (rowid, words)
    SELECT place, replace(NEW.sought, ' ', ' ' || NEW.member_id || (NEW.source = 'mail'))
    FROM moments_sought_rows WHERE moment = NEW.id;
END;

CREATE TRIGGER moments_sought_goes AFTER DELETE ON moments_moment WHEN OLD.sought <> ''
BEGIN
  INSERT INTO moments_sought (moments_sought, rowid, words)
    SELECT 'delete', place, replace(OLD.sought, ' ', ' ' || OLD.member_id || (OLD.source = 'mail'))
    FROM moments_sought_rows WHERE moment = OLD.id;
  DELETE FROM moments_sought_rows WHERE moment = OLD.id;
END;

CREATE TRIGGER moments_sought_changes AFTER UPDATE OF latest, source, sought ON moments_moment
WHEN (OLD.latest, OLD.source, OLD.sought) IS NOT (NEW.latest, NEW.source, NEW.sought)
BEGIN
  INSERT INTO moments_sought (moments_sought, rowid, words)
    SELECT 'delete', place, replace(OLD.sought, ' ', ' ' || OLD.member_id || (OLD.source = 'mail'))
    FROM moments_sought_rows WHERE moment = OLD.id;
  DELETE FROM moments_sought_rows WHERE moment = OLD.id;
  INSERT INTO moments_sought_rows (moment, latest) SELECT NEW.id, NEW.latest WHERE NEW.sought <> '';
  INSERT INTO moments_sought (rowid, words)
    SELECT place, replace(NEW.sought, ' ', ' ' || NEW.member_id || (NEW.source = 'mail'))
    FROM moments_sought_rows WHERE moment = NEW.id;
END;

INSERT INTO moments_sought_rows (moment, latest)
SELECT id, latest FROM moments_moment WHERE sought <> '' ORDER BY latest, id;

INSERT INTO moments_sought (rowid, words)
SELECT place, replace(sought, ' ', ' ' || member_id || (source = 'mail'))
FROM moments_sought_rows JOIN moments_moment ON id = moment;
