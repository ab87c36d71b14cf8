using System.Collections.Immutable;
using MlDsl.Training;

namespace MlDsl.Monitoring.Scorers;

/// <summary>What a reference of first windows is of.</summary>
/// <param name="Version">The version of the model; empty where nobody says.</param>
/// <param name="Columns">The inputs that are watched: numbers and texts.</param>
/// <param name="Scores">What the model says.</param>
/// <param name="Noise">The ε of noise; 0 for none.</param>
internal sealed record FirstSchema(string Version, ImmutableArray<ProfiledColumn> Columns, ImmutableArray<ProfiledColumn> Scores, double Noise)
{
    /// <summary>What differs from another one; null for nothing.</summary>
    public string? DifferenceFrom(FirstSchema wanted) =>
        Difference(Columns, wanted.Columns, "column") ?? Difference(Scores, wanted.Scores, "score")
        ?? (Version != wanted.Version ? $"is of version '{Visible.Of(Version)}' of the model, not '{Visible.Of(wanted.Version)}'" : Noise != wanted.Noise ? FormattableString.Invariant($"is for noise of epsilon {Noise}, not {wanted.Noise}") : null);

    private static string? Difference(ImmutableArray<ProfiledColumn> own, ImmutableArray<ProfiledColumn> wanted, string what)
    {
        for (int i = 0; i < Math.Max(own.Length, wanted.Length); i++)
        {
            string? mine = i < own.Length ? Text(own[i]) : null, other = i < wanted.Length ? Text(wanted[i]) : null;
            if (mine != other) return $"has as {what} {i + 1} {mine ?? "none"}, not {other ?? "none"}";
        }
        return null;

        static string Text(ProfiledColumn column) => $"'{Visible.Of(column.Name)}' ({column.Kind}{(column.Unit is { } unit ? $", {Visible.Of(unit)}" : "")}{(column.IsSensitive ? ", sensitive" : "")})";
    }
}

/// <summary>Whose window it is, and of what time.</summary>
/// <param name="Source">The process, by a number that no other has.</param>
/// <param name="Number">The window of it.</param>
/// <param name="Part">The part of the window: a window over midnight has one for each day.</param>
/// <param name="IsWhole">Whether the window ended with this part, as windows do; else another part follows, or the process ended before it did.</param>
/// <param name="WindowFrom">When the window began.</param>
/// <param name="From">When this part did.</param>
/// <param name="To">When it ended.</param>
internal sealed record FirstSpan(Guid Source, long Number, long Part, bool IsWhole, DateTimeOffset WindowFrom, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>What tells it from all others, whatever its file is called.</summary>
    public (Guid Source, long Number, long Part) Id => (Source, Number, Part);
}

/// <summary>A window, or the part of a day, of those that become a reference: counts that add up to what a reference is made of.</summary>
internal sealed record FirstWindow(FirstSchema Schema, FirstSpan Span, ProfileSketch Inputs, ImmutableArray<ColumnCount> Said)
{
    /// <summary>The rows.</summary>
    public long Rows => Inputs.Rows;

    /// <summary>Takes in the rows of another window of the same schema.</summary>
    public void Add(FirstWindow other)
    {
        Inputs.Merge(other.Inputs);
        for (int i = 0; i < Said.Length; i++) Said[i].Merge(other.Said[i]);
    }

    /// <summary>
    /// The windows that do not overlap, as many as there are (by their ends: Kleinberg, Tardos, "Algorithm Design", 2005, section 4.1): those of one process, and of several that run side by side as many as of one.
    /// </summary>
    public static int Count(IEnumerable<FirstSpan> spans)
    {
        int count = 0;
        DateTimeOffset until = DateTimeOffset.MinValue;
        foreach (FirstSpan span in spans.Where(static one => one.IsWhole).OrderBy(static one => one.To).ThenBy(static one => one.WindowFrom))
        {
            if (span.WindowFrom < until) continue;
            count++;
            until = span.To;
        }
        return count;
    }

    /// <summary>The reference of windows of one schema; the same bytes in whatever order they come.</summary>
    /// <remarks>A window's day is by the service's clock, as it is of windows that are compared later, so that there are blocks of time but where counts have noise.</remarks>
    /// <param name="schema">The schema.</param>
    /// <param name="spans">Of what time the windows are.</param>
    /// <param name="windows">The windows, which are read twice and never all held: one of many columns is large.</param>
    public static ReferenceProfile Reference(FirstSchema schema, IReadOnlyList<FirstSpan> spans, IEnumerable<FirstWindow> windows)
    {
        var all = new FirstWindow(schema, spans[0], new ProfileSketch(new ProfileLayout([.. schema.Columns], []), isTimed: false), [.. schema.Scores.Select(static score => new ColumnCount(score.Kind))]);
        foreach (FirstWindow window in windows) all.Add(window);
        ReferenceProfile profile = all.Inputs.Finish(ProfileOptions.Default);
        profile = schema.Noise > 0 ? CountNoise.AddTo(profile, schema.Noise, SystemDraws.Instance) : WithBlocks(profile, all.Inputs, spans, windows);
        return profile with { Scores = [.. schema.Scores.Select((score, i) => ColumnBins.Of(score, all.Said[i], [], ProfileOptions.Default))] };
    }

    private static ReferenceProfile WithBlocks(ReferenceProfile profile, ProfileSketch all, IReadOnlyList<FirstSpan> spans, IEnumerable<FirstWindow> windows)
    {
        var blocks = new BlockCounts(profile.Columns, spans.Min(static one => one.From.UtcTicks), spans.Max(static one => one.From.UtcTicks));
        foreach (FirstWindow window in windows)
            for (int column = 0; column < profile.Columns.Length; column++)
                blocks.Add(column, window.Span.From.UtcTicks, window.Inputs.Counts[column].CellsOf(profile.Columns[column], isHashed: all.Counts[column].Texts is { IsExact: false }));
        return blocks.AddTo(profile, ProfileOptions.Default);
    }
}
