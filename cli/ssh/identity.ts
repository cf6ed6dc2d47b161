import type { AgentIdentity } from '@/lib/ssh/agent';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import type { KeyHolder } from '../session/with-access';

/** Creates a key that stays in this process, and the identity for the agent with its latest certificate. */
export function makeIdentity(): { holder: KeyHolder; identities: () => AgentIdentity[] } {
  const { publicLine, publicKey, sign } = makeKeyPair();
  let certificateLine = '';
  return {
    holder: {
      publicKey: publicLine,
      use: ({ certificate }) => {
        certificateLine = certificate;
      },
    },
    identities: () => [{ publicKey, sign, certificateLine }],
  };
}
