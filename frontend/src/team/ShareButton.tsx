/** The way to the share links of a thing, for those who may make some. */
import { Button } from "@mantine/core";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Icon } from "../ui/Icon";
import { useRights } from "./rights";
import type { Shared } from "./ShareDialog";

const ShareDialog = lazy(() =>
  import("./ShareDialog").then((module) => ({ default: module.ShareDialog })),
);

export interface ShareButtonProps extends Shared {
  project: string;
}

export function ShareButton({ project, ...shared }: ShareButtonProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  if (!useRights(project)?.includes("edit")) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="share" size={14} />}
        onClick={() => setOpen(true)}
      >
        Share
      </Button>
      {isOpen ? (
        <Suspense>
          <ShareDialog {...shared} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
