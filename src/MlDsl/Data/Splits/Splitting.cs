namespace MlDsl;

/// <summary>What every split does around its own way of assigning sides.</summary>
internal static class Splitting
{
    /// <summary>All rows of a data set, before it is split.</summary>
    public static RowSelection<TRow> All<TRow>(this Dataset<TRow> data, SplitDescription description) where TRow : IRow<TRow> =>
        new(data.Source, null, [], default, description);

    /// <summary>Gathers facts, assigns sides, builds the split. <paramref name="test"/> is null where the test is a share of the data.</summary>
    public static Split<TRow> Split<TRow>(
        this Dataset<TRow> data, Dataset<TRow>? test, RowKey key, SplitDescription description, Func<RowFacts, byte[]> assign) where TRow : IRow<TRow>
    {
        RowSelection<TRow> rows = data.All(description);
        RowFacts facts = RowFacts.Gather(rows, key, CancellationToken.None);
        var builder = new SplitBuilder<TRow>(rows, facts, assign(facts), description);
        if (test is null) return builder.Build();
        RowSelection<TRow> testRows = test.All(description);
        return builder.Build(testRows, RowFacts.Gather(testRows, RowKey.None, CancellationToken.None));
    }
}
