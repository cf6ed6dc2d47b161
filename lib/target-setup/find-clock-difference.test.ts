import { expect, test } from 'vitest';
import { findClockDifference, type Span } from './find-clock-difference';

/** A target whose clock is ahead by some seconds. */
function targetAhead(seconds: number) {
  const offered: (readonly Span[])[] = [];
  const answers: (number | null)[] = [];
  const offer = async (spans: readonly Span[]) => {
    const index = spans.findIndex(({ from, to }) => from <= seconds && seconds < to);
    offered.push(spans);
    answers.push(index === -1 ? null : index);
    return answers.at(-1) ?? null;
  };
  return { offer, offered, answers };
}

test.each([-61, -150, -400, -7200, -50_000, 30, 150, 299])(
  'a clock that differs by %i seconds is found, and no connection is refused',
  async (seconds) => {
    const { offer, offered, answers } = targetAhead(seconds);
    expect(Math.abs(((await findClockDifference(offer)) ?? Number.NaN) - seconds)).toBeLessThanOrEqual(5);
    expect(offered.length).toBeLessThan(12);
    expect(answers).not.toContain(null);
    for (const { to } of offered.flat()) expect(to).toBeLessThanOrEqual(300);
    expect(offered.every((spans) => spans.length <= 3)).toBe(true);
  },
);

test.each([300, 400, -60_000])('of a difference of %i seconds nothing is known', async (seconds) => {
  const { offer, offered } = targetAhead(seconds);
  expect(await findClockDifference(offer)).toBeNull();
  expect(offered).toHaveLength(1);
});

test('a target that is gone meanwhile leaves what is known so far', async () => {
  const answers = [0, 1, null];
  expect(await findClockDifference(async () => answers.shift() ?? null)).toBe(165);
});
