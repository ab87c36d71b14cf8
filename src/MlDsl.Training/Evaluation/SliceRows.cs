namespace MlDsl.Training;

/// <summary>Sorts rows into slices and has each measured.</summary>
internal static class SliceRows
{
    public static ValueList<Slice<TMetrics>> Measure<TMetrics>(
        IReadOnlyList<SliceColumn>? columns, EvaluationOptions options, Func<int[], TMetrics> measure)
        where TMetrics : class, IMetrics<TMetrics>
    {
        var slices = new List<Slice<TMetrics>>();
        foreach (SliceColumn column in columns ?? [])
        {
            int[][] rows = ByValue(column);
            for (int i = 0; i < rows.Length; i++)
            {
                TMetrics? metrics = rows[i].Length >= options.MinSliceRows ? measure(rows[i]) : null;
                slices.Add(new Slice<TMetrics>(column.Column, column.Values[i], rows[i].Length, options.MinSliceRows, metrics));
            }
        }

        return new ValueList<Slice<TMetrics>>([.. slices]);
    }

    private static int[][] ByValue(SliceColumn column)
    {
        ReadOnlySpan<int> codes = column.Codes.Span;
        var sizes = new int[column.Values.Count];
        foreach (int code in codes) sizes[code]++;

        int[][] rows = Array.ConvertAll(sizes, static size => new int[size]);
        Array.Clear(sizes);
        for (int row = 0; row < codes.Length; row++) rows[codes[row]][sizes[codes[row]]++] = row;
        return rows;
    }
}
