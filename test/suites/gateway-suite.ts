import { gatewayLoginTokenSuite } from './gateway-login-token-suite.ts';
import { gatewayClockSuite } from './gateway-clock-suite.ts';
import { gatewayEmailSuite } from './gateway-email-suite.ts';
import { gatewayLossSuite } from './gateway-loss-suite.ts';
import { gatewayOpeningSuite } from './gateway-opening-suite.ts';
import { gatewayPasswordSuite } from './gateway-password-suite.ts';
import { gatewayRefusalSuite } from './gateway-refusal-suite.ts';
import { gatewaySignInSuite } from './gateway-sign-in-suite.ts';
import { gatewayTokenSuite } from './gateway-token-suite.ts';
import type { GatewayUnderTest } from './gateway-bench.ts';

/** What every implementation of the gateway does, shown against a data centre that speaks MTProto over TCP. */
export function gatewaySuite(name: string, underTest: GatewayUnderTest): void {
  gatewayOpeningSuite(name, underTest);
  gatewaySignInSuite(name, underTest);
  gatewayLoginTokenSuite(name, underTest);
  gatewayPasswordSuite(name, underTest);
  gatewayRefusalSuite(name, underTest);
  gatewayClockSuite(name, underTest);
  gatewayTokenSuite(name, underTest);
  gatewayLossSuite(name, underTest);
  gatewayEmailSuite(underTest);
}
