import { createGateway } from '../../telegram/gramjs-gateway.ts';
import { theOtherWayRound } from '../suites/doubts.ts';
import { gatewayDoubtSuite } from '../suites/gateway-doubt-suite.ts';
import { gatewaySuite } from '../suites/gateway-suite.ts';
import { gramjsNewPassword } from './gramjs-new-password.ts';
import { gramjsProof } from './gramjs-proof.ts';

const underTest = { createGateway, prove: gramjsProof, newPassword: gramjsNewPassword };

gatewayDoubtSuite('GramJS', underTest);
gatewaySuite('GramJS, with every doubt the other way round', { ...underTest, settings: theOtherWayRound });
