// Loaded before a program: its clock differs from the machine's by CLOCK_SKEW_MS.
const skew = Number(process.env.CLOCK_SKEW_MS ?? 0);

globalThis.Date = new Proxy(Date, {
  construct: (real, args, target) =>
    Reflect.construct(real, args.length === 0 ? [real.now() + skew] : args, target),
  apply: (real) => new real(real.now() + skew).toString(),
  get: (real, key) => (key === 'now' ? () => real.now() + skew : Reflect.get(real, key)),
});
