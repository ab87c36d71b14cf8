namespace MlDsl.Training;

/// <summary>Which training rows are held back: the latest where rows have a time, whole groups, or each by the hash of its number.</summary>
/// <remarks>A pure function of a row and its number, so that every pass holds back the same ones and threads do not matter.</remarks>
internal static class HeldBack
{
    // Folds of target encodings take the same hash without it.
    private const ulong Salt = 0xA24BAED4963EE407;

    /// <summary>Of what a trainer stops by: another one, so that rows are left where others were held back before.</summary>
    public const ulong StoppingSalt = 0x9FB21C651E98DF25;

    /// <summary>A share of the rows, or of the groups where rows have one.</summary>
    public static Func<TRow, long, bool> ByHash<TRow>(IRowRoles<TRow> roles, double share, ulong salt = Salt)
    {
        bool isGrouped = roles.Schema.Columns.Any(static c => c.Role == ColumnRole.Group);
        ulong limit = (ulong)(share * ulong.MaxValue);
        return (row, number) => RowHash.Mix(RowHash.Mix(isGrouped ? roles.GroupOf(row) : (ulong)number) ^ salt) < limit;
    }

    /// <summary>The beginnings of windows of equally many rows that follow each other and end with the latest row; rows of one time stay together.</summary>
    /// <param name="times">The times of all rows, in any order.</param>
    /// <param name="share">The share of the rows in all windows together.</param>
    /// <param name="windows">How many windows there are to be; fewer where some would begin at one time.</param>
    /// <exception cref="TrainingException">No row is earlier than the first window.</exception>
    public static long[] Windows(List<long> times, double share, int windows)
    {
        times.Sort();
        int held = Math.Clamp((int)Math.Round(times.Count * share), 1, Math.Max(times.Count, 1));
        long[] begins = times.Count == 0 ? [0] : [.. Enumerable.Range(0, windows).Select(i => times[^(int)Math.Max(1, (long)held * (windows - i) / windows)]).Distinct()];
        if (times.Count == 0 || begins[0] == times[0])
            throw new TrainingException(FormattableString.Invariant($"Of {times.Count} training rows, none is earlier than the latest {held}, which are held back; hold fewer back with Share, or give rows of earlier times"));
        return begins;
    }
}
