import { createRoot } from "react-dom/client";
import { App } from "./App";
import "./theme.css";
import "./mantine.css";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element with the id root to draw into.");
createRoot(root).render(<App />);
