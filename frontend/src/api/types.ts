// Made by `manage.py write_types` from the API's schema. Do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Acknowledge
         * @description The client has applied everything up to `seq`.
         */
        Acknowledge: {
            /**
             * Op
             * @default ack
             * @constant
             */
            op?: "ack";
            /** Seq */
            seq: number;
        };
        /**
         * Beat
         * @description Still here. `workers` counts those alive, `is_stalled` as in the run's form.
         */
        Beat: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Head */
            head: number;
            /** Is Stalled */
            is_stalled: boolean;
            /**
             * Op
             * @default beat
             * @constant
             */
            op?: "beat";
            /** Workers */
            workers: number;
        };
        /**
         * BestForm
         * @description The best candidate so far, by the first objective.
         */
        BestForm: {
            /** Candidate */
            candidate: string;
            /** Index */
            index: number;
            /** Value */
            value: number;
        };
        /**
         * Budget
         * @description When to end.
         */
        Budget: {
            /** Candidates */
            candidates: number;
        };
        /**
         * CandidateEvaluated
         * @description A candidate was scored; `scores` has every objective and what else was measured.
         */
        CandidateEvaluated: {
            /** Index */
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "candidate_evaluated";
            /** Scores */
            scores: {
                [key: string]: number;
            };
            /** Seconds */
            seconds: number;
        };
        /**
         * CandidateExported
         * @description A candidate's `model.zip` is ready, or could not be made.
         */
        CandidateExported: {
            /**
             * Archive
             * @enum {string}
             */
            archive: "queued" | "ready" | "failed";
            /** Index */
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "candidate_exported";
            /**
             * Message
             * @default
             */
            message?: string;
        };
        /**
         * CandidateFailed
         * @description A candidate could not be scored. The search goes on.
         */
        CandidateFailed: {
            /** Index */
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "candidate_failed";
            /** Message */
            message: string;
            /**
             * Reason
             * @enum {string}
             */
            reason: "non_finite" | "out_of_memory" | "exception" | "time_out" | "crash" | "invalid_architecture" | "worker_lost" | "cancelled";
            /**
             * Seconds
             * @default 0
             */
            seconds?: number;
        };
        /**
         * CandidateForm
         * @description A candidate's page.
         */
        CandidateForm: {
            /** Architecture Id */
            architecture_id: string;
            /**
             * Archive
             * @enum {string}
             */
            archive: "none" | "queued" | "ready" | "failed";
            /** Can */
            can: string[];
            /** Decisions */
            decisions: {
                [key: string]: unknown;
            };
            /** Failure */
            failure: string;
            fidelity: components["schemas"]["Fidelity"];
            /** Graph Hash */
            graph_hash: string;
            /** Has Weights */
            has_weights: boolean;
            /** How */
            how: {
                [key: string]: unknown;
            };
            /** Id */
            id: string;
            /** Index */
            index: number;
            /** Macs */
            macs: number;
            /** Message */
            message: string;
            /** Parameters */
            parameters: number;
            /** Parents */
            parents: number[];
            /** Rank */
            rank: number | null;
            /** Run */
            run: string;
            /** Run Name */
            run_name: string;
            /** Scores */
            scores: {
                [key: string]: number;
            };
            /** Seconds */
            seconds: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "proposed" | "evaluating" | "finished" | "failed";
            /** Test Scores */
            test_scores: {
                [key: string]: number;
            };
        };
        /**
         * CandidatePage
         * @description Keyset page of candidates; `next` goes into `?after=`.
         */
        CandidatePage: {
            /** Items */
            items: components["schemas"]["CandidateSummary"][];
            /** Next */
            next: string | null;
            /** Total */
            total: number;
        };
        /**
         * CandidateProposed
         * @description The strategy asked for an architecture.
         */
        CandidateProposed: {
            /** Architecture Id */
            architecture_id: string;
            /** Decisions */
            decisions: {
                [key: string]: unknown;
            };
            fidelity: components["schemas"]["Fidelity"];
            /** Graph Hash */
            graph_hash: string;
            /**
             * How
             * @default {}
             */
            how?: {
                [key: string]: unknown;
            };
            /** Index */
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "candidate_proposed";
            /** Macs */
            macs: number;
            /** Parameters */
            parameters: number;
            /**
             * Parents
             * @default []
             */
            parents?: number[];
        };
        /**
         * CandidateSummary
         * @description A candidate in a list. `scores` are validation scores.
         */
        CandidateSummary: {
            /** Failure */
            failure: string;
            /** Graph Hash */
            graph_hash: string;
            /** How */
            how: {
                [key: string]: unknown;
            };
            /** Id */
            id: string;
            /** Index */
            index: number;
            /** Macs */
            macs: number;
            /** Message */
            message: string;
            /** Parameters */
            parameters: number;
            /** Parents */
            parents: number[];
            /** Rank */
            rank: number | null;
            /** Scores */
            scores: {
                [key: string]: number;
            };
            /** Seconds */
            seconds: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "proposed" | "evaluating" | "finished" | "failed";
        };
        /**
         * Catalogue
         * @description All that palettes and forms are made of.
         */
        Catalogue: {
            /** Evaluators */
            evaluators: components["schemas"]["EntryForm"][];
            /** Operators */
            operators: components["schemas"]["OperatorForm"][];
            /** Presets */
            presets: components["schemas"]["PresetForm"][];
            /** Problems */
            problems: components["schemas"]["EntryForm"][];
            /** Strategies */
            strategies: components["schemas"]["EntryForm"][];
        };
        /**
         * Code
         * @description The candidate as readable PyTorch.
         */
        Code: {
            /** Model */
            model: string;
        };
        /**
         * Curve
         * @description A learning curve: `values[metric][k]` belongs to `steps[metric][k]`.
         */
        Curve: {
            /** Index */
            index: number;
            /** Steps */
            steps: {
                [key: string]: number[];
            };
            /** Values */
            values: {
                [key: string]: number[];
            };
        };
        /**
         * DatasetCard
         * @description What the web knows about a dataset without reading it (shipped as JSON beside the reader).
         */
        DatasetCard: {
            /**
             * Class Names
             * @default []
             */
            class_names?: string[];
            /** Licence */
            licence: string;
            /** Name */
            name: string;
            /** Problem */
            problem: string;
            /**
             * Seconds Per Epoch Hint
             * @default 1
             */
            seconds_per_epoch_hint?: number;
            /** Source */
            source: string;
            /** Summary */
            summary: string;
            /** Symbols */
            symbols: {
                [key: string]: number | string;
            };
            /** Title */
            title: string;
        };
        /**
         * DatasetForm
         * @description A dataset in a list. One that is not installed says how to get it.
         */
        DatasetForm: {
            card: components["schemas"]["DatasetCard"];
            /** Hint */
            hint: string;
            /** Id */
            id: string;
            /** Is Installed */
            is_installed: boolean;
            /** Name */
            name: string;
        };
        /**
         * DraftForm
         * @description The working copy. A save sends `If-Match: "<revision>"`.
         */
        DraftForm: {
            /** Changed Since Version */
            changed_since_version: boolean;
            /** Document */
            document: string;
            /** Revision */
            revision: number;
            /**
             * Saved At
             * Format: date-time
             */
            saved_at: string;
            /** Saved By */
            saved_by: string;
        };
        /**
         * DraftRequest
         * @description Save the draft. The document is text, so that it is kept as written.
         */
        DraftRequest: {
            /** Document */
            document: string;
        };
        /**
         * EntryForm
         * @description A strategy, evaluator or problem of the catalogue.
         */
        EntryForm: {
            /**
             * Metrics
             * @default []
             */
            metrics?: [
                string,
                "max" | "min"
            ][];
            /** Name */
            name: string;
            /**
             * Paper
             * @default
             */
            paper?: string;
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /** Summary */
            summary: string;
            /** Title */
            title: string;
        };
        /**
         * Envelope
         * @description One committed event. `id` names the candidate in URLs where the body has an index.
         */
        Envelope: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Body */
            body: components["schemas"]["CandidateProposed"] | components["schemas"]["EvaluationStarted"] | components["schemas"]["Measured"] | components["schemas"]["CandidateEvaluated"] | components["schemas"]["CandidateFailed"] | components["schemas"]["SearchFinished"] | components["schemas"]["WinnerTested"] | components["schemas"]["RunChanged"] | components["schemas"]["CandidateExported"] | components["schemas"]["Logged"];
            /**
             * Candidate
             * @default null
             */
            candidate?: string | null;
            /** Seq */
            seq: number;
        };
        /**
         * Estimate
         * @description What a run would take, and why it cannot start (empty: it can).
         */
        Estimate: {
            /** Basis */
            basis: string;
            /** Blockers */
            blockers: components["schemas"]["Issue"][];
            /** Seconds High */
            seconds_high: number;
            /** Seconds Low */
            seconds_low: number;
        };
        /**
         * EvaluationStarted
         * @description An evaluation began (again, if `attempt` is above 1).
         */
        EvaluationStarted: {
            /**
             * Attempt
             * @default 1
             */
            attempt?: number;
            /**
             * Device
             * @default cpu
             */
            device?: string;
            /** Index */
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
            /**
             * Name
             * @default training
             */
            name?: string;
            /**
             * Settings
             * @default {}
             */
            settings?: {
                [key: string]: unknown;
            };
        };
        /**
         * Fidelity
         * @description How much is spent on one evaluation.
         */
        Fidelity: {
            /** Epochs */
            epochs: number;
            /**
             * Fraction
             * @default 1
             */
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
            /**
             * Arguments
             * @default {}
             */
            arguments?: {
                [key: string]: unknown;
            };
            /** Command */
            command: string;
            /** Title */
            title: string;
        };
        /**
         * InputForm
         * @description An input port of an operator.
         */
        InputForm: {
            /** Id */
            id: string;
            /** Many */
            many: boolean;
            /** Rank */
            rank: number | null;
        };
        /**
         * Issue
         * @description One fault of a document, with the place where it is.
         *
         *     `path` runs through ids, never positions: `("modules", "cell", "nodes", "n1", "arguments",
         *     "channels")`, so that it still points to the place after a reordering.
         */
        Issue: {
            /** Code */
            code: string;
            /** @default null */
            fix?: components["schemas"]["Fix"] | null;
            /** Message */
            message: string;
            /** Path */
            path: string[];
            /**
             * Severity
             * @default error
             * @enum {string}
             */
            severity?: "error" | "warning";
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
            /**
             * Level
             * @enum {string}
             */
            level: "info" | "warning" | "error";
            /** Text */
            text: string;
        };
        /**
         * Measured
         * @description Points of learning curves: `values[metric][k]` belongs to `steps[k]` (epochs, from 1).
         */
        Measured: {
            /** Index */
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "measured";
            /** Steps */
            steps: number[];
            /** Values */
            values: {
                [key: string]: number[];
            };
        };
        /**
         * ObjectiveRequest
         * @description What is optimised.
         */
        ObjectiveRequest: {
            /**
             * Direction
             * @enum {string}
             */
            direction: "max" | "min";
            /** Metric */
            metric: string;
        };
        /**
         * OperatorForm
         * @description An operator of the catalogue. Rules are expressions: see `nas/operators/base.py`.
         */
        OperatorForm: {
            /** Family */
            family: string;
            /** Glyph */
            glyph: string;
            /** Inputs */
            inputs: components["schemas"]["InputForm"][];
            /** Is Identity */
            is_identity: string;
            /** Is Merge */
            is_merge: boolean;
            /** Is Symmetric */
            is_symmetric: boolean;
            /** Macs */
            macs: string;
            /** Name */
            name: string;
            /** Outputs */
            outputs: string[];
            /** Parameters */
            parameters: string;
            /** Requires */
            requires: components["schemas"]["RequirementForm"][];
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /** Shape */
            shape: {
                [key: string]: string;
            };
            /** Summary */
            summary: string;
            /** Title */
            title: string;
        };
        /**
         * Page
         * @description Events `from_seq`..`to_seq` without a gap; `head` is the run's last seq.
         */
        Page: {
            /** Epoch */
            epoch: string;
            /** Events */
            events: components["schemas"]["Envelope"][];
            /** From Seq */
            from_seq: number;
            /** Head */
            head: number;
            /**
             * Op
             * @default page
             * @constant
             */
            op?: "page";
            /** To Seq */
            to_seq: number;
        };
        /**
         * PresetForm
         * @description A template. `launch` is filled in when it can be run as it is with two clicks.
         */
        PresetForm: {
            /** @default null */
            launch?: components["schemas"]["PresetLaunch"] | null;
            /** Name */
            name: string;
            /**
             * Paper
             * @default
             */
            paper?: string;
            /** Picture */
            picture: string;
            /** Problem */
            problem: string;
            /** Size */
            size: string;
            /** Summary */
            summary: string;
            /** Title */
            title: string;
        };
        /**
         * PresetLaunch
         * @description Defaults with which a template is run at once.
         */
        PresetLaunch: {
            /** Candidates */
            candidates: number;
            /** Dataset */
            dataset: string;
            /** Epochs */
            epochs: number;
            /** Strategy */
            strategy: string;
            /** Strategy Settings */
            strategy_settings: {
                [key: string]: unknown;
            };
            /** Summary */
            summary: string;
            /** Title */
            title: string;
        };
        /**
         * Problem
         * @description The body of every error answer.
         */
        Problem: {
            /** Code */
            code: string;
            /**
             * Issues
             * @default []
             */
            issues?: components["schemas"]["Issue"][];
            /** Message */
            message: string;
            /**
             * Path
             * @default []
             */
            path?: string[];
        };
        /**
         * ProjectForm
         * @description A shelf of spaces and runs. `can` lists what the caller may do: `edit`, `run`, `comment`.
         */
        ProjectForm: {
            /** Can */
            can: string[];
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Team */
            team: string;
        };
        /**
         * Range
         * @description Least, middle and most over sampled architectures.
         */
        Range: {
            /** Max */
            max: number;
            /** Median */
            median: number;
            /** Min */
            min: number;
        };
        /**
         * Report
         * @description What is known about a space before anything is spent.
         */
        Report: {
            /** Decisions */
            decisions: number;
            /** Is Size Exact */
            is_size_exact: boolean;
            /** Issues */
            issues: components["schemas"]["Issue"][];
            macs: components["schemas"]["Range"] | null;
            parameters: components["schemas"]["Range"] | null;
            /** Samples */
            samples: number;
            /** Size */
            size: string | null;
            /** Strategies */
            strategies: components["schemas"]["StrategyVerdict"][];
        };
        /**
         * ReportRequest
         * @description Look at a document that need not be saved.
         */
        ReportRequest: {
            /** Document */
            document: string;
        };
        /**
         * RequirementForm
         * @description A condition in the expression language, and what to say when it does not hold.
         */
        RequirementForm: {
            /** Expr */
            expr: string;
            /** Message */
            message: string;
        };
        /**
         * Reset
         * @description Forget what you know; this is the state.
         */
        Reset: {
            /**
             * Op
             * @default reset
             * @constant
             */
            op?: "reset";
            snapshot: components["schemas"]["Snapshot"];
        };
        /**
         * RunChanged
         * @description Something about the run itself: its state, or counters after a group of results.
         */
        RunChanged: {
            best: components["schemas"]["BestForm"] | null;
            /**
             * Ended At
             * @default null
             */
            ended_at?: string | null;
            /**
             * Error
             * @default
             */
            error?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "run_changed";
            /** N Failed */
            n_failed: number;
            /** N Finished */
            n_finished: number;
            /** N Proposed */
            n_proposed: number;
            /**
             * Started At
             * @default null
             */
            started_at?: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "draft" | "queued" | "running" | "pausing" | "paused" | "stopping" | "stopped" | "finished" | "failed";
        };
        /**
         * RunForm
         * @description A run with all that was asked for.
         */
        RunForm: {
            best: components["schemas"]["BestForm"] | null;
            /** Budget Candidates */
            budget_candidates: number;
            /** Can */
            can: string[];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Dataset */
            dataset: string;
            /** Dataset Title */
            dataset_title: string;
            /** Ended At */
            ended_at: string | null;
            /** Epoch */
            epoch: string;
            /** Error */
            error: string;
            /** Error Detail */
            error_detail: string;
            /** Id */
            id: string;
            /** Is Stalled */
            is_stalled: boolean;
            /** N Failed */
            n_failed: number;
            /** N Finished */
            n_finished: number;
            /** N Proposed */
            n_proposed: number;
            /** Name */
            name: string;
            /** Objectives */
            objectives: components["schemas"]["ObjectiveRequest"][];
            /** Project */
            project: string;
            request: components["schemas"]["RunRequest"];
            /** Seq */
            seq: number;
            /** Space */
            space: string;
            /** Space Name */
            space_name: string;
            /** Started At */
            started_at: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "draft" | "queued" | "running" | "pausing" | "paused" | "stopping" | "stopped" | "finished" | "failed";
            /** Strategy */
            strategy: string;
            /** Version */
            version: string;
            /** Version Number */
            version_number: number;
        };
        /**
         * RunRequest
         * @description Start a search. Give `version`, or `preset` to make the space on the way.
         */
        RunRequest: {
            budget: components["schemas"]["Budget"];
            /**
             * Concurrency
             * @default 1
             */
            concurrency?: number;
            /** Dataset */
            dataset: string;
            /**
             * Device
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
            /**
             * Name
             * @default null
             */
            name?: string | null;
            /**
             * Objectives
             * @default []
             */
            objectives?: components["schemas"]["ObjectiveRequest"][];
            /**
             * Preset
             * @default null
             */
            preset?: string | null;
            /** Project */
            project: string;
            /**
             * Seed
             * @default 0
             */
            seed?: number;
            strategy: components["schemas"]["StrategyRequest"];
            /**
             * Version
             * @default null
             */
            version?: string | null;
        };
        /**
         * RunSummary
         * @description A run in a list and at the head of its page.
         */
        RunSummary: {
            best: components["schemas"]["BestForm"] | null;
            /** Budget Candidates */
            budget_candidates: number;
            /** Can */
            can: string[];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Dataset */
            dataset: string;
            /** Dataset Title */
            dataset_title: string;
            /** Ended At */
            ended_at: string | null;
            /** Error */
            error: string;
            /** Id */
            id: string;
            /** Is Stalled */
            is_stalled: boolean;
            /** N Failed */
            n_failed: number;
            /** N Finished */
            n_finished: number;
            /** N Proposed */
            n_proposed: number;
            /** Name */
            name: string;
            /** Objectives */
            objectives: components["schemas"]["ObjectiveRequest"][];
            /** Project */
            project: string;
            /** Space */
            space: string;
            /** Space Name */
            space_name: string;
            /** Started At */
            started_at: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "draft" | "queued" | "running" | "pausing" | "paused" | "stopping" | "stopped" | "finished" | "failed";
            /** Strategy */
            strategy: string;
            /** Version */
            version: string;
            /** Version Number */
            version_number: number;
        };
        /**
         * SearchFinished
         * @description No more candidates will come.
         */
        SearchFinished: {
            /** Best */
            best: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "search_finished";
            /**
             * Message
             * @default
             */
            message?: string;
            /**
             * Reason
             * @enum {string}
             */
            reason: "budget" | "exhausted" | "too_many_failures" | "stopped";
        };
        ServerMessage: components["schemas"]["Page"] | components["schemas"]["Reset"] | components["schemas"]["Beat"];
        /**
         * Session
         * @description Who is signed in; `project` is where new things go.
         */
        Session: {
            /** Csrf */
            csrf: string;
            /** Is Staff */
            is_staff: boolean;
            /** Projects */
            projects: components["schemas"]["ProjectForm"][];
            /** Teams */
            teams: components["schemas"]["TeamForm"][];
            /** User */
            user: string;
        };
        /**
         * SignIn
         * @description Name and password.
         */
        SignIn: {
            /** Password */
            password: string;
            /** Username */
            username: string;
        };
        /**
         * Snapshot
         * @description The bounded state of a run after event `seq`: replay of later events keeps it true.
         *
         *     `candidates` holds the best 50 and the latest 250; `total` says how many there are.
         */
        Snapshot: {
            /** Candidates */
            candidates: components["schemas"]["CandidateSummary"][];
            /** Curves */
            curves: components["schemas"]["Curve"][];
            /** Epoch */
            epoch: string;
            /** Log */
            log: components["schemas"]["Envelope"][];
            run: components["schemas"]["RunForm"];
            /** Seq */
            seq: number;
            /** Total */
            total: number;
        };
        /**
         * SpaceForm
         * @description A space opened in the designer.
         */
        SpaceForm: {
            /** Can */
            can: string[];
            draft: components["schemas"]["DraftForm"];
            /** Id */
            id: string;
            latest_version: components["schemas"]["VersionSummary"] | null;
            /** Name */
            name: string;
            /** Preset */
            preset: string;
            /** Project */
            project: string;
            /** Runs */
            runs: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Versions */
            versions: components["schemas"]["VersionSummary"][];
        };
        /**
         * SpaceRequest
         * @description Make a space from a template or from a document (text). A version 1 is saved with it.
         */
        SpaceRequest: {
            /**
             * Document
             * @default null
             */
            document?: string | null;
            /**
             * Name
             * @default null
             */
            name?: string | null;
            /**
             * Preset
             * @default null
             */
            preset?: string | null;
            /** Project */
            project: string;
        };
        /**
         * SpaceSummary
         * @description A space in a list.
         */
        SpaceSummary: {
            /** Id */
            id: string;
            latest_version: components["schemas"]["VersionSummary"] | null;
            /** Name */
            name: string;
            /** Preset */
            preset: string;
            /** Project */
            project: string;
            /** Runs */
            runs: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * StrategyRequest
         * @description A strategy with its settings.
         */
        StrategyRequest: {
            /** Name */
            name: string;
            /**
             * Settings
             * @default {}
             */
            settings?: {
                [key: string]: unknown;
            };
        };
        /**
         * StrategyVerdict
         * @description Whether a strategy can search the space, and why not.
         */
        StrategyVerdict: {
            /** Refusal */
            refusal: string | null;
            /** Strategy */
            strategy: string;
        };
        /**
         * TeamForm
         * @description A team as its member sees it.
         */
        TeamForm: {
            /** Id */
            id: string;
            /** Is Personal */
            is_personal: boolean;
            /** Name */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "owner" | "editor" | "commenter" | "viewer";
        };
        /**
         * VersionForm
         * @description A version with its document (as text, as written).
         */
        VersionForm: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Digest */
            digest: string;
            /** Document */
            document: string;
            /** Id */
            id: string;
            /** Message */
            message: string;
            /** Number */
            number: number;
            /** Runs */
            runs: number;
            /** Space */
            space: string;
        };
        /**
         * VersionRequest
         * @description Save the draft as a version. `revision` is the draft's that was seen.
         */
        VersionRequest: {
            /**
             * Message
             * @default
             */
            message?: string;
            /** Revision */
            revision: number;
        };
        /**
         * VersionSummary
         * @description A version in a list.
         */
        VersionSummary: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Digest */
            digest: string;
            /** Id */
            id: string;
            /** Message */
            message: string;
            /** Number */
            number: number;
            /** Runs */
            runs: number;
        };
        /**
         * WinnerTested
         * @description The best on validation met the untouched test set, once; its model can be taken away.
         */
        WinnerTested: {
            /** Index */
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "winner_tested";
            /** Scores */
            scores: {
                [key: string]: number;
            };
            /** Seconds */
            seconds: number;
        };
        /**
         * WorkerForm
         * @description A worker as it last said.
         */
        WorkerForm: {
            /** Devices */
            devices: string[];
            /** Host */
            host: string;
            /** Id */
            id: string;
            /** Is Alive */
            is_alive: boolean;
            /** Is Warm */
            is_warm: boolean;
            /** Job */
            job: string | null;
            /** Queues */
            queues: string[];
            /**
             * Seen At
             * Format: date-time
             */
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
export type operations = Record<string, never>;
