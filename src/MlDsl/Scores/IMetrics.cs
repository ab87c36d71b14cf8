namespace MlDsl;

/// <summary>What the metrics of every task have in common.</summary>
/// <typeparam name="TSelf">The metrics of one task, such as <see cref="RegressionMetrics"/>.</typeparam>
public interface IMetrics<TSelf>
    where TSelf : class, IMetrics<TSelf>
{
    /// <summary>The number of rows measured.</summary>
    int Rows { get; }

    /// <summary>How much of the bootstrap distribution an interval covers, such as 0.95; 0 where no intervals were asked for.</summary>
    double Level { get; }

    /// <summary>
    /// The same metrics, without intervals, of the trivial predictor fitted on the training labels; null where none was given.
    /// </summary>
    TSelf? Baseline { get; }

    /// <summary>The same metrics for each value of each <c>[Sensitive]</c> column.</summary>
    IReadOnlyList<Slice<TSelf>> Slices { get; }

    /// <summary>Every metric with its name, in the order of the printed table.</summary>
    IReadOnlyList<NamedMetric> Named { get; }
}
