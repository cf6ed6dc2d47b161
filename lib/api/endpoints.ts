import type { Endpoint } from './endpoint';
import { accessEndpoints } from './endpoints/access';
import { authorityEndpoints } from './endpoints/authorities';
import { connectionEndpoints } from './endpoints/connections';
import { descriptionEndpoint } from './endpoints/description';
import { environmentEndpoints } from './endpoints/environments';
import { eventEndpoints } from './endpoints/events';
import { githubActionEndpoints } from './endpoints/github-actions';
import { nothingEndpoints } from './endpoints/nothing';
import { organizationEndpoints } from './endpoints/organization';
import { policyEndpoints } from './endpoints/policies';
import { registrationEndpoints } from './endpoints/registration';
import { serviceAccountEndpoints } from './endpoints/service-accounts';
import { targetEndpoints } from './endpoints/targets';
import { userEndpoints } from './endpoints/users';
import { zliEndpoints } from './endpoints/zli';

/** Every endpoint of the public API, except those that the proxies of web apps call. */
export const endpoints: readonly Endpoint[] = [
  ...accessEndpoints,
  ...authorityEndpoints,
  ...connectionEndpoints,
  descriptionEndpoint(() => endpoints),
  ...environmentEndpoints,
  ...eventEndpoints,
  ...githubActionEndpoints,
  ...nothingEndpoints,
  ...organizationEndpoints,
  ...policyEndpoints,
  ...registrationEndpoints,
  ...serviceAccountEndpoints,
  ...targetEndpoints,
  ...userEndpoints,
  ...zliEndpoints,
];
