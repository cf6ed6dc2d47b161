import { acceptView, makeView } from './blocks/view';
import { newHash, newId } from './ids';
import { changed, type Json, type Stack, type Team, type View, type World } from './world';

/** The ids that Slack adds to every view. */
function ownIds(world: World, team: Team) {
  return {
    team_id: team.id,
    app_id: world.app.appId,
    app_installed_team_id: team.id,
    bot_id: team.bot?.botId,
  };
}

/** Opens a modal: as a new stack, or on top of the current one. */
export function showModal(
  world: World,
  team: Team,
  userId: string,
  given: unknown,
  to: { clientId: string | undefined; push: boolean },
): View {
  const accepted = acceptView(given, 'modal');
  const stack: Stack = (to.push && team.stacks.get(userId)) || { views: [], clientId: to.clientId };
  const id = newId(world, 'V');
  const view = makeView(accepted, {
    ...ownIds(world, team),
    id,
    hash: newHash(),
    root_view_id: stack.views[0]?.id ?? id,
    previous_view_id: stack.views.at(-1)?.id ?? null,
  });
  stack.views.push(view);
  team.stacks.set(userId, stack);
  changed(world, team.id);
  return view;
}

/** Replaces an open modal in place. It keeps its id and its position in the stack and gets a new hash. */
export function replaceModal(world: World, team: Team, stack: Stack, old: View, given: unknown): View {
  const accepted = acceptView(given, 'modal');
  const { id, root_view_id, previous_view_id } = old;
  const view = makeView(accepted, {
    ...ownIds(world, team),
    id,
    hash: newHash(),
    root_view_id,
    previous_view_id,
  });
  // Found by its id: the app's response took time, and the view may have been replaced or closed meanwhile.
  const place = stack.views.findIndex((each) => each.id === id);
  if (place >= 0) stack.views[place] = view;
  changed(world, team.id);
  return view;
}

/** Sets a person's Home tab. */
export function setHome(world: World, team: Team, userId: string, given: unknown): View {
  const accepted = acceptView(given, 'home');
  const id = team.homes.get(userId)?.id ?? newId(world, 'V');
  const view = makeView(accepted, {
    ...ownIds(world, team),
    id,
    hash: newHash(),
    root_view_id: id,
    previous_view_id: null,
  });
  team.homes.set(userId, view);
  changed(world, team.id);
  return view;
}

/** An open modal, with its stack and the id of its user, by `view_id` or `external_id`. */
export function findModal(
  team: Team,
  by: { id: string } | { externalId: string },
): { userId: string; stack: Stack; view: View } | undefined {
  for (const [userId, stack] of team.stacks)
    for (const view of stack.views)
      if ('id' in by ? view.id === by.id : view.external_id === by.externalId) return { userId, stack, view };
  return undefined;
}

/** A view as the Web API and payloads return it, with the entered values if given. */
export function presentView(view: View, values?: Json): Json {
  return values ? { ...view, state: { values } } : { ...view };
}
