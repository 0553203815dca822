import { Api } from 'telegram/tl/index.js';
import type { Call } from '../call.ts';

/** Lists this sandbox's data centres; the other numbers are those that Telegram gives. */
export function getConfig(_request: Api.help.GetConfig, { world, dcId, nowMs }: Call): Api.Config {
  const nowSeconds = Math.floor(nowMs / 1000);
  return new Api.Config({
    date: nowSeconds,
    expires: nowSeconds + 3600,
    testMode: false,
    thisDc: dcId,
    dcOptions: world.dcs.map(({ id, host, port }) => new Api.DcOption({ id, ipAddress: host, port, static: true })),
    dcTxtDomainName: 'sandbox.invalid',
    chatSizeMax: 200,
    megagroupSizeMax: 200_000,
    forwardedCountMax: 100,
    onlineUpdatePeriodMs: 210_000,
    offlineBlurTimeoutMs: 5000,
    offlineIdleTimeoutMs: 30_000,
    onlineCloudTimeoutMs: 300_000,
    notifyCloudDelayMs: 30_000,
    notifyDefaultDelayMs: 1500,
    pushChatPeriodMs: 60_000,
    pushChatLimit: 2,
    editTimeLimit: 172_800,
    revokeTimeLimit: 2_147_483_647,
    revokePmTimeLimit: 2_147_483_647,
    ratingEDecay: 2_419_200,
    stickersRecentLimit: 200,
    channelsReadMediaPeriod: 604_800,
    callReceiveTimeoutMs: 20_000,
    callRingTimeoutMs: 90_000,
    callConnectTimeoutMs: 30_000,
    callPacketTimeoutMs: 10_000,
    meUrlPrefix: 'https://t.me/',
    captionLengthMax: 1024,
    messageLengthMax: 4096,
    webfileDcId: dcId,
  });
}
