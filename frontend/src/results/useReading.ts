/** The decisions of a candidate as its graph is read, and which of them are pointed at. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { CandidateForm, GraphLegend } from "../api/forms";
import { legendQuery } from "../api/queries";
import { type DecisionWords, wordsOf } from "../monitor/decisionWords";
import { useDrawing } from "../monitor/useDrawing";

export interface DecisionLine extends DecisionWords {
  path: string;
  value: unknown;
  /** The part of the graph that shows it; empty: it is about the whole space. */
  frame: string;
  boxes: readonly number[];
}

export interface Reading {
  lines: DecisionLine[];
  areas: GraphLegend["areas"];
  /** Whether the graph tells the decisions' places yet. */
  isPlaced: boolean;
  lit: readonly string[];
  chosen: readonly string[];
  point: (paths: readonly string[]) => void;
  choose: (paths: readonly string[]) => void;
}

const NOBODY: readonly string[] = [];

export function useReading({ id, version, decisions }: CandidateForm): Reading {
  const drawing = useDrawing(version);
  const legend = useQuery(legendQuery(id)).data;
  const [pointed, point] = useState(NOBODY);
  const [chosen, setChosen] = useState(NOBODY);
  const lines = useMemo(() => {
    const known = legend?.lines ?? unplaced(decisions);
    return known.map((line) => {
      const value = decisions[line.path];
      return { ...line, value, ...wordsOf(line.path, value, drawing) };
    });
  }, [legend, decisions, drawing]);
  return {
    lines,
    areas: legend?.areas ?? [],
    isPlaced: legend !== undefined,
    lit: pointed.length > 0 ? pointed : chosen,
    chosen,
    point,
    choose: (paths) => setChosen(String(paths) === String(chosen) ? NOBODY : paths),
  };
}

const unplaced = (decisions: Record<string, unknown>): GraphLegend["lines"] =>
  Object.keys(decisions)
    .sort((a, b) => a.localeCompare(b))
    .map((path) => ({ path, frame: "", boxes: [] }));
