import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { GithubActionRow } from '@/lib/tokens/list-github-actions';

/** The GitHub actions that programs authorized, which nothing uses. */
export function GithubActions({ actions }: { actions: readonly GithubActionRow[] }) {
  return (
    <section aria-labelledby="github-actions" className="mt-7">
      <h2 id="github-actions" className="text-lg font-bold">
        GitHub actions
      </h2>
      <p className="mb-2.5 text-muted">
        Not used: no GitHub action registers targets here. Programs create and delete these entries through
        the API.
      </p>
      <Table
        label="GitHub actions"
        head={
          <>
            <Column>Name</Column>
            <Column width="md:w-[30%]">Created by</Column>
            <Column width="md:w-[20%]">Created</Column>
          </>
        }
      >
        {actions.map(({ id, githubActionId, createdBy, createdAt }) => (
          <Row key={id}>
            <Cell>
              <span className="font-semibold break-words">{githubActionId}</span>
            </Cell>
            <Cell label="Created by">{createdBy}</Cell>
            <Cell label="Created" inline>
              <Time at={createdAt} />
            </Cell>
          </Row>
        ))}
      </Table>
    </section>
  );
}
