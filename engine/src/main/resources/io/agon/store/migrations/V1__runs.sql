-- One row a run; what it was asked to do never changes, how far it is does.
CREATE TABLE run (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT    NOT NULL UNIQUE,
  file        TEXT    NOT NULL,
  description TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL,
  agon        TEXT    NOT NULL,
  policies    TEXT    NOT NULL,             -- JSON array of names, in index order
  rule        TEXT    NOT NULL,
  confidence  REAL    NOT NULL,
  margin      REAL    NOT NULL,
  strict      INTEGER NOT NULL,
  gap         REAL,
  seed        INTEGER NOT NULL,
  concurrency INTEGER NOT NULL,
  started     INTEGER NOT NULL,             -- milliseconds since 1970
  ended       INTEGER,
  state       TEXT    NOT NULL,             -- RUNNING, STOPPED, EXHAUSTED, FINISHED, ABANDONED
  result      TEXT                          -- JSON
);

-- A duel that was dispatched. Without a row in outcome it was in flight when the process ended.
CREATE TABLE duel (
  run    TEXT    NOT NULL,
  idx    INTEGER NOT NULL,                  -- dispatch order, from 0
  first  INTEGER NOT NULL,
  second INTEGER NOT NULL,
  query  TEXT    NOT NULL,
  PRIMARY KEY (run, idx)
) WITHOUT ROWID;

CREATE TABLE outcome (
  run      TEXT    NOT NULL,
  idx      INTEGER NOT NULL,
  kind     TEXT    NOT NULL,                -- win, loss, tie, graded, missing: from the side of the first policy
  value    REAL,                            -- in [0, 1]; null when missing
  reason   TEXT,                            -- when missing
  attempts INTEGER NOT NULL,
  elapsed  INTEGER NOT NULL,                -- milliseconds of work of the run by then
  PRIMARY KEY (run, idx)
) WITHOUT ROWID;

-- An answer that is paid for.
CREATE TABLE answer (
  run    TEXT    NOT NULL,
  idx    INTEGER NOT NULL,
  policy INTEGER NOT NULL,
  text   TEXT    NOT NULL,
  usd    REAL    NOT NULL,
  PRIMARY KEY (run, idx, policy)
) WITHOUT ROWID;

CREATE TABLE event (
  seq  INTEGER PRIMARY KEY AUTOINCREMENT,
  run  TEXT    NOT NULL,
  at   INTEGER NOT NULL,
  kind TEXT    NOT NULL,
  text TEXT    NOT NULL
);
CREATE INDEX event_run ON event (run);

PRAGMA user_version = 1;
