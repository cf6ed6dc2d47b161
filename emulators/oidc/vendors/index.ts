import { google } from './google';
import { keycloak } from './keycloak';
import { microsoft } from './microsoft';
import { okta } from './okta';
import { onelogin } from './onelogin';

/** The identity providers whose claims the local one can send. */
export const vendors = { google, microsoft, okta, onelogin, keycloak };
