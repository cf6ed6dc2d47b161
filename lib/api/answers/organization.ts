import { z } from 'zod';
import { id, time } from './common';

export const organizationAnswer = z
  .object({ id, name: z.string(), isSingleUserOrganization: z.boolean(), timeCreated: time })
  .meta({ id: 'Organization' });

export const groupAnswer = z.object({ idPGroupId: z.string(), name: z.string() }).meta({ id: 'Group' });

export const slackAnswer = z
  .object({ teamName: z.string(), adminEmail: z.string(), creationDate: time, lastUpdateDate: time })
  .meta({ id: 'SlackIntegration' });

export const registrationKeyAnswer = z
  .object({ globalRegistrationKeyEnforced: z.boolean(), defaultGlobalRegistrationKey: id.nullable() })
  .meta({ id: 'RegistrationKeySettings' });

export const identityProviderAnswer = z
  .object({ identityProviderType: z.string(), identityProviderId: z.string() })
  .meta({ id: 'IdentityProvider' });

export const certificateIssuerAnswer = z
  .object({ orgIdpProvider: z.string(), orgIdpIssuerId: z.string() })
  .meta({ id: 'CertificateIssuer' });
