/** Reads the part of JSON schema that settings use (what pydantic writes) into plain fields. */

export type JsonSchema = Record<string, unknown>;
export type Settings = Record<string, unknown>;
export type FieldKind = "boolean" | "options" | "integer" | "number" | "string" | "json";

export interface Field {
  name: string;
  title: string;
  description: string;
  kind: FieldKind;
  options: (string | number | boolean | null)[];
  /** How options are written, where they say so: "adamw" is "AdamW". */
  optionTitles?: Record<string, string>;
  initial: unknown;
  minimum: number | undefined;
  maximum: number | undefined;
  isNullable: boolean;
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function propertiesOf(schema: JsonSchema): Record<string, unknown> {
  return isObject(schema.properties) ? schema.properties : {};
}

/** The names of the settings, in the schema's order. */
export function fieldsOf(schema: JsonSchema): string[] {
  return Object.keys(propertiesOf(schema));
}

function follow(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (typeof schema.$ref !== "string") return schema;
  let found: unknown = root;
  for (const key of schema.$ref.replace(/^#\//, "").split("/"))
    found = isObject(found) ? found[key] : undefined;
  return isObject(found) ? { ...found, ...schema } : schema;
}

/** An optional type is written as `anyOf [T, null]`; the field is T, and may be empty. */
function unwrap(schema: JsonSchema, root: JsonSchema): { schema: JsonSchema; isNullable: boolean } {
  const followed = follow(schema, root);
  if (!Array.isArray(followed.anyOf)) return { schema: followed, isNullable: false };
  const parts = followed.anyOf.filter(isObject).map((part) => follow(part, root));
  const real = parts.filter((part) => part.type !== "null");
  const isNullable = real.length < parts.length;
  const only = real.length === 1 ? real[0] : undefined;
  return {
    schema: only === undefined ? { ...followed, type: "json" } : { ...only, ...pick(followed) },
    isNullable,
  };
}

function pick(schema: JsonSchema): JsonSchema {
  const kept: JsonSchema = {};
  for (const key of ["title", "description", "default", "option_titles"])
    if (key in schema) kept[key] = schema[key];
  return kept;
}

function kindOf(schema: JsonSchema): FieldKind {
  if (Array.isArray(schema.enum) || "const" in schema) return "options";
  switch (schema.type) {
    case "boolean":
    case "integer":
    case "number":
    case "string":
      return schema.type;
    default:
      return "json";
  }
}

function bound(
  schema: JsonSchema,
  key: string,
  exclusive: string,
  step: number,
): number | undefined {
  const value = schema[key];
  if (typeof value === "number") return value;
  const open = schema[exclusive];
  return typeof open === "number" ? open + (schema.type === "integer" ? step : 0) : undefined;
}

/** Read one setting. An unknown name is a field of free JSON. */
export function fieldOf(root: JsonSchema, name: string): Field {
  const raw = propertiesOf(root)[name];
  const { schema, isNullable } = unwrap(isObject(raw) ? raw : {}, root);
  const options = Array.isArray(schema.enum)
    ? schema.enum
    : "const" in schema
      ? [schema.const]
      : [];
  return {
    name,
    title:
      typeof schema.title === "string"
        ? schema.title.charAt(0) + schema.title.slice(1).toLowerCase()
        : "",
    description: typeof schema.description === "string" ? schema.description : "",
    kind: kindOf(schema),
    options: options as Field["options"],
    optionTitles: isObject(schema.option_titles)
      ? (schema.option_titles as Record<string, string>)
      : {},
    initial: schema.default,
    minimum: bound(schema, "minimum", "exclusiveMinimum", 1),
    maximum: bound(schema, "maximum", "exclusiveMaximum", -1),
    isNullable,
  };
}

/** The settings that a schema prescribes when nothing is said. */
export function defaultsOf(schema: JsonSchema): Settings {
  const settings: Settings = {};
  for (const name of fieldsOf(schema)) {
    const { initial } = fieldOf(schema, name);
    if (initial !== undefined) settings[name] = initial;
  }
  return settings;
}
