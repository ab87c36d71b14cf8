namespace MlDsl.Training;

/// <summary>Has the rows of each slice measured; they are found again by the number of their value, so that nothing is copied.</summary>
internal static class SliceRows
{
    public static ValueList<Slice<TMetrics>> Measure<TMetrics>(KeptRows rows, EvaluationOptions options, Func<RowFilter, TMetrics> measure)
        where TMetrics : class, IMetrics<TMetrics>
    {
        var slices = new List<Slice<TMetrics>>();
        foreach (SliceColumn column in rows.Slices)
        {
            var sizes = new int[column.Values.Count];
            foreach (int code in column.Codes.Span) sizes[code]++;
            for (int i = 0; i < sizes.Length; i++)
            {
                TMetrics? metrics = sizes[i] >= options.MinSliceRows ? measure(new RowFilter(column.Codes, i)) : null;
                slices.Add(new Slice<TMetrics>(column.Column, column.Values[i], sizes[i], options.MinSliceRows, metrics));
            }
        }

        return new ValueList<Slice<TMetrics>>([.. slices]);
    }
}
