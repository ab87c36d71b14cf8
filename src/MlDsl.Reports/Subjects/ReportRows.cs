namespace MlDsl.Reports;

/// <summary>The rows that curves are made of, with what the model says of them.</summary>
internal sealed class ReportRows
{
    /// <summary>The number of predictions of a row.</summary>
    public required int Outputs { get; init; }

    /// <summary>The number of rows of the whole side.</summary>
    public required long Of { get; init; }

    /// <summary>The label of each row, as its code.</summary>
    public required float[] Labels { get; init; }

    /// <summary>The predictions behind the link, row by row.</summary>
    public required float[] Predictions { get; init; }

    /// <summary>The weight of each row.</summary>
    public required float[] Weights { get; init; }

    /// <summary>What each row is resampled by: its group, or its own number.</summary>
    public required ulong[] Keys { get; init; }

    /// <summary>The ends of each row's interval; empty where the model has none.</summary>
    public required (float Low, float High)[] Intervals { get; init; }

    /// <summary>Whether rows belong to groups.</summary>
    public required bool IsGrouped { get; init; }

    /// <summary>The number of rows.</summary>
    public int Count => Labels.Length;

    /// <summary>Whether these are fewer than there are.</summary>
    public bool IsSample => Count < Of;

    /// <summary>What they are called.</summary>
    public string Named => IsSample ? $"a sample of {ReportText.Count(Count)} of the {ReportText.Rows(Of)}" : $"all {ReportText.Rows(Of)}";

    /// <summary>The first prediction of each row: the number, the probability of the positive class, or the score.</summary>
    public IEnumerable<double> First => Enumerable.Range(0, Count).Select(row => (double)Predictions[row * Outputs]);
}
