import { createGateway } from '../../telegram/gramjs-gateway.ts';
import { gatewaySuite } from '../suites/gateway-suite.ts';
import { gramjsNewPassword } from './gramjs-new-password.ts';
import { gramjsProof } from './gramjs-proof.ts';

gatewaySuite('GramJS', { createGateway, prove: gramjsProof, newPassword: gramjsNewPassword });
