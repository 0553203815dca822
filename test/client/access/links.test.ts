import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLink, issueLink, LINK_LIFETIME_MS, spendLink } from '../../../client/access/links.ts';
import { openSqliteRecords } from '../../../vault/records/sqlite-records.ts';
import type { Records } from '../../../vault/records/records.ts';

const answer = { kind: 'answer', userId: 4607, numberId: 'n', loginId: 'l', stepId: 'l/3' } as const;
const keys = {
  payloadKeys: { currentId: 'p1', keys: new Map([['p1', randomBytes(32)]]) },
  idKey: randomBytes(32),
};
let folder: string;
let records: Records;
let nowMs = Date.now();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-links-'));
  records = await openSqliteRecords({ file: join(folder, 'vault.sqlite'), ...keys, nowMs: () => nowMs });
});
afterEach(async () => {
  await records.close();
  rmSync(folder, { recursive: true, force: true });
});

const issue = async () => {
  const url = new URL(await issueLink(records, 'https://console.example', answer));
  return { url, token: url.hash.slice(1) };
};

describe('a one-time link', () => {
  it('carries 128 random bits in its fragment and nothing else', async () => {
    const { url, token } = await issue();
    expect(url.href).toBe(`https://console.example/open#${token}`);
    expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    expect((await issue()).token).not.toBe(token);
  });

  it('is live until it is spent, once, and is known as spent afterwards', async () => {
    const { token } = await issue();
    expect(await findLink(records, token)).toEqual({ state: 'live', purpose: answer });
    const both = await Promise.all([spendLink(records, token), spendLink(records, token)]);
    expect(both.map((link) => link?.state).sort()).toEqual(['live', 'spent']);
    expect(await findLink(records, token)).toEqual({ state: 'spent', purpose: answer });
  });

  it('expires, and is forgotten a day later', async () => {
    const { token } = await issue();
    nowMs += LINK_LIFETIME_MS;
    expect((await spendLink(records, token))?.state).toBe('expired');
    nowMs += 24 * 3_600_000 + 1;
    await issue();
    expect(await findLink(records, token)).toBeUndefined();
  });

  it('cannot be made up', async () => {
    expect(await findLink(records, randomBytes(16).toString('base64url'))).toBeUndefined();
    expect(await findLink(records, '')).toBeUndefined();
  });

  it('stands in no file', async () => {
    const { token } = await issue();
    const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
    expect(bytes.length).toBeGreaterThan(1_000);
    expect(bytes.includes(token)).toBe(false);
    expect(bytes.includes(Buffer.from(token, 'base64url'))).toBe(false);
    expect(bytes.includes('4607')).toBe(false);
  });
});
