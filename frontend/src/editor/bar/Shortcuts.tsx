/** The sheet of keys. */

import { Modal } from "@mantine/core";

import styles from "./bar.module.css";

const KEYS: [string[], string][] = [
  [["A"], "Add something at the pointer (also a double click on the canvas or on a wire)"],
  [["Ctrl", "K"], "Find a command, something to add, a module or a node"],
  [["/"], "Find an operator"],
  [
    ["Shift", "Click"],
    "Select several nodes or wires (also Ctrl; Shift and drag: all in a box; in the outline all rows up to the one that is clicked)",
  ],
  [["Arrows"], "Go to the next node that way"],
  [["Alt", "Arrows"], "Move what is selected (with Shift four times as far)"],
  [["Alt", "Drag"], "Move without being drawn to the lines of other nodes"],
  [["Enter"], "Open the module of the selected node or wire; at a port begin a wire, or end it"],
  [["P"], "Go to the next port of the selected node (with Shift to the one before)"],
  [["C"], "Connect: list the ports that take a wire from the selected node"],
  [["Esc"], "Stop drawing a wire, select nothing, go up one module"],
  [["Delete"], "Delete what is selected"],
  [["Ctrl", "Delete"], "Delete, and join the wires that ran through it where they fit"],
  [
    ["M"],
    "Leave the selected wires out, or those that leave the selected nodes; again: take them in",
  ],
  [["1", "…", "9"], "Offer that alternative of the selected choice, or offer it no more"],
  [["Ctrl", "C"], "Copy what is selected (X cuts, V pastes: also in another tab or space)"],
  [["Ctrl", "Shift", "V"], "Paste with the wires that entered what was copied"],
  [["Ctrl", "D"], "Duplicate what is selected"],
  [["Ctrl", "G"], "Make a module of what is selected, to be used many times"],
  [["Ctrl", "Shift", "G"], "Dissolve the selected use of a module into its parts"],
  [["U"], "Select what feeds the selected nodes too (D: what they feed)"],
  [["F2"], "Rename what is selected, or the module (also a double click on a node or port)"],
  [["Ctrl", "A"], "Select every node"],
  [["Ctrl", "Z"], "Undo"],
  [["Ctrl", "Shift", "Z"], "Redo (also Ctrl Y)"],
  [["Ctrl", "S"], "Save a version"],
  [["Ctrl", "Enter"], "Run: start a search from what is drawn"],
  [["L"], "Tidy: lay the module out anew"],
  [["T"], "Turn: draw the module top to bottom, or left to right again"],
  [["F"], "Fit the module into the view"],
  [["."], "Bring what is selected into the view"],
  [["0"], "Show it in its true size (+ closer, - farther away)"],
  [["F8"], "Go to the next problem (with Shift to the one before)"],
  [["Alt", "Enter"], "Quick fix of what was refused, or of the problem of what is selected"],
  [["?"], "This sheet"],
];

export function Shortcuts({ isOpened, onClose }: { isOpened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={isOpened}
      onClose={onClose}
      title="Keyboard"
      size="lg"
      classNames={{ title: styles.dialogTitle ?? "" }}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <p className={styles.hint}>
        On a Mac, Cmd does what Ctrl does. While you type in a field, its keys are its own.
      </p>
      <dl className={styles.keys}>
        {KEYS.map(([keys, text]) => (
          <Row key={text} keys={keys} text={text} />
        ))}
      </dl>
    </Modal>
  );
}

function Row({ keys, text }: { keys: string[]; text: string }) {
  return (
    <>
      <dt>
        {keys.map((key) => (
          <span key={key}>
            <kbd>{key}</kbd>{" "}
          </span>
        ))}
      </dt>
      <dd>{text}</dd>
    </>
  );
}
