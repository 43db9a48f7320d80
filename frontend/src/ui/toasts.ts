/** Short news that need no answer; read out politely, gone after a while. */
import { create } from "zustand";

export interface Toast {
  id: number;
  text: string;
  tone: "ok" | "error";
}

interface ToastState {
  toasts: Toast[];
  show: (text: string, tone?: Toast["tone"]) => void;
  dismiss: (id: number) => void;
}

const SHOWN_FOR = 6_000;
let last = 0;

export const useToasts = create<ToastState>((set, get) => ({
  toasts: [],
  show: (text, tone = "ok") => {
    last += 1;
    const id = last;
    set((state) => ({ toasts: [...state.toasts.slice(-3), { id, text, tone }] }));
    setTimeout(() => get().dismiss(id), SHOWN_FOR);
  },
  dismiss: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
}));

export const showToast = (text: string, tone?: Toast["tone"]): void =>
  useToasts.getState().show(text, tone);
