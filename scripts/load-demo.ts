import { demoPeople } from '@/emulators/oidc/people';
import { disconnect } from '@/lib/db/client';
import { signInUser } from '@/lib/directory/sign-in-user';
import { applyFile } from '@/lib/organization-file/apply-file';

/**
 * Loads the targets, people and policies of `docs/demo.yaml` into the organization of the local identity
 * provider, and has everybody signed in once, which is when the provider tells who is in which group.
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
    // The app opens connections of its own; these would outlive the load and delay the end.
    await disconnect();
  }
}
