import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { identityProviderOf } from '@/lib/core/identity-provider';
import { getApiOrganization } from '@/lib/directory/get-api-organization';
import { listGroups } from '@/lib/directory/list-groups';
import { listGroupsOf } from '@/lib/directory/list-groups-of';
import { getIntegration } from '@/lib/slack-installation/get-integration';
import { endpoint } from '../endpoint';

/** All pages of the groups that the identity provider has sent. */
async function listAllGroups(ctx: Context) {
  const groups: { idPGroupId: string; name: string }[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const found = await listGroups(ctx, { page, pageSize: 200 });
    groups.push(...found.groups.map(({ id, name }) => ({ idPGroupId: id, name })));
    pages = found.pages;
  }
  return groups;
}

/** Where people sign in: the vendor, and the organization there, which is the issuer if it has only one. */
async function readProvider(ctx: Context) {
  const { ssoIssuer, ssoTenant } = await getApiOrganization(ctx);
  return { type: identityProviderOf(ssoIssuer), id: ssoTenant || ssoIssuer };
}

/** The organization, its groups and its Slack integration. */
export const organizationEndpoints = [
  endpoint('GET organization/groups', {}, ({ ctx }) => listAllGroups(ctx)),
  // Groups come with each sign-in, so the newest are those that are known.
  endpoint('POST organization/groups/fetch', { readOnly: true }, ({ ctx }) => listAllGroups(ctx)),

  endpoint('POST organization/groups-memberships/fetch/{id}', { readOnly: true }, async ({ ctx, params }) =>
    (await listGroupsOf(ctx, { userId: params.id })).map(({ id, name }) => ({ idPGroupId: id, name })),
  ),

  endpoint('GET organization/identity-provider', {}, async ({ ctx }) => {
    const { type, id } = await readProvider(ctx);
    return { identityProviderType: type, identityProviderId: id };
  }),
  endpoint('GET organization/bzcert-validation-info', {}, async ({ ctx }) => {
    const { type, id } = await readProvider(ctx);
    return { orgIdpProvider: type, orgIdpIssuerId: id };
  }),

  endpoint('GET organization/integrations/slack', {}, async ({ ctx }) => {
    const { installation } = await getIntegration(ctx);
    if (!installation) throw new AccessError('not-found', 'Slack is not connected.');
    const { teamName, installedBy, installedAt } = installation;
    const at = installedAt.toISOString();
    return { teamName, adminEmail: installedBy.email, creationDate: at, lastUpdateDate: at };
  }),

  endpoint('GET organization/registration-key/settings', {}, async ({ ctx }) => {
    await getApiOrganization(ctx);
    return { globalRegistrationKeyEnforced: false, defaultGlobalRegistrationKey: null };
  }),

  endpoint('GET organization', {}, async ({ ctx }) => {
    const { id, name, createdAt } = await getApiOrganization(ctx);
    return { id, name, isSingleUserOrganization: false, timeCreated: createdAt.toISOString() };
  }),
];
