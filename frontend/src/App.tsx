import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, StrictMode, useState } from "react";
import { isPassing } from "./api/client";
import { createAppRouter } from "./routes";
import { resolveTokens, theme } from "./theme";

const shouldRetry = (failures: number, error: Error): boolean => isPassing(error) && failures < 2;

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
