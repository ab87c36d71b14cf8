namespace MlDsl;

/// <summary>
/// A data set cut into rows to fit on, rows to choose by and rows to assess on, each row on one side at most. A side that was asked
/// for with a share of 0 is empty and throws when its rows are used.
/// </summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
public sealed class Split<TRow> where TRow : IRow<TRow>
{
    internal Split(TrainSet<TRow> train, ValidationSet<TRow> validation, TestSet<TRow> test, TrainSet<TRow> development)
    {
        Train = train;
        Validation = validation;
        Test = test;
        Development = development;
    }

    /// <summary>The rows to fit on while a model is developed.</summary>
    public TrainSet<TRow> Train { get; }

    /// <summary>The rows to compare models on while they are developed.</summary>
    public ValidationSet<TRow> Validation { get; }

    /// <summary>The rows to assess the finished model on.</summary>
    public TestSet<TRow> Test { get; }

    /// <summary>Train and validation together: the rows to fit the finished model on.</summary>
    public TrainSet<TRow> Development { get; }

    /// <summary>Rows that stand on both sides.</summary>
    public required DuplicateReport Duplicates
    {
        get;
        init
        {
            field = value;
            Test.DuplicateRows = (int)Math.Min(value.TestInDevelopment, int.MaxValue);
        }
    }

    /// <summary>How the split was made.</summary>
    public required SplitDescription Description { get; init; }

    /// <summary>What tells the rows that were split, test rows included, from others.</summary>
    public required DataFingerprint Fingerprint { get; init; }

    /// <summary>The rows that belong to no side because they lie within the embargo before a later side.</summary>
    public required long Embargoed { get; init; }

    /// <summary>The earliest event time of any row; null where rows have none.</summary>
    public DateTime? Earliest { get; init; }

    /// <summary>The latest event time of any row; null where rows have none.</summary>
    public DateTime? Latest { get; init; }
}
