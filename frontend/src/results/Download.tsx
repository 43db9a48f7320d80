import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { CandidateForm } from "../api/forms";
import { candidateQuery, prepareDownload } from "../api/queries";
import { byLink } from "../api/share";
import { useGuest } from "../ui/guest";
import { Icon } from "../ui/Icon";
import { ProblemNotice } from "../ui/Notice";
import classes from "./CandidatePage.module.css";

function whyNot(candidate: CandidateForm, isGuest: boolean): string {
  if (candidate.state === "proposed" || candidate.state === "evaluating")
    return "The model can be downloaded once it is trained.";
  if (candidate.failure === "cancelled")
    return "There is no model: its training was cut short when the run was stopped.";
  if (candidate.state === "failed") return "There is no model: the candidate failed.";
  if (!candidate.has_weights)
    return "Weights are kept for the best five candidates of a run; those of this one are gone. Its code below is complete and can be trained again.";
  if (isGuest) return "This link shows the candidate; its model is not part of it.";
  return "Your role in the team does not allow taking the model away. Editors can.";
}

/** What is in the archive: ONNX only where it could be made, and then it agrees with PyTorch. */
function contents(files: readonly string[]): string {
  const onnx = files.includes("model.onnx") ? "ONNX, " : "";
  const card = files.includes("MODEL_CARD.md") ? ", model card" : "";
  return `PyTorch code, weights, ${onnx}predict.py${card}: runs without nasweb`;
}

/** The way to `model.zip`: at once, after it is made, or the reason why there is none. */
export function Download({ candidate }: { candidate: CandidateForm }): ReactNode {
  const client = useQueryClient();
  const isGuest = useGuest() !== null;
  const prepare = useMutation({
    mutationFn: () => prepareDownload(candidate.id),
    onSuccess: (next) => client.setQueryData(candidateQuery(candidate.id).queryKey, next),
  });
  const icon = <Icon name="download" />;
  if (candidate.can.includes("download"))
    return (
      <div className={classes.download}>
        <Button
          component="a"
          href={byLink(`/api/candidates/${candidate.id}/model.zip`)}
          download
          leftSection={icon}
        >
          Download model
        </Button>
        <span title={candidate.files.join(", ")}>{contents(candidate.files)}</span>
      </div>
    );
  const canPrepare = candidate.can.includes("export");
  return (
    <div className={classes.download}>
      {candidate.archive === "queued" || canPrepare ? (
        <Button
          leftSection={icon}
          loading={candidate.archive === "queued" || prepare.isPending}
          onClick={() => prepare.mutate()}
        >
          Prepare download
        </Button>
      ) : null}
      {candidate.archive === "queued" ? (
        <span role="status">A worker is making the archive.</span>
      ) : candidate.archive === "failed" ? (
        <span role="alert">The last archive could not be made; the run’s log says why.</span>
      ) : canPrepare ? (
        <span>Code, weights and a script that predicts, in one archive</span>
      ) : (
        <span>{whyNot(candidate, isGuest)}</span>
      )}
      {prepare.error === null ? null : <ProblemNotice error={prepare.error} />}
    </div>
  );
}
