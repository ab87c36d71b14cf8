using System.Collections.Immutable;

namespace MlDsl.Training;

/// <summary>
/// The training rows that a trainer does not learn from while it looks for the moment to stop, and the loss that tells it. They are training
/// rows like the others: validation and test rows have no part in it.
/// </summary>
public sealed class HeldRowSet
{
    private readonly RowLoss loss;

    internal HeldRowSet(ImmutableArray<int> rows, ImmutableArray<ulong> groups, RowLoss loss) => (Rows, Groups, this.loss) = (rows, groups, loss);

    /// <summary>The numbers of the rows among those of the design, from 0, ascending.</summary>
    public ImmutableArray<int> Rows { get; }

    /// <summary>The group of each of them; empty where rows have none.</summary>
    public ImmutableArray<ulong> Groups { get; }

    /// <summary>The task's loss.</summary>
    /// <param name="predictions">Behind the link, row-major.</param>
    /// <param name="labels">The label of each row, as its code.</param>
    /// <param name="weights">The weight of each row.</param>
    /// <param name="outputs">The predictions of a row.</param>
    public double Loss(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, int outputs) => loss(new ScoredRows
    {
        Outputs = outputs,
        Predictions = predictions,
        Labels = labels,
        Rows = new EvaluationRows { Weights = weights, Groups = Groups.AsSpan() },
    });
}
