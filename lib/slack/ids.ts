import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What a button or a select does. The file in handlers/ has the same name, or is named beside it. */
export const actions = {
  openRequest: 'open-request',
  previousPage: 'turn-page-previous',
  nextPage: 'turn-page-next',
  approveRequest: 'approve-request',
  openDenial: 'open-denial',
  cancelRequest: 'cancel-request',
  endGrant: 'end-grant',
  requestAgain: 'request-again',
  explainRequest: 'explain-request',
  /** links: Slack tells of the click, nothing is to be done */
  openConsole: 'open-console',
  linkAccount: 'link-account',
} as const;

/** The fields of the request and denial forms: block id and action id alike. */
export const fields = {
  targetUser: 'target-user',
  targetGroups: 'target-groups',
  verb: 'verb',
  reason: 'reason',
} as const;

/** The forms, and the views that only tell. */
export const views = {
  submitRequest: 'submit-request',
  submitDenial: 'submit-denial',
  told: 'told',
} as const;

const pageSchema = z.object({ page: z.int().min(1), words: z.string() });
export type PageValue = z.infer<typeof pageSchema>;

/** Where a page button leads. */
export function encodePage(page: PageValue): string {
  return JSON.stringify(page);
}

/** Reads what `encodePage` wrote; null when it is something else. */
export function decodePage(value: string): PageValue | null {
  return read(pageSchema, value);
}

const formSchema = z.object({ targetId: z.uuid() });
const denialSchema = z.object({ requestId: z.uuid() });

/** What a form remembers. It is routing only: the verb looks up everything else again. */
export const formData = {
  encode: (data: z.infer<typeof formSchema>): string => JSON.stringify(data),
  decode: (text: string) => read(formSchema, text),
};

/** What the denial form remembers. */
export const denialData = {
  encode: (data: z.infer<typeof denialSchema>): string => JSON.stringify(data),
  decode: (text: string) => read(denialSchema, text),
};

const maxValueLength = 75;

/**
 * The value of an option: the name itself, whatever its characters, or its fingerprint where Slack's limit
 * is shorter than the name. `nameOfOption` finds the name again.
 */
export function optionValue(name: string): string {
  return name.length <= maxValueLength ? name : createHash('sha256').update(name).digest('hex');
}

/** The name that an option stands for, among those that may be chosen; the value itself when none does. */
export function nameOfOption(value: string, choices: readonly string[]): string {
  return choices.find((choice) => optionValue(choice) === value) ?? value;
}

function read<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
