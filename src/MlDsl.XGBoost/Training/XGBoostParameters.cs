using System.Globalization;
using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>Options as the library's parameters.</summary>
internal static class XGBoostParameters
{
    /// <summary>Holds a user's parameters against those that are set otherwise; the library's aliases of them are refused as well.</summary>
    public static NamedParameters Given { get; } = new(
        [
            ("Trees", ["num_boost_round", "num_round", "n_estimators", "nrounds"]),
            ("MaxDepth", ["max_depth"]),
            ("Leaves", ["max_leaves"]),
            ("Growth", ["grow_policy"]),
            ("LearningRate", ["eta", "learning_rate"]),
            ("MinHessian", ["min_child_weight"]),
            ("MinGain", ["gamma", "min_split_loss"]),
            ("L1", ["alpha", "reg_alpha"]),
            ("L2", ["lambda", "reg_lambda"]),
            ("RowShare", ["subsample"]),
            ("ColumnShare", ["colsample_bytree"]),
            ("Bins", ["max_bin"]),
            ("Loss", ["objective", "eval_metric", "disable_default_eval_metric"]),
            ("HuberDelta", ["huber_slope"]),
            ("TweediePower", ["tweedie_variance_power"]),
            ("QuantileLevel", ["quantile_alpha"]),
            ("BaseScore", ["base_score", "base_margin"]),
            ("Boosting", ["booster"]),
            ("ClassWeights", ["scale_pos_weight"]),
            ("EarlyStopping", ["early_stopping_rounds"]),
            ("Seed", ["seed", "random_state", "seed_per_iteration"]),
            ("Threads", ["nthread", "n_jobs", "nthreads"]),
            ("the label", ["num_class", "num_target", "num_output_group"]),
            ("the columns", ["monotone_constraints", "feature_types", "enable_categorical", "missing"]),
        ],
        [
            "tree_method", "updater", "process_type", "refresh_leaf", "multi_strategy", "predictor", "device", "gpu_id", "verbosity", "silent", "validate_parameters",
            "interaction_constraints", "feature_weights", "data", "model_in", "model_out", "dsplit", "external_memory", "use_rmm", "num_feature",
        ]);

    /// <summary>What trees are grown by, each name with its value.</summary>
    /// <param name="options">The options.</param>
    /// <param name="objective">What is minimised.</param>
    /// <param name="baseScore">What is predicted before the first tree.</param>
    /// <param name="columns">The columns that the library sees.</param>
    public static IEnumerable<(string Name, string Value)> Of(XGBoostOptions options, XGBoostObjective objective, float baseScore, TrainingColumns columns)
    {
        List<string> all =
        [
            $"objective={objective.Name}", .. objective.Parameters,
            $"booster={(options.Boosting == XGBoostBoosting.Dart ? "dart" : "gbtree")}", "tree_method=hist", "validate_parameters=true",
            $"grow_policy={(options.Growth == XGBoostGrowth.ByLeaf ? "lossguide" : "depthwise")}",
            Text($"max_depth={options.MaxDepth}"), Text($"max_leaves={options.Leaves}"), Text($"eta={options.LearningRate:R}"), Text($"min_child_weight={options.MinHessian:R}"),
            Text($"gamma={options.MinGain:R}"), Text($"alpha={options.L1:R}"), Text($"lambda={options.L2:R}"), Text($"subsample={options.RowShare:R}"),
            Text($"colsample_bytree={options.ColumnShare:R}"), Text($"max_bin={options.Bins}"), Text($"seed={options.Seed}"), Text($"nthread={options.Threads}"),
            Text($"base_score={baseScore:R}"),
        ];
        if (columns.Monotone.Length > 0) all.Add($"monotone_constraints={columns.Monotone}");
        all.AddRange(NamedParameters.Parts(options.Parameters));
        return all.Select(static part => part.Split('=', 2) is [var name, var value] ? (name, value) : (part, ""));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
