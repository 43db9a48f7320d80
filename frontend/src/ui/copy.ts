import { showToast } from "./toasts";

/** Put a text on the clipboard, and tell. */
export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast(`Copied ${what}`);
  } catch {
    showToast("The browser did not allow copying: select the text and copy it by hand.", "error");
  }
}
