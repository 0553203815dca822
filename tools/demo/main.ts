import { runDemo } from './run-demo.ts';

const code = await runDemo(process.argv.slice(2));
// A sign-in that was left in the middle may still wait for answers.
process.exit(code);
