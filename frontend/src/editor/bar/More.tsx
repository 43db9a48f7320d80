/** What a narrow bar has no room for, in one menu. */

import { ActionIcon, Menu, Tooltip } from "@mantine/core";

import { ForMembers } from "../../ui/guest";
import { Icon } from "../../ui/Icon";
import styles from "./bar.module.css";

export interface MoreProps {
  onPreview: () => void;
  onVersions: () => void;
  onTalk: () => void;
  onExport: () => void;
  onShortcuts: () => void;
}

export function More({ onPreview, onVersions, onTalk, onExport, onShortcuts }: MoreProps) {
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Tooltip label="More">
          <ActionIcon
            className={styles.more ?? ""}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label="More"
          >
            <Icon name="more" size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <ForMembers>
          <Menu.Item leftSection={<Icon name="graph" />} onClick={onPreview}>
            Architectures at random
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="clock" />} onClick={onVersions}>
            Versions
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="comment" />} onClick={onTalk}>
            Comments
          </Menu.Item>
        </ForMembers>
        <Menu.Item leftSection={<Icon name="download" />} onClick={onExport}>
          Export as JSON
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="list" />} onClick={onShortcuts}>
          Keyboard shortcuts
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
