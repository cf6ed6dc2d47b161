import type { TargetStatus } from './target';

/**
 * A server that was silent for so many seconds is offline. It makes contact every minute, so ten downloads in a row are
 * missing, and no restart, upgrade or short fault of the network is the reason.
 */
const offlineAfterSeconds = 600;

/** What is known of a target's contact with this product. Only a server whose set-up script has run makes contact. */
export type Contact = {
  /** null before the first contact */
  lastContactAt: Date | null;
  /** since then, counted only while this product ran; null before the first contact */
  silentSeconds: number | null;
};

/** Whether a target made contact before, and is silent now. One that never made contact does not count as offline. */
export function isOffline({ silentSeconds }: Pick<Contact, 'silentSeconds'>): boolean {
  return silentSeconds !== null && silentSeconds >= offlineAfterSeconds;
}

/** The status that people and programs see. It is information: no decision about access reads it. */
export function statusWith(contact: Contact, stored: TargetStatus): TargetStatus {
  return stored === 'Online' && isOffline(contact) ? 'Offline' : stored;
}
