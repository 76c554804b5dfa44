-- What policies share, and what may be assumed of it.
ALTER TABLE run ADD COLUMN space TEXT NOT NULL DEFAULT 'auto';
ALTER TABLE run ADD COLUMN features TEXT;     -- JSON: {"factors": ...} or {"features": ...}; null when nothing is known

PRAGMA user_version = 2;
