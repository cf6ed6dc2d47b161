/**
 * The name of a cookie. On https it begins with `__Host-`: a browser takes such a cookie only from this host itself, over
 * https, for all its paths, so no other host of the domain can plant one (RFC 6265bis, 4.1.3.2).
 */
export function hostCookie(name: string, publicUrl: URL): string {
  return publicUrl.protocol === 'https:' ? `__Host-${name}` : name;
}
