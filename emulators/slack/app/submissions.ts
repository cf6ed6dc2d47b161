import { isObject } from '../api/args';
import { Refusal } from '../api/refusal';
import { inputProblems, type RawValues, stateValues } from '../blocks/state';
import { newTrigger } from '../ids';
import { findModal, presentView, replaceModal, showModal } from '../views';
import { changed, type Json, type Stack, type Team, type View, type World } from '../world';
import { parseObject } from './answer';
import { type Delivered, deliverPayload } from './deliver';
import { payloadBase } from './payload';

export type SubmitInput = {
  team: Team;
  userId: string;
  viewId: string;
  values: RawValues;
  clientId?: string | undefined;
};
/** What the person sees after submitting. */
export type Submitted =
  | { result: 'closed' | 'cleared' | 'updated' | 'pushed' }
  | { result: 'errors'; errors: { [blockId: string]: string } }
  | { result: 'trouble'; message: string };

const connectionTrouble: Submitted = {
  result: 'trouble',
  message: 'We had some trouble connecting. Try again?',
};

/** Submits a modal: runs Slack's own validation, sends `view_submission`, and applies the app's response. */
export async function submitView(world: World, input: SubmitInput): Promise<Submitted> {
  const { team, userId } = input;
  const found = findModal(team, { id: input.viewId });
  if (!found || found.userId !== userId) return connectionTrouble;
  const values = stateValues(found.view.blocks, input.values);
  const errors = inputProblems(found.view.blocks, values);
  if (Object.keys(errors).length > 0) return { result: 'errors', errors };
  const trigger = newTrigger(world, team.id, userId, input.clientId);
  const payload: Json = {
    type: 'view_submission',
    ...payloadBase(world, team, userId),
    trigger_id: trigger.id,
    view: presentView(found.view, values),
    response_urls: [],
  };
  const done = await deliverPayload(world, world.app.interactionsUrl, payload);
  const outcome = done.ok ? follow(world, team, userId, found, done) : connectionTrouble;
  changed(world, team.id);
  return outcome;
}

/** Applies the app's response. As in Slack, anything except an empty body or a `response_action` is an error. */
function follow(
  world: World,
  team: Team,
  userId: string,
  at: { stack: Stack; view: View },
  done: Delivered,
): Submitted {
  if (done.body.trim() === '') {
    closeTop(team, userId, at.view);
    return { result: 'closed' };
  }
  const body = done.headers.get('content-type')?.includes('json') ? parseObject(done.body) : undefined;
  try {
    switch (body?.response_action) {
      case 'errors':
        return errorsOf(at.view, body.errors);
      case 'update':
        replaceModal(world, team, at.stack, at.view, body.view);
        return { result: 'updated' };
      case 'push':
        if (at.stack.views.length >= 3) return connectionTrouble;
        showModal(world, team, userId, body.view, { clientId: at.stack.clientId, push: true });
        return { result: 'pushed' };
      case 'clear':
        team.stacks.delete(userId);
        return { result: 'cleared' };
      default:
        return connectionTrouble;
    }
  } catch (error) {
    if (error instanceof Refusal) return connectionTrouble;
    throw error;
  }
}

/** Errors must name input blocks of the view. One unknown block makes the whole response invalid. */
function errorsOf(view: View, errors: unknown): Submitted {
  if (!isObject(errors) || Object.keys(errors).length === 0) return connectionTrouble;
  const inputs = new Set(
    view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id),
  );
  if (!Object.keys(errors).every((id) => inputs.has(id))) return connectionTrouble;
  return {
    result: 'errors',
    errors: Object.fromEntries(Object.entries(errors).map(([id, words]) => [id, String(words)])),
  };
}

/**
 * Closes a modal with the X, Cancel or Escape. Sends `view_closed` if the view has `notify_on_close`. `all` closes
 * the stack.
 */
export async function closeView(
  world: World,
  input: { team: Team; userId: string; viewId: string; all?: boolean },
): Promise<void> {
  const { team, userId } = input;
  const found = findModal(team, { id: input.viewId });
  if (!found || found.userId !== userId) return;
  const cleared = input.all === true || found.view.clear_on_close === true;
  const closed = cleared ? [...found.stack.views] : [found.view];
  if (cleared) team.stacks.delete(userId);
  else closeTop(team, userId, found.view);
  changed(world, team.id);
  for (const view of closed)
    if (view.notify_on_close === true)
      await deliverPayload(world, world.app.interactionsUrl, {
        type: 'view_closed',
        ...payloadBase(world, team, userId),
        view: presentView(view, {}),
        is_cleared: cleared,
      });
}

function closeTop(team: Team, userId: string, view: View): void {
  const stack = team.stacks.get(userId);
  if (!stack) return;
  stack.views = stack.views.filter((each) => each.id !== view.id);
  if (stack.views.length === 0) team.stacks.delete(userId);
}
