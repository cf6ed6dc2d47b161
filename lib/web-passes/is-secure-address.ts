import { webAddress } from '@/lib/core/access/connection';

/** Whether a web app is on https, so that its cookies are for https only; also where nothing is known of it. */
export function isSecureAddress(address: { host: string | null; port: number | null } | null): boolean {
  return (address && webAddress(address)?.protocol) !== 'http:';
}
