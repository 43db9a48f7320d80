import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { SchemaForm } from "./SchemaForm";
import { defaultsOf, fieldOf, fieldsOf, type JsonSchema, type Settings } from "./schema";

const SCHEMA: JsonSchema = {
  type: "object",
  $defs: { Mode: { enum: ["zeros", "reflect"], type: "string" } },
  properties: {
    channels: { type: "integer", title: "Channels", minimum: 1, maximum: 64, default: 16 },
    rate: {
      type: "number",
      title: "Rate",
      exclusiveMinimum: 0,
      default: 0.5,
      description: "How much.",
    },
    bias: { type: "boolean", title: "Bias", default: false },
    padding: { $ref: "#/$defs/Mode", title: "Padding", default: "zeros" },
    groups: {
      anyOf: [{ type: "integer", minimum: 1 }, { type: "null" }],
      title: "Groups",
      default: null,
    },
    kernel: { type: "array", items: { type: "integer" }, default: [3, 3] },
    label: { type: "string", title: "Label", default: "" },
  },
};

function Probe({ seen, readOnly = false }: { seen: Settings[]; readOnly?: boolean }) {
  const [value, setValue] = useState<Settings>(defaultsOf(SCHEMA));
  seen.push(value);
  return (
    <MantineProvider env="test">
      <SchemaForm schema={SCHEMA} value={value} onChange={setValue} readOnly={readOnly} />
    </MantineProvider>
  );
}

it("every setting of the schema is a field, in its order", () => {
  expect(fieldsOf(SCHEMA).map((name) => fieldOf(SCHEMA, name).kind)).toEqual([
    "integer",
    "number",
    "boolean",
    "options",
    "integer",
    "json",
    "string",
  ]);
  expect(fieldOf(SCHEMA, "groups")).toMatchObject({
    isNullable: true,
    minimum: 1,
    title: "Groups",
  });
  expect(fieldOf(SCHEMA, "padding").options).toEqual(["zeros", "reflect"]);
});

it("defaults are those of the schema", () => {
  expect(defaultsOf(SCHEMA)).toEqual({
    channels: 16,
    rate: 0.5,
    bias: false,
    padding: "zeros",
    groups: null,
    kernel: [3, 3],
    label: "",
  });
});

it("what is typed arrives with its type", async () => {
  const seen: Settings[] = [];
  const user = userEvent.setup();
  render(<Probe seen={seen} />);
  await user.clear(screen.getByRole("textbox", { name: "Channels" }));
  await user.type(screen.getByRole("textbox", { name: "Channels" }), "32");
  await user.click(screen.getByRole("checkbox", { name: "Bias" }));
  await user.type(screen.getByRole("textbox", { name: "Label" }), "wide");
  expect(seen.at(-1)).toMatchObject({ channels: 32, bias: true, label: "wide" });
});

it("a choice is taken from its options", async () => {
  const seen: Settings[] = [];
  const user = userEvent.setup();
  render(<Probe seen={seen} />);
  await user.click(screen.getByRole("combobox", { name: "Padding" }));
  await user.click(await screen.findByRole("option", { name: "reflect" }));
  expect(seen.at(-1)).toMatchObject({ padding: "reflect" });
});

it("JSON is taken when it is JSON, and refused with a hint when it is not", async () => {
  const seen: Settings[] = [];
  const user = userEvent.setup();
  render(<Probe seen={seen} />);
  const field = screen.getByRole("textbox", { name: "Kernel" });
  await user.clear(field);
  await user.type(field, "five by five");
  await user.tab();
  expect(screen.getByText("Write JSON, for example [16, 32].")).toBeInTheDocument();
  expect(seen.at(-1)).toMatchObject({ kernel: [3, 3] });
  await user.clear(field);
  await user.type(field, "[[5, 5]");
  await user.tab();
  expect(seen.at(-1)).toMatchObject({ kernel: [5, 5] });
});

it("nothing can be changed when it is only to be read", async () => {
  const seen: Settings[] = [];
  const user = userEvent.setup();
  render(<Probe seen={seen} readOnly />);
  await user.type(screen.getByRole("textbox", { name: "Label" }), "x");
  await user.click(screen.getByRole("checkbox", { name: "Bias" }));
  expect(seen).toHaveLength(1);
});

it("an option is written as the schema titles it", () => {
  const schema: JsonSchema = {
    properties: {
      optimizer: {
        ...{ enum: ["adamw", "other"], type: "string", title: "Optimizer", default: "adamw" },
        option_titles: { adamw: "AdamW" },
      },
    },
  };
  render(
    <MantineProvider env="test">
      <SchemaForm schema={schema} value={{}} onChange={() => {}} />
    </MantineProvider>,
  );
  expect(screen.getByRole("combobox", { name: "Optimizer" })).toHaveValue("AdamW");
});
