/**
 * A serial number as the library wants it: whole bytes of hexadecimal.
 *
 * @throws where it is below 1 (the library would choose another one for 0) or longer than the 20 bytes of RFC 5280.
 */
export function hexOfSerial(serial: bigint): string {
  if (serial < 1n || serial >= 1n << 159n) throw new Error(`${serial} can’t be the serial of a certificate`);
  const hex = serial.toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}
