namespace MlDsl;

/// <summary>The side of each row that was split, and how it was decided.</summary>
internal readonly record struct Assignment(byte[] Sides, SplitDescription Description);

/// <summary>What every split does around its own way of assigning sides.</summary>
internal static class Splitting
{
    private static readonly SplitDescription Unsplit = new() { Method = SplitMethod.None };

    /// <summary>All rows of a source, before it is split: they belong to no split that could be described.</summary>
    public static RowSelection<TRow> All<TRow>(this RowSource<TRow> source) => new(source, null, [], default, Unsplit);

    /// <summary>
    /// Gathers facts, assigns sides, builds the split. <paramref name="test"/> is null where the test is a share of the data; else its
    /// facts go to <paramref name="assign"/>, too.
    /// </summary>
    public static Split<TRow> Split<TRow>(
        this Dataset<TRow> data, Dataset<TRow>? test, RowKey key, SplitDescription description, Func<RowFacts, RowFacts?, Assignment> assign)
        where TRow : IRow<TRow>
    {
        RowSelection<TRow> rows = data.Source.All();
        RowFacts facts = RowFacts.Gather(rows, key, CancellationToken.None);
        if (test is null) return Builder(assign(facts, null)).Build();
        RowSelection<TRow> testRows = test.Source.All();
        RowFacts testFacts = RowFacts.Gather(testRows, key, CancellationToken.None);
        return Builder(assign(facts, testFacts)).Build(testRows, testFacts);

        SplitBuilder<TRow> Builder(Assignment made) => new(rows, facts, made.Sides, made.Description);
    }
}
