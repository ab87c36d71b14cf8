namespace MlDsl.Training;

/// <summary>Which column each row has, and how strongly: compressed rows, the columns of a row ascending, each once.</summary>
/// <param name="Columns">The number of columns.</param>
/// <param name="Starts">Where each row begins, and behind the last one where it ends.</param>
/// <param name="Indexes">The columns of the rows.</param>
/// <param name="Values">Their values.</param>
internal sealed record InteractionMatrix(int Columns, int[] Starts, int[] Indexes, float[] Values)
{
    /// <summary>The number of rows.</summary>
    public int Rows => Starts.Length - 1;

    /// <summary>The number of entries.</summary>
    public int Count => Indexes.Length;

    /// <summary>The columns of a row.</summary>
    public ReadOnlySpan<int> IndexesOf(int row) => Indexes.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    /// <summary>The values of a row.</summary>
    public ReadOnlySpan<float> ValuesOf(int row) => Values.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    /// <summary>Columns as rows.</summary>
    public InteractionMatrix Transpose()
    {
        var starts = new int[Columns + 1];
        foreach (int column in Indexes) starts[column + 1]++;
        for (int i = 0; i < Columns; i++) starts[i + 1] += starts[i];
        int[] next = starts[..Columns], indexes = new int[Count];
        var values = new float[Count];
        for (int row = 0; row < Rows; row++)
        {
            for (int i = Starts[row]; i < Starts[row + 1]; i++)
            {
                int at = next[Indexes[i]]++;
                (indexes[at], values[at]) = (row, Values[i]);
            }
        }
        return new InteractionMatrix(Rows, starts, indexes, values);
    }
}
