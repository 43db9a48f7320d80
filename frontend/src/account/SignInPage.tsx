import { useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { sessionQuery } from "../api/queries";
import { useTitle } from "../ui/clock";
import { Logo } from "../ui/Logo";
import { Notice } from "../ui/Notice";
import classes from "./SignIn.module.css";
import { SignInForm } from "./SignInForm";

export function SignInPage(): ReactNode {
  useTitle("Sign in");
  const client = useQueryClient();
  const navigate = useNavigate();
  const hash = useLocation({ select: (location) => location.hash });
  const { next, link } = useSearch({ from: "/sign-in" });
  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <Logo size={40} />
        <h1 className={classes.title}>Sign in to nasweb</h1>
        <p className={classes.lead}>
          Draw a search space, run it on your data, take the model away.
        </p>
        {next === "/join" ? (
          <div className={classes.expired}>
            <Notice tone="info" title="You are invited to a team">
              Sign in to see the invitation. If you have no account yet, ask whoever runs this
              nasweb for one, then open the link again.
            </Notice>
          </div>
        ) : null}
        {link === undefined ? null : (
          <div className={classes.expired}>
            <Notice tone="warn" title="This sign-in link no longer works">
              A link works once, within an hour. For a new one, type <code>make link</code> in
              nasweb’s folder on the machine where it runs.
            </Notice>
          </div>
        )}
        <SignInForm
          onDone={(session) => {
            client.setQueryData(sessionQuery.queryKey, session);
            void navigate({ to: next ?? "/", hash });
          }}
        />
        <p className={classes.foot}>
          On your own machine? The terminal that started nasweb shows a link that signs you in at
          once.
        </p>
      </div>
    </main>
  );
}
