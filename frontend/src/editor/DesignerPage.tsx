/** `/spaces/<id>`: the draft in the designer; `/spaces/<id>/versions/<n>`: a version, read only. */

import { Button, Group, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { messageOf } from "../api/client";
import type { SpaceForm } from "../api/forms";
import { catalogueQuery, spaceQuery, versionQuery } from "../api/queries";
import { useTitle } from "../ui/clock";
import { ForMembers } from "../ui/guest";
import { LinkButton } from "../ui/LinkButton";
import { Designer } from "./Designer";
import styles from "./designer.module.css";

export function DesignerPage(): ReactNode {
  const { id = "", number } = useParams({ strict: false }) as { id?: string; number?: string };
  return <SpaceView id={id} number={number} />;
}

/** A space by a share link: its latest version, to look at. */
export function SharedSpace({ id }: { id: string }): ReactNode {
  return <SpaceView id={id} number={undefined} />;
}

function SpaceView({ id, number }: { id: string; number: string | undefined }): ReactNode {
  // The draft is taken once when the page opens; from then on the designer holds the truth.
  const space = useQuery({
    ...spaceQuery(id),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  useTitle(space.data?.name ?? "Space");
  const catalogue = useQuery(catalogueQuery);
  const failed = space.error ?? catalogue.error;
  if (failed) {
    return (
      <Waiting
        title="The space could not be opened"
        text={messageOf(failed)}
        onRetry={() => void space.refetch()}
      />
    );
  }
  // What another page fetched may be older than the last save.
  if (!space.isFetchedAfterMount || !space.data || !catalogue.data) return <Opening />;
  if (number) return <Version space={space.data} number={Number(number)} />;
  return <Designer key={id} space={space.data} catalogue={catalogue.data} shown={null} />;
}

function Version({ space, number }: { space: SpaceForm; number: number }) {
  const summary = space.versions.find((version) => version.number === number);
  const catalogue = useQuery(catalogueQuery);
  const version = useQuery({ ...versionQuery(summary?.id ?? ""), enabled: summary !== undefined });
  if (!summary) {
    return (
      <Waiting
        title={`There is no version ${number}`}
        text={`${space.name} has ${space.versions.length}.`}
      />
    );
  }
  if (version.error) {
    return (
      <Waiting
        title="The version could not be opened"
        text={messageOf(version.error)}
        onRetry={() => void version.refetch()}
      />
    );
  }
  if (!version.data || !catalogue.data) return <Opening />;
  const frozen = { ...space, draft: { ...space.draft, document: version.data.document } };
  return <Designer key={summary.id} space={frozen} catalogue={catalogue.data} shown={summary} />;
}

function Opening() {
  return (
    <div className={styles.waiting} role="status" aria-label="Opening the space">
      <Loader type="dots" />
    </div>
  );
}

function Waiting({ title, text, onRetry }: { title: string; text: string; onRetry?: () => void }) {
  return (
    <div className={styles.waiting} role="alert">
      <h1>{title}</h1>
      <p>{text}</p>
      <Group>
        {onRetry && (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        <ForMembers>
          <LinkButton to="/spaces" variant="default">
            Go to Spaces
          </LinkButton>
        </ForMembers>
      </Group>
    </div>
  );
}
