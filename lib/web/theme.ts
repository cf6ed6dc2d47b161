/** The looks that a person can choose. `system` follows the device. */
export const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

/** The cookie that holds the choice, for this browser only. */
export const themeCookie = 'theme';

/** The theme of a cookie's value; `system` for none or another one. */
export function themeOf(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system';
}
