import {
  authenticationTypes,
  cloudDatabases,
  cloudServiceProviders,
  hostScheme,
  splitCertDatabases,
} from '@/lib/core/target/virtual';

/** How people sign in to a database, and its address, as a file or another server has them. */
export type Authentication = {
  authenticationType?: string | null | undefined;
  cloudServiceProvider?: string | null | undefined;
  databaseType?: string | null | undefined;
  host?: string | null | undefined;
};

/** What is wrong with an authentication, with the key that it is about; null if BastionZero's clients can write it. */
export function findAuthenticationProblem(target: Authentication): { key: string; message: string } | null {
  const { databaseType, host } = target;
  const type = authenticationTypes.find((each) => each === target.authenticationType);
  const provider = cloudServiceProviders.find((each) => each === target.cloudServiceProvider) ?? null;
  const isInjected = type === 'ServiceAccountInjection';
  if (type === undefined)
    return { key: 'authenticationType', message: `must be ${authenticationTypes.join(', ')}` };
  if (isInjected !== (target.cloudServiceProvider != null) || (isInjected && provider === null)) {
    const message = isInjected ? `must be ${cloudServiceProviders.join(' or ')}` : `is not for ${type}`;
    return { key: 'cloudServiceProvider', message };
  }
  const databases = type === 'SplitCert' ? splitCertDatabases : provider && cloudDatabases(provider);
  if (databases && !databases.some((each) => each === databaseType))
    return { key: 'databaseType', message: `must be ${databases.join(', ')} with ${type}` };
  const scheme = hostScheme(provider, databaseType ?? null);
  const given = /^[a-z]+:\/\//.exec(host ?? '')?.[0] ?? '';
  if (given === scheme) return null;
  return { key: 'host', message: scheme ? `must begin with ${scheme}` : `must not begin with ${given}` };
}
