import { decode } from 'next-auth/jwt';
import { env } from '@/lib/env';
import { authCookies } from './cookies';

/** What next-auth's options depend on. */
export type SignInRequest = {
  /** those of the browser */
  cookies: Readonly<Record<string, string>>;
  /** the id of the provider that the path names */
  provider: string | undefined;
  /** with which the provider leads back */
  state: string | null;
};

/** How many sign-ins of one browser can be at the provider at the same time, each in a tab of its own. */
const count = 4;

type Slot = { number: number; state: string | null; begunAt: number };

/**
 * The number of the cookies that a request is about: a sign-in that begins takes those that no other uses, or else the
 * oldest; one that comes back finds its own by the state. The state is compared again when the code is redeemed.
 */
export async function findSlot(step: string | undefined, request: SignInRequest): Promise<number> {
  if (step !== 'signin' && step !== 'callback') return 0;
  const slots = await Promise.all(Array.from({ length: count }, (_, number) => readSlot(number, request)));
  if (step === 'callback') return slots.find(({ state }) => state === request.state)?.number ?? 0;
  return slots.reduce((oldest, slot) => (slot.begunAt < oldest.begunAt ? slot : oldest)).number;
}

async function readSlot(number: number, { cookies }: SignInRequest): Promise<Slot> {
  const salt = authCookies(env().publicUrl, number).state?.name ?? '';
  try {
    const content = await decode({ token: cookies[salt] ?? '', secret: env().sessionSecret, salt });
    return { number, state: (content?.value as string) ?? null, begunAt: (content?.iat as number) ?? 0 };
  } catch {
    // Too old, or not from here.
    return { number, state: null, begunAt: 0 };
  }
}
