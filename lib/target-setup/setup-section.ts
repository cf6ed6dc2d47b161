/** A part of what an admin does at a target, once: what it is for, and the text to copy. */
export type SetupSection = { title: string; about: string; text: string };
export type TargetSetup = { sections: SetupSection[] };
