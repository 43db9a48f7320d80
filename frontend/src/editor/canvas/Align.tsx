/** Bringing several nodes to one line, or to the same room between them. */

import { ActionIcon, Menu, Tooltip } from "@mantine/core";

import { Icon } from "../../ui/Icon";
import { useOpened } from "../context";
import { align, distribute } from "../gestures";
import type { Side } from "./aligning";

const WORDS = "Align and distribute";
const SIDES: readonly (readonly [Side, string])[] = [
  ["left", "Left edges"],
  ["centre", "Centres"],
  ["right", "Right edges"],
  ["top", "Top edges"],
  ["middle", "Middles"],
  ["bottom", "Bottom edges"],
];

export function Align({ count }: { count: number }) {
  const { store, catalogue } = useOpened();
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Tooltip label={WORDS}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={WORDS}>
            <Icon name="align" />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Align</Menu.Label>
        {SIDES.map(([side, words]) => (
          <Menu.Item key={side} onClick={() => align(store, catalogue, side)}>
            {words}
          </Menu.Item>
        ))}
        <Menu.Label>Distribute{count < 3 && " (three nodes or more)"}</Menu.Label>
        <Menu.Item disabled={count < 3} onClick={() => distribute(store, catalogue, "x")}>
          Across
        </Menu.Item>
        <Menu.Item disabled={count < 3} onClick={() => distribute(store, catalogue, "y")}>
          Down
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
