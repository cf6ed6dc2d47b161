import { dispatch } from '@/lib/api/dispatch';

// Every method, so that a wrong one is refused in JSON. Next answers HEAD with the handler of GET.
export {
  dispatch as DELETE,
  dispatch as GET,
  dispatch as OPTIONS,
  dispatch as PATCH,
  dispatch as POST,
  dispatch as PUT,
};
