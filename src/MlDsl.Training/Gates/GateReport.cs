namespace MlDsl.Training;

/// <summary>What came of a requirement.</summary>
public enum GateVerdict
{
    /// <summary>The whole interval is within the bound.</summary>
    Held,

    /// <summary>The whole interval is beyond the bound.</summary>
    NotHeld,

    /// <summary>The bound lies in the interval, or there is none: the rows do not show whether it is held.</summary>
    NotShown,

    /// <summary>There is no such metric, it is undefined on these rows, or no slice has rows enough.</summary>
    NotMeasured,

    /// <summary>The slice has too few rows to be measured; that keeps nothing from passing.</summary>
    TooFewRows,
}

/// <summary>A requirement, and what came of it.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Where">All rows, or the value of the slice.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="Verdict">What came of it.</param>
public sealed record GateFinding(Requirement Requirement, string Where, Metric Metric, GateVerdict Verdict)
{
    /// <summary>Whether it keeps the model from passing.</summary>
    public bool IsFailure => Verdict is GateVerdict.NotHeld or GateVerdict.NotShown or GateVerdict.NotMeasured;

    /// <summary>One line.</summary>
    public override string ToString() => $"{Requirement}, {Where}: {Text()}";

    private string Text() => Verdict switch
    {
        GateVerdict.Held => $"held, {Metric}",
        GateVerdict.NotHeld => $"not held, {Metric}",
        GateVerdict.NotShown when Metric.HasInterval => $"not shown, the bound lies in the interval of {Metric}; more rows would tell",
        GateVerdict.NotShown => $"not shown, {Metric} has no interval; evaluate with Resamples",
        GateVerdict.TooFewRows => "too few rows to be measured",
        _ => Metric.IsDefined ? $"{Metric}" : "not measured: there is no such metric, these rows do not define it, or none of the slices has rows enough",
    };
}

/// <summary>A model held against its requirements.</summary>
/// <param name="Findings">The requirements in their order, of slices one for each value.</param>
public sealed record GateReport(IReadOnlyList<GateFinding> Findings)
{
    /// <summary>The findings.</summary>
    public IReadOnlyList<GateFinding> Findings { get; init => field = ValueList.Of(value); } = ValueList.Of(Findings);

    /// <summary>Whether every requirement is held, as far as rows are enough to measure.</summary>
    public bool Passed => !Findings.Any(static f => f.IsFailure);

    /// <summary>What came of one requirement.</summary>
    /// <exception cref="ArgumentException">The model was not held against it.</exception>
    public GateReport Of(Requirement requirement)
    {
        ArgumentNullException.ThrowIfNull(requirement);
        GateFinding[] own = [.. Findings.Where(f => f.Requirement == requirement)];
        return own.Length > 0 ? new GateReport(own) : throw new ArgumentException($"The model was not held against '{requirement}', but against {string.Join("; ", Findings.Select(static f => f.Requirement).Distinct())}", nameof(requirement));
    }

    /// <summary>Does nothing where the model passed.</summary>
    /// <exception cref="GateException">It did not; the message has what failed, a line each.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed) throw new GateException(string.Join('\n', Findings.Where(static f => f.IsFailure)));
    }

    /// <summary>The findings, a line each.</summary>
    public override string ToString() => string.Join('\n', Findings);
}

/// <summary>A model does not reach what it must.</summary>
/// <param name="message">What failed, a line each.</param>
public sealed class GateException(string message) : Exception(message);
