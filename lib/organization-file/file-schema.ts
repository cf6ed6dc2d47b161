import { z } from 'zod';
import { isEmail } from '@/lib/core/email';
import { isAccountName, isOneLine } from '@/lib/core/one-line';
import { defaultDuration, maxDuration, policyTypes } from '@/lib/core/policy/policy';
import { findHostProblem } from '@/lib/core/target/host-address';
import { targetTypes, verbs } from '@/lib/core/target/target';
import { authenticationTypes, cloudServiceProviders } from '@/lib/core/target/virtual';
import { findAuthenticationProblem } from './check-authentication';

const text = (maxLength = 200) =>
  z
    .string({ error: ({ input }) => (input == null ? 'is missing' : 'must be text. Put it in quotes') })
    .trim()
    .min(1, 'must not be empty')
    .max(maxLength, `must be at most ${maxLength} characters`)
    .refine(isOneLine, 'must be one line without invisible characters');
const yesOrNo = z.boolean('must be true or false');
const email = text(320).toLowerCase().refine(isEmail, 'must be an email address');

/** A list in the file. A missing key, or one without a value, is an empty list. */
const listOf = <S extends z.ZodType>(item: S) =>
  z
    .array(item, 'must be a list')
    .nullish()
    .transform((list) => list ?? []);

const oneOf = <const T extends readonly string[]>(choices: T) =>
  z.enum(choices, {
    error: ({ input }) => (input == null ? 'is missing' : `must be ${formatChoices(choices)}`),
  });

/** A mapping with only these keys. */
function mapping<S extends z.ZodRawShape>(noun: string, shape: S) {
  const keys = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys'
        ? `is not a key of ${noun}. Use ${keys}`
        : `must be a mapping with the keys ${keys}`,
  });
}

/** Of something that another server has: it gets this id here. */
const id = z.uuid('must be a UUID').toLowerCase().optional();
const time = z.iso
  .datetime({ offset: true, error: 'must be a time like 2026-01-31T12:00:00Z' })
  .transform((value) => new Date(value))
  .optional();
const description = z
  .string('must be text')
  .max(2000, 'must be at most 2000 characters')
  .regex(/^[^\0\p{Surrogate}]*$/u, 'must not contain control characters');

/** Of an organization that does not exist yet. */
export const organizationSchema = mapping('the organization', {
  id,
  name: text().optional(),
  createdAt: time,
});

export const userSchema = mapping('a user', {
  id,
  email,
  name: text().optional(),
  admin: yesOrNo.optional(),
  createdAt: time,
});

export const groupSchema = mapping('a group', {
  id: text(),
  name: text().optional(),
  aliases: listOf(text()),
});

const hours = 'must be a whole number of hours from 0 to 4320';
export const environmentSchema = mapping('an environment', {
  id,
  name: text(),
  description: description.optional(),
  offlineCleanupTimeoutHours: z.int(hours).min(0, hours).max(4320, hours).optional(),
  createdAt: time,
});

const port = z
  .int('must be a port from 1 to 65535')
  .min(1, 'must be a port from 1 to 65535')
  .max(65_535, 'must be a port from 1 to 65535')
  .optional();

/** What BastionZero's clients write about databases and web apps. */
const typesWithKey = {
  proxyTarget: ['Db', 'Web'],
  proxyEnvironment: ['Db', 'Web'],
  localHost: ['Db', 'Web'],
  localPort: ['Db', 'Web'],
  authenticationType: ['Db'],
  authenticationLabel: ['Db'],
  cloudServiceProvider: ['Db'],
};

