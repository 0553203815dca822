import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOperators } from '../../../client/access/operators.ts';
import { mayDo } from '../../../client/access/roles.ts';
import { Settings } from '../../../runtime/settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-operators-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('operators', () => {
  it('are ids with roles', () => {
    const operators = loadOperators(new Settings({ LATCHKEY_OPERATORS: '4607:admin, 4608:operator,4609:viewer' }));
    expect([...operators.all()]).toEqual([
      [4607, 'admin'],
      [4608, 'operator'],
      [4609, 'viewer'],
    ]);
    expect(operators.roleOf(1)).toBeUndefined();
  });

  it('are nobody where none are named', () => {
    expect(loadOperators(new Settings({})).all().size).toBe(0);
  });

  it.each(['4607', '4607:root', 'ana:admin', '0:admin', '-100:admin'])('cannot be "%s"', (list) => {
    expect(() => loadOperators(new Settings({ LATCHKEY_OPERATORS: list }))).toThrow(list);
  });

  it('are out as soon as the file leaves them out, and all of them when it is gone or wrong', () => {
    const file = join(folder, 'operators');
    writeFileSync(file, '4607:admin # Ana\n4608:operator\n');
    const operators = loadOperators(new Settings({ LATCHKEY_OPERATORS_FILE: file }));
    expect(operators.roleOf(4608)).toBe('operator');
    writeFileSync(file, '4607:admin # Ana\n');
    expect(operators.roleOf(4608)).toBeUndefined();
    expect(operators.roleOf(4607)).toBe('admin');
    writeFileSync(file, '4607:emperor\n');
    expect(operators.roleOf(4607)).toBeUndefined();
    writeFileSync(file, '4607:viewer\n');
    expect(operators.roleOf(4607)).toBe('viewer');
    rmSync(file);
    expect(operators.roleOf(4607)).toBeUndefined();
  });

  it('come from one place only', () => {
    const both = new Settings({ LATCHKEY_OPERATORS: '1:admin', LATCHKEY_OPERATORS_FILE: '/x' });
    expect(() => loadOperators(both)).toThrow('Unset one of them');
  });
});

describe('roles', () => {
  it('may do what the ones below them may', () => {
    expect(mayDo('viewer', 'look')).toBe(true);
    expect(mayDo('viewer', 'startLogin')).toBe(false);
    expect(mayDo('operator', 'startLogin')).toBe(true);
    expect(mayDo('operator', 'readAudit')).toBe(false);
    expect(mayDo('admin', 'readAudit')).toBe(true);
    expect(mayDo(undefined, 'look')).toBe(false);
  });
});
