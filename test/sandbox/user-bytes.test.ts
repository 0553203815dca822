import { expect, test } from 'vitest';
import { Account } from '../../sandbox/accounts/account.ts';
import { scenarioSchema } from '../../sandbox/accounts/scenario.ts';
import { userBytes } from '../../sandbox/rpc/user-bytes.ts';

const account = new Account('9996620001', scenarioSchema.parse({}));

test.each([
  [158, 0x8f97c628],
  [198, 0x4b46c37e],
  [200, 0x020b1422],
  [227, 0x31774388],
  [232, 0xb1b8cc83],
])('a client of layer %i gets the user that its schema has', (layer, id) => {
  expect(userBytes(account, layer).readUInt32LE()).toBe(id);
});
