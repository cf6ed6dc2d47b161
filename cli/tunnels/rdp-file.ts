import { isOneLine } from '@/lib/core/one-line';
import { Failure } from '../failure';

/**
 * The text of an .rdp file that connects to a port of this computer. The format is a property per line, `name:type:value`,
 * where the value is all that follows, so that a line break is the only text that could bring another property.
 *
 * Throws a `Failure` for a user name that is not one line.
 */
export function rdpFile({ port, username }: { port: number; username: string }): string {
  if (!isOneLine(username))
    throw new Failure('usage', 'This user name can’t be used with RDP. Ask an admin to correct the policy.');
  const properties = [
    `full address:s:127.0.0.1:${port}`,
    `username:s:${username}`,
    'prompt for credentials:i:1',
    // Drives, printers and smart cards of this computer stay here, unless the person shares them.
    'redirectdrives:i:0',
    'redirectprinters:i:0',
    'redirectsmartcards:i:0',
    'drivestoredirect:s:',
  ];
  return properties.map((line) => `${line}\r\n`).join('');
}

/** The name of the file for a target: what is special in a path becomes a hyphen. */
export function rdpFileName(targetName: string): string {
  return `${targetName.replace(/[^\p{L}\p{N}_.-]+/gu, '-').replace(/^[.-]+/, '') || 'target'}.rdp`;
}
