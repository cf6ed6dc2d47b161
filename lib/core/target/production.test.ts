import { expect, test } from 'vitest';
import { isProduction } from './production';

test('an environment is production by a word of its name', () => {
  for (const name of ['prod', 'Production', 'eu-prod-2', 'PRD', 'live (EU)', 'shop_prod'])
    expect(isProduction(name), name).toBe(true);
  for (const name of ['', 'stage', 'preprod', 'nonproduction', 'products', 'delivery'])
    expect(isProduction(name), name).toBe(false);
});

test('the environment before production is not production', () => {
  for (const name of ['pre-prod', 'non-production', 'Non Prod', 'not_live'])
    expect(isProduction(name), name).toBe(false);
});
