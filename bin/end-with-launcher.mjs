// Loaded first wherever the launcher (latchkey.mjs) runs Latchkey in a process of its own. SIGKILL tells a launcher nothing
// that it could pass on, but closes its end of the channel between the two: then this one ends as on SIGTERM.
import process from 'node:process';

process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel keeps nobody from ending.
process.channel?.unref();
