using System.Globalization;
using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>What the library minimises.</summary>
/// <param name="Name">The library's name.</param>
/// <param name="Since">The first version that has it, as XGBoost's own releases say.</param>
/// <param name="Link">From scores to predictions.</param>
/// <param name="Parameters">What belongs to it, each <c>name=value</c>.</param>
internal sealed record XGBoostObjective(string Name, Version Since, Link Link, params string[] Parameters)
{
    /// <summary>The base score whose margin is 0: nothing is added to the first tree.</summary>
    public float NeutralBase => Link switch { Link.Logit => 0.5f, Link.Log => 1f, _ => 0f };

    public static XGBoostObjective Of(XGBoostOptions options, TrainingProblem problem) => problem.Target switch
    {
        TargetKind.TwoClasses => new("binary:logistic", new(0, 1), Link.Logit),
        TargetKind.Classes => new("multi:softprob", new(0, 7), Link.Softmax, Text($"num_class={problem.Classes}")),
        // The gain of a list, whichever pairs are learned from.
        TargetKind.Relevance => new(options.RankingLoss == XGBoostRankingLoss.Pairwise ? "rank:pairwise" : "rank:ndcg", new(0, 7), Link.Identity, "eval_metric=ndcg"),
        _ => options.Loss switch
        {
            XGBoostLoss.Absolute => new("reg:absoluteerror", new(1, 7), Link.Identity),
            XGBoostLoss.Huber => new("reg:pseudohubererror", new(1, 6), Link.Identity, Text($"huber_slope={options.HuberDelta:R}")),
            XGBoostLoss.Poisson => new("count:poisson", new(0, 3), Link.Log),
            XGBoostLoss.Gamma => new("reg:gamma", new(0, 6), Link.Log),
            XGBoostLoss.Tweedie => new("reg:tweedie", new(0, 7), Link.Log, Text($"tweedie_variance_power={options.TweediePower:R}")),
            XGBoostLoss.Quantile => new("reg:quantileerror", new(2, 0), Link.Identity, Text($"quantile_alpha={options.QuantileLevel:R}")),
            _ => new("reg:squarederror", new(0, 90), Link.Identity),
        },
    };

    /// <exception cref="XGBoostException">The library is older than the objective.</exception>
    public void Check(LoadedXGBoost library)
    {
        if (library.Version < Since)
            throw new XGBoostException($"XGBoost has {Name} from version {Since} on, and '{library.Path}' is {library.Version}: install a newer one and name it in the environment variable {XGBoostLibrary.PathVariable}, or choose another Loss, of intervals another Width");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
