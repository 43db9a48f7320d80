/** The look in code: Mantine speaks our tokens, series and operator families have fixed colours. */
import {
  type ButtonProps,
  type CSSVariablesResolver,
  createTheme,
  type InputWrapperProps,
  type MantineColorsTuple,
  type MenuProps,
  type ModalProps,
  type TooltipProps,
} from "@mantine/core";

const accent: MantineColorsTuple = [
  "#e5eefc",
  "#c9dbf9",
  "#9dbdf3",
  "#6ea2ff",
  "#4a82e6",
  "#2f6dd8",
  "#1f5fcc",
  "#1a51af",
  "#164493",
  "#113675",
];

/** Greys of the dark look, so that what Mantine colours by itself keeps to our tokens. */
const dark: MantineColorsTuple = [
  "#e7ebf0",
  "#aab4c1",
  "#8e99a8",
  "#6e7887",
  "#2b323d",
  "#20262f",
  "#1b2029",
  "#14181f",
  "#0e1116",
  "#0b0e13",
];

/** The same for the light look. */
const gray: MantineColorsTuple = [
  "#f6f7f9",
  "#eef0f3",
  "#e3e6eb",
  "#d5dae1",
  "#b4bbc6",
  "#858e9b",
  "#646e7c",
  "#515b69",
  "#343c47",
  "#1a1f27",
];

/**
 * What the components are unless told otherwise. Plain data: naming a component here would make the
 * first page fetch it.
 */
export const theme = createTheme({
  fontFamily: "var(--font)",
  fontFamilyMonospace: "var(--mono)",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  headings: { fontWeight: "600" },
  colors: { accent, gray, dark },
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 3 },
  defaultRadius: 4,
  radius: { xs: "2px", sm: "4px", md: "8px", lg: "8px", xl: "12px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  respectReducedMotion: true,
  components: {
    InputWrapper: {
      defaultProps: {
        inputWrapperOrder: ["label", "input", "description", "error"],
      } satisfies Partial<InputWrapperProps>,
      styles: {
        description: { fontSize: "var(--size-12)", marginTop: 4 },
        error: { fontSize: "var(--size-12)" },
      },
    },
    Button: { defaultProps: { size: "sm", variant: "filled" } satisfies Partial<ButtonProps> },
    Menu: {
      defaultProps: {
        shadow: "md",
        radius: 8,
        transitionProps: { duration: 120 },
      } satisfies Partial<MenuProps>,
    },
    Modal: {
      defaultProps: {
        radius: 8,
        centered: true,
        transitionProps: { duration: 150 },
        overlayProps: { backgroundOpacity: 0.45 },
      } satisfies Partial<ModalProps>,
      styles: {
        // A name without spaces wraps, and never pushes the way out of the dialog aside.
        title: {
          minWidth: 0,
          fontSize: "var(--size-16)",
          fontWeight: 600,
          lineHeight: 1.35,
          overflowWrap: "anywhere",
        },
        body: { overflowWrap: "anywhere" },
      },
    },
    Tooltip: {
      defaultProps: {
        openDelay: 300,
        transitionProps: { duration: 120 },
      } satisfies Partial<TooltipProps>,
    },
  },
});

const tokens = {
  "--mantine-color-body": "var(--surface)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-dimmed": "var(--text-3)",
  "--mantine-color-placeholder": "var(--text-3)",
  "--mantine-color-anchor": "var(--accent)",
  "--mantine-color-error": "var(--error)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-hover": "var(--selection)",
  "--mantine-color-default-color": "var(--text)",
  "--mantine-color-default-border": "var(--border-strong)",
  "--mantine-color-accent-filled": "var(--accent)",
  "--mantine-color-accent-filled-hover": "var(--accent-hover)",
  "--mantine-color-accent-light": "var(--selection)",
  "--mantine-color-accent-light-hover": "var(--selection)",
  "--mantine-color-accent-light-color": "var(--accent)",
  "--mantine-color-accent-outline": "var(--accent)",
  "--mantine-primary-color-filled": "var(--accent)",
  "--mantine-primary-color-filled-hover": "var(--accent-hover)",
  "--mantine-primary-color-light": "var(--selection)",
  "--mantine-primary-color-light-color": "var(--accent)",
  "--mantine-primary-color-contrast": "var(--on-accent)",
  "--mantine-shadow-md": "var(--shadow)",
};

export const resolveTokens: CSSVariablesResolver = () => ({
  variables: {},
  light: tokens,
  dark: tokens,
});

/** Eight colours that stay apart for every kind of colour vision; a ninth repeats with dashes. */
export const SERIES = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `var(--series-${n})`);

/** What an operator family looks like: a series colour, and a glyph for those who see no colour. */
export interface FamilyLook {
  colour: string;
  glyph: string;
}

const FAMILIES: Record<string, FamilyLook> = {
  convolution: { colour: "var(--series-1)", glyph: "C" },
  separable: { colour: "var(--series-3)", glyph: "S" },
  dilated: { colour: "var(--series-5)", glyph: "D" },
  pooling: { colour: "var(--series-4)", glyph: "P" },
  skip: { colour: "var(--series-7)", glyph: "=" },
  none: { colour: "var(--edge)", glyph: "0" },
  attention: { colour: "var(--series-8)", glyph: "A" },
  series: { colour: "var(--series-1)", glyph: "C" },
  recurrent: { colour: "var(--series-3)", glyph: "R" },
  resizing: { colour: "var(--series-4)", glyph: "U" },
  gating: { colour: "var(--series-5)", glyph: "G" },
  reshaping: { colour: "var(--series-7)", glyph: "T" },
  normalization: { colour: "var(--series-6)", glyph: "N" },
  activation: { colour: "var(--series-5)", glyph: "σ" },
  linear: { colour: "var(--series-8)", glyph: "L" },
  embedding: { colour: "var(--series-7)", glyph: "E" },
  merge: { colour: "var(--series-2)", glyph: "+" },
  regularization: { colour: "var(--series-3)", glyph: "R" },
};

/** Look up the colour and glyph of an operator family of the catalogue. */
export function familyLook(family: string): FamilyLook {
  return (
    FAMILIES[family] ?? { colour: "var(--text-3)", glyph: family.charAt(0).toUpperCase() || "?" }
  );
}
