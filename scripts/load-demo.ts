import { applyFile } from '@/lib/apply/apply-file';
import { disconnect } from '@/lib/db/client';

/** Loads the targets, people and policies of `docs/demo.yaml` into the organization of the local identity provider. */
export async function loadDemo(issuer: string): Promise<void> {
  try {
    await applyFile({ path: 'docs/demo.yaml', issuer, tenant: '' });
  } finally {
    // The app opens connections of its own; these would outlive the load and delay the end.
    await disconnect();
  }
}
