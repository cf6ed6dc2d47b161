/**
 * A serial number for the library: whole bytes in hexadecimal.
 *
 * Throws if it is below 1 (for 0 the library chooses another one) or longer than the 20 bytes of RFC 5280.
 */
export function hexOfSerial(serial: bigint): string {
  if (serial < 1n || serial >= 1n << 159n)
    throw new Error(`${serial} is not a valid serial of a certificate`);
  const hex = serial.toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}
