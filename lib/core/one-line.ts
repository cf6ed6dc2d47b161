/**
 * Characters that a name never contains, as a class of a regular expression: controls and line breaks, what is invisible
 * or changes the order of the text around it, private ones, and halves of characters. The function `is_one_line` of the
 * database has the same list.
 */
const hidden =
  '\\u{0}-\\u{1F}\\u{7F}-\\u{9F}\\u{AD}\\u{61C}\\u{180E}\\u{200B}-\\u{200F}\\u{2028}-\\u{202E}\\u{2060}-\\u{206F}' +
  '\\u{D800}-\\u{F8FF}\\u{FEFF}\\u{FFF9}-\\u{FFFB}\\u{E0000}-\\u{10FFFF}';
const hasHidden = new RegExp(`[${hidden}]`, 'u');
const allHidden = new RegExp(`[${hidden}]`, 'gu');

/** Whether a text is one line that shows everything it contains. Names of people, targets and policies are. */
export function isOneLine(text: string): boolean {
  return !hasHidden.test(text);
}

/** A text without the characters that a name never contains. */
export function withoutHidden(text: string): string {
  return text.replace(allHidden, '');
}

/**
 * Whether a text can be the name of an account or a group on a target: one line that no program reads as an option. The
 * function `are_account_names` of the database says the same.
 */
export function isAccountName(text: string): boolean {
  return isOneLine(text) && /^[^\s-]/.test(text) && !/\s$/.test(text) && [...text].length <= 150;
}
