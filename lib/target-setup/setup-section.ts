/** A step of the set-up of a target: a title, an explanation, and the text to copy. */
export type SetupSection = { title: string; about: string; text: string };
export type TargetSetup = { sections: SetupSection[] };
