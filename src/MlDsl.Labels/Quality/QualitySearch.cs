namespace MlDsl.Labels;

/// <summary>Looks for what is odd about rows.</summary>
internal static class QualitySearch
{
    private const double Tail = 0.02, LeastFactor = 3;

    /// <summary>Looks.</summary>
    public static DataQuality Of(QualityTable table, DataQualityOptions options, CancellationToken cancellation = default)
    {
        var alike = Enumerable.Range(0, table.Numbers.Length).GroupBy(row => table.Inputs[row]).Where(static group => group.Skip(1).Any()).Select(static group => group.ToArray()).ToArray();
        LabelConflict[] conflicts = table.Labels.Length == 0 ? [] : [.. alike.Select(rows => Conflict(table, rows)).OfType<LabelConflict>().OrderByDescending(static c => c.Rows.Count).ThenBy(static c => c.Rows[0])];
        var alikeTexts = table.Columns.Where(static c => c.Texts.Length > 0).Select(column => (Column: column, Groups: NearDuplicates.OfTexts(column.Texts, options.NearDuplicates, cancellation))).ToArray();
        TextDuplicates[] texts = [.. alikeTexts.SelectMany(column => Texts(table, column.Column, column.Groups)).OrderByDescending(static t => t.HasConflict).ThenByDescending(static t => t.Rows.Count).ThenBy(static t => t.Rows[0])];
        KeyValuePair<long, double>[] lonely = Lonely(table, options, cancellation);
        return new DataQuality
        {
            Rows = table.Numbers.Length,
            RepeatedRows = alike.Sum(static rows => rows.Length - 1L),
            ConflictRows = conflicts.Sum(static c => (long)c.Rows.Count),
            UnavoidableErrors = conflicts.Sum(static c => (long)c.Rows.Count - c.Labels[0].Value),
            Conflicts = [.. conflicts.Take(options.MostListed)],
            TextGroups = texts.Length,
            TextPairsLeftOut = alikeTexts.Sum(static column => column.Groups.PairsLeftOut),
            TextDuplicates = [.. texts.Take(options.MostListed)],
            Outliers = [.. table.Columns.Where(static c => c.Numbers.Length > 0).Select(column => Outliers(table, column, options)).OfType<ColumnOutliers>().OrderBy(static c => c.IsTail).ThenByDescending(static c => Math.Abs(c.Worst[0].Value)).Take(options.MostListed)],
            LonelyRows = lonely.Length,
            Lonely = [.. lonely.Take(options.MostListed)],
        };
    }

    private static LabelConflict? Conflict(QualityTable table, int[] rows)
    {
        rows = Array.FindAll(rows, row => table.Labels[row] is not null);
        KeyValuePair<string, int>[] labels = [.. rows.GroupBy(row => table.Labels[row]!, StringComparer.Ordinal).Select(static label => KeyValuePair.Create(label.Key, label.Count())).OrderByDescending(static label => label.Value).ThenBy(static label => label.Key, StringComparer.Ordinal)];
        return labels.Length > 1 ? new LabelConflict([.. rows.Select(row => table.Numbers[row])], labels) : null;
    }

    private static IEnumerable<TextDuplicates> Texts(QualityTable table, QualityColumn column, NearDuplicateGroups groups) => groups.Select(group => new TextDuplicates(
        column.Name, [.. group.Places.Select(place => table.Numbers[place])], group.Similarity, table.Labels.Length > 0 && group.Places.Select(place => table.Labels[place]).OfType<string>().Distinct(StringComparer.Ordinal).Skip(1).Any()));

    private static ColumnOutliers? Outliers(QualityTable table, QualityColumn column, DataQualityOptions options)
    {
        RobustScale scale = RobustScale.Of(column.Numbers);
        KeyValuePair<long, double>[] far = [.. column.Numbers.Select((number, row) => KeyValuePair.Create(table.Numbers[row], double.IsFinite(number) ? scale.Deviations(number) : 0))
            .Where(row => Math.Abs(row.Value) > options.Deviations).OrderByDescending(static row => Math.Abs(row.Value)).ThenBy(static row => row.Key)];
        return far.Length == 0 ? null : new ColumnOutliers(column.Name, far.Length, [.. far.Take(options.MostListed)], far.Length > Tail * column.Numbers.Count(double.IsFinite));
    }

    // Factors multiply; their logarithms lie around 0. Rows of which five stand elsewhere are at no distance.
    private static KeyValuePair<long, double>[] Lonely(QualityTable table, DataQualityOptions options, CancellationToken cancellation)
    {
        double[]? factors = NeighbourDistances.Of([.. table.Columns.Select(static c => c.Numbers).Where(static n => n.Length > 0)], options.NeighbourRows, options.Seed, cancellation);
        if (factors is null) return [];
        RobustScale scale = RobustScale.Of(factors.Where(static factor => factor > 0).Select(static factor => Math.Log(factor)));
        return [.. factors.Select((factor, row) => KeyValuePair.Create(table.Numbers[row], factor)).Where(row => row.Value > LeastFactor && scale.Deviations(Math.Log(row.Value)) > options.Deviations).OrderByDescending(static row => row.Value).ThenBy(static row => row.Key)];
    }
}
