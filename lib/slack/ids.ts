import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Action ids of buttons. */
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
  startLink: 'start-link',
  /** links: Slack sends an action, which has no handler */
  openConsole: 'open-console',
  linkAccount: 'link-account',
} as const;

/** The fields of the request and denial forms: both block id and action id. */
export const fields = {
  targetUser: 'target-user',
  targetGroups: 'target-groups',
  verb: 'verb',
  duration: 'duration',
  reason: 'reason',
} as const;

/** Callback ids of modals; `info` has no form. */
export const views = {
  submitRequest: 'submit-request',
  submitDenial: 'submit-denial',
  info: 'told',
} as const;

const pageSchema = z.object({ page: z.int().min(1), words: z.string() });
export type PageValue = z.infer<typeof pageSchema>;

/** The value of a page button. */
export function encodePage(page: PageValue): string {
  return JSON.stringify(page);
}

/** Null when the value is malformed. */
export function decodePage(value: string): PageValue | null {
  return read(pageSchema, value);
}

/** The block id of a row of the list says which list it is in, for the answer that replaces the list. */
export function rowId(index: number, { page, words }: PageValue): string {
  return `row-${index} ${page} ${words}`;
}

/** Null for a block that is no row of a list. */
export function listOfRow(blockId: string): PageValue | null {
  const [, page = '', words = ''] = /^row-\d+ (\d+) (.*)$/s.exec(blockId) ?? [];
  return pageSchema.safeParse({ page: Number(page), words }).data ?? null;
}

const listSchema = pageSchema.extend({ url: z.string() });
/** A list in Slack, with the address that replaces it: five times within 30 minutes. */
export type ListPlace = z.infer<typeof listSchema>;

const formSchema = z.object({ targetId: z.uuid(), list: listSchema.exactOptional() });
export type FormData = z.infer<typeof formSchema>;
const denialSchema = z.object({ requestId: z.uuid() });

/** The private metadata of the request form: routing only, the use case looks up everything else. */
export const formData = {
  encode: (data: FormData): string => JSON.stringify(data),
  decode: (text: string) => read(formSchema, text),
};

/** The private metadata of the denial form. */
export const denialData = {
  encode: (data: z.infer<typeof denialSchema>): string => JSON.stringify(data),
  decode: (text: string) => read(denialSchema, text),
};

const maxValueLength = 75;

/** The value of an option: the name, or its SHA-256 when it exceeds Slack's limit. `nameOfOption` reverses it. */
export function optionValue(name: string): string {
  return name.length <= maxValueLength ? name : createHash('sha256').update(name).digest('hex');
}

/** The choice that an option's value stands for; the value itself when there is none. */
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
