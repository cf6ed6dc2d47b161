import { z } from 'zod';
import { id } from './common';

export const registrationKeyAnswer = z
  .object({ globalRegistrationKeyEnforced: z.boolean(), defaultGlobalRegistrationKey: id.nullable() })
  .meta({ id: 'RegistrationKeySettings' });

export const registrationScriptAnswer = z
  .object({ autodiscoveryScript: z.string() })
  .meta({ id: 'RegistrationScript' });
