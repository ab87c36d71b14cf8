namespace MlDsl.Training;

/// <summary>A smooth function to minimise.</summary>
internal interface IObjective
{
    /// <summary>How often the rows have been read.</summary>
    int Passes { get; }

    /// <summary>The value at a point, perhaps infinite; where it is finite the gradient is written.</summary>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);
}
