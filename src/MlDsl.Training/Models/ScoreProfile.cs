namespace MlDsl.Training;

/// <summary>Profiles what a model says of rows whose labels are known, and how far off it is.</summary>
internal sealed class ScoreProfile
{
    private readonly Outcome outcome;
    private readonly ProfiledColumn[] columns;
    private readonly ColumnCount[] counts;
    private readonly (ProfiledColumn Column, ColumnCount Count)? loss;

    /// <param name="outcome">From scores to predictions.</param>
    /// <param name="hasLoss">Whether single rows have a loss.</param>
    public ScoreProfile(Outcome outcome, bool hasLoss)
    {
        this.outcome = outcome;
        columns = ColumnsOf(outcome.Link);
        counts = [.. columns.Select(static c => new ColumnCount(c.Kind))];
        if (hasLoss) loss = (ProfiledColumn.OfNumbers("loss"), new ColumnCount(ColumnProfileKind.Number));
    }

    /// <summary>What is profiled of a prediction: the number; the probability of the positive class; or the class and its probability.</summary>
    public static ProfiledColumn[] ColumnsOf(Link link) => link switch
    {
        Link.Softmax => [ProfiledColumn.OfNumbers("probability"), ProfiledColumn.OfClasses("class")],
        Link.Logit => [ProfiledColumn.OfNumbers("probability")],
        _ => [ProfiledColumn.OfNumbers("prediction")],
    };

    /// <summary>Takes in a row.</summary>
    /// <param name="predictions">Behind the link: the number, or probabilities.</param>
    /// <param name="label">The label's code.</param>
    public void Add(ReadOnlySpan<float> predictions, float label)
    {
        int best = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(predictions);
        counts[0].Add([predictions[best]]);
        if (columns.Length > 1) counts[1].Add([outcome.ClassNames[best]]);
        loss?.Count.Add([(float)(outcome.Link switch
        {
            Link.Softmax => Clipped.LogLoss(predictions[(int)label]),
            Link.Logit => Clipped.LogLoss(label != 0 ? predictions[0] : 1 - predictions[0]),
            _ => Math.Abs((double)predictions[0] - label),
        })]);
    }

    /// <summary>A reference with the scores and losses.</summary>
    public ReferenceProfile AddTo(ReferenceProfile reference) => reference with
    {
        Scores = [.. columns.Select((c, i) => ColumnBins.Of(c, counts[i], [], ProfileOptions.Default))],
        Losses = loss is var (column, count) ? ColumnBins.Of(column, count, [], ProfileOptions.Default) : null,
    };
}
