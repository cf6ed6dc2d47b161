/** The result of one check of a set-up. `ok` is null if the check could not run. */
export type SetupStep = { name: string; ok: boolean | null; detail: string };
