/** The browser's WebSocket, with the test as its server. */
import { vi } from "vitest";

export class FakeSocket {
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onopen: (() => void) | null = null;
  sent: string[] = [];
  isClosed = false;

  constructor(readonly address: string) {
    sockets.push(this);
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.isClosed = true;
  }
}

/** All that were opened since `fakeSockets` was called last. */
export const sockets: FakeSocket[] = [];

/** Replace the browser's sockets until the end of the test. */
export function fakeSockets(): void {
  sockets.length = 0;
  vi.stubGlobal("WebSocket", FakeSocket);
}
