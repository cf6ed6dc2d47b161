import { z } from 'zod';
import { AccessError } from '@/lib/core/error';
import { createGithubAction } from '@/lib/tokens/create-github-action';
import { deleteGithubAction } from '@/lib/tokens/delete-github-action';
import { type GithubActionRow, listGithubActions } from '@/lib/tokens/list-github-actions';
import { listOf, nothing } from '../answers/common';
import { githubActionAnswer } from '../answers/github-action';
import { exactName } from '../body-fields';
import { endpoint } from '../endpoint';

/** The GitHub actions that programs authorized: kept, and not used. */
export const githubActionEndpoints = [
  endpoint(
    'GET github-actions',
    { summary: 'List authorized GitHub actions', answer: listOf(githubActionAnswer) },
    async ({ ctx }) => (await listGithubActions(ctx)).map(present),
  ),

  endpoint(
    'POST github-actions',
    {
      summary: 'Authorize a GitHub action, which is kept and not used',
      body: z.object({ githubActionId: exactName }),
      answer: githubActionAnswer,
      status: 201,
    },
    async ({ ctx, body }) => present(await createGithubAction(ctx, body)),
  ),

  endpoint(
    'GET github-actions/{id}',
    { summary: 'Get an authorized GitHub action', answer: githubActionAnswer },
    async ({ ctx, params: { id } }) => {
      const found = (await listGithubActions(ctx)).find((action) => action.id === id?.toLowerCase());
      if (!found) throw new AccessError('not-found', 'GitHub action not found.');
      return present(found);
    },
  ),

  endpoint(
    'DELETE github-actions/{id}',
    { summary: 'Remove an authorized GitHub action', answer: nothing },
    ({ ctx, params: { id } }) => deleteGithubAction(ctx, { id }),
  ),
];

/** `githubactions.AuthorizedGitHubAction` of the SDK. */
function present(action: GithubActionRow): z.output<typeof githubActionAnswer> {
  const { id, organizationId, githubActionId, createdBy, createdAt } = action;
  return { id, organizationId, timeCreated: createdAt.toISOString(), createdBy, githubActionId };
}
