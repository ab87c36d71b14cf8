using System.Text.Json.Serialization;
using MlDsl.Json;

namespace MlDsl;

/// <summary>How often each class was taken for each; sums of weights, which are counts where every row weighs 1.</summary>
[JsonConverter(typeof(ConfusionMatrixConverter))]
public sealed class ConfusionMatrix : IEquatable<ConfusionMatrix>
{
    private readonly double[] cells;

    /// <param name="classes">The class names.</param>
    /// <param name="cells">Row-major, actual classes down and predicted ones across.</param>
    internal ConfusionMatrix(IReadOnlyList<string> classes, double[] cells)
    {
        Classes = classes;
        this.cells = cells;
    }

    /// <summary>The class names, in the order of the indexes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The rows of one class that were predicted to be of another or the same.</summary>
    /// <param name="actual">Index of the label's class.</param>
    /// <param name="predicted">Index of the predicted class.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not one of a class.</exception>
    public double this[int actual, int predicted] =>
        cells[(Check(actual, nameof(actual)) * Classes.Count) + Check(predicted, nameof(predicted))];

    /// <inheritdoc/>
    public bool Equals(ConfusionMatrix? other) =>
        other is not null && Classes.SequenceEqual(other.Classes) && cells.AsSpan().SequenceEqual(other.cells);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConfusionMatrix);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Classes.Count, cells[0], cells[^1]);

    /// <summary>A table: actual classes down, predicted ones across.</summary>
    public override string ToString()
    {
        var table = new TextTable(["actual \\ predicted", .. Classes]);
        for (int i = 0; i < Classes.Count; i++)
        {
            int actual = i;
            table.Add([Classes[i], .. Enumerable.Range(0, Classes.Count).Select(predicted => TextTable.Count(this[actual, predicted]))]);
        }

        return table.ToString();
    }

    private int Check(int index, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Classes.Count, name);
        return index;
    }
}
