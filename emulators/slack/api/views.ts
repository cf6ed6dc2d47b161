import { findModal, presentView, replaceModal, setHome, showModal } from '../views';
import type { Json, Team, Trigger, View } from '../world';
import { isObject, json, required, text } from './args';
import type { Call, Methods } from './method';
import { refuse, refuseWith } from './refusal';

/** `views.*` */
export const viewMethods: Methods = {
  'views.open': {
    run: (call) => {
      const trigger = useTrigger(call);
      refuseTakenExternalId(call);
      return answer(
        showModal(call.world, call.team, trigger.userId, given(call), {
          clientId: trigger.clientId,
          push: false,
        }),
      );
    },
  },
  'views.push': {
    run: (call) => {
      const trigger = useTrigger(call);
      const stack = call.team.stacks.get(trigger.userId);
      if (!stack) return refuse('not_found');
      if (stack.views.length >= 3) refuse('push_limit_reached');
      refuseTakenExternalId(call);
      return answer(
        showModal(call.world, call.team, trigger.userId, given(call), {
          clientId: trigger.clientId,
          push: true,
        }),
      );
    },
  },
  'views.update': {
    run: (call) => {
      const found = findModal(call.team, pointer(call));
      if (!found) return updateHome(call);
      refuseOldHash(call, found.view);
      return answer(replaceModal(call.world, call.team, found.stack, found.view, given(call)));
    },
  },
  'views.publish': {
    run: (call) => {
      const { world, team } = call;
      const user = required(call.args, 'user_id');
      if (!team.users.has(user)) refuse('user_not_found');
      if (world.app.homeTab === false) refuse('not_enabled');
      const old = team.homes.get(user);
      if (old) refuseOldHash(call, old);
      return answer(setHome(world, team, user, given(call)));
    },
  },
};

function given(call: Call): unknown {
  return json(call.args, 'view') ?? refuseWith('invalid_arguments', ['[ERROR] missing required field: view']);
}

function answer(view: View): Json {
  return { view: presentView(view) };
}

/** Redeems the trigger of a call. It must exist, be unused and not be expired. */
function useTrigger(call: Call): Trigger {
  const id = text(call.args, 'trigger_id') ?? text(call.args, 'interactivity_pointer');
  if (!id) return refuseWith('invalid_arguments', ['[ERROR] missing required field: trigger_id']);
  const trigger = call.world.triggers.get(id);
  if (!trigger || trigger.teamId !== call.team.id) return refuse('invalid_trigger_id');
  if (trigger.used) refuse('exchanged_trigger_id');
  if (trigger.expires < Date.now()) refuse('expired_trigger_id');
  trigger.used = true;
  return trigger;
}

function pointer(call: Call): { id: string } | { externalId: string } {
  const externalId = text(call.args, 'external_id');
  return externalId ? { externalId } : { id: required(call.args, 'view_id') };
}

function updateHome(call: Call): Json {
  const by = pointer(call);
  const entry = [...call.team.homes].find(([, view]) => 'id' in by && view.id === by.id);
  if (!entry) return refuse('not_found');
  refuseOldHash(call, entry[1]);
  return answer(setHome(call.world, call.team, entry[0], given(call)));
}

function refuseOldHash(call: Call, view: View): void {
  const hash = text(call.args, 'hash');
  if (hash && hash !== view.hash) refuse('hash_conflict');
}

function refuseTakenExternalId(call: Call): void {
  const view = given(call);
  if (
    isObject(view) &&
    typeof view.external_id === 'string' &&
    view.external_id !== '' &&
    isTaken(call.team, view.external_id)
  )
    refuse('duplicate_external_id');
}

function isTaken(team: Team, externalId: string): boolean {
  return findModal(team, { externalId }) !== undefined;
}
