/** "Add an alternative": a search over operators and modules by their titles. */

import { Button, Combobox, TextInput, useCombobox } from "@mantine/core";
import { useState } from "react";

import { operatorsOf } from "../../document/catalogue";
import type { Body } from "../../document/model";
import { freshId } from "../../document/places";
import { Icon } from "../../ui/Icon";
import { titleOfModule } from "../canvas/bodies";
import { familyColour } from "../canvas/look";
import { useDocument, useOpened, useOpenModule } from "../context";
import { newOperator } from "../editing";
import { distanceOf, matches } from "../panel/matches";
import styles from "./inspector.module.css";
import { type BodyOf, type Placed, useEdit } from "./useEdit";

interface Option {
  key: string;
  title: string;
  hint: string;
  glyph: string;
  colour: string;
  /** Merges join wires: in a choice they are seldom meant. */
  isMerge: boolean;
  body: () => Body;
}

/** The nearest title first; among equals, operators before merges. */
function rank({ title, isMerge }: Option, query: string): number {
  return 2 * distanceOf(title, query) + (isMerge ? 1 : 0);
}

export function AddAlternative({ place, body }: Placed<BodyOf<"choice">>) {
  const [query, setQuery] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      setQuery("");
      combobox.resetSelectedOption();
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const edit = useEdit(place);
  const options = useOptions()
    .filter(({ title, key, hint }) => matches(`${title} ${key} ${hint}`, query))
    .sort((a, b) => rank(a, query) - rank(b, query));
  const add = (key: string) => {
    const option = options.find((item) => item.key === key);
    if (!option) return;
    const id = freshId(
      body.of.map((item) => item.id),
      key.replace(/^.*:/, ""),
    );
    edit.run("add_alternative", { alternative: { id, node: option.body() } });
    // The list stays open: a choice has several alternatives.
    setQuery("");
    combobox.focusSearchInput();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={add} position="bottom-start" withinPortal>
      <Combobox.Target withAriaAttributes={false}>
        <Button
          variant="default"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        >
          Add an alternative
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown miw={260}>
        <Combobox.EventsTarget>
          <TextInput
            ref={combobox.searchRef as React.Ref<HTMLInputElement>}
            role="combobox"
            aria-label="Search operators"
            aria-expanded
            aria-controls={combobox.listId ?? ""}
            placeholder="Search operators"
            leftSection={<Icon name="search" />}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              combobox.selectFirstOption();
            }}
          />
        </Combobox.EventsTarget>
        <Combobox.Options mah={280} className={styles.options ?? ""}>
          {options.map((option) => (
            <Combobox.Option key={option.key} value={option.key} title={option.hint}>
              <span className={styles.option} style={{ ["--family" as string]: option.colour }}>
                <span className={styles.alternativeGlyph} aria-hidden>
                  {option.glyph}
                </span>
                {option.title}
              </span>
            </Combobox.Option>
          ))}
          {options.length === 0 && <Combobox.Empty>No operator is called “{query}”</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function useOptions(): Option[] {
  const { catalogue } = useOpened();
  const document = useDocument();
  const [open, module] = useOpenModule();
  const operators = operatorsOf(catalogue).map((operator) => ({
    key: operator.name,
    title: operator.title,
    hint: operator.summary,
    glyph: operator.glyph,
    colour: familyColour(operator.family),
    isMerge: operator.is_merge,
    body: () => newOperator(catalogue, operator.name, module),
  }));
  const modules = Object.entries(document.modules)
    .filter(([id]) => id !== open && id !== document.root)
    .map(([id, item]) => ({
      key: `module:${id}`,
      title: titleOfModule(id, item),
      hint: "A module of this space",
      glyph: "▣",
      colour: "var(--text-2)",
      isMerge: false,
      body: () => ({ kind: "reference", module: id }) as Body,
    }));
  return [...operators, ...modules];
}
