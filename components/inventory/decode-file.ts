const advice =
  'Save it again as CSV in UTF-8: in Excel “CSV UTF-8 (Comma delimited)”, in LibreOffice and Google Sheets CSV with the character set UTF-8.';

/** The text of a file, or what is wrong with its encoding and what to do. */
type Decoded = { text: string } | { problem: string };

/**
 * Decodes a text file as spreadsheet programs write it: UTF-8 with or without a byte order mark, and UTF-16 with one
 * (Excel's “Unicode Text”). Another encoding can't be recognized with certainty, and a guess would change names, so it
 * is refused.
 */
export function decodeFile(bytes: Uint8Array): Decoded {
  const [encoding, name] = encodingOf(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return { text };
  } catch {
    // Not in this encoding.
  }
  return { problem: `This is not a text file in ${name}. ${advice}` };
}

function encodingOf([first, second]: Uint8Array): [encoding: string, name: string] {
  if (first === 0xff && second === 0xfe) return ['utf-16le', 'UTF-16'];
  if (first === 0xfe && second === 0xff) return ['utf-16be', 'UTF-16'];
  return ['utf-8', 'UTF-8'];
}
