namespace MlDsl;

/// <summary>From the fold of each row to the folds: each is validation once and otherwise part of train.</summary>
internal static class FoldBuilder
{
    /// <summary>Checks the number of folds before any pass is made.</summary>
    public static int Checked<TRow>(int folds) where TRow : IRow<TRow> => folds is >= 2 and <= Folds<TRow>.Most
        ? folds
        : throw new ArgumentOutOfRangeException(nameof(folds), folds, $"there can be 2 to {Folds<TRow>.Most} folds");

    /// <summary>Folds that partition the rows. <paramref name="assign"/> gives each row its fold.</summary>
    public static Folds<TRow> Partition<TRow>(RowSelection<TRow> rows, RowKey key, SplitDescription description, Func<RowFacts, byte[]> assign)
        where TRow : IRow<TRow>
    {
        int folds = Checked<TRow>(description.Folds!.Value);
        RowFacts facts = RowFacts.Gather(rows, key, CancellationToken.None);
        byte[] assigned = assign(facts);
        byte[] sides = facts.BySourceNumber(assigned);
        byte[] all = [.. Enumerable.Range(0, folds).Select(static f => (byte)f)];
        return new Folds<TRow>([.. all.Select(f => Make(rows, f, facts, assigned, sides, [.. all.Where(o => o != f)], [f], description))], description);
    }

    /// <summary>One fold. Its train and validation rows are those whose byte is among the given ones.</summary>
    public static Fold<TRow> Make<TRow>(
        RowSelection<TRow> rows, int index, RowFacts facts, byte[] assigned, byte[] sides, byte[] train, byte[] validation, SplitDescription description)
        where TRow : IRow<TRow>
    {
        DataFingerprint trainPrint = facts.Fingerprint(assigned, train), validationPrint = facts.Fingerprint(assigned, validation);
        if (trainPrint.Rows == 0 || validationPrint.Rows == 0)
            throw new InvalidOperationException(
                $"fold {index} of {description.Folds} has {trainPrint.Rows} rows in train and {validationPrint.Rows} in validation, of {facts.Count} of {rows.Source.Name}; "
                    + ""
                    + "make fewer folds, or give more rows (or a shorter horizon or embargo)");
        return new Fold<TRow>(
            index,
            new(new RowSelection<TRow>(rows.Source, sides, train, trainPrint, description)),
            new(new RowSelection<TRow>(rows.Source, sides, validation, validationPrint, description)),
            description.Embargo is null ? 0 : assigned.AsSpan().Count(Side.Embargoed));
    }

    /// <summary>Gives the rows of each section of an order to the folds in turn, so that each section is spread to within one row.</summary>
    public static byte[] Deal(int[] order, int folds)
    {
        var assigned = new byte[order.Length];
        for (int i = 0; i < order.Length; i++) assigned[order[i]] = (byte)(i % folds);
        return assigned;
    }
}
