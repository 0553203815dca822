// Prints "N passed, N failed" from the JSON report of vitest and that of the interop tool, one after the other as arguments;
// fails when a test or a sign-in failed, or when there are none of either.
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

const interopFile = process.argv[3];
const clients = interopFile && existsSync(interopFile) ? JSON.parse(readFileSync(interopFile, 'utf8')) : [];
const signIns = clients.flatMap(({ results }) => results);
const asScripted = signIns.filter(({ faults }) => faults.length === 0).length;
const missing = interopFile !== undefined && asScripted === 0;
if (missing) console.log('No client signed in on the sandbox: look above for why.');

const allPassed = passed + asScripted;
const allFailed = failed + signIns.length - asScripted;
const allSkipped = skipped + clients.filter((client) => client.skipped !== undefined).length;
console.log(`${allPassed} passed, ${allFailed} failed${allSkipped > 0 ? `, ${allSkipped} skipped` : ''}`);
process.exitCode = passed === 0 || missing || allFailed > 0 || report?.success === false ? 1 : 0;
