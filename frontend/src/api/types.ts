// Made by `manage.py write_types` from the API's schema. Do not edit.

export interface paths {
    "/api/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What happened in the caller's teams. */
        get: operations["get_activity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/candidates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One candidate. */
        get: operations["get_candidates_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/candidates/{id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The candidate as readable PyTorch. */
        get: operations["get_candidates_id_code"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/candidates/{id}/curve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The candidate's learning curve. */
        get: operations["get_candidates_id_curve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/candidates/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Have a worker make the candidate's archive. */
        post: operations["post_candidates_id_export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/candidates/{id}/graph.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The candidate as a picture; 404 for the cells of a network that has none. */
        get: operations["get_candidates_id_graph_svg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/candidates/{id}/legend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Which boxes of that picture stand for which decisions. */
        get: operations["get_candidates_id_legend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/candidates/{id}/model.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The archive: model, weights and a script that uses them. */
        get: operations["get_candidates_id_model_zip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Every entry of every registry. */
        get: operations["get_catalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What is said about a thing. */
        get: operations["get_comments"];
        put?: never;
        /** @description What is said about a thing. */
        post: operations["post_comments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description One comment. */
        delete: operations["delete_comments_id"];
        options?: never;
        head?: never;
        /** @description One comment. */
        patch: operations["patch_comments_id"];
        trace?: never;
    };
    "/api/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The datasets a run may name. */
        get: operations["get_datasets"];
        put?: never;
        /** @description The datasets a run may name. */
        post: operations["post_datasets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One dataset. */
        get: operations["get_datasets_id"];
        put?: never;
        post?: never;
        /** @description One dataset. */
        delete: operations["delete_datasets_id"];
        options?: never;
        head?: never;
        /** @description One dataset. */
        patch: operations["patch_datasets_id"];
        trace?: never;
    };
    "/api/datasets/{id}/samples/{number}.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A picture of one item. */
        get: operations["get_datasets_id_samples_number_png"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description One invitation. */
        delete: operations["delete_invitations_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Accept an invitation. */
        post: operations["post_invitations_join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description What an invitation offers. */
        post: operations["post_invitations_look"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/marks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Stars and note of a thing. */
        get: operations["get_marks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description One member of a team. */
        delete: operations["delete_members_id"];
        options?: never;
        head?: never;
        /** @description One member of a team. */
        patch: operations["patch_members_id"];
        trace?: never;
    };
    "/api/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The team's notes. */
        post: operations["post_notes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/presets/{name}/picture.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The most telling module of a template. */
        get: operations["get_presets_name_picture_svg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Making projects. */
        post: operations["post_projects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description One project. */
        delete: operations["delete_projects_id"];
        options?: never;
        head?: never;
        /** @description One project. */
        patch: operations["patch_projects_id"];
        trace?: never;
    };
    "/api/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description All runs; a new one starts at once. */
        get: operations["get_runs"];
        put?: never;
        /** @description All runs; a new one starts at once. */
        post: operations["post_runs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One run. */
        get: operations["get_runs_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description One run. */
        patch: operations["patch_runs_id"];
        trace?: never;
    };
    "/api/runs/{id}/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The candidates of a run. */
        get: operations["get_runs_id_candidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/clone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Make a draft run that asks for the same. */
        post: operations["post_runs_id_clone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The events of a run. */
        get: operations["get_runs_id_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Ask something of a run. Each deed has a route of its own. */
        post: operations["post_runs_id_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Ask something of a run. Each deed has a route of its own. */
        post: operations["post_runs_id_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The state of a run as of its last event. */
        get: operations["get_runs_id_snapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Ask something of a run. Each deed has a route of its own. */
        post: operations["post_runs_id_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Ask something of a run. Each deed has a route of its own. */
        post: operations["post_runs_id_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description What a run would take, and why it cannot start. */
        post: operations["post_runs_estimate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description This API, in OpenAPI 3.1. */
        get: operations["get_schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Who is signed in. */
        get: operations["get_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Sign in with name and password. */
        post: operations["post_session_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Sign out. */
        post: operations["post_session_sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The links to a thing. */
        get: operations["get_shares"];
        put?: never;
        /** @description The links to a thing. */
        post: operations["post_shares"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shares/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description One link. */
        delete: operations["delete_shares_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shares/{id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Open a link: from then on this browser may look. */
        post: operations["post_shares_id_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description All spaces. */
        get: operations["get_spaces"];
        put?: never;
        /** @description All spaces. */
        post: operations["post_spaces"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spaces/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One space. */
        get: operations["get_spaces_id"];
        put?: never;
        post?: never;
        /** @description One space. */
        delete: operations["delete_spaces_id"];
        options?: never;
        head?: never;
        /** @description One space. */
        patch: operations["patch_spaces_id"];
        trace?: never;
    };
    "/api/spaces/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description The working copy of a space. */
        put: operations["put_spaces_id_draft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spaces/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The versions of a space. */
        get: operations["get_spaces_id_versions"];
        put?: never;
        /** @description The versions of a space. */
        post: operations["post_spaces_id_versions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spaces/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description What is known about a document before anything is spent. */
        post: operations["post_spaces_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spaces/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Members of a document, drawn by chance. */
        post: operations["post_spaces_sample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One's own stars. */
        get: operations["get_stars"];
        put?: never;
        /** @description One's own stars. */
        post: operations["post_stars"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The caller's teams. */
        get: operations["get_teams"];
        put?: never;
        /** @description The caller's teams. */
        post: operations["post_teams"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One team. */
        get: operations["get_teams_id"];
        put?: never;
        post?: never;
        /** @description One team. */
        delete: operations["delete_teams_id"];
        options?: never;
        head?: never;
        /** @description One team. */
        patch: operations["patch_teams_id"];
        trace?: never;
    };
    "/api/teams/{id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Inviting to a team. */
        post: operations["post_teams_id_invitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One's own keys. */
        get: operations["get_tokens"];
        put?: never;
        /** @description One's own keys. */
        post: operations["post_tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description One key. */
        delete: operations["delete_tokens_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/versions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One version with its document. */
        get: operations["get_versions_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/versions/{id}/picture.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The most telling module of a version as a picture. */
        get: operations["get_versions_id_picture_svg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The workers, as they last said. */
        get: operations["get_workers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Acknowledge
         * @description The client has applied everything up to `seq`.
         */
        Acknowledge: {
            /**
             * @default ack
             * @constant
             */
            op?: "ack";
            seq: number;
        };
        /**
         * ActivityForm
         * @description Something that happened in a team; `verb` is a word of `models.Verb`.
         */
        ActivityForm: {
            actor: string;
            /** Format: date-time */
            at: string;
            kind: string;
            project: string;
            team: string;
            thing: string;
            title: string;
            verb: string;
        };
        /**
         * ActivityPage
         * @description Newest first; `next` goes into `?before=`.
         */
        ActivityPage: {
            items: components["schemas"]["ActivityForm"][];
            next: string | null;
        };
        /**
         * ActivityQuery
         * @description Where to go on.
         */
        ActivityQuery: {
            /** @default null */
            before: string | null;
        };
        /**
         * Beat
         * @description Still here. `workers` counts those alive, `is_stalled` and `waiting` as in the run's form.
         */
        Beat: {
            /** Format: date-time */
            at: string;
            head: number;
            is_stalled: boolean;
            /**
             * @default beat
             * @constant
             */
            op: "beat";
            waiting: components["schemas"]["Waiting"] | null;
            workers: number;
        };
        /**
         * BestForm
         * @description The best candidate so far, by the first objective.
         */
        BestForm: {
            candidate: string;
            index: number;
            value: number;
        };
        /**
         * Budget
         * @description When to end.
         */
        Budget: {
            candidates: number;
        };
        /**
         * CandidateEvaluated
         * @description A candidate was scored; `scores` has every objective and what else was measured.
         */
        CandidateEvaluated: {
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "candidate_evaluated";
            scores: {
                [key: string]: number;
            };
            seconds: number;
        };
        /**
         * CandidateExported
         * @description A candidate's `model.zip` is ready, or could not be made.
         */
        CandidateExported: {
            /** @enum {string} */
            archive: "queued" | "ready" | "failed";
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "candidate_exported";
            /** @default  */
            message: string;
        };
        /**
         * CandidateFailed
         * @description A candidate could not be scored. The search goes on.
         */
        CandidateFailed: {
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "candidate_failed";
            message: string;
            /** @enum {string} */
            reason: "non_finite" | "out_of_memory" | "exception" | "time_out" | "crash" | "invalid_architecture" | "worker_lost" | "cancelled";
            /** @default 0 */
            seconds: number;
        };
        /**
         * CandidateForm
         * @description A candidate's page.
         */
        CandidateForm: {
            architecture_id: string;
            /** @enum {string} */
            archive: "none" | "queued" | "ready" | "failed";
            can: string[];
            decisions: {
                [key: string]: unknown;
            };
            failure: string;
            fidelity: components["schemas"]["Fidelity"];
            files: string[];
            graph_hash: string;
            has_weights: boolean;
            how: {
                [key: string]: unknown;
            };
            id: string;
            index: number;
            macs: number;
            message: string;
            parameters: number;
            parents: number[];
            rank: number | null;
            run: string;
            run_name: string;
            /** @enum {string} */
            run_state: "draft" | "queued" | "running" | "pausing" | "paused" | "stopping" | "stopped" | "finished" | "failed";
            scores: {
                [key: string]: number;
            };
            seconds: number | null;
            /** @enum {string} */
            state: "proposed" | "evaluating" | "finished" | "failed";
            test_scores: {
                [key: string]: number;
            };
            version: string;
        };
        /**
         * CandidatePage
         * @description Keyset page of candidates; `next` goes into `?after=`.
         */
        CandidatePage: {
            items: components["schemas"]["CandidateSummary"][];
            next: string | null;
            total: number;
        };
        /**
         * CandidateProposed
         * @description The strategy asked for an architecture.
         */
        CandidateProposed: {
            architecture_id: string;
            decisions: {
                [key: string]: unknown;
            };
            fidelity: components["schemas"]["Fidelity"];
            graph_hash: string;
            /** @default {} */
            how: {
                [key: string]: unknown;
            };
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "candidate_proposed";
            macs: number;
            parameters: number;
            /** @default [] */
            parents: number[];
        };
        /**
         * CandidateSummary
         * @description A candidate in a list. `scores` are validation scores.
         */
        CandidateSummary: {
            failure: string;
            graph_hash: string;
            how: {
                [key: string]: unknown;
            };
            id: string;
            index: number;
            macs: number;
            message: string;
            parameters: number;
            parents: number[];
            rank: number | null;
            scores: {
                [key: string]: number;
            };
            seconds: number | null;
            /** @enum {string} */
            state: "proposed" | "evaluating" | "finished" | "failed";
        };
        /**
         * Catalogue
         * @description All that palettes and forms are made of.
         */
        Catalogue: {
            evaluators: components["schemas"]["EntryForm"][];
            operators: components["schemas"]["OperatorForm"][];
            presets: components["schemas"]["PresetForm"][];
            problems: components["schemas"]["EntryForm"][];
            strategies: components["schemas"]["EntryForm"][];
        };
        /**
         * Code
         * @description The candidate as readable PyTorch.
         */
        Code: {
            model: string;
        };
        /**
         * Column
         * @description A column of a table.
         */
        Column: {
            distinct: number;
            /** @enum {string} */
            kind: "number" | "category" | "target" | "split" | "ignored";
            /** @default null */
            maximum: number | null;
            /** @default null */
            median: number | null;
            /** @default null */
            minimum: number | null;
            missing: number;
            name: string;
            /** @default [] */
            top: components["schemas"]["Count"][];
            /** @default  */
            why: string;
        };
        /**
         * CommentChange
         * @description Put other words in place of one's own.
         */
        CommentChange: {
            text: string;
        };
        /**
         * CommentForm
         * @description A comment. A deleted one keeps its place in the thread and loses its words.
         */
        CommentForm: {
            author: string;
            can: string[];
            /** Format: date-time */
            created_at: string;
            edited_at: string | null;
            id: string;
            is_deleted: boolean;
            place: components["schemas"]["CommentPlace"];
            text: string;
        };
        /**
         * CommentPlace
         * @description What a comment hangs on; `path` is a node or wire of a space.
         */
        CommentPlace: {
            /** @default  */
            about?: string;
            id: string;
            /** @enum {string} */
            kind: "space" | "run" | "candidate" | "dataset";
            /** @default [] */
            path?: string[];
        };
        /**
         * CommentRequest
         * @description Say something about a thing.
         */
        CommentRequest: {
            place: components["schemas"]["CommentPlace"];
            text: string;
        };
        /**
         * Count
         * @description How many items have a value.
         */
        Count: {
            items: number;
            name: string;
        };
        /**
         * Curve
         * @description A learning curve: `values[metric][k]` belongs to `steps[metric][k]`.
         */
        Curve: {
            index: number;
            steps: {
                [key: string]: number[];
            };
            values: {
                [key: string]: number[];
            };
        };
        /**
         * DataChange
         * @description Rename, or read the upload again with other options (`nas.importing.profile.Options`).
         */
        DataChange: {
            /** @default null */
            name: string | null;
            /** @default null */
            options: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * DataForm
         * @description A dataset opened.
         */
        DataForm: {
            can: string[];
            card: components["schemas"]["DatasetCard"] | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            file_name: string;
            fingerprint: string;
            hint: string;
            id: string;
            is_built_in: boolean;
            is_installed: boolean;
            issues: components["schemas"]["Issue"][];
            name: string;
            options: {
                [key: string]: unknown;
            };
            profile: components["schemas"]["Profile"] | null;
            project: string | null;
            runs: number;
            size: number;
            /** @enum {string} */
            state: "waiting" | "checking" | "ready" | "failed";
        };
        /**
         * DataQuery
         * @description Of the body of `POST /api/datasets`, which is the file itself.
         */
        DataQuery: {
            file_name: string;
            project: string;
        };
        /**
         * DatasetCard
         * @description What the web knows about a dataset without reading it.
         */
        DatasetCard: {
            /** @default [] */
            class_names: string[];
            licence: string;
            name: string;
            problem: string;
            /** @default 1 */
            seconds_per_epoch_hint: number;
            source: string;
            summary: string;
            symbols: {
                [key: string]: number | string | number[];
            };
            title: string;
        };
        /**
         * DatasetForm
         * @description A dataset in a list. One that is not installed says how to get it.
         */
        DatasetForm: {
            card: components["schemas"]["DatasetCard"] | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            hint: string;
            id: string;
            is_built_in: boolean;
            is_installed: boolean;
            name: string;
            project: string | null;
            runs: number;
            /** @enum {string} */
            state: "waiting" | "checking" | "ready" | "failed";
        };
        /**
         * DraftForm
         * @description The working copy. A save sends `If-Match: "<revision>"`.
         */
        DraftForm: {
            changed_since_version: boolean;
            document: string;
            revision: number;
            /** Format: date-time */
            saved_at: string;
            saved_by: string;
        };
        /**
         * DraftRequest
         * @description Save the draft. The document is text, so that it is kept as written.
         */
        DraftRequest: {
            document: string;
        };
        /**
         * EntryForm
         * @description A strategy, evaluator or problem of the catalogue.
         */
        EntryForm: {
            /** @default [] */
            input_shapes: string[];
            /** @default [] */
            metrics: [
                string,
                "max" | "min"
            ][];
            name: string;
            /** @default [] */
            output_shapes: string[];
            /** @default  */
            paper: string;
            settings: {
                [key: string]: unknown;
            };
            summary: string;
            title: string;
        };
        /**
         * Envelope
         * @description One committed event. `id` names the candidate in URLs where the body has an index.
         */
        Envelope: {
            /** Format: date-time */
            at: string;
            body: components["schemas"]["CandidateProposed"] | components["schemas"]["EvaluationStarted"] | components["schemas"]["Measured"] | components["schemas"]["CandidateEvaluated"] | components["schemas"]["CandidateFailed"] | components["schemas"]["SearchFinished"] | components["schemas"]["WinnerTested"] | components["schemas"]["RunChanged"] | components["schemas"]["RunResumed"] | components["schemas"]["CandidateExported"] | components["schemas"]["Logged"];
            /** @default null */
            candidate: string | null;
            seq: number;
        };
        /**
         * Estimate
         * @description What a run would take, and why it cannot start (empty: it can).
         */
        Estimate: {
            basis: string;
            blockers: components["schemas"]["Issue"][];
            seconds_high: number;
            seconds_low: number;
        };
        /**
         * EvaluationStarted
         * @description An evaluation began (again, if `attempt` is above 1).
         */
        EvaluationStarted: {
            /** @default 1 */
            attempt: number;
            /** @default cpu */
            device: string;
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "evaluation_started";
        };
        /**
         * EvaluatorRequest
         * @description An evaluator with its settings.
         */
        EvaluatorRequest: {
            /** @default training */
            name?: string;
            /** @default {} */
            settings?: {
                [key: string]: unknown;
            };
        };
        /**
         * Fidelity
         * @description How much is spent on one evaluation.
         */
        Fidelity: {
            epochs: number;
            /** @default 1 */
            fraction?: number;
        };
        /**
         * Fix
         * @description A repair that the editor can carry out with one click.
         *
         *     `command` is the name of an editor command (`frontend/src/document/commands.ts`) and
         *     `arguments` what it takes.
         */
        Fix: {
            /** @default {} */
            arguments: {
                [key: string]: unknown;
            };
            command: string;
            title: string;
        };
        /**
         * GraphArea
         * @description Where a box of a picture is, in parts of the picture's width and height.
         */
        GraphArea: {
            height: number;
            width: number;
            x: number;
            y: number;
        };
        /**
         * GraphLegend
         * @description What a candidate's picture shows of its decisions, in the order in which it is read.
         */
        GraphLegend: {
            areas: components["schemas"]["GraphArea"][];
            lines: components["schemas"]["GraphLine"][];
        };
        /**
         * GraphLine
         * @description A decision, as a picture shows it.
         */
        GraphLine: {
            boxes: number[];
            frame: string;
            path: string;
        };
        /**
         * InputForm
         * @description An input port of an operator.
         */
        InputForm: {
            id: string;
            many: boolean;
            rank: number | null;
        };
        /**
         * InvitationForm
         * @description An open invitation; only the answer to its making carries the secret, in `link`.
         */
        InvitationForm: {
            /** Format: date-time */
            created_at: string;
            created_by: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            /** @default  */
            link: string;
            /** @enum {string} */
            role: "owner" | "editor" | "commenter" | "viewer";
        };
        /**
         * InvitationOffer
         * @description What an invitation offers to whoever holds its secret.
         */
        InvitationOffer: {
            invited_by: string;
            is_member: boolean;
            /** @enum {string} */
            role: "owner" | "editor" | "commenter" | "viewer";
            team: string;
        };
        /**
         * InvitationRequest
         * @description Invite whoever opens the link.
         */
        InvitationRequest: {
            /** @default 7 */
            days?: number;
            /** @enum {string} */
            role: "owner" | "editor" | "commenter" | "viewer";
        };
        /**
         * Issue
         * @description One fault of a document, with the place where it is.
         *
         *     `path` runs through ids, never positions: `("modules", "cell", "nodes", "n1", "arguments",
         *     "channels")`, so that it still points to the place after a reordering.
         */
        Issue: {
            code: string;
            /** @default null */
            fix: components["schemas"]["Fix"] | null;
            message: string;
            path: string[];
            /**
             * @default error
             * @enum {string}
             */
            severity: "error" | "warning";
        };
        /**
         * Logged
         * @description A line for the log tail.
         */
        Logged: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "logged";
            /** @enum {string} */
            level: "info" | "warning" | "error";
            text: string;
        };
        /**
         * Marks
         * @description Stars and note of a thing, and how much is said about it.
         */
        Marks: {
            comments: number;
            is_starred: boolean;
            note: string;
            noted_by: string;
            stars: number;
        };
        /**
         * Measured
         * @description Points of learning curves: `values[metric][k]` belongs to `steps[k]` (epochs, from 1).
         */
        Measured: {
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "measured";
            steps: number[];
            values: {
                [key: string]: number[];
            };
        };
        /**
         * MemberForm
         * @description A member of a team; `user` is the public name.
         */
        MemberForm: {
            id: string;
            is_you: boolean;
            /** Format: date-time */
            joined_at: string;
            /** @enum {string} */
            role: "owner" | "editor" | "commenter" | "viewer";
            user: string;
        };
        /**
         * NoteRequest
         * @description Write the team's note on a thing; empty takes it away.
         */
        NoteRequest: {
            place: components["schemas"]["Place"];
            text: string;
        };
        /**
         * ObjectiveRequest
         * @description What is optimised.
         */
        ObjectiveRequest: {
            /** @enum {string} */
            direction: "max" | "min";
            metric: string;
        };
        /**
         * OperatorForm
         * @description An operator of the catalogue. Rules are expressions: see `nas/operators/base.py`.
         */
        OperatorForm: {
            family: string;
            glyph: string;
            inputs: components["schemas"]["InputForm"][];
            is_identity: string;
            is_merge: boolean;
            is_symmetric: boolean;
            macs: string;
            name: string;
            outputs: string[];
            parameters: string;
            requires: components["schemas"]["RequirementForm"][];
            settings: {
                [key: string]: unknown;
            };
            shape: {
                [key: string]: string;
            };
            summary: string;
            title: string;
        };
        /**
         * Page
         * @description Events `from_seq`..`to_seq` without a gap; `head` is the run's last seq.
         */
        Page: {
            epoch: string;
            events: components["schemas"]["Envelope"][];
            from_seq: number;
            head: number;
            /**
             * @default page
             * @constant
             */
            op: "page";
            to_seq: number;
        };
        /**
         * Place
         * @description What a comment, a star or a note hangs on.
         */
        Place: {
            id: string;
            /** @enum {string} */
            kind: "space" | "run" | "candidate" | "dataset";
        };
        /**
         * PresetForm
         * @description A template. `launch` is filled in when it can be run as it is with two clicks.
         */
        PresetForm: {
            /** @default null */
            launch: components["schemas"]["PresetLaunch"] | null;
            name: string;
            /** @default  */
            paper: string;
            picture: string;
            problem: string;
            size: string;
            summary: string;
            title: string;
        };
        /**
         * PresetLaunch
         * @description Defaults with which a template is run at once.
         */
        PresetLaunch: {
            candidates: number;
            dataset: string;
            epochs: number;
            strategy: string;
            strategy_settings: {
                [key: string]: unknown;
            };
            summary: string;
            title: string;
        };
        /**
         * Problem
         * @description The body of every error answer.
         */
        Problem: {
            code: string;
            /** @default [] */
            issues: components["schemas"]["Issue"][];
            message: string;
            /** @default [] */
            path: string[];
        };
        /**
         * Profile
         * @description What the data page shows.
         */
        Profile: {
            /** @default [] */
            classes: components["schemas"]["Count"][];
            /** @default [] */
            columns: components["schemas"]["Column"][];
            duplicates: number;
            is_split_given: boolean;
            items: number;
            /** @enum {string} */
            kind: "images" | "table";
            leaked: number;
            parts: {
                [key: string]: number;
            };
            /** @default [] */
            samples: components["schemas"]["Sample"][];
            /** @default [] */
            shapes: components["schemas"]["Count"][];
            /** @default [] */
            skipped: components["schemas"]["Count"][];
            /** @default [] */
            target_histogram: components["schemas"]["Count"][];
        };
        /**
         * ProjectForm
         * @description A shelf of spaces and runs. `can` lists what the caller may do: `edit`, `run`, `comment`.
         */
        ProjectForm: {
            can: string[];
            id: string;
            name: string;
            team: string;
        };
        /**
         * ProjectRename
         * @description Rename a project.
         */
        ProjectRename: {
            name: string;
        };
        /**
         * ProjectRequest
         * @description Make a project.
         */
        ProjectRequest: {
            name: string;
            team: string;
        };
        /**
         * Range
         * @description Least, middle and most of a cost over the architectures of a space.
         */
        Range: {
            is_exact: boolean;
            max: number;
            median: number;
            min: number;
        };
        /**
         * Report
         * @description What is known about a space before anything is spent.
         */
        Report: {
            decisions: number;
            is_size_exact: boolean;
            is_whole: boolean;
            issues: components["schemas"]["Issue"][];
            macs: components["schemas"]["Range"] | null;
            parameters: components["schemas"]["Range"] | null;
            samples: number;
            size: string | null;
            strategies: components["schemas"]["StrategyVerdict"][];
            tried: number;
        };
        /**
         * ReportRequest
         * @description Look at a document that need not be saved.
         */
        ReportRequest: {
            document: string;
        };
        /**
         * RequirementForm
         * @description A condition in the expression language, and what to say when it does not hold.
         */
        RequirementForm: {
            expr: string;
            message: string;
        };
        /**
         * Reset
         * @description Forget what you know; this is the state.
         */
        Reset: {
            /**
             * @default reset
             * @constant
             */
            op: "reset";
            snapshot: components["schemas"]["Snapshot"];
        };
        /**
         * RoleRequest
         * @description Give a member another role.
         */
        RoleRequest: {
            /** @enum {string} */
            role: "owner" | "editor" | "commenter" | "viewer";
        };
        /**
         * RunChange
         * @description Rename a run, put it away or take it back; what is not given stays.
         */
        RunChange: {
            /** @default null */
            is_archived: boolean | null;
            /** @default null */
            name: string | null;
        };
        /**
         * RunChanged
         * @description Something about the run itself: its state, or counters after a group of results.
         */
        RunChanged: {
            best: components["schemas"]["BestForm"] | null;
            /** @default null */
            ended_at: string | null;
            /** @default  */
            error: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "run_changed";
            /** @default 0 */
            n_cancelled: number;
            n_failed: number;
            n_finished: number;
            n_proposed: number;
            /** @default null */
            paused_at: string | null;
            /** @default 0 */
            paused_seconds: number;
            /** @default null */
            started_at: string | null;
            /** @enum {string} */
            state: "draft" | "queued" | "running" | "pausing" | "paused" | "stopping" | "stopped" | "finished" | "failed";
        };
        /**
         * RunForm
         * @description A run with all that was asked for.
         */
        RunForm: {
            best: components["schemas"]["BestForm"] | null;
            budget_candidates: number;
            can: string[];
            /** Format: date-time */
            created_at: string;
            created_by: string;
            dataset: string;
            dataset_title: string;
            ended_at: string | null;
            epoch: string;
            error: string;
            error_detail: string;
            id: string;
            is_archived: boolean;
            is_stalled: boolean;
            n_cancelled: number;
            n_failed: number;
            n_finished: number;
            n_proposed: number;
            name: string;
            objectives: components["schemas"]["ObjectiveRequest"][];
            paused_at: string | null;
            paused_seconds: number;
            project: string;
            request: components["schemas"]["RunRequest"];
            seq: number;
            space: string;
            space_name: string;
            started_at: string | null;
            /** @enum {string} */
            state: "draft" | "queued" | "running" | "pausing" | "paused" | "stopping" | "stopped" | "finished" | "failed";
            strategy: string;
            version: string;
            version_number: number;
            waiting: components["schemas"]["Waiting"] | null;
        };
        /**
         * RunRequest
         * @description Start a search. Give `version`, or `preset` to make the space on the way.
         */
        RunRequest: {
            budget: components["schemas"]["Budget"];
            /** @default 1 */
            concurrency?: number;
            dataset: string;
            /**
             * @default auto
             * @enum {string}
             */
            device?: "auto" | "cpu" | "cuda" | "mps";
            /**
             * @default {
             *       "name": "training",
             *       "settings": {}
             *     }
             */
            evaluator?: components["schemas"]["EvaluatorRequest"];
            fidelity: components["schemas"]["Fidelity"];
            /** @default null */
            name?: string | null;
            /** @default [] */
            objectives?: components["schemas"]["ObjectiveRequest"][];
            /** @default null */
            preset?: string | null;
            project: string;
            /** @default 0 */
            seed?: number;
            strategy: components["schemas"]["StrategyRequest"];
            /** @default null */
            version?: string | null;
        };
        /**
         * RunResumed
         * @description Another worker conducts the run from here on: the one before it was ended or lost.
         */
        RunResumed: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "run_resumed";
            n_open: number;
        };
        /**
         * RunSummary
         * @description A run in a list and at the head of its page.
         */
        RunSummary: {
            best: components["schemas"]["BestForm"] | null;
            budget_candidates: number;
            can: string[];
            /** Format: date-time */
            created_at: string;
            created_by: string;
            dataset: string;
            dataset_title: string;
            ended_at: string | null;
            error: string;
            id: string;
            is_archived: boolean;
            is_stalled: boolean;
            n_cancelled: number;
            n_failed: number;
            n_finished: number;
            n_proposed: number;
            name: string;
            objectives: components["schemas"]["ObjectiveRequest"][];
            paused_at: string | null;
            paused_seconds: number;
            project: string;
            space: string;
            space_name: string;
            started_at: string | null;
            /** @enum {string} */
            state: "draft" | "queued" | "running" | "pausing" | "paused" | "stopping" | "stopped" | "finished" | "failed";
            strategy: string;
            version: string;
            version_number: number;
            waiting: components["schemas"]["Waiting"] | null;
        };
        /**
         * Sample
         * @description One item to look at: an image file of the dataset's folder, or a row as it was written.
         */
        Sample: {
            label: string;
            /** @default  */
            picture: string;
            /** @default [] */
            row: string[];
        };
        /**
         * SampleForm
         * @description A member of a space, drawn by chance.
         */
        SampleForm: {
            decisions: {
                [key: string]: unknown;
            };
            /** @default null */
            macs: number | null;
            /** @default null */
            parameters: number | null;
            picture: string;
            /** @default null */
            refusal: string | null;
        };
        /**
         * SampleQuery
         * @description Of a picture. Data that is read otherwise has other pictures at the same places.
         */
        SampleQuery: {
            /** @default  */
            of: string;
        };
        /**
         * SampleRequest
         * @description Draw members of a document that need not be saved; the same seed draws the same.
         */
        SampleRequest: {
            document: string;
            /** @default 0 */
            seed: number;
        };
        /**
         * SearchFinished
         * @description No more candidates will come.
         */
        SearchFinished: {
            best: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "search_finished";
            /** @default  */
            message: string;
            /** @enum {string} */
            reason: "budget" | "exhausted" | "too_many_failures" | "stopped";
        };
        /**
         * SecretRequest
         * @description The secret of an invitation or of a share link; never part of an address that is sent.
         */
        SecretRequest: {
            secret: string;
        };
        ServerMessage: components["schemas"]["Page"] | components["schemas"]["Reset"] | components["schemas"]["Beat"];
        /**
         * Session
         * @description Who is signed in; `project` is where new things go.
         */
        Session: {
            csrf: string;
            is_staff: boolean;
            projects: components["schemas"]["ProjectForm"][];
            teams: components["schemas"]["TeamForm"][];
            user: string;
        };
        /**
         * ShareForm
         * @description A share link; only the answer to its making carries the secret, in `link`.
         */
        ShareForm: {
            /** Format: date-time */
            created_at: string;
            created_by: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            /** @enum {string} */
            kind: "space" | "run";
            last_opened_at: string | null;
            /** @default  */
            link: string;
            opened: number;
            thing: string;
            title: string;
            with_model: boolean;
        };
        /**
         * ShareOpened
         * @description What a link leads to. The answer sets a cookie that opens this one thing, for twelve hours.
         *
         *     Requests name the link by `?share=<id>`.
         */
        ShareOpened: {
            /** Format: date-time */
            expires_at: string;
            /** @enum {string} */
            kind: "space" | "run";
            thing: string;
            title: string;
            with_model: boolean;
        };
        /**
         * ShareRequest
         * @description Share a run with its candidates, or a space with its versions.
         */
        ShareRequest: {
            /** @default 30 */
            days?: number;
            /** @enum {string} */
            kind: "space" | "run";
            thing: string;
            /** @default false */
            with_model?: boolean;
        };
        /**
         * SharesQuery
         * @description Whose links.
         */
        SharesQuery: {
            /** @enum {string} */
            kind: "space" | "run";
            thing: string;
        };
        /**
         * SignIn
         * @description Name and password.
         */
        SignIn: {
            password: string;
            username: string;
        };
        /**
         * Snapshot
         * @description The bounded state of a run after event `seq`: replay of later events keeps it true.
         *
         *     `candidates` holds the best 50 and the latest 250; `total` says how many there are.
         */
        Snapshot: {
            candidates: components["schemas"]["CandidateSummary"][];
            curves: components["schemas"]["Curve"][];
            epoch: string;
            log: components["schemas"]["Envelope"][];
            run: components["schemas"]["RunForm"];
            seq: number;
            total: number;
        };
        /**
         * SpaceChange
         * @description Put a space on another shelf of its team, away or back; what is not given stays.
         */
        SpaceChange: {
            /** @default null */
            is_archived: boolean | null;
            /** @default null */
            project: string | null;
        };
        /**
         * SpaceForm
         * @description A space opened in the designer.
         */
        SpaceForm: {
            can: string[];
            draft: components["schemas"]["DraftForm"];
            id: string;
            is_archived: boolean;
            latest_version: components["schemas"]["VersionSummary"] | null;
            name: string;
            preset: string;
            project: string;
            runs: number;
            /** Format: date-time */
            updated_at: string;
            versions: components["schemas"]["VersionSummary"][];
        };
        /**
         * SpaceRequest
         * @description Make a space from a template or from a document (text). A version 1 is saved with it.
         */
        SpaceRequest: {
            /** @default null */
            document?: string | null;
            /** @default false */
            is_draft?: boolean;
            /** @default null */
            name?: string | null;
            /** @default null */
            preset?: string | null;
            project: string;
        };
        /**
         * SpaceSummary
         * @description A space in a list.
         */
        SpaceSummary: {
            id: string;
            is_archived: boolean;
            latest_version: components["schemas"]["VersionSummary"] | null;
            name: string;
            preset: string;
            project: string;
            runs: number;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * StarRequest
         * @description Set or take away one's own star.
         */
        StarRequest: {
            is_starred: boolean;
            place: components["schemas"]["Place"];
        };
        /**
         * StrategyRequest
         * @description A strategy with its settings.
         */
        StrategyRequest: {
            name: string;
            /** @default {} */
            settings?: {
                [key: string]: unknown;
            };
        };
        /**
         * StrategyVerdict
         * @description Whether a strategy can search the space, and why not.
         */
        StrategyVerdict: {
            refusal: string | null;
            strategy: string;
        };
        /**
         * TeamForm
         * @description A team as its member sees it.
         */
        TeamForm: {
            id: string;
            is_personal: boolean;
            name: string;
            /** @enum {string} */
            role: "owner" | "editor" | "commenter" | "viewer";
        };
        /**
         * TeamPage
         * @description A team opened; invitations are listed for owners only.
         */
        TeamPage: {
            can: string[];
            id: string;
            invitations: components["schemas"]["InvitationForm"][];
            is_personal: boolean;
            members: components["schemas"]["MemberForm"][];
            name: string;
            /** @enum {string} */
            role: "owner" | "editor" | "commenter" | "viewer";
        };
        /**
         * TeamRequest
         * @description Make or rename a team.
         */
        TeamRequest: {
            name: string;
        };
        /**
         * TokenForm
         * @description A key for scripts; only the answer to its making carries the secret.
         */
        TokenForm: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            last_used_at: string | null;
            name: string;
            /** @default  */
            secret: string;
        };
        /**
         * TokenRequest
         * @description Make a key with one's own rights.
         */
        TokenRequest: {
            /** @default 90 */
            days?: number;
            name: string;
        };
        /**
         * VersionForm
         * @description A version with its document (as text, as written).
         */
        VersionForm: {
            /** Format: date-time */
            created_at: string;
            created_by: string;
            digest: string;
            document: string;
            id: string;
            message: string;
            number: number;
            runs: number;
            space: string;
        };
        /**
         * VersionRequest
         * @description Save the draft as a version. `revision` is the draft's that was seen.
         */
        VersionRequest: {
            /** @default  */
            message?: string;
            revision: number;
        };
        /**
         * VersionSummary
         * @description A version in a list.
         */
        VersionSummary: {
            /** Format: date-time */
            created_at: string;
            created_by: string;
            digest: string;
            id: string;
            message: string;
            number: number;
            runs: number;
        };
        /**
         * Waiting
         * @description What a run that should move waits for, as of now; nothing if it moves or rests.
         */
        Waiting: {
            /**
             * @default cpu
             * @enum {string}
             */
            device: "cpu" | "gpu";
            /** @default 0 */
            jobs_ahead: number;
            /** @enum {string} */
            reason: "no_conductor" | "conductor" | "no_trainer" | "warm_up" | "turn";
            /** @default 0 */
            runs_ahead: number;
        };
        /**
         * WinnerTested
         * @description The best on validation met the untouched test set, once; its model can be taken away.
         */
        WinnerTested: {
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "winner_tested";
            scores: {
                [key: string]: number;
            };
            seconds: number;
        };
        /**
         * WorkerForm
         * @description A worker as it last said.
         */
        WorkerForm: {
            devices: string[];
            host: string;
            id: string;
            is_alive: boolean;
            is_warm: boolean;
            job: string | null;
            queues: string[];
            /** Format: date-time */
            seen_at: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_activity: {
        parameters: {
            query?: {
                before?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityPage"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_candidates_id: {
        parameters: {
            query?: {
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_candidates_id_code: {
        parameters: {
            query?: {
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Code"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_candidates_id_curve: {
        parameters: {
            query?: {
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Curve"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_candidates_id_export: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_candidates_id_graph_svg: {
        parameters: {
            query?: {
                part?: "network" | "cells";
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_candidates_id_legend: {
        parameters: {
            query?: {
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphLegend"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_candidates_id_model_zip: {
        parameters: {
            query?: {
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_catalogue: {
        parameters: {
            query?: {
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Catalogue"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_comments: {
        parameters: {
            query?: {
                id?: string;
                kind?: "space" | "run" | "candidate" | "dataset";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentForm"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_comments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CommentRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_comments_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_comments_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CommentChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_datasets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetForm"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_datasets: {
        parameters: {
            query?: {
                file_name?: string;
                project?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_datasets_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_datasets_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_datasets_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DataChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_datasets_id_samples_number_png: {
        parameters: {
            query?: {
                of?: string;
            };
            header?: never;
            path: {
                id: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_invitations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_invitations_join: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SecretRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPage"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_invitations_look: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SecretRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationOffer"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_marks: {
        parameters: {
            query?: {
                id?: string;
                kind?: "space" | "run" | "candidate" | "dataset";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Marks"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_members_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_members_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RoleRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPage"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_notes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoteRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Marks"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_presets_name_picture_svg: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_projects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProjectRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_projects_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_projects_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProjectRename"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs: {
        parameters: {
            query?: {
                archived?: boolean;
                state?: ("draft" | "queued" | "running" | "pausing" | "paused" | "stopping" | "stopped" | "finished" | "failed") | "live" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunSummary"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_runs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RunRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs_id: {
        parameters: {
            query?: {
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_runs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RunChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs_id_candidates: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
                /** @description Id of the share link one comes by. */
                share?: string;
                sort?: "score" | "newest" | "oldest" | "smallest" | "largest" | "cheapest" | "dearest";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidatePage"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_runs_id_clone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs_id_events: {
        parameters: {
            query?: {
                after?: number;
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_runs_id_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_runs_id_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs_id_snapshot: {
        parameters: {
            query?: {
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_runs_id_start: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_runs_id_stop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_runs_estimate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RunRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Estimate"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_schema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session_sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_shares: {
        parameters: {
            query?: {
                kind?: "space" | "run";
                thing?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareForm"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_shares: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ShareRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_shares_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_shares_id_open: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SecretRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareOpened"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_spaces: {
        parameters: {
            query?: {
                archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpaceSummary"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_spaces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SpaceRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpaceForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_spaces_id: {
        parameters: {
            query?: {
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpaceForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_spaces_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_spaces_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SpaceChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpaceForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_spaces_id_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DraftRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_spaces_id_versions: {
        parameters: {
            query?: {
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionSummary"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_spaces_id_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["VersionRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_spaces_report: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReportRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_spaces_sample: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SampleRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleForm"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_stars: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Place"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_stars: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StarRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Marks"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_teams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamForm"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_teams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TeamRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPage"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_teams_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPage"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_teams_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_teams_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TeamRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPage"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_teams_id_invitations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["InvitationRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenForm"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_tokens_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_versions_id: {
        parameters: {
            query?: {
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionForm"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_versions_id_picture_svg: {
        parameters: {
            query?: {
                /** @description Id of the share link one comes by. */
                share?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_workers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerForm"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
