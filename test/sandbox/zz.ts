import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { GramJsClient } from './gramjs-client.ts';
const sb = await startSandbox({ dcs: [{ id: 2 }], controlPort: 0 });
sb.control.putAccount('9996621234', { code: '12345', password2fa: { password: 'x' } });
const c = await GramJsClient.connect(sb);
await c.client.start({ phoneNumber: '+9996621234', phoneCode: async () => '12345', password: async () => 'x', onError: (e) => { console.log(e); } });
console.log(sb.control.calls().calls.map((x) => x.method + ' ' + x.outcome));
console.log((await c.client.getMe() as any).firstName);
await c.close(); await sb.close();
