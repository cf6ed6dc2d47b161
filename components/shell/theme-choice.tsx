'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { type Theme, themeCookie, themeOf, themes } from '@/lib/web/theme';

const looks = {
  system: { name: 'System', icon: Monitor },
  light: { name: 'Light', icon: Sun },
  dark: { name: 'Dark', icon: Moon },
} as const;

const oneYear = 60 * 60 * 24 * 365;

/** Chooses the theme of this browser. The choice applies at once, and the server reads it from a cookie. */
export function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(() => themeOf(document.documentElement.dataset.theme));
  const choose = (next: Theme) => {
    setTheme(next);
    document.documentElement.dataset.theme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: Safari has the Cookie Store API only since version 18.4
    document.cookie = `${themeCookie}=${next}; path=/; max-age=${oneYear}; samesite=lax`;
  };
  return (
    <fieldset className="px-2.5 pt-2 pb-2.5">
      <legend className="float-left mb-1.5 w-full text-sm text-muted">Theme</legend>
      <div className="clear-left grid grid-cols-3 gap-0.5 rounded-lg bg-soft p-0.5">
        {themes.map((one) => {
          const { name, icon: Icon } = looks[one];
          return (
            <label
              key={one}
              className="flex items-center justify-center gap-1.5 rounded-md py-1 text-sm font-medium text-muted has-checked:bg-raised has-checked:text-ink has-checked:shadow-card has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="theme"
                className="sr-only"
                checked={one === theme}
                onChange={() => choose(one)}
              />
              <Icon aria-hidden size={14} />
              {name}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
