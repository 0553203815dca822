import { expect, it } from 'vitest';
import type { Records } from '../../vault/records/records.ts';

/** QR codes beside views. `parts`: those of the running test. */
export function recordsScanSuite(parts: () => { records: Records; open: () => Promise<Records> }): void {
  it('keeps a QR code beside the view while that waits for a scan, and tells of each', async () => {
    const { records, open } = parts();
    const row = { numberId: 'n1', loginId: 'l1', version: 1, view: { step: 'scan' }, ended: false };
    const picture = { link: 'tg://login?token=AAAA', expiresAtMs: 30_000 };
    await records.putScan('l1', picture);
    await records.putView({ ...row, scans: true });
    expect(await records.view('l1')).not.toHaveProperty('scan');
    const before = await records.newestChange();
    await records.putScan('l1', picture);
    const [told] = await (await open()).viewsSince(before, 10);
    expect(told).toMatchObject({ version: 1, scan: { ...picture, n: told?.change } });
    await records.putScan('l1', { ...picture, link: 'tg://login?token=BBBB' });
    const newest = await records.latestView('n1');
    expect(newest?.scan?.link).toBe('tg://login?token=BBBB');
    expect(newest?.scan?.n).toBeGreaterThan(told?.change ?? Infinity);
    await records.putView({ ...row, version: 2, scans: true });
    expect((await records.view('l1'))?.scan?.link).toBe('tg://login?token=BBBB');
    await records.putView({ ...row, version: 1 });
    expect((await records.view('l1'))?.scan).toBeDefined();
    await records.putView({ ...row, version: 3 });
    expect(await records.view('l1')).not.toHaveProperty('scan');
  });

  it('forgets a QR code when it is told to, and takes none once the sign-in has ended', async () => {
    const { records } = parts();
    const row = { numberId: 'n1', loginId: 'l1', version: 1, view: {}, ended: false };
    const picture = { link: 'tg://login?token=AAAA', expiresAtMs: 1 };
    await records.putView({ ...row, scans: true });
    await records.putScan('l1', picture);
    await records.putScan('l1', undefined);
    expect(await records.view('l1')).not.toHaveProperty('scan');
    await records.putView({ ...row, version: 2, ended: true });
    await records.putScan('l1', picture);
    expect(await records.view('l1')).not.toHaveProperty('scan');
  });
}