export const targetSchema = mapping('a target', {
  id,
  name: text(),
  type: oneOf(targetTypes),
  os: oneOf(['Linux', 'Windows']).optional(),
  environment: text(),
  host: text()
    .refine(
      (host) => findHostProblem(host) === null,
      'must be a host name or an IP address, without port and zone',
    )
    .optional(),
  port,
  databaseType: text().optional(),
  way: text().optional(),
  rdpPort: port,
  sqlServerPort: port,
  proxyTarget: text().optional(),
  proxyEnvironment: text().optional(),
  localHost: text().optional(),
  localPort: port,
  authenticationType: oneOf(authenticationTypes).optional(),
  authenticationLabel: text().optional(),
  cloudServiceProvider: oneOf(cloudServiceProviders).optional(),
})
  .refine(({ type, os }) => type === 'Bzero' || os === undefined, {
    path: ['os'],
    message: 'is only for targets of type Bzero',
  })
  .refine(({ type, databaseType }) => type === 'Db' || databaseType === undefined, {
    path: ['databaseType'],
    message: 'is only for targets of type Db',
  })
  .refine(({ type, way }) => type === 'Bzero' || way === undefined, {
    path: ['way'],
    message: 'is only for targets of type Bzero',
  })
  .refine(({ host, way }) => host !== undefined || way === undefined, {
    path: ['way'],
    message: 'needs the host of the target',
  })
  .superRefine((target, found) => {
    for (const [key, types] of Object.entries(typesWithKey)) {
      if (target[key as keyof typeof typesWithKey] === undefined || types.includes(target.type)) continue;
      found.addIssue({
        code: 'custom',
        path: [key],
        message: `is only for targets of type ${types.join(' and ')}`,
      });
    }
  })
  .refine(
    ({ proxyTarget, proxyEnvironment }) => proxyTarget === undefined || proxyEnvironment === undefined,
    {
      path: ['proxyEnvironment'],
      message: 'excludes proxyTarget. Use one of both',
    },
  )
  .superRefine((target, found) => {
    const { authenticationType, cloudServiceProvider } = target;
    const isGiven = (authenticationType ?? cloudServiceProvider) !== undefined;
    const problem = isGiven ? findAuthenticationProblem(target) : null;
    if (problem) found.addIssue({ code: 'custom', path: [problem.key], message: problem.message });
  });

const account = text(150).refine(isAccountName, 'must not start with a hyphen');
const names = listOf(account).pipe(z.array(z.string()).max(100, 'must be at most 100 names'));
const anyPolicy = {
  id,
  name: text(),
  description: description.nullish().transform((value) => value ?? ''),
  timeExpires: time,
  subjects: listOf(email),
  groups: listOf(text()),
};

const targetConnectSchema = mapping('a TargetConnect policy', {
  type: z.literal('TargetConnect'),
  ...anyPolicy,
  targets: listOf(text()),
  environments: listOf(text()),
  targetUsers: names,
  verbs: listOf(oneOf(verbs)),
});

const kubernetesSchema = mapping('a Kubernetes policy', {
  type: z.literal('Kubernetes'),
  ...anyPolicy,
  clusters: listOf(text()),
  environments: listOf(text()),
  clusterUsers: names,
  clusterGroups: names,
});

const proxySchema = mapping('a Proxy policy', {
  type: z.literal('Proxy'),
  ...anyPolicy,
  targets: listOf(text()),
  environments: listOf(text()),
  targetUsers: names,
});

const minutes = `must be a whole number of minutes from 1 to ${maxDuration}`;
const justInTimeSchema = mapping('a JustInTime policy', {
  type: z.literal('JustInTime'),
  ...anyPolicy,
  childPolicies: listOf(text()),
  automaticallyApproved: yesOrNo.default(false),
  duration: z.int(minutes).min(1, minutes).max(maxDuration, minutes).default(defaultDuration),
});

const sessionRecordingSchema = mapping('a SessionRecording policy', {
  type: z.literal('SessionRecording'),
  ...anyPolicy,
  recordInput: yesOrNo.default(false),
});

const wholeNumber = 'must be a whole number from 0 to 2147483647';
const organizationControlsSchema = mapping('an OrganizationControls policy', {
  type: z.literal('OrganizationControls'),
  ...anyPolicy,
  mfaEnabled: yesOrNo.default(false),
  mfaDuration: z
    .int(wholeNumber)
    .min(0, wholeNumber)
    .max(2_147_483_647, wholeNumber)
    .nullable()
    .default(null),
});

export const policySchema = z.discriminatedUnion(
  'type',
  [
    targetConnectSchema,
    kubernetesSchema,
    proxySchema,
    justInTimeSchema,
    sessionRecordingSchema,
    organizationControlsSchema,
  ],
  {
    error: ({ code }) =>
      code === 'invalid_union'
        ? `must be ${formatChoices(policyTypes)}`
        : 'must be a mapping with the keys type and name, and the keys of the type',
  },
);

/** The sections of a file, all optional. Their items are checked one by one. */
export const fileSchema = mapping('the file', {
  organization: z.unknown().optional(),
  users: listOf(z.unknown()),
  groups: listOf(z.unknown()),
  environments: listOf(z.unknown()),
  targets: listOf(z.unknown()),
  policies: listOf(z.unknown()),
});

export type FileOrganization = z.output<typeof organizationSchema>;
export type FileUser = z.output<typeof userSchema>;
export type FileGroup = z.output<typeof groupSchema>;
export type FileEnvironment = z.output<typeof environmentSchema>;
export type FileTarget = z.output<typeof targetSchema>;
export type FilePolicy = z.output<typeof policySchema>;

function formatChoices(choices: readonly string[]): string {
  return `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}
