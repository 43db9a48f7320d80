import { expect, it } from "vitest";
import { workOf } from "./WorkersPage";

it.each([
  [["runs"], [], "conducts runs"],
  [["evaluate.cpu", "evaluate.gpu"], ["cpu"], "trains on the CPU"],
  [["evaluate.cpu", "evaluate.gpu"], ["cpu", "gpu"], "trains on a GPU"],
  [["evaluate.cpu"], [], "will train once its device is known"],
  [["runs", "evaluate.cpu"], ["cpu"], "conducts runs, trains on the CPU"],
])("a worker of the queues %s with %s %s", (queues, devices, work) => {
  expect(workOf({ queues, devices })).toBe(work);
});
