namespace MlDsl.Serving;

/// <summary>Counts what a shadow said, anew when either model is replaced, and says it from time to time.</summary>
/// <param name="main">The endpoint's model.</param>
/// <param name="shadow">The shadow.</param>
/// <param name="options">How often it is said.</param>
/// <param name="answer">Whether two generations, the model's and the shadow's, are those that answer now.</param>
/// <param name="telemetry">Where it is counted and said.</param>
/// <param name="clock">The time.</param>
internal sealed class ShadowTally(
    string main, string shadow, ShadowOptions options, Func<ModelGeneration, ModelGeneration, bool> answer, ServingTelemetry telemetry, TimeProvider clock)
{
    private readonly object gate = new();
    private ModelGeneration? generation, shadowGeneration;
    private ShadowComparison? comparison;
    private long reported = clock.GetTimestamp(), dropped, droppedBefore;
    private bool isNew;

    /// <summary>What was found; null before something was.</summary>
    public ShadowComparison? Comparison
    {
        get
        {
            lock (gate) return Now();
        }
    }

    /// <summary>Counts a request that was not computed.</summary>
    public void Count(string reason)
    {
        if (reason == "dropped") Interlocked.Increment(ref dropped);
        telemetry.Shadowed(main, shadow, reason);
    }

    /// <summary>Adds two answers to the same request.</summary>
    public void Add(ModelGeneration of, ModelGeneration shadowOf, in OutputComparison found, TimeSpan took, TimeSpan shadowTook)
    {
        telemetry.Compared(main, shadow, shadowOf, in found, shadowTook);
        double largest = found.Largest;
        var (rows, different) = (found.Rows, found.Different);
        Change(of, shadowOf, c => c with
        {
            Requests = c.Requests + 1,
            Rows = c.Rows + rows,
            DifferentRows = c.DifferentRows + different,
            LargestDifference = double.IsNaN(c.LargestDifference) || largest <= c.LargestDifference ? c.LargestDifference : largest,
            Seconds = c.Seconds + took.TotalSeconds,
            ShadowSeconds = c.ShadowSeconds + shadowTook.TotalSeconds,
        });
    }

    /// <summary>Counts a request that the shadow refused.</summary>
    public void Refuse(ModelGeneration of, ModelGeneration? shadowOf)
    {
        telemetry.Shadowed(main, shadow, "refused");
        if (shadowOf is not null) Change(of, shadowOf, static c => c with { Refused = c.Refused + 1 });
    }

    /// <summary>Counts a request that the shadow failed at; true for the first one since the models were replaced.</summary>
    public bool Fail(ModelGeneration of, ModelGeneration? shadowOf)
    {
        telemetry.Shadowed(main, shadow, "failed");
        return shadowOf is null || Change(of, shadowOf, static c => c with { Failed = c.Failed + 1 }) is { Failed: 1 };
    }

    /// <summary>Says what was found, where that is more than was said already.</summary>
    public void Report()
    {
        lock (gate)
        {
            if (!isNew || Now() is not { } found) return;
            (isNew, reported) = (false, clock.GetTimestamp());
            telemetry.Report(main, shadow, found, options.Tolerance);
        }
    }

    private ShadowComparison? Now() => comparison is null ? null : comparison with { Dropped = Interlocked.Read(ref dropped) - droppedBefore };

    // Null for what is of a pair that answers no longer, which metrics count and the comparison of the pair that does has no place for.
    private ShadowComparison? Change(ModelGeneration of, ModelGeneration shadowOf, Func<ShadowComparison, ShadowComparison> change)
    {
        lock (gate)
        {
            if (comparison is null || !ReferenceEquals(of, generation) || !ReferenceEquals(shadowOf, shadowGeneration))
            {
                // What waited while a model was replaced is of the one before, and may come behind what the new one said.
                if (comparison is not null && !answer(of, shadowOf)) return null;
                Report();
                (generation, shadowGeneration) = (of, shadowOf);
                droppedBefore = Interlocked.Read(ref dropped);
                comparison = new ShadowComparison { Version = of.ToString(), ShadowVersion = shadowOf.ToString() };
            }
            comparison = change(comparison);
            isNew = true;
            if (clock.GetElapsedTime(reported) >= options.ReportEvery) Report();
            return comparison;
        }
    }
}
