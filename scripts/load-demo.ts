import { demoPeople } from '@/emulators/oidc/people';
import { disconnect } from '@/lib/db/client';
import { signInUser } from '@/lib/directory/sign-in-user';
import { applyFile } from '@/lib/organization-file/apply-file';

/**
 * Loads the targets, users and policies of `docs/demo.yaml` into the organization of the local identity provider.
 * Signs every person in once, because the provider sends a person's groups at sign-in.
 */
export async function loadDemo(issuer: string): Promise<void> {
  try {
    await applyFile({ path: 'docs/demo.yaml', issuer, tenant: '' });
    for (const { sub, email, name, groups = [] } of demoPeople) {
      await signInUser({
        issuer,
        tenant: '',
        provider: 'oidc',
        providerAccountId: `${issuer}|${sub}`,
        email,
        name,
        groups: groups.map((group) => ({ id: group, name: group })),
      });
    }
  } finally {
    // The app opens its own connections. These would stay open and delay the end.
    await disconnect();
  }
}
