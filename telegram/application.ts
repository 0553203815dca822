/**
 * Who signs in, as Telegram sees it. The owner of an account reads `device` in Settings → Devices, so keep it
 * constant for an account.
 */
export type Application = {
  apiId: number;
  apiHash: string;
  device: { model: string; systemVersion: string; appVersion: string };
};
