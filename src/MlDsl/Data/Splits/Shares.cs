namespace MlDsl;

/// <summary>The shares of validation and test, checked, and what they mean in rows.</summary>
internal readonly record struct Shares
{
    public Shares(double validation, double test)
    {
        Check(validation, nameof(validation));
        Check(test, nameof(test));
        if (validation + test >= 1)
            throw new ArgumentException(FormattableString.Invariant($"validation {validation} and test {test} leave nothing to train on; their sum must be below 1"));
        (Validation, Test) = (validation, test);
    }

    public double Validation { get; }

    public double Test { get; }

    /// <summary>The rows for validation and for test, rounded so that their sum is also within half a row of its share.</summary>
    public (int Validation, int Test) Of(int rows)
    {
        int test = (int)Math.Round(rows * Test), both = (int)Math.Round(rows * (Test + Validation));
        return (both - test, test);
    }

    /// <summary>What to tell of a split of these shares; the test's is left out where the test is other data.</summary>
    public SplitDescription Describe(SplitMethod method, string? testSource, long? seed) =>
        new() { Method = method, Validation = Validation, Test = testSource is null ? Test : null, TestSource = testSource, Seed = seed };

    private static void Check(double share, string name)
    {
        if (!(share >= 0 && share < 1))
            throw new ArgumentOutOfRangeException(name, share, $"{name} is a share of the rows: 0 or more and below 1");
    }
}
