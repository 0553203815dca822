/** Written into the file's header, so that another program's database is never taken for a vault. "LKVT". */
export const VAULT_APPLICATION_ID = 0x4c4b5654;

/**
 * The schema's history: entry 0 leads from an empty file to version 1, and so on. Forward only; a released entry never
 * changes. Nothing here names a person in clear: number ids are HMACs, `sealed…` columns are AES-256-GCM.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE checks (
    kind TEXT NOT NULL,
    key_id TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (kind, key_id)
  ) STRICT;

  CREATE TABLE sessions (
    session_id TEXT PRIMARY KEY,
    number_id TEXT NOT NULL,
    environment TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'live', 'ended')),
    sealed_session BLOB CHECK ((sealed_session IS NULL) = (status = 'ended')),
    sealed_owner BLOB,
    updated_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX sessions_by_number ON sessions (number_id, environment, status);

  CREATE TABLE leases (
    session_id TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    fence INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL
  ) STRICT;

  -- 'void': given up before it was ever announced; it must not be announced late.
  CREATE TABLE intents (
    session_id TEXT NOT NULL,
    effect_id TEXT NOT NULL,
    method TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'lost', 'void')),
    sealed_result BLOB CHECK ((sealed_result IS NOT NULL) = (state = 'answered')),
    changed_at_ms INTEGER NOT NULL,
    PRIMARY KEY (session_id, effect_id)
  ) STRICT;

  CREATE TABLE sends (
    session_id TEXT NOT NULL,
    effect_id TEXT NOT NULL,
    number_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (session_id, effect_id)
  ) STRICT;
  CREATE INDEX sends_by_number ON sends (number_id, at_ms);

  CREATE TABLE numbers (
    number_id TEXT PRIMARY KEY,
    sealed_number BLOB NOT NULL
  ) STRICT;

  -- seq grows with every sign-in seen first: the highest of a number is its newest sign-in.
  CREATE TABLE views (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    login_id TEXT NOT NULL UNIQUE,
    number_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
    sealed_view BLOB NOT NULL,
    updated_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX views_by_number ON views (number_id, seq);

  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    audit_id TEXT NOT NULL UNIQUE,
    at_ms INTEGER NOT NULL,
    number_id TEXT,
    act TEXT NOT NULL,
    sealed_detail BLOB NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_time ON audit (at_ms, seq);
  CREATE INDEX audit_by_number ON audit (number_id, at_ms, seq);
  `,
  `
  -- Grows with every change of any view, so that followers find what is new without reading the rest.
  ALTER TABLE views ADD COLUMN change INTEGER NOT NULL DEFAULT 0;
  UPDATE views SET change = updated_at_ms;
  CREATE INDEX views_by_change ON views (change);

  -- One-time links, browser sessions, and what may be used once. Only the SHA-256 of a token stands here.
  CREATE TABLE tokens (
    kind TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    spent INTEGER NOT NULL CHECK (spent IN (0, 1)),
    sealed_content BLOB NOT NULL,
    PRIMARY KEY (kind, token_hash)
  ) STRICT;
  CREATE INDEX tokens_by_end ON tokens (expires_at_ms);
  `,
  `
  -- Who follows one kind of act reads no others.
  CREATE INDEX audit_by_act ON audit (act, at_ms, seq);
  `,
  `
  -- What Telegram hands out for later sign-ins without a code. The SHA-256 finds a token that comes again.
  CREATE TABLE future_tokens (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    environment TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    sealed_token BLOB NOT NULL,
    UNIQUE (environment, token_hash)
  ) STRICT;

  -- 'owner': the account's owner has ended it at Telegram. Taken back when the number is signed in anew.
  ALTER TABLE sessions ADD COLUMN ended_by TEXT CHECK (ended_by = 'owner');
  `,
  `
  -- What the QR code of a sign-in says while it waits for a scan.
  ALTER TABLE views ADD COLUMN sealed_scan BLOB;
  `,
  `
  -- A pause that Telegram named for a call on a number. It outlives the sign-in that was told.
  CREATE TABLE pauses (
    number_id TEXT NOT NULL,
    method TEXT NOT NULL,
    session_id TEXT NOT NULL,
    error_name TEXT NOT NULL,
    until_ms INTEGER NOT NULL,
    PRIMARY KEY (number_id, method)
  ) STRICT;
  `,
];
