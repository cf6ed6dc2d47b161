import { z } from 'zod';
import { isActivationToken } from '@/lib/dynamic-access/activation-token';
import { registerMachine } from '@/lib/dynamic-access/register-machine';
import { getRegistrationScript } from '@/lib/registration/get-registration-script';
import { getRegistrationSettings } from '@/lib/registration/get-registration-settings';
import { registerServer } from '@/lib/registration/register-server';
import { scriptType } from '@/lib/registration/registration-script';
import { setRegistrationKey } from '@/lib/registration/set-registration-key';
import { file } from '../answers/common';
import { registrationKeyAnswer, registrationScriptAnswer } from '../answers/registration';
import { type Endpoint, endpoint, openEndpoint } from '../endpoint';
import { textParam } from '../query-fields';

const setUp = {
  summary: 'Register the server that calls, and get the script that sets up its sshd',
  answer: file,
  media: scriptType,
};

const registrationBody = z.object({
  name: z.string().optional(),
  host: z.string().optional(),
  port: z.number().optional(),
  hostKeys: z.array(z.string()).optional(),
  environmentId: z.string().optional(),
});

function sendScript(setupScript: string): Response {
  return new Response(setupScript, {
    headers: { 'content-type': setUp.media, 'cache-control': 'no-store' },
  });
}

const registerName = 'POST targets/bzero/registrations';

/** A server with a registration key, or the key of an admin. */
const forServers = endpoint(
  registerName,
  { ...setUp, readOnly: true, body: registrationBody },
  async ({ ctx, body }) => sendScript((await registerServer(ctx, body)).setupScript),
);

/** A machine that was started for a session, with its activation token in the place of the key. */
const forMachines = openEndpoint(
  registerName,
  { ...setUp, readOnly: true, body: registrationBody },
  async ({ headers, address, body: { host, port, hostKeys } }) => {
    const activationToken = headers.get('x-api-key');
    return sendScript(
      (await registerMachine({ activationToken, address, host, port, hostKeys })).setupScript,
    );
  },
);

const registrations: Endpoint = {
  ...forServers,
  answer: (request, params) => {
    const isMachine = isActivationToken(request.headers.get('x-api-key') ?? '');
    return (isMachine ? forMachines : forServers).answer(request, params);
  },
};

type Settings = Awaited<ReturnType<typeof getRegistrationSettings>>;

function presentSettings({ keyId }: Settings) {
  return { globalRegistrationKeyEnforced: keyId !== null, defaultGlobalRegistrationKey: keyId };
}

/** How servers register themselves: the scripts, the call that they make, and the key that they have to use. */
export const registrationEndpoints = [
  endpoint(
    'GET autodiscovery-scripts/bzero/bash',
    {
      summary: 'Get the script that registers a Linux server',
      query: z.object({ targetNameOption: textParam, environmentId: textParam }),
      answer: registrationScriptAnswer,
      names: { nameOption: 'targetNameOption' },
    },
    async ({ ctx, query: { targetNameOption, environmentId } }) => ({
      autodiscoveryScript: await getRegistrationScript(ctx, {
        format: 'bash',
        nameOption: targetNameOption,
        environmentId,
      }),
    }),
  ),
  endpoint(
    'GET autodiscovery-scripts/bzero/ansible',
    {
      summary: 'Get the Ansible playbook that registers Linux servers',
      query: z.object({ environmentId: textParam }),
      answer: registrationScriptAnswer,
    },
    async ({ ctx, query: { environmentId } }) => ({
      autodiscoveryScript: await getRegistrationScript(ctx, { format: 'ansible', environmentId }),
    }),
  ),
  registrations,
  endpoint(
    'GET organization/registration-key/settings',
    { summary: 'Get the settings of registration keys', answer: registrationKeyAnswer, forEveryone: true },
    async ({ ctx }) => presentSettings(await getRegistrationSettings(ctx)),
  ),
  endpoint(
    'POST organization/registration-key/enable-enforce-global-key',
    {
      summary: 'Let servers register with one key only',
      body: z.object({ defaultRegistrationKeyId: z.string().optional() }),
      answer: registrationKeyAnswer,
      names: { keyId: 'defaultRegistrationKeyId' },
    },
    async ({ ctx, body }) =>
      presentSettings(await setRegistrationKey(ctx, { keyId: body.defaultRegistrationKeyId })),
  ),
  endpoint(
    'POST organization/registration-key/disable-enforce-global-key',
    { summary: 'Let servers register with any registration key', answer: registrationKeyAnswer },
    async ({ ctx }) => presentSettings(await setRegistrationKey(ctx, { keyId: null })),
  ),
];
