import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { awaitChange } from './await-change';
import { commits } from './commits';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

let count = 0;

/** A wait for a change that `change` makes. `looks` counts the queries. */
function wait() {
  const state = { looks: 0, isChanged: false, isOver: false };
  const find = async (ids: readonly string[]) => {
    state.looks++;
    return state.isChanged ? [...ids] : [];
  };
  count++;
  void awaitChange(`kind ${count}`, find, { id: 'one', ms: 20_000 }).then(() => {
    state.isOver = true;
  });
  return state;
}

test('a change of another process is found a quarter of a second later at most', async () => {
  const state = wait();
  await vi.advanceTimersByTimeAsync(1000);
  expect(state).toEqual({ looks: 5, isChanged: false, isOver: false });
  state.isChanged = true;
  await vi.advanceTimersByTimeAsync(249);
  expect(state.isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(state.isOver).toBe(true);
});

test('a change of this process is found when it commits, and many commits cost 20 looks a second at most', async () => {
  const state = wait();
  await vi.advanceTimersByTimeAsync(100);
  expect(state.looks).toBe(1);
  for (let index = 0; index < 1000; index++) {
    commits().emit('commit');
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(state.looks).toBeLessThanOrEqual(22);
  await vi.advanceTimersByTimeAsync(200);
  state.isChanged = true;
  commits().emit('commit');
  await vi.advanceTimersByTimeAsync(0);
  expect(state.isOver).toBe(true);
});

test('nothing is looked for once nothing waits', async () => {
  const state = wait();
  state.isChanged = true;
  await vi.advanceTimersByTimeAsync(0);
  expect(state).toEqual({ looks: 1, isChanged: true, isOver: true });
  commits().emit('commit');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(state.looks).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});
