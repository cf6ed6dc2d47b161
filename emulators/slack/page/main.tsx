import { createRoot } from 'react-dom/client';
import { Chooser } from './chooser';
import { Client } from './client';
import { useRoute } from './route';

function Page() {
  const { route, go } = useRoute();
  if (route.page === 'choose') return <Chooser go={go} />;
  return <Client key={`${route.teamId}/${route.userId}`} route={route} go={go} />;
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Page />);
