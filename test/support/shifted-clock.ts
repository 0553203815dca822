/** For `node --import`: the wall clock of the process is off by SHIFTED_CLOCK_MS. */
const shiftMs = Number(process.env['SHIFTED_CLOCK_MS'] ?? 0);
const RealDate = Date;
const nowMs = (): number => RealDate.now() + shiftMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => {
    const made: unknown = Reflect.construct(target, args.length === 0 ? [nowMs()] : args, newTarget);
    if (made instanceof RealDate) return made;
    throw new TypeError('Date makes dates.');
  },
  get: (target, property, receiver): unknown => (property === 'now' ? nowMs : Reflect.get(target, property, receiver)),
});
