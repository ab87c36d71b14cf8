using System.Reflection;

namespace MlDsl.Training;

public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    /// <summary>What the model's declaration requires by <see cref="RequireAttribute"/>.</summary>
    /// <exception cref="ArgumentException">A requirement has no bound, or one that does not go with its metric.</exception>
    public static IReadOnlyList<Requirement> Requirements => ValueList.Of(typeof(TModel).GetCustomAttributes<RequireAttribute>().Select(Requirement.Of));

    /// <summary>Holds the model against what its declaration requires.</summary>
    /// <param name="metrics">What <c>Evaluate</c> gave.</param>
    /// <param name="latency">What <see cref="Latency.P99"/> gave, where the latency is required.</param>
    /// <exception cref="InvalidOperationException">The declaration requires nothing.</exception>
    /// <exception cref="ArgumentException">A requirement has no bound, or names a slice that the metrics have not got.</exception>
    public GateReport Check(TMetrics metrics, Metric? latency = null)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        IReadOnlyList<Requirement> required = Requirements;
        // A gate that holds nothing back is open by mistake.
        if (required.Count == 0) throw new InvalidOperationException($"'{TModel.Definition.Name}' requires nothing; give it [Require(Metric.Rmse, AtMost = …)], or the metric that it must reach");
        return GateCheck.Of(required, metrics, latency ?? Metric.Undefined);
    }

    /// <inheritdoc cref="Check(TMetrics, Metric?)"/>
    /// <param name="assessment">What <c>Assess</c> gave.</param>
    /// <param name="latency">What <see cref="Latency.P99"/> gave, where the latency is required.</param>
    public GateReport Check(Assessment<TMetrics> assessment, Metric? latency = null)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        return Check(assessment.Metrics, latency);
    }
}
