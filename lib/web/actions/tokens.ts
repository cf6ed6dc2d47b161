'use server';

import { allowZli, answerZliLogin, findZliLoginRequest } from '@/lib/tokens/allow-zli';
import { type CreatedApiKey, createApiKey } from '@/lib/tokens/create-api-key';
import { revokeApiKey } from '@/lib/tokens/revoke-api-key';
import { signOutZli } from '@/lib/tokens/sign-out-zli';
import { type ActionResult, done } from '../action-result';
import { runAction, runRead, runWithoutRefresh } from '../run-action';

/** Leaves the page as it is, because the secret is shown only once: a page of another version would load itself again. */
export async function createApiKeyAction(input: {
  name: string;
  role: 'User' | 'Admin' | 'Registration';
  days: number | null;
}): Promise<ActionResult<CreatedApiKey>> {
  return runWithoutRefresh('create-api-key', async (ctx) => {
    const value = await createApiKey(ctx, input);
    return done(`API key ${value.name} created.`, value);
  });
}

export async function revokeApiKeyAction(input: { keyId: string }): Promise<ActionResult> {
  return runAction('revoke-api-key', async (ctx) => {
    const { name } = await revokeApiKey(ctx, input);
    return done(`API key ${name} revoked.`);
  });
}

export async function allowZliAction(input: {
  device: string;
  challenge: string;
}): Promise<ActionResult<{ code: string }>> {
  return runWithoutRefresh('allow-zli', async (ctx) =>
    done('Allowed. Returning to zli…', await allowZli(ctx, input)),
  );
}

/** The device login of a code that a person typed. The time is text, because it goes to the browser. */
export async function findDeviceLoginAction(input: {
  userCode: string;
}): Promise<ActionResult<{ device: string; address: string | null; createdAt: string }>> {
  return runRead('find-device-login', async (ctx) => {
    const { device, address, createdAt } = await findZliLoginRequest(ctx, input);
    return { device, address, createdAt: createdAt.toISOString() };
  });
}

export async function answerZliLoginAction(input: {
  userCode: string;
  allow: boolean;
}): Promise<ActionResult> {
  return runWithoutRefresh('answer-zli-login', async (ctx) => {
    const { device } = await answerZliLogin(ctx, input);
    return done(
      input.allow
        ? `zli on ${device} is signed in as you. Go back to your terminal.`
        : `zli on ${device} was denied.`,
    );
  });
}

export async function signOutZliAction(input: { tokenId: string }): Promise<ActionResult> {
  return runAction('sign-out-zli', async (ctx) => {
    const { device } = await signOutZli(ctx, input);
    return done(device ? `zli is signed out on ${device}.` : 'zli was already signed out.');
  });
}
