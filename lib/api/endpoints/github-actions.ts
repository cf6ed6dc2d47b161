import { z } from 'zod';
import { AccessError } from '@/lib/core/error';
import { createGithubAction } from '@/lib/tokens/create-github-action';
import { deleteGithubAction } from '@/lib/tokens/delete-github-action';
import { type GithubActionRow, listGithubActions } from '@/lib/tokens/list-github-actions';
import { exactName } from '../body-fields';
import { endpoint } from '../endpoint';

/** The GitHub actions that programs authorized: kept, and not used. */
export const githubActionEndpoints = [
  endpoint('GET github-actions', {}, async ({ ctx }) => (await listGithubActions(ctx)).map(present)),

  endpoint(
    'POST github-actions',
    { body: z.object({ githubActionId: exactName }), status: 201 },
    async ({ ctx, body }) => present(await createGithubAction(ctx, body)),
  ),

  endpoint('GET github-actions/{id}', {}, async ({ ctx, params: { id } }) => {
    const found = (await listGithubActions(ctx)).find((action) => action.id === id?.toLowerCase());
    if (!found) throw new AccessError('not-found', 'GitHub action not found.');
    return present(found);
  }),

  endpoint('DELETE github-actions/{id}', {}, ({ ctx, params: { id } }) => deleteGithubAction(ctx, { id })),
];

/** `githubactions.AuthorizedGitHubAction` of the SDK. */
function present({ id, organizationId, githubActionId, createdBy, createdAt }: GithubActionRow) {
  return { id, organizationId, timeCreated: createdAt.toISOString(), createdBy, githubActionId };
}
