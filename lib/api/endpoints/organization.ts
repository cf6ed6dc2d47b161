import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { identityProviderOf } from '@/lib/core/identity-provider';
import { getApiOrganization } from '@/lib/directory/get-api-organization';
import { listGroups } from '@/lib/directory/list-groups';
import { listGroupsOf } from '@/lib/directory/list-groups-of';
import { getIntegration } from '@/lib/slack-installation/get-integration';
import { listOf } from '../answers/common';
import {
  certificateIssuerAnswer,
  groupAnswer,
  identityProviderAnswer,
  organizationAnswer,
  registrationKeyAnswer,
  slackAnswer,
} from '../answers/organization';
import { endpoint } from '../endpoint';

/**
 * All pages of the groups that are known. A group that another server had under other ids is listed under those, which
 * programs use.
 */
async function listAllGroups(ctx: Context) {
  const groups: { idPGroupId: string; name: string }[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const found = await listGroups(ctx, { page, pageSize: 200 });
    const listed = found.groups.flatMap((group) => (group.aliases.length > 0 ? group.aliases : [group]));
    groups.push(...listed.map(({ id, name }) => ({ idPGroupId: id, name })));
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
  endpoint(
    'GET organization/groups',
    { summary: 'List the groups of the identity provider', answer: listOf(groupAnswer) },
    ({ ctx }) => listAllGroups(ctx),
  ),
  // Groups come with each sign-in, so the newest are those that are known.
  endpoint(
    'POST organization/groups/fetch',
    {
      summary: 'List the groups of the identity provider, as known from sign-ins',
      answer: listOf(groupAnswer),
      readOnly: true,
    },
    ({ ctx }) => listAllGroups(ctx),
  ),

  endpoint(
    'POST organization/groups-memberships/fetch/{id}',
    {
      summary: 'List the groups of a person, as known from their last sign-in',
      answer: listOf(groupAnswer),
      readOnly: true,
    },
    async ({ ctx, params }) =>
      (await listGroupsOf(ctx, { userId: params.id })).map(({ id, name }) => ({ idPGroupId: id, name })),
  ),

  endpoint(
    'GET organization/identity-provider',
    { summary: 'Get where people sign in', answer: identityProviderAnswer, forEveryone: true },
    async ({ ctx }) => {
      const { type, id } = await readProvider(ctx);
      return { identityProviderType: type, identityProviderId: id };
    },
  ),
  endpoint(
    'GET organization/bzcert-validation-info',
    {
      summary: 'Get where people sign in, as agents check it',
      answer: certificateIssuerAnswer,
      forEveryone: true,
    },
    async ({ ctx }) => {
      const { type, id } = await readProvider(ctx);
      return { orgIdpProvider: type, orgIdpIssuerId: id };
    },
  ),

  endpoint(
    'GET organization/integrations/slack',
    { summary: 'Get the connected Slack workspace', answer: slackAnswer, also: [404] },
    async ({ ctx }) => {
      const { installation } = await getIntegration(ctx);
      if (!installation) throw new AccessError('not-found', 'Slack is not connected.');
      const { teamName, installedBy, installedAt } = installation;
      const at = installedAt.toISOString();
      return { teamName, adminEmail: installedBy.email, creationDate: at, lastUpdateDate: at };
    },
  ),

  endpoint(
    'GET organization/registration-key/settings',
    { summary: 'Get the settings of registration keys', answer: registrationKeyAnswer, forEveryone: true },
    async ({ ctx }) => {
      await getApiOrganization(ctx);
      return { globalRegistrationKeyEnforced: false, defaultGlobalRegistrationKey: null };
    },
  ),

  endpoint(
    'GET organization',
    { summary: 'Get the organization', answer: organizationAnswer, forEveryone: true },
    async ({ ctx }) => {
      const { id, name, createdAt } = await getApiOrganization(ctx);
      return { id, name, isSingleUserOrganization: false, timeCreated: createdAt.toISOString() };
    },
  ),
];
