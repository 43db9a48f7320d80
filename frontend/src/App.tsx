import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, StrictMode, useState } from "react";
import { ProblemError } from "./api/client";
import { createAppRouter } from "./routes";
import { resolveTokens, theme } from "./theme";

/** A refusal will be a refusal again; only failures of the way or of the server are tried twice. */
function shouldRetry(failures: number, error: Error): boolean {
  if (error instanceof ProblemError && error.status > 0 && error.status < 500) return false;
  return failures < 2;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: shouldRetry, staleTime: 5_000 } } });
}

export function App(): ReactNode {
  const [client] = useState(createQueryClient);
  const [router] = useState(() => createAppRouter());
  return (
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={resolveTokens} defaultColorScheme="auto">
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
