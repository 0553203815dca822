/** For `node --import`: the wall clock of the process is off by SHIFTED_CLOCK_MS. */
const shiftMs = Number(process.env['SHIFTED_CLOCK_MS'] ?? 0);
const RealDate = Date;
const nowMs = (): number => RealDate.now() + shiftMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [nowMs()] : args, newTarget),
  get: (target, property, receiver) => (property === 'now' ? nowMs : Reflect.get(target, property, receiver)),
});
