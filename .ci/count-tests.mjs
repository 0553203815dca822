// Prints "N passed, N failed" from the JSON report of vitest; fails when a test failed or none ran.
import { existsSync, readFileSync } from 'node:fs';

const file = process.argv[2] ?? 'reports/vitest.json';
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
if (report === undefined) console.log('No test ran: look above for what failed before.');
const files = report?.testResults ?? [];
const tests = files.flatMap(({ assertionResults }) => assertionResults);
const passed = tests.filter(({ status }) => status === 'passed').length;
// A file that cannot be loaded has no tests in the report, only its own status.
const broken = files.filter(
  ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
).length;
const failed = tests.filter(({ status }) => status === 'failed').length + broken;
const skipped = tests.length - passed - tests.filter(({ status }) => status === 'failed').length;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = passed === 0 || failed > 0 || report?.success === false ? 1 : 0;
