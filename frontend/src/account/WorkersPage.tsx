import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { WorkerForm } from "../api/forms";
import { workersQuery } from "../api/queries";
import { Card } from "../ui/Card";
import { useNow } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { formatAge } from "../ui/format";
import { Icon } from "../ui/Icon";
import { ProblemNotice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";
import { Table } from "../ui/Table";
import table from "../ui/Table.module.css";

const RUNS = "runs";

/** Many may be ready for a GPU; what a worker trains on is what it has. */
export function workOf({ queues, devices }: Pick<WorkerForm, "queues" | "devices">): string {
  const work = queues.includes(RUNS) ? ["conducts runs"] : [];
  const hasGpu = devices.some((device) => device !== "cpu");
  if (queues.some((queue) => queue !== RUNS))
    work.push(
      devices.length === 0
        ? "will train once its device is known"
        : `trains on ${hasGpu ? "a GPU" : "the CPU"}`,
    );
  return work.join(", ");
}

function stateOf(worker: WorkerForm): string {
  if (!worker.is_alive) return "No heartbeat";
  if (worker.devices.length === 0) return "Alive";
  return worker.is_warm ? "Alive, warm" : "Alive, warming up";
}

function WorkerRow({ worker, now }: { worker: WorkerForm; now: number }): ReactNode {
  return (
    <tr>
      <th scope="row">{worker.host}</th>
      <td>
        <span className={table.tone} data-tone={worker.is_alive ? "ok" : "error"}>
          <Icon name={worker.is_alive ? "done" : "cross"} size={14} />
          {stateOf(worker)}
        </span>
      </td>
      <td>{workOf(worker)}</td>
      <td>{worker.devices.join(", ") || <span className={table.quiet}>no device</span>}</td>
      <td>
        {worker.job === null ? (
          <span className={table.quiet}>idle</span>
        ) : (
          <span title={`Job ${worker.job}`}>busy</span>
        )}
      </td>
      <td title={worker.seen_at}>{formatAge(worker.seen_at, now)}</td>
    </tr>
  );
}

function WorkerTable({ workers }: { workers: WorkerForm[] }): ReactNode {
  const now = useNow(5_000);
  if (workers.length === 0)
    return (
      <Empty title="No worker has ever reported">
        Workers conduct runs and train candidates. <code>nasweb up</code> starts both kinds beside
        the server; they appear here within seconds.
      </Empty>
    );
  return (
    <Table label="Workers" columns={["Host", "State", "Work", "Devices", "Now", "Last heard of"]}>
      {workers.map((worker) => (
        <WorkerRow key={worker.id} worker={worker} now={now} />
      ))}
    </Table>
  );
}

export function WorkersPage(): ReactNode {
  const { data, error, refetch } = useQuery(workersQuery);
  return (
    <Page
      title="Workers"
      lead="The processes that conduct runs and train candidates, as they last reported."
    >
      <Card flush>
        {error !== null && data === undefined ? (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton height={120} />
        ) : (
          <WorkerTable workers={data} />
        )}
      </Card>
    </Page>
  );
}
