import type { AgentIdentity } from '@/lib/ssh/agent';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import type { KeyHolder } from '../session/with-access';

/** A key that is in this process only, and the newest certificate for it as an agent shows it. */
export function makeIdentity(): { holder: KeyHolder; identity: () => AgentIdentity } {
  const { publicLine, publicKey, sign } = makeKeyPair();
  let certificateLine = '';
  return {
    holder: {
      publicKey: publicLine,
      use: ({ certificate }) => {
        certificateLine = certificate;
      },
    },
    identity: () => ({ publicKey, sign, certificateLine }),
  };
}
