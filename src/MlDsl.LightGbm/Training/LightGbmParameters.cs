using System.Globalization;
using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>Options as the library's text of parameters: <c>name=value</c> with blanks between.</summary>
internal static class LightGbmParameters
{
    // Set by options or by what a training is; each with the way to say it. The library's aliases of them are refused as well.
    private static readonly (string Option, string[] Names)[] Taken =
    [
        ("Trees", ["num_iterations", "num_iteration", "n_iter", "num_tree", "num_trees", "num_round", "num_rounds", "nrounds", "num_boost_round", "n_estimators", "max_iter"]),
        ("Leaves", ["num_leaves", "num_leaf", "max_leaves", "max_leaf", "max_leaf_nodes"]),
        ("MaxDepth", ["max_depth"]),
        ("LearningRate", ["learning_rate", "shrinkage_rate", "eta"]),
        ("MinRows", ["min_data_in_leaf", "min_data_per_leaf", "min_data", "min_child_samples", "min_samples_leaf"]),
        ("MinHessian", ["min_sum_hessian_in_leaf", "min_sum_hessian_per_leaf", "min_sum_hessian", "min_hessian", "min_child_weight"]),
        ("MinGain", ["min_gain_to_split", "min_split_gain"]),
        ("L1", ["lambda_l1", "reg_alpha", "l1_regularization"]),
        ("L2", ["lambda_l2", "reg_lambda", "lambda", "l2_regularization"]),
        ("LinearTrees", ["linear_tree", "linear_trees"]),
        ("LinearL2", ["linear_lambda"]),
        ("RowShare", ["bagging_fraction", "sub_row", "subsample", "bagging", "bagging_freq", "subsample_freq"]),
        ("ColumnShare", ["feature_fraction", "sub_feature", "colsample_bytree"]),
        ("Bins", ["max_bin", "max_bins"]),
        ("Loss or RankingLoss", ["objective", "objective_type", "app", "application", "loss", "metric", "metrics", "metric_types", "eval_at"]),
        ("HuberDelta or QuantileLevel", ["alpha"]),
        ("TweediePower", ["tweedie_variance_power"]),
        ("Truncation", ["lambdarank_truncation_level"]),
        ("NormalizeQueries", ["lambdarank_norm"]),
        ("GradeGains", ["label_gain"]),
        ("Boosting", ["boosting", "boosting_type", "boost"]),
        ("ClassWeights", ["is_unbalance", "unbalance", "unbalanced_sets", "scale_pos_weight"]),
        ("EarlyStopping", ["early_stopping_round", "early_stopping_rounds", "early_stopping", "n_iter_no_change"]),
        ("Seed", ["seed", "random_seed", "random_state"]),
        ("TrainingControl.Threads", ["num_threads", "num_thread", "nthread", "nthreads", "n_jobs"]),
        ("the label", ["num_class", "num_classes"]),
        ("the columns", ["categorical_feature", "cat_feature", "categorical_column", "cat_column", "categorical_features", "monotone_constraints", "mc", "monotone_constraint", "monotonic_cst", "ignore_column"]),
    ];

    // What predictions could not follow, what is of files and other machines, and what speaks of columns by numbers, which here are those of the
    // columns that are ever other than 0; with the library's aliases.
    private static readonly string[] Refused =
    [
        "sigmoid", "reg_sqrt", "deterministic", "force_row_wise", "force_col_wise", "verbosity", "verbose", "device_type", "device",
        "data", "train", "train_data", "train_data_file", "data_filename", "valid", "test", "valid_data", "valid_data_file", "test_data", "test_data_file", "valid_filenames",
        "config", "config_file", "task", "task_type", "input_model", "model_input", "model_in", "output_model", "model_output", "model_out", "snapshot_freq", "save_period",
        "machines", "workers", "nodes", "num_machines", "num_machine", "tree_learner", "tree", "tree_type", "tree_learner_type", "pre_partition", "is_pre_partition",
        "forcedsplits_filename", "fs", "forced_splits_filename", "forced_splits_file", "forced_splits", "forcedbins_filename", "label_column", "label", "weight_column", "weight",
        "group_column", "group", "group_id", "query_column", "query", "query_id", "ignore_feature", "blacklist", "position", "header", "has_header", "two_round", "two_round_loading",
        "use_two_round_loading", "save_binary", "is_save_binary", "is_save_binary_file", "data_sample_strategy_file", "use_missing", "zero_as_missing",
        "interaction_constraints", "max_bin_by_feature", "feature_contri", "feature_contrib", "fc", "fp", "feature_penalty", "cegb_penalty_feature_lazy", "cegb_penalty_feature_coupled",
    ];

