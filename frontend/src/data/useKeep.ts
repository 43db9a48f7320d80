/** Keeps what the server answered to a change, so that every page shows it at once. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { DataForm } from "../api/forms";
import { datasetQuery } from "../api/queries";

export function useKeep(): (data: DataForm) => void {
  const client = useQueryClient();
  return useCallback(
    (data) => {
      client.setQueryData(datasetQuery(data.id).queryKey, data);
      void client.invalidateQueries({ queryKey: ["datasets"] });
    },
    [client],
  );
}
