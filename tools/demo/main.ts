import { playByItself } from './auto.ts';

process.exitCode = await playByItself();