    private static readonly NamedParameters Given = new(Taken, Refused);

    /// <summary>Holds parameters of the user's against those that are set otherwise.</summary>
    /// <exception cref="ArgumentException">One is not <c>name=value</c>, is given twice, is set otherwise or out of its range; the message names it.</exception>
    public static void CheckGiven(string parameters)
    {
        Given.Check(parameters);
        foreach (string part in NamedParameters.Parts(parameters)) ParameterRanges.Check(part[..part.IndexOf('=', StringComparison.Ordinal)], part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    }

    /// <summary>What the rows are drawn by that bins are chosen from. Quiet: what is wrong with parameters is said of those of the data.</summary>
    public static string OfSample(LightGbmOptions options, int threads) => Text($"num_threads={threads} seed={options.Seed} verbosity=-1 {string.Join(' ', NamedParameters.Parts(options.Parameters))}");

    /// <summary>What a data set is binned by.</summary>
    public static string OfData(LightGbmOptions options, int threads, TrainingColumns columns) =>
        Text($"max_bin={options.Bins} min_data_in_leaf={options.MinRows} ") + Common(options, threads, columns);

    /// <summary>What trees are grown by.</summary>
    public static string OfBooster(LightGbmOptions options, TrainingProblem problem, int threads, TrainingColumns columns)
    {
        string boosting = options.Boosting switch { LightGbmBoosting.Dart => "dart", LightGbmBoosting.RandomForest => "rf", _ => "gbdt" };
        return Text($"objective={Objective(options, problem)} boosting={boosting} num_leaves={options.Leaves} max_depth={(options.MaxDepth == 0 ? -1 : options.MaxDepth)} ")
            + Text($"learning_rate={options.LearningRate:R} min_data_in_leaf={options.MinRows} min_sum_hessian_in_leaf={options.MinHessian:R} min_gain_to_split={options.MinGain:R} ")
            + Text($"lambda_l1={options.L1:R} lambda_l2={options.L2:R} bagging_fraction={options.RowShare:R} bagging_freq={(options.RowShare < 1 ? 1 : 0)} feature_fraction={options.ColumnShare:R} ")
            + (options.LinearTrees ? Text($"linear_lambda={options.LinearL2:R} ") : "")
            + Text($"max_bin={options.Bins} is_provide_training_metric=true ")
            + Common(options, threads, columns);
    }

    /// <summary>The library's name of what is minimised.</summary>
    public static string Objective(LightGbmOptions options, TrainingProblem problem) => problem.Target switch
    {
        TargetKind.TwoClasses => "binary",
        TargetKind.Classes => Text($"multiclass num_class={problem.Classes}"),
        TargetKind.Relevance when options.RankingLoss == LightGbmRankingLoss.CrossEntropy => "rank_xendcg eval_at=10",
        TargetKind.Relevance => Text($"lambdarank lambdarank_truncation_level={options.Truncation} lambdarank_norm={(options.NormalizeQueries ? "true" : "false")} eval_at=10")
            + (options.GradeGains.Length > 0 ? $" label_gain={GainList.Joined(options.GradeGains)}" : ""),
        _ => options.Loss switch
        {
            LightGbmLoss.Absolute => "regression_l1",
            LightGbmLoss.Huber => Text($"huber alpha={options.HuberDelta:R}"),
            LightGbmLoss.Poisson => "poisson",
            LightGbmLoss.Gamma => "gamma",
            LightGbmLoss.Tweedie => Text($"tweedie tweedie_variance_power={options.TweediePower:R}"),
            LightGbmLoss.AbsolutePercentage => "mape",
            LightGbmLoss.Quantile => Text($"quantile alpha={options.QuantileLevel:R}"),
            _ => "regression",
        },
    };

    // Left to itself the library measures which way of reading is faster, and takes it: another one each time. Of wide rows, most of whose
    // columns are 0, columns are the better way.
    private static string Common(LightGbmOptions options, int threads, TrainingColumns columns) => Text(
        $"{columns.Parameters}num_threads={threads} deterministic=true {(columns.Count <= 1000 ? "force_row_wise" : "force_col_wise")}=true {(options.LinearTrees ? "linear_tree=true " : "")}seed={options.Seed} verbosity=0 {string.Join(' ', NamedParameters.Parts(options.Parameters))}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
