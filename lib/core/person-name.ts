import { withoutHidden } from './one-line';

const longest = 100;

/**
 * A name from an identity provider or Slack as one line of at most 100 characters. Anybody can choose their name there, so
 * it must not look like more than a name: no line breaks, and nothing invisible that changes the order or the meaning of
 * what stands around it (controls, bidirectional and zero-width characters, private ones, halves of characters).
 */
export function cleanName(text: string): string {
  const spaced = text.replace(/[\s\p{Z}]/gu, ' ');
  const visible = withoutHidden(spaced.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, ''));
  const line = visible.replace(/ +/g, ' ');
  return [...line.trim()].slice(0, longest).join('').trim();
}
