namespace MlDsl;

/// <summary>
/// Feature vectors as lists of entries, in the order in which they were written; what no entry names is 0, what two name is their sum.
/// </summary>
/// <remarks>The entries of row r are those numbered <c>Starts[r]</c> to <c>Starts[r + 1] - 1</c>.</remarks>
public readonly ref struct SparseRows
{
    /// <summary>Views entries as rows.</summary>
    /// <param name="starts">Where the entries of each row begin, and as the last element the number of entries.</param>
    /// <param name="positions">The position of each entry in the feature vector.</param>
    /// <param name="values">What stands there.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public SparseRows(ReadOnlySpan<int> starts, ReadOnlySpan<int> positions, ReadOnlySpan<float> values)
    {
        if (starts.IsEmpty || starts[0] != 0 || starts[^1] != positions.Length || positions.Length != values.Length)
            throw new ArgumentException($"{starts.Length} row starts, {positions.Length} positions and {values.Length} values are no rows", nameof(starts));
        Starts = starts;
        Positions = positions;
        Values = values;
    }

    /// <summary>The number of rows.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Where the entries of each row begin; one element more than there are rows.</summary>
    public ReadOnlySpan<int> Starts { get; }

    /// <summary>The position of each entry.</summary>
    public ReadOnlySpan<int> Positions { get; }

    /// <summary>The value of each entry.</summary>
    public ReadOnlySpan<float> Values { get; }
}
