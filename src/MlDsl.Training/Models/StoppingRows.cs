namespace MlDsl.Training;

/// <summary>The training rows that a trainer stops by, chosen as those of calibrations are.</summary>
internal static class StoppingRows
{
    /// <summary>The rows of a design to stop by.</summary>
    /// <exception cref="TrainingException">No rows would be left on one of the sides.</exception>
    public static HeldRowSet HoldForStopping<TRow, TInput, TRows>(this Encoder<TRow, TInput, TRows> encoder, Lesson<TRow, TInput> lesson, double share)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput> =>
        Choose(encoder.Roles, encoder.Numbered().Where(row => lesson.For(row.Row, row.Number) is not null), share);

    /// <summary>Chooses among rows.</summary>
    /// <param name="roles">What rows say of groups and times.</param>
    /// <param name="rows">The rows of the design with their numbers among all.</param>
    /// <param name="share">The share to hold back, above 0 and below 1.</param>
    /// <exception cref="TrainingException">No rows would be left on one of the sides.</exception>
    public static HeldRowSet Choose<TRow>(IRowRoles<TRow> roles, IEnumerable<(TRow Row, long Number)> rows, double share)
    {
        bool isGrouped = Has(roles, ColumnRole.Group), isTimed = Has(roles, ColumnRole.EventTime);
        Func<TRow, long, bool> isChosen = HeldBack.ByHash(roles, share, HeldBack.StoppingSalt);
        List<long> times = [];
        List<bool> chosen = [];
        List<ulong> groups = [];
        foreach (var (row, number) in rows)
        {
            if (isTimed) times.Add(roles.EventTimeOf(row));
            else chosen.Add(isChosen(row, number));
            if (isGrouped) groups.Add(roles.GroupOf(row));
        }
        if (isTimed && times.Count > 0)
        {
            long from = HeldBack.Windows([.. times], share, 1)[0];
            chosen.AddRange(times.Select(time => time >= from));
        }
        int[] held = [.. Enumerable.Range(0, chosen.Count).Where(i => chosen[i])];
        if (held.Length == 0 || held.Length == chosen.Count)
            throw new TrainingException(FormattableString.Invariant($"Of {chosen.Count} training rows, {held.Length} would be held back to stop by with a share of {share}{(isGrouped ? " of whole groups" : "")}: give more, hold back another share, or train without early stopping"));
        return new HeldRowSet([.. held], isGrouped ? [.. held.Select(i => groups[i])] : []);
    }

    private static bool Has<TRow>(IRowRoles<TRow> roles, ColumnRole role) => roles.Schema.Columns.Any(c => c.Role == role);
}
