import { createGateway } from '../../telegram/gramjs-gateway.ts';

/** Run as a process of its own: it must end by itself. Prints what was still open after the last close. */
const [port = '', publicKeyPem = '', phone = ''] = process.argv.slice(2);
const gateway = createGateway({
  apiId: 12_345,
  apiHash: 'hash',
  device: { model: 'm', systemVersion: 's', appVersion: 'a' },
  dcs: [{ id: 2, host: '127.0.0.1', port: Number(port) }],
  publicKeyPem,
});
const options = { deadlineMs: 30_000 };
const made = await gateway.createSession(2, options);
if (made.kind === 'failed') throw new Error(made.reason);
const opened = await gateway.open(made.session, options);
if (opened.kind === 'failed') throw new Error(opened.reason);
const answer = await opened.connection.sendCode({ phone });
await opened.connection.close();
// A closed handle is listed until the loop has turned.
await new Promise((resolve) => setTimeout(resolve, 20));
const open = process
  .getActiveResourcesInfo()
  .filter((resource) => resource === 'TCPSocketWrap' || resource === 'Timeout');
console.log(JSON.stringify({ answer: answer.kind, open }));
