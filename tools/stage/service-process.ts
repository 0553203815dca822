/** A service of the `latchkey` command, which ends with its stdin as well: then whoever started it has gone, perhaps killed. */
process.stdin.resume().once('end', () => process.exit(1));

await import('../../bin/latchkey.ts');
