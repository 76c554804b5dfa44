-- What a duel spent: calls to models, failed ones among them.
CREATE TABLE call (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  run         TEXT    NOT NULL,
  idx         INTEGER NOT NULL,
  party       INTEGER NOT NULL,             -- index of the policy; -1 is the judge
  step        TEXT    NOT NULL,
  model       TEXT    NOT NULL,
  served      TEXT,
  fingerprint TEXT,
  input       INTEGER NOT NULL,             -- tokens
  cached      INTEGER NOT NULL,
  output      INTEGER NOT NULL,
  usd         REAL    NOT NULL,
  tries       INTEGER NOT NULL,
  millis      INTEGER NOT NULL,
  failure     TEXT
);
CREATE INDEX call_run ON call (run);

-- A reply that is paid for, under the hash of its request and its repeat: never bought twice.
CREATE TABLE reply (
  key         TEXT    PRIMARY KEY,
  text        TEXT    NOT NULL,
  finish      TEXT    NOT NULL,
  input       INTEGER,
  cached      INTEGER,
  output      INTEGER,
  served      TEXT    NOT NULL,
  fingerprint TEXT
) WITHOUT ROWID;

-- One look of a judge at two answers in one order.
CREATE TABLE ballot (
  run     TEXT    NOT NULL,
  idx     INTEGER NOT NULL,
  pos     INTEGER NOT NULL,
  judge   TEXT    NOT NULL,
  swapped INTEGER NOT NULL,                 -- 1: the answer of the duel's second policy was shown first
  choice  TEXT    NOT NULL,                 -- FIRST, SECOND, TIE, NONE: by place
  counted INTEGER NOT NULL,                 -- 1: it went into the outcome
  PRIMARY KEY (run, idx, pos)
) WITHOUT ROWID;

-- Policies that could not be compared when a duel was chosen, because their provider was down: 2,5.
ALTER TABLE duel ADD COLUMN resting TEXT;

PRAGMA user_version = 3;
